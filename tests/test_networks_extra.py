#!/usr/bin/env python3
"""Every feature of the generators against dense matrices (tests/data/networks_extra.json), through the program.

The reference is good to 1e-11 of the largest number of its kind, and so is the comparison to 1e-9."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile


def kind(name):
    return name.split("_")[0]


def check(program, folder, case):
    file = pathlib.Path(folder) / "network.yaml"
    file.write_text(json.dumps(case["network"]), "utf-8")  # JSON is YAML
    run = subprocess.run([program, "solve", file, "--json"], capture_output=True, text=True, check=False)
    label = f"{case['title']}, {case['network']['master_equation']}"
    if run.returncode:
        print(label, run.stderr, sep=": ")
        return False
    found = json.loads(run.stdout)["observables"]
    largest = {}
    for name, value in case["observables"].items():
        largest[kind(name)] = max(largest.get(kind(name), 0.0), abs(value))
    bad = [f"  {name}: {found[name]!r}, reference {value!r}" for name, value in case["observables"].items()
           if not abs(found[name] - value) <= 1e-9 * largest[kind(name)] + 1e-14]
    if bad:
        print(label, *bad, sep="\n")
    return not bad


def main():
    data = pathlib.Path(os.environ["ENT_SOURCE_DIR"]) / "tests/data/networks_extra.json"
    cases = json.loads(data.read_text("utf-8"))["cases"]
    with tempfile.TemporaryDirectory() as folder:
        failed = sum(not check(os.environ["ENTANGINE"], folder, case) for case in cases)
    print(f"{len(cases) - failed} of {len(cases)} cases agree")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
