#!/usr/bin/env python3
"""Every verb with units gives what it gives without, scaled by constants of the SI written out here.

The run without units gets all parameters in units of the gap; results must agree to 1e-12 (places of optima to 1e-6).
"""

import csv
import io
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = os.environ["ENTANGINE"]
H, K_B, E_CHARGE = 6.62607015e-34, 1.380649e-23, 1.602176634e-19
HBAR = H / (2 * math.pi)
ENERGY = {"GHz": 1e9 * H, "MHz": 1e6 * H, "kHz": 1e3 * H, "ueV": 1e-6 * E_CHARGE, "mK": 1e-3 * K_B, "K": K_B,
          "1/s": HBAR, "1/us": 1e6 * HBAR}
failures = []


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


def scale(unit, gap):
    """What 1 without units is in a unit."""
    rate = gap / HBAR
    special = {"W": gap * rate, "W/K": K_B * rate, "W^2/Hz": gap * gap * rate, "s": 1 / rate, "1/s": rate, "1": 1.0}
    return special[unit] if unit in special else gap / ENERGY[unit]


def expect(value, expected, tolerance, what):
    if not math.isclose(float(value), expected, rel_tol=tolerance, abs_tol=1e-300):
        failures.append(f"{what}: {value}, expected {expected!r}")


def split(label):
    name, _, unit = label.partition(" [")
    return name, unit.rstrip("]") or "1"


def table(text):
    rows = list(csv.reader(io.StringIO(text)))
    return rows[0], rows[1:]


def compare_tables(with_units, without, gap, tolerance=1e-12, loose=()):
    header, rows = table(with_units)
    plain_header, plain_rows = table(without)
    names = [split(label)[0] for label in header]
    assert names == plain_header, (header, plain_header)
    assert len(rows) == len(plain_rows) > 0, (with_units, without)
    for row, plain in zip(rows, plain_rows):
        for label, value, expected in zip(header, row, plain):
            name, unit = split(label)
            try:
                number = float(expected) * scale(unit, gap)
            except ValueError:
                if value != expected:
                    failures.append(f"{label}: {value!r}, expected {expected!r}")
                continue
            if name != "evaluations":
                expect(value, number, 1e-6 if name in loose else tolerance, label)


def natural(name, value, unit, gap):
    return f"{name}={value * ENERGY[unit] / gap!r}"


def check_solve():
    cases = [
        ("local", "eps_h", {"eps_h": (5, "GHz"), "T_h": (170, "mK"), "g": (8, "MHz"), "gamma_c": (3e8, "1/s"),
                            "delta": (50, "MHz")}),
        ("global", "eps", {"eps": (20, "ueV"), "T_h": (50, "ueV"), "gamma_h": (1, "1/us")}),
        ("thermal", "eps", {"eps": (0.24, "K"), "g": (4, "GHz")}),
    ]
    for model, gap_name, parameters in cases:
        value, unit = parameters[gap_name]
        gap = value * ENERGY[unit]
        typed = [f"{name}={number!r}{unit.replace('1/', '/')}" for name, (number, unit) in parameters.items()]
        plain = [natural(name, number, unit, gap) for name, (number, unit) in parameters.items()]
        answer = json.loads(run("solve", model, *typed, "--json"))
        expected = json.loads(run("solve", model, *plain, "--json"))
        assert "units" not in expected and answer["entangled"] == expected["entangled"]
        assert len(answer["warnings"]) == len(expected["warnings"])
        for part in ("parameters", "observables"):
            for name, number in expected[part].items():
                what = answer["units"][part][name]
                quantity = ENERGY if part == "parameters" else None
                size = gap / ENERGY[what] if quantity else scale(what, gap)
                expect(answer[part][name], number * size, 1e-12, f"{model} {name}")


def check_studies():
    gap = 5e9 * H
    h, t = 1e9 / 5e9, 1e-3 * K_B / gap  # 1 GHz and 1 mK without units
    compare_tables(run("sweep", "eps_h=5GHz", "T_h=100mK:0.3K:3", "delta=0,50MHz"),
                   run("sweep", f"T_h={100 * t!r},{200 * t!r},{300 * t!r}", "delta=0,0.01"), gap)
    compare_tables(run("sweep", "thermal", "eps=5GHz", "T=log:10mK:1K:5"),
                   run("sweep", "thermal", "T=" + ",".join(repr(10 * t * 10 ** (i / 2)) for i in range(5))), gap)
    compare_tables(run("boundary", "eps_h=5GHz", "T_h=96mK", "--find", "delta=0:2GHz"),
                   run("boundary", f"T_h={96 * t!r}", "--find", "delta=0:0.4"), gap)
    watt = gap * gap / HBAR
    compare_tables(run("boundary", "eps_h=5GHz", "--find", "T_h=10mK:1K", "--where", "J_ss=20aW"),
                   run("boundary", "--find", f"T_h={10 * t!r}:{1000 * t!r}", "--where", f"J_ss={20e-18 / watt!r}"), gap)
    compare_tables(run("boundary", "thermal", "eps=5GHz", "--find", "g=0.5GHz:4.5GHz", "--trace", "T=10mK:0.5K"),
                   run("boundary", "thermal", "--find", "g=0.1:0.9", "--trace", f"T={10 * t!r}:{500 * t!r}"), gap, 1e-10)
    compare_tables(run("optimise", "eps_h=5GHz", "--maximise", "negativity", "g=50kHz:0.5GHz", "T_h=240mK,2.4K",
                       "--subject-to", "J_ss>1aW"),
                   run("optimise", "--maximise", "negativity", "g=1e-5:0.1", f"T_h={240 * t!r},{2400 * t!r}",
                       "--subject-to", f"J_ss>{1e-18 / watt!r}"), gap, loose=("g",))
    compare_tables(run("evolve", "eps_h=5GHz", f"delta={0.02 / h!r}GHz", "--from", "10", "--times", "1ns:20ns:5",
                       "--observe", "negativity,I,J_ss,r11"),
                   run("evolve", "delta=0.02", "--from", "10", "--times",
                       ",".join(repr((1e-9 + i * 4.75e-9) * gap / HBAR) for i in range(5)),
                       "--observe", "negativity,I,J_ss,r11"), gap, 1e-11)
    answer = json.loads(run("optimise", "eps_h=5GHz", "--maximise", "J_ss", "g=50kHz:0.5GHz", "--json"))
    expected = json.loads(run("optimise", "--maximise", "J_ss", "g=1e-5:0.1", "--json"))
    assert answer["units"] == {"g": "kHz", "J_ss": "W"}
    expect(answer["optima"][0]["J_ss"], expected["optima"][0]["J_ss"] * watt, 1e-12, "best J_ss")


def check_figure():
    gap = 5e9 * H
    with tempfile.TemporaryDirectory() as folder:
        run("figure", "2a", "eps_h=5GHz", "T_h=60mK,170mK", "delta=0:500MHz:6", "-o", f"{folder}/a")
        run("figure", "2a", natural("T_h", 60, "mK", gap) + "," + natural("", 170, "mK", gap)[1:], "delta=0:0.1:6", "-o",
            f"{folder}/b")
        a, b = (pathlib.Path(folder, name, "2a.csv").read_text() for name in "ab")
        compare_tables(a, b, gap)


check_solve()
check_studies()
check_figure()
if failures:
    sys.exit("\n".join(failures))
