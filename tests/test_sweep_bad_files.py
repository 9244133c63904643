#!/usr/bin/env python3
"""--resume with files that are damaged, cut short, or another program's: a clear refusal, never a wrong result."""

import os
import pathlib
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["ENTANGINE"]
# Tunnelling has no closed form, so this takes long enough to be interrupted.
POINTS = 8000000
LONG = ["sweep", "kappa_h=0.01", f"T_h=0.1:1:{POINTS}", "--observe", "negativity"]
SHORT = ["sweep", "T_h=0.1:1:50", "delta=0:0.02:20", "--observe", "negativity,J_c"]


def run(arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, errors="replace")


def expect(condition, what):
    if not condition:
        sys.exit(f"FAIL: {what}")


def has_record(path):
    return path.exists() and path.read_text().splitlines()[-1:] != [] and "\ndone: " in path.read_text()


def make_unfinished(name):
    """An interrupted sweep; returns the bytes of its part and of its journal."""
    process = subprocess.Popen([PROGRAM, *LONG, "-o", name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not has_record(pathlib.Path(name + ".resume")):
        expect(process.poll() is None, "the sweep runs until it is interrupted")
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    expect(process.wait() == 130, "an interrupted sweep ends with status 130")
    return pathlib.Path(name + ".part").read_bytes(), pathlib.Path(name + ".resume").read_bytes()


def refused(name, part, journal, status, message, arguments=LONG):
    """part or journal None: no such file."""
    for ending, content in ((".part", part), (".resume", journal)):
        path = pathlib.Path(name + ending)
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
    result = run([*arguments, "-o", name, "--resume"])
    expect(result.returncode == status, f"{name}: status {result.returncode} instead of {status}: {result.stderr}")
    expect(message in result.stderr and "run without --resume" in result.stderr, f"{name}: told: {result.stderr}")
    expect(result.stderr.isprintable() or result.stderr[:-1].isprintable(), f"{name}: one line of text: {result.stderr}")
    expect(not pathlib.Path(name).exists(), f"{name} is absent")
    expect(part is None or pathlib.Path(name + ".part").read_bytes() == part, f"{name}: the part is left as it was")


def flip(content, place):
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1:]


def damaged_parts(name, part, journal):
    other = "damaged or another file"
    refused(name, random.randbytes(len(part)), journal, 4, other)
    refused(name, part[:1000], journal, 4, "lost bytes")
    refused(name, b"", journal, 4, "lost bytes")
    refused(name, None, journal, 4, "lost bytes")
    refused(name, flip(part, 0), journal, 4, other)
    if name.endswith(".h5"):
        refused(name, flip(part, part.index(struct.pack("<d", 0.1)) + 5), journal, 4, other)  # the first value of T_h
        refused(name, flip(part, part.index(b"negativity") + 3), journal, 4, other)
        foreign = pathlib.Path("foreign.h5").read_bytes()
        refused(name, foreign, journal, 4, "lost bytes")
        refused(name, foreign + bytes(len(part)), journal, 4, other)
    else:
        refused(name, flip(part, int(journal.split()[-2]) - 3), journal, 4, other)  # the last row that is finished


def damaged_journals(name, part, journal):
    foreign = "not one of entangine"
    refused(name, part, random.randbytes(500), 4, foreign)
    refused(name, part, pathlib.Path("foreign.h5").read_bytes(), 4, foreign)
    refused(name, part, b"dear friend,\n", 4, foreign)
    refused(name, part, journal[:-20], 4, "record of what is finished is damaged")
    refused(name, part, journal + b"\n", 4, "record of what is finished is damaged")
    record = journal.index(b"done: ")
    refused(name, part, journal[:record + 6] + b"9" + journal[record + 7:], 4, "damaged")
    refused(name, part, journal[:record + 30] + b"1" + journal[record + 31:], 4, "")
    refused(name, part, journal.replace(b"entangine: ", b"entangine: 0.0.9-", 1), 2, "it has 'entangine: 0.0.9-")
    refused(name, part, journal, 2, "it has 'T_c: 0.1', now 'T_c: 0.2'", [*LONG, "T_c=0.2"])
    refused(name, part, journal, 2, f"now 'T_h: {POINTS + 1} values from 0.1 to 1, linear'",
            [word.replace(str(POINTS), str(POINTS + 1)) for word in LONG])
    refused(name, part, journal, 2, "it has 'observables: negativity', now 'observables: purity'",
            [word.replace("negativity", "purity") for word in LONG])


def without_record(name):
    """Killed before anything was finished: the sweep starts anew, whatever stands in the part."""
    expect(run([*SHORT, "-o", name]).returncode == 0, "a short sweep ends with status 0")
    expected = pathlib.Path(name).read_bytes()
    for journal in (None, b"", f"{run(['--version']).stdout.replace(' ', ': ')}".encode()):
        pathlib.Path(name).unlink()
        pathlib.Path(name + ".part").write_bytes(random.randbytes(3 * len(expected)))
        if journal is not None:
            pathlib.Path(name + ".resume").write_bytes(journal)
        result = run([*SHORT, "-o", name, "--resume"])
        expect(result.returncode == 0, f"{name}: the sweep starts anew: {result.stderr}")
        expect(pathlib.Path(name).read_bytes() == expected, f"{name}: nothing of the part is left")


def goes_on(name, part, journal):
    """The same files, undamaged, are taken up: the refusals above were for the damage."""
    pathlib.Path(name + ".part").write_bytes(part)
    pathlib.Path(name + ".resume").write_bytes(journal)
    process = subprocess.Popen([PROGRAM, *LONG, "-o", name, "--resume"], stderr=subprocess.PIPE, text=True)
    while pathlib.Path(name + ".resume").read_bytes() == journal:
        expect(process.poll() is None, f"{name} is taken up")
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    expect(process.wait() == 130, f"{name}: going on can be interrupted")
    process.stderr.close()
    expect(not list(pathlib.Path().glob("*.layout")), "nothing else is left behind")


def main():
    random.seed(20200320)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        expect(run(["evolve", "--from", "10", "--times", "0:10:11", "-o", "foreign.h5"]).returncode == 0, "evolve works")
        for name in ("result.csv", "result.h5"):
            part, journal = make_unfinished(name)
            damaged_parts(name, part, journal)
            damaged_journals(name, part, journal)
            goes_on(name, part, journal)
            without_record("short" + pathlib.Path(name).suffix)
    print("damaged, cut and foreign files: all refused")


if __name__ == "__main__":
    main()
