#!/usr/bin/env python3
"""Sweeps that are killed, interrupted, resumed, or run into a full disk: the file is absent or whole, and the same."""

import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["ENTANGINE"]
GRID = ["sweep", "local", "kappa_h=0.01:0.1:60", "delta=-0.05:0.05:ROWS", "--observe", "negativity,J_ss"]


def run(arguments, **options):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, **options)


def start(arguments):
    return subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def expect(condition, what):
    if not condition:
        sys.exit(f"FAIL: {what}")


def choose_size():
    """As many points as this build computes in about a second, so that there is time to kill it."""
    begin = time.monotonic()
    expect(run([word.replace("ROWS", "10") for word in GRID]).returncode == 0, "a small sweep ends with status 0")
    rows = max(10, min(400, int(10 / (time.monotonic() - begin))))
    GRID[3] = GRID[3].replace("ROWS", str(rows))


def whole_file(name):
    """The bytes of a sweep that nobody disturbs, and the seconds it takes."""
    begin = time.monotonic()
    expect(run([*GRID, "-o", name]).returncode == 0, "an undisturbed sweep ends with status 0")
    return pathlib.Path(name).read_bytes(), time.monotonic() - begin


def kill(name, expected, seconds, *more):
    """Whether it was killed at work; then the file is absent. Killed after that, it is whole."""
    path = pathlib.Path(name)
    process = start([*GRID, "-o", name, *more])
    time.sleep(random.uniform(0.0, seconds))
    process.kill()
    process.wait()
    expect(not path.exists() or path.read_bytes() == expected, f"{name} is absent or whole after the kill")
    return not path.exists()


def kill_and_resume(name, expected, seconds):
    """Killed at a random moment, and again while it goes on: the file ends the same."""
    path = pathlib.Path(name)
    path.unlink()
    if kill(name, expected, seconds):
        kill(name, expected, seconds / 2, "--resume")
    resumed = run([*GRID, "-o", name, "--resume", "--threads", "1"])
    expect(resumed.returncode == 0, f"the resumed sweep ends with status 0: {resumed.stderr}")
    expect(path.read_bytes() == expected, f"{name} has the same bytes after kill and resume")
    expect(not list(path.parent.glob(f"{name}.*")), f"nothing is left beside {name}")


def interrupt(name):
    """Ctrl-C ends with 130 and keeps what is done; another sweep may not take it over."""
    path = pathlib.Path(name)
    path.unlink()
    process = start([*GRID, "-o", name])
    while process.poll() is None and not pathlib.Path(name + ".part").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    expect(process.wait() == 130, "an interrupted sweep ends with status 130")
    expect(not path.exists() and pathlib.Path(name + ".part").exists(), "an interrupted sweep leaves its part")
    other = run([*GRID, "T_h=0.5", "-o", name, "--resume"])
    expect(other.returncode == 2, "resume with another sweep is refused")
    expect("it has 'T_h: 0.7', now 'T_h: 0.5'" in other.stderr, f"the refusal says what differs: {other.stderr}")


def finish(name, expected):
    expect(run([*GRID, "-o", name, "--resume"]).returncode == 0, "the interrupted sweep can be resumed")
    expect(pathlib.Path(name).read_bytes() == expected, f"{name} has the same bytes after interruption and resume")


def full_disk(name):
    """A limit on the size of files stands for a disk that fills up."""
    pathlib.Path(name).unlink()
    limited = subprocess.run(["sh", "-c", 'ulimit -f 16; trap "" XFSZ; exec "$0" "$@"', PROGRAM, *GRID, "-o", name],
                             capture_output=True, text=True)
    expect(limited.returncode == 4, f"a full disk is a file error, not {limited.returncode}")
    expect("could not" in limited.stderr, f"a full disk is told: {limited.stderr}")
    expect(not pathlib.Path(name).exists(), "nothing half-written is left under the name")


def main():
    random.seed(20200320)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        choose_size()
        for name, kills in (("result.csv", 5), ("result.h5", 5)):
            expected, seconds = whole_file(name)
            for _ in range(kills):
                kill_and_resume(name, expected, seconds)
            interrupt(name)
            finish(name, expected)
            full_disk(name)
    print("twenty kills, two interruptions, two full disks: every file absent or whole")


if __name__ == "__main__":
    main()
