#!/usr/bin/env python3
"""Two qubits with g > eps, where lowering a site raises the energy at the line eps - g: docs/network-physics.md, section 2.

Compared with the two independent dressed modes, in closed form."""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

from gallery_support import bose, holds, near, problems  # noqa: E402

RATES, STRONG = (1e-3, 1.1e-2), 1.5


def engine(folder, equation, coupling, temperatures):
    file = pathlib.Path(folder) / "strong.yaml"
    baths = [{"name": name, "site": name, "temperature": t, "rate": rate, "coupling": coupling}
             for name, t, rate in zip("hc", temperatures, RATES)]
    file.write_text(json.dumps({"master_equation": equation, "sites": [{"name": n, "energy": 1} for n in "hc"],
                                "couplings": [{"sites": ["h", "c"], "exchange": STRONG}], "baths": baths}), "utf-8")
    return file


def program(*arguments):
    return subprocess.run([os.environ["ENTANGINE"], *arguments], capture_output=True, text=True, check=False)


def mode_heat(line, temperatures):
    """Heat from the first bath through a mode that each bath sees with half its rate."""
    n = [bose(abs(line), t) for t in temperatures]
    total = [rate * (1 + 2 * k) / 2 for rate, k in zip(RATES, n)]
    step = n[0] / (1 + 2 * n[0]) - n[1] / (1 + 2 * n[1])
    return abs(line) * total[0] * total[1] / sum(total) * step


def global_equation(folder):
    for temperatures in ((0.7, 0.1), (2.0, 0.5), (0.4, 0.4)):
        heat = mode_heat(1 + STRONG, temperatures) + mode_heat(1 - STRONG, temperatures)
        entropy = -heat * (1 / temperatures[0] - 1 / temperatures[1])
        for coupling in ("exchange", "dipole"):
            done = program("solve", engine(folder, "global", coupling, temperatures), "--json")
            found = json.loads(done.stdout)
            o, what = found["observables"], f"{coupling}, {temperatures}"
            if heat:
                near(f"heat, {what}", o["Q_h"], heat)
                near(f"entropy production, {what}", o["entropy_production"], entropy)
            else:
                holds(f"no heat, {what}", abs(o["Q_h"]) < 1e-17)
            warned = "line at -0.5" in done.stdout
            holds(f"warning, {what}", warned == (coupling == "exchange"))


def redfield(folder):
    # Without the line the lower mode is driven and not damped: its occupation drifts, whatever it is.
    file = engine(folder, "redfield", "exchange", (0.7, 0.1))
    n = [bose(1 + STRONG, t) for t in (0.7, 0.1)]
    total = [rate * (1 + 2 * k) / 4 for rate, k in zip(RATES, n)]
    gain = [rate * k / 4 for rate, k in zip(RATES, n)]
    plus = sum(gain) / sum(total)
    drift = -2 * (total[0] - total[1]) * ((gain[0] - gain[1] - (total[0] - total[1]) * plus)
                                          / (sum(total) + 2j * STRONG)).real
    done = program("solve", file)
    holds(f"no steady state: {done.stderr}", done.returncode == 3 and "leaves out lines" in done.stderr)
    done = program("evolve", file, "--from", "00", "--times", "0:2e6:3", "--observe", "excitation_h,excitation_c")
    rows = [[float(x) for x in line.split(",")[:3]] for line in done.stdout.splitlines()[1:]]
    holds(f"evolution: {done.stderr}", len(rows) == 3)
    near("drift", (sum(rows[2][1:]) - sum(rows[1][1:])) / 1e6, drift, 1e-6)
    # With the line, by dipole, it is close to the global equation, and positive.
    o = json.loads(program("solve", engine(folder, "redfield", "dipole", (0.7, 0.1)), "--json").stdout)["observables"]
    near("dipole against global", o["Q_h"], mode_heat(2.5, (0.7, 0.1)) + mode_heat(0.5, (0.7, 0.1)), 1e-5)
    holds("dipole, positive", o["smallest_eigenvalue"] > 0)


def main():
    with tempfile.TemporaryDirectory() as folder:
        global_equation(folder)
        redfield(folder)
    print(*problems, f"{len(problems)} problems", sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
