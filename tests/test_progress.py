#!/usr/bin/env python3
"""The progress line, seen on a pseudo-terminal: done, rate and time left; no message runs into it; Ctrl-C ends it."""

import os
import pty
import re
import subprocess
import sys
import tempfile

PROGRAM = os.environ["ENTANGINE"]
LINE = r"{}: (\d+) of (\d+) \((\d+) %\), \S+ a second, \d+ s left"


def expect(condition, what):
    if not condition:
        sys.exit(f"FAIL: {what}")


def screen_of(arguments, wanted):
    """What stands on a terminal of one line a row after Ctrl-C, typed when the wanted progress is seen; and the status."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([PROGRAM, *arguments], stdin=follower, stdout=subprocess.DEVNULL, stderr=follower,
                               start_new_session=True, preexec_fn=lambda: __import__("fcntl").ioctl(
                                   follower, __import__("termios").TIOCSCTTY, 0))
    os.close(follower)
    text, typed = "", False
    while True:
        try:
            piece = os.read(leader, 65536).decode(errors="replace")
        except OSError:
            break
        if not piece:
            break
        text += piece
        if not typed and len(re.findall(wanted, text)) > 1:
            os.write(leader, b"\x03")
            typed = True
    os.close(leader)
    status = process.wait()
    expect(typed, f"{arguments}: progress is told: {text}")
    return text, status


def rows_on_screen(text):
    """Each row as a terminal leaves it: what follows a carriage return overwrites."""
    rows = []
    for line in text.replace("\r\n", "\n").replace("^C", "").split("\n"):
        row = ""
        for piece in line.split("\r"):
            row = piece + row[len(piece):]
        rows.append(row.rstrip())
    return [row for row in rows if row]


def look(label, arguments, total):
    wanted = LINE.format(label)
    text, status = screen_of(arguments, wanted)
    done = [int(first) for first, _, _ in re.findall(wanted, text)]
    expect({int(second) for _, second, _ in re.findall(wanted, text)} == {total}, f"{label}: the whole is {total}: {text}")
    expect(done == sorted(done), f"{label}: what is done grows: {done}")
    expect(status == 130, f"{label}: Ctrl-C ends with status 130, not {status}")
    rows = rows_on_screen(text)
    expect(all(row.startswith("entangine: ") for row in rows), f"{label}: the line is gone at the end: {rows}")
    expect("interrupted" in rows[-1], f"{label}: the interruption is told: {rows}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        look("sweep", ["sweep", "T_h=0.1:1:1000000000", "--observe", "J_ratio", "-o", "map.csv"], 10**9)
        look("sweep", ["sweep", "T_h=0.1:1:1000000000", "--observe", "J_ratio"], 10**9)
        look("boundary", ["boundary", "--find", "delta=0:0.4", "T_h=0.3:0.44:1000000"], 10**6)
        look("optimise", ["optimise", "--maximise", "negativity", "g=1e-5:0.1", "T_h=0.1:1:100000"], 10**5)
        look("evolve", ["evolve", "--from", "10", "--times", "0:2000:3000000", "--observe", "purity"], 3 * 10**6)
    print("five progress lines, five interruptions")


if __name__ == "__main__":
    main()
