#!/usr/bin/env python3
"""docs_snippets.py accepts what is right, and fails where the documentation is wrong."""
import os
import subprocess
import sys
import tempfile
import unittest

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "docs_snippets.py")
PROGRAM = "#include <stdio.h>\nint main(void)\n{\n    %s\n}"


def block(info, text):
    return f"```{info}\n{text}\n```\n"


def check(document):
    """(exit status, output) of the script for one document."""
    with tempfile.TemporaryDirectory() as directory:
        name = os.path.join(directory, "document.md")
        with open(name, "w", encoding="utf-8") as file:
            file.write(document)
        run = subprocess.run([sys.executable, SCRIPT, "--program", sys.executable, name], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        return run.returncode, run.stdout


class Snippets(unittest.TestCase):
    def assert_right(self, document, n=1):
        self.assertEqual(check(document), (0, f"{n} blocks run, 0 mistakes\n"))

    def assert_wrong(self, document, complaint):
        status, output = check(document)
        self.assertEqual(status, 1, output)
        self.assertIn(complaint, output)

    def test_right(self):
        self.assert_right(block("console", "$ echo a\na\n$ printf 'b\\nc'\nb\nc\n$ true"))
        self.assert_right(block("console", "$ x=1 &&\n> echo $x\n1"))
        self.assert_right(block("console", "$ seq 9\n1\n...\n8\n9"))
        self.assert_right(block("console", "$ echo oops >&2; false\noops\n$ echo $?\n1"))
        self.assert_right(block("console", "$ echo 1 >file") + block("console", "$ cat file\n1"), 2)
        self.assert_right(block("c", PROGRAM % 'return puts("7") < 0;') + "\n" + block("text", "7"))
        self.assert_right(block("sh", "false") + block("c", "no program") + block("", "$ false"), 0)

    def test_wrong_output(self):
        self.assert_wrong(block("console", "$ echo a\nb"), "-b\n+a")
        self.assert_wrong(block("console", "$ echo a"), "+a")
        self.assert_wrong(block("console", "$ true\na"), "-a")
        self.assert_wrong(block("console", "$ seq 9\n1\n...\n7"), "+9")
        self.assert_wrong(block("console", "$ echo a\na\n$ echo b\nc"), "-c\n+b")

    def test_wrong_status(self):
        self.assert_wrong(block("console", "$ false"), "ended with status 1")
        self.assert_wrong(block("console", "$ echo a; false\na\n$ echo b\nb"), "ended with status 1")
        self.assert_wrong(block("console", "$ exit 3\n$ echo a\na"), "ended the shell")

    def test_wrong_program(self):
        self.assert_wrong(block("c", PROGRAM % 'return puts("7") < 0;') + block("text", "8"), "-8\n+7")
        self.assert_wrong(block("c", PROGRAM % "int unused; return 0;"), "does not compile")
        self.assert_wrong(block("c", PROGRAM % "return 3;"), "ended with status 3")

    def test_links(self):
        self.assert_right("# The title\n[here](document.md#the-title) [there](https://example.org/x) [top](#the-title)\n", 0)
        self.assert_wrong("[gone](other.md)\n", "leads nowhere: other.md")
        self.assert_wrong("# The title\n[gone](#a-title)\n", "leads nowhere: #a-title")
        self.assert_right(block("text", "[not a link](other.md)"), 0)

    def test_open_block(self):
        self.assert_wrong("```console\n$ true\n", "never closed")


if __name__ == "__main__":
    unittest.main()
