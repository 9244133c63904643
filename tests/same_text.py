#!/usr/bin/env python3
"""Compares two texts as people would: word by word equal, but long numbers only to 11 digits.

usage: same_text.py EXPECTED ACTUAL     prints a diff and exits with 1 where they differ

The last digits of a result depend on the processor's exponential function; a number of 12 or more digits therefore
agrees if it is within 1e-11, relative, and numbers below 1e-25 agree: they are the rounding of double-double. Everything
else must be the same, byte for byte.
"""

import difflib
import pathlib
import re
import sys

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
TOLERANCE = 1e-11
ROUNDING = 1e-25


def significant_digits(number):
    return len(number.lstrip("-").split("e")[0].replace(".", "").lstrip("0"))


def numbers_agree(expected, actual):
    if expected == actual:
        return True
    if max(abs(float(expected)), abs(float(actual))) < ROUNDING:
        return True
    if max(significant_digits(expected), significant_digits(actual)) < 12:
        return False
    return abs(float(expected) - float(actual)) <= TOLERANCE * abs(float(expected))


def lines_agree(expected, actual):
    if NUMBER.sub("#", expected) != NUMBER.sub("#", actual):
        return False
    return all(map(numbers_agree, NUMBER.findall(expected), NUMBER.findall(actual)))


def texts_agree(expected, actual):
    return len(expected) == len(actual) and all(map(lines_agree, expected, actual))


def main():
    expected, actual = (pathlib.Path(name).read_bytes().decode().split("\n") for name in sys.argv[1:])
    if not texts_agree(expected, actual):
        print("\n".join(difflib.unified_diff(expected, actual, "expected", "actual", lineterm="")))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
