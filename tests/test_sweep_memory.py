#!/usr/bin/env python3
"""A sweep of a billion points, looked at while it runs and then interrupted: its memory does not grow with its size."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["ENTANGINE"]
LIMIT_KB = 100_000
BYTES_A_POINT = 8 + 8 + 1


def sanitized():
    cache = pathlib.Path(os.environ["ENT_BUILD_DIR"], "CMakeCache.txt")
    return any(line.startswith("ENT_SANITIZE:") and line.endswith("=ON") for line in cache.read_text().splitlines())


def expect(condition, what):
    if not condition:
        sys.exit(f"FAIL: {what}")


def wait_until(process, condition):
    while not condition():
        expect(process.poll() is None, f"the sweep goes on, but it ended with status {process.returncode}")
        time.sleep(0.02)


def points_done(name):
    """What the journal of an unfinished file says."""
    try:
        lines = pathlib.Path(name + ".resume").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return int(lines[-1].split()[1]) if lines and lines[-1].startswith("done:") else 0


def peak_kb(process):
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    sys.exit("FAIL: the system tells no peak of memory")


def interrupt(process, name):
    peak = peak_kb(process)
    process.send_signal(signal.SIGINT)
    expect(process.wait() == 130, f"{name}: an interrupted sweep ends with status 130")
    expect(sanitized() or peak < LIMIT_KB, f"{name}: {peak} kB of memory, more than {LIMIT_KB}")


def sweep(axis, name, several_commits):
    process = subprocess.Popen([PROGRAM, "sweep", axis, "--observe", "J_ratio", "-o", name],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(process, lambda: points_done(name) > 0)
    first = points_done(name)
    if several_commits:
        wait_until(process, lambda: points_done(name) > first)
    interrupt(process, name)
    expect(not pathlib.Path(name).exists(), f"{name} is absent after the interruption")
    for ending in (".part", ".resume"):
        pathlib.Path(name + ending).unlink()


def to_standard_output(axis):
    with subprocess.Popen([PROGRAM, "sweep", axis, "--observe", "J_ratio"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        for _ in range(20000):
            expect(process.stdout.readline() != b"", "standard output goes on")
        process.send_signal(signal.SIGSTOP)
        peak = peak_kb(process)
        process.send_signal(signal.SIGCONT)
        process.kill()
    expect(sanitized() or peak < LIMIT_KB, f"standard output: {peak} kB of memory")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        # A file that finds no room is refused before anything runs.
        points = min(10**9, shutil.disk_usage(folder).free // (2 * BYTES_A_POINT))
        expect(points > 10**7, "there is room for a long sweep")
        sweep(f"T_h=0.1:1:{points}", "linear.h5", True)
        sweep(f"T_h=log:0.1:1:{points}", "logarithmic.h5", False)
        sweep("T_h=0.1:1:1000000000", "linear.csv", True)
        to_standard_output("T_h=0.1:1:1000000000")
    print("four sweeps of a billion points within 100 MB")


if __name__ == "__main__":
    main()
