#!/usr/bin/env python3
"""Every two-qubit case of the reference files through the program itself.

A case names a model, parameters, and observables as decimal strings (null: undefined). Closed forms must agree to
1e-12 and numerical solutions to 1e-10, both relative; below 1e-40 a value may come out as 0.
"""

import json
import os
import pathlib
import subprocess
import sys

TOLERANCE = {"closed form": 1e-12, "numerical": 1e-10}


def solve(program, case):
    arguments = [f"{name}={value!r}" for name, value in case["parameters"].items()]
    command = [program, "solve", case["model"], *arguments, "--json"]
    return command, json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def agrees(value, reference, tolerance):
    if reference is None or value is None:
        return value is None and reference is None
    expected = float(reference)
    if abs(expected) < 1e-40 and value == 0.0:
        return True
    return abs(value - expected) <= tolerance * abs(expected)


def check(program, case):
    command, answer = solve(program, case)
    bad = []
    for name, reference in case["observables"].items():
        value = answer["observables"][name]
        if not agrees(value, reference, TOLERANCE[answer["method"]]):
            bad.append(f"  {name}: {value!r}, reference {reference}")
    if bad:
        print(" ".join(command), *bad, sep="\n")
    return not bad


def main():
    root = pathlib.Path(os.environ["ENT_SOURCE_DIR"])
    files = [root / "tests/data/two_qubit.json", root.parent / "shared/reference/two_qubit.json"]
    cases = [case for file in files if file.exists() for case in json.loads(file.read_text("utf-8"))["cases"]]
    failed = sum(not check(os.environ["ENTANGINE"], case) for case in cases)
    print(f"{len(cases) - failed} of {len(cases)} cases agree")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
