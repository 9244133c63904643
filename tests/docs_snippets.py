#!/usr/bin/env python3
"""Runs what the documentation shows and compares it with what the documentation says comes out.

```console   lines `$ command` (continued by `> `), each followed by the output expected of it, stdout and stderr
             together. A line `...` stands for any lines. A command must succeed, unless the next one is `$ echo $?`.
```c         with `int main`: compiled against the library as C11, warnings being errors, and run; it must succeed, and
             print exactly the ```text block that follows, if one does.
Other blocks are not run. The blocks of one file share a working directory that holds only models/.
Links to other files must lead somewhere.
"""
import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile

import same_text

TIMEOUT = 300  # seconds for one block
C_FLAGS = ["-std=c11", "-Wall", "-Wextra", "-Werror"]
MARK = "--- end of a documented command: status"
FENCE = re.compile(r"^```(\S*)\s*$")


class Block:
    """A fenced block: info string, number of its first line within the file, lines, and the block right after it."""

    def __init__(self, info, number):
        self.info, self.number, self.lines, self.next = info, number, [], None


def read_blocks(text, name):
    """All fenced blocks of a Markdown text, linked where only blank lines lie between two."""
    blocks, current, adjacent = [], None, False
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if current is None and fence:
            current = Block(fence.group(1), number + 1)
            if adjacent:
                blocks[-1].next = current
        elif current is not None and line == "```":
            blocks.append(current)
            current, adjacent = None, True
        elif current is not None:
            current.lines.append(line)
        elif line.strip():
            adjacent = False
    if current is not None:
        raise SystemExit(f"{name}:{current.number}: this block is never closed")
    return blocks


def read_commands(block):
    """[(command, expected lines)] of a console block."""
    commands = []
    for line in block.lines:
        if line.startswith("$ "):
            commands.append((line[2:], []))
        elif not commands:
            raise SystemExit(f"a console block must start with '$ command', not with: {line}")
        elif line.startswith("> ") and not commands[-1][1]:
            commands[-1] = (commands[-1][0] + "\n" + line[2:], [])
        else:
            commands[-1][1].append(line)
    return commands


def matches(expected, actual):
    """Whether the lines agree; an expected line `...` matches any number of lines."""
    if not expected:
        return not actual
    if expected[0] == "...":
        return any(matches(expected[1:], actual[k:]) for k in range(len(actual) + 1))
    return bool(actual) and same_text.lines_agree(expected[0], actual[0]) and matches(expected[1:], actual[1:])


def difference(expected, actual):
    return "\n".join(difflib.unified_diff(expected, actual, "documented", "actual", lineterm=""))


def execute(command, directory, path):
    environment = dict(os.environ, PATH=path + os.pathsep + os.environ["PATH"], LC_ALL="C.UTF-8")
    return subprocess.run(command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=TIMEOUT, encoding="utf-8", check=False)


def run_console(block, directory, options):
    """Runs all commands of a block in one shell; returns the complaints."""
    commands = read_commands(block)
    script = "".join(f"{command}\n__status=$?; echo; echo '{MARK}' $__status; (exit $__status)\n"
                     for command, _ in commands)
    output = execute(["sh", "-c", script], directory, os.path.dirname(options.program)).stdout
    parts = re.split(rf"\n{MARK} (\d+)\n", output)
    complaints = []
    for k, (command, expected) in enumerate(commands):
        if 2 * k + 1 >= len(parts):
            return complaints + [f"$ {command}\nended the shell:\n{parts[-1]}"]
        actual, status = parts[2 * k].splitlines(), int(parts[2 * k + 1])
        if not matches(expected, actual):
            complaints.append(f"$ {command}\n{difference(expected, actual)}")
        elif status and not (k + 1 < len(commands) and commands[k + 1][0] == "echo $?"):
            complaints.append(f"$ {command}\nended with status {status}")
    return complaints


def run_program(block, directory, options):
    """Compiles and runs a C program; returns the complaints."""
    source, program = os.path.join(directory, "snippet.c"), os.path.join(directory, "snippet")
    with open(source, "w", encoding="utf-8") as file:
        file.write("\n".join(block.lines) + "\n")
    command = [os.environ.get("CC") or "cc", *C_FLAGS, "-I" + options.include, source, "-o", program]
    command += [options.library] * bool(options.library) + options.libs.split()
    compiled = execute(command, directory, directory)
    if compiled.returncode:
        return [f"does not compile:\n{compiled.stdout}"]
    ran = execute([program], directory, os.path.dirname(options.program))
    if ran.returncode:
        return [f"ended with status {ran.returncode}:\n{ran.stdout}"]
    expected = block.next.lines if block.next and block.next.info == "text" else None
    actual = ran.stdout.splitlines()
    return [] if expected is None or matches(expected, actual) else [difference(expected, actual)]


def headings(text):
    """The anchors of a Markdown text."""
    titles = re.findall(r"^#+ +(.*)$", text, re.M)
    return [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]


def broken_links(name, text):
    """Links to files or headings that do not exist."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        path, _, anchor = link.partition("#")
        target = os.path.join(os.path.dirname(name), path) if path else name
        if link.startswith(("http:", "https:")):
            continue
        if not os.path.exists(target):
            broken.append(link)
        elif anchor:
            with open(target, encoding="utf-8") as file:
                broken += [] if anchor in headings(file.read()) else [link]
    return broken


def check_file(name, options):
    """Checks the links and runs the blocks of one file; returns (number of blocks run, number wrong)."""
    with open(name, encoding="utf-8") as file:
        text = file.read()
    blocks, broken = read_blocks(text, name), broken_links(name, text)
    n_run, n_wrong = 0, len(broken)
    for link in broken:
        print(f"{name}: this link leads nowhere: {link}\n")
    with tempfile.TemporaryDirectory() as directory:
        models = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../models")
        os.symlink(models, os.path.join(directory, "models"))
        for block in blocks:
            if block.info == "console":
                complaints = run_console(block, directory, options)
            elif block.info == "c" and any("int main" in line for line in block.lines):
                complaints = run_program(block, directory, options)
            else:
                continue
            n_run, n_wrong = n_run + 1, n_wrong + bool(complaints)
            for complaint in complaints:
                print(f"{name}:{block.number}: {complaint}\n")
    return n_run, n_wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="the program entangine")
    parser.add_argument("--include", default=".", help="folder of the public headers")
    parser.add_argument("--library", default="", help="the library, shared or static")
    parser.add_argument("--libs", default="", help="what to link after it, such as --libs=-lm")
    parser.add_argument("files", nargs="+", help="Markdown files")
    options = parser.parse_args()
    for name in ("program", "include", "library"):
        setattr(options, name, getattr(options, name) and os.path.abspath(getattr(options, name)))
    n_run = n_wrong = 0
    for name in options.files:
        run, wrong = check_file(name, options)
        n_run, n_wrong = n_run + run, n_wrong + wrong
    print(f"{n_run} blocks run, {n_wrong} mistakes")
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
