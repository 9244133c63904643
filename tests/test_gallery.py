#!/usr/bin/env python3
"""The machines in models/ through the program, each against an exact relation or a route of its own.

What is compared with stands in docs/gallery.md. Only the standard library is used."""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = os.environ["ENTANGINE"]
MODELS = pathlib.Path(os.environ["ENT_SOURCE_DIR"]) / "models"
problems = []
visited = set()


def run(verb, machine, *arguments):
    visited.add(machine)
    command = [PROGRAM, verb, MODELS / f"{machine}.yaml", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{machine} {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def solve(machine, **parameters):
    arguments = [f"{name}={value!r}" for name, value in parameters.items()]
    return json.loads(run("solve", machine, *arguments, "--json"))["observables"]


def rows(text):
    lines = text.strip().splitlines()
    return [dict(zip(lines[0].split(","), line.split(","))) for line in lines[1:]]


def near(what, value, expected, tolerance=1e-11):
    if not abs(value - expected) <= tolerance * abs(expected):
        problems.append(f"{what}: {value!r}, expected {expected!r}")


def holds(what, condition):
    if not condition:
        problems.append(f"does not hold: {what}")


def bose(energy, temperature):
    return 1.0 / math.expm1(energy / temperature)


def fermi(energy, temperature):
    return 1.0 / (math.exp(energy / temperature) + 1.0)


def determinant(matrix):
    matrix, product = [row[:] for row in matrix], 1.0
    for k in range(len(matrix)):
        pivot = max(range(k, len(matrix)), key=lambda r: abs(matrix[r][k]))
        if pivot != k:
            matrix[k], matrix[pivot], product = matrix[pivot], matrix[k], -product
        product *= matrix[k][k]
        for r in range(k + 1, len(matrix)):
            factor = matrix[r][k] / matrix[k][k]
            matrix[r] = [x - factor * y for x, y in zip(matrix[r], matrix[k])]
    return product


def populations(rates):
    """Steady state of a classical rate equation by the tree theorem, rates[j][i] from i to j."""
    n = len(rates)
    laplace = [[-rates[j][i] if i != j else sum(rates[k][i] for k in range(n) if k != i) for i in range(n)]
               for j in range(n)]
    weights = [determinant([[laplace[r][c] for c in range(n) if c != k] for r in range(n) if r != k]) for k in range(n)]
    return [w / sum(weights) for w in weights]


def chain_current(g, gamma, total):
    """Of a chain in resonance, per difference of occupations: gamma bare rates, total rates Gamma."""
    h, c = total
    return 4 * g * g * h * c / ((h + c) * (4 * g * g + h * c))


def two_qubit_engine():
    o = solve("two-qubit-engine")
    near("engine, negativity", o["negativity_h_c"], 8.97226381e-4, 1e-9)  # closed form (16) of the paper
    near("engine, J_ss", 2 * o["Q_hot"], 1.994807894e-4, 1e-9)            # (11)
    near("engine, J_ss / J_c", o["I_ratio_h_c"], 2.205134655, 1e-9)       # (18)
    o = solve("two-qubit-engine", delta=0.01)
    near("engine, detuned, negativity", o["negativity_h_c"], 5.169091663e-4, 1e-9)
    # A sweep, a boundary and an optimum.
    table = rows(run("sweep", "two-qubit-engine", "T_h=0.3,0.7", "--observe", "Q_hot,Q_cold"))
    holds("engine, sweep has two rows", len(table) == 2)
    near("engine, sweep", 2 * float(table[1]["Q_hot"]), 1.994807894e-4, 1e-9)
    found = rows(run("boundary", "two-qubit-engine", "--find", "T_h=0.12:0.5", "--where", "I_ratio_h_c=1"))
    holds("engine, one threshold", len(found) == 1 and found[0]["direction"] == "enters")
    near("engine, threshold of T_h", float(found[0]["T_h"]), 0.158848, 5e-6)
    best = json.loads(run("optimise", "two-qubit-engine", "--maximise", "Q_hot", "gamma_h=1e-3:0.1", "--json"))
    # d/d Gamma_h of the current at fixed occupations vanishes at Gamma_h = 2 g.
    near("engine, best gamma_h", best["optima"][0]["gamma_h"], 2 * 1.6e-3 * math.tanh(0.5 / 0.7), 1e-5)


def chains():
    gamma, temperature = (1e-3, 1.1e-2), (0.7, 0.1)
    n = [bose(1, t) for t in temperature]
    total = [g * (1 + 2 * k) for g, k in zip(gamma, n)]
    excess = n[0] / (1 + 2 * n[0]) - n[1] / (1 + 2 * n[1])
    expected = chain_current(1.6e-3, gamma, total) * excess
    for length in (3, 4, 5, 6):
        o = solve(f"chain-{length}")
        near(f"chain of {length}, heat", o["Q_hot"], expected)
        for k in range(length - 1):
            near(f"chain of {length}, bond {k}", o[f"I_q{k}_q{k + 1}"], expected)


def absorption_refrigerator():
    for parameters in ({}, {"E_1": 1.7, "E_3": 3.1, "T_h": 9.0}):
        o = solve("absorption-refrigerator", **parameters)
        first, third = parameters.get("E_1", 1.0), parameters.get("E_3", 4.0)
        near("refrigerator, COP", o["Q_cold"] / o["Q_hot"], first / third)
        near("refrigerator, room", o["Q_room"] / o["Q_hot"], -(first + third) / third)
        holds("refrigerator, cools", o["Q_cold"] > 0)
    # Carnot's point: E_1 / T_c + E_3 / T_h = E_2 / T_r, where everything stops.
    hot = 4 / (5 / 1.1 - 1)
    o = solve("absorption-refrigerator", T_h=hot)
    holds("refrigerator, nothing flows at Carnot's point", abs(o["Q_hot"]) < 1e-17)
    holds("refrigerator, heats below it", solve("absorption-refrigerator", T_h=hot * 0.9)["Q_cold"] < 0)


def landauer(g, kappa):
    """Integral of w T(w) (n_h - n_c) / 2 pi, T of two oscillators in resonance with flat baths."""
    low, high = 1 / 0.25, 1 / 0.1

    def integrand(x):
        w = 1 + kappa * math.sinh(x)
        transmission = (kappa * g) ** 2 / abs((w - 1 + 0.5j * kappa) ** 2 - g * g) ** 2
        return w * transmission * (1 / math.expm1(w * low) - 1 / math.expm1(w * high)) * kappa * math.cosh(x)

    edge = math.asinh(0.99 / kappa)
    steps = 40000
    return sum(integrand(edge * (2 * (k + 0.5) / steps - 1)) for k in range(steps)) * 2 * edge / steps / (2 * math.pi)


def oscillators():
    kappa, step = 1e-3, bose(1, 0.25) - bose(1, 0.1)
    for g in (1e-3, 1e-2):
        local = solve("oscillators-local", g=g)
        uniform = solve("oscillators-global", g=g)
        flow = chain_current(g, None, (kappa, kappa)) * step
        near(f"oscillators, local, g={g}", local["I_hot"], flow, 1e-9)
        lines = [bose(1 + s * g, 0.25) - bose(1 + s * g, 0.1) for s in (-1, 1)]
        near(f"oscillators, global, g={g}", uniform["I_hot"], kappa / 4 * sum(lines), 1e-9)
        # Both differ from the exact current by the width of the lines over the scale of n: (kappa, g)^2 / T^2.
        near(f"oscillators, Landauer, g={g}", local["Q_hot"], landauer(g, kappa), 20 * g * g + 2e-4)
        near(f"oscillators, global against Landauer, g={g}", uniform["Q_hot"] / landauer(g, kappa),
             1 + kappa ** 2 / (4 * g * g), 1e-3)


def levy_kosloff():
    o = solve("levy-kosloff")
    holds("Levy and Kosloff, the local equation violates the Second Law", o["entropy_production"] < 0)
    near("Levy and Kosloff, First Law", o["Q_hot"], -o["Q_cold"])
    hot, cold = o["Q_hot_bare"], o["Q_cold_bare"]
    near("Levy and Kosloff, bare heat per quantum", hot / cold, -2.0)
    holds("Levy and Kosloff, bare heat obeys the Second Law", -(hot / 1.2 + cold / 1.0) > 0)
    near("Levy and Kosloff, work", -(hot + cold), -o["I_hot"] * (1 - 0.5))
    stop = solve("levy-kosloff", T_h=2.0)  # omega_h / T_h = omega_c / T_c
    holds("Levy and Kosloff, no current at equal occupations", abs(stop["Q_hot"]) < 1e-18)


def double_dot():
    o = solve("double-dot")
    left, right = fermi(1 - 1.5, 0.1), fermi(1 - 0.5, 0.1)
    near("double dot, current", o["I_left"], chain_current(2e-3, None, (2e-3, 6e-3)) * (left - right))
    near("double dot, entropy", o["entropy_production"], o["I_left"] * 1.0 / 0.1)
    # Blockade: levels empty, eps - g, eps + g and both filled.
    for strength in (10.0, 0.6, 0.0):
        o = solve("double-dot-blockade", U=strength)
        rates = [[0.0] * 4 for _ in range(4)]
        leads = ((1e-3, 1.5), (2e-3, 0.5))
        flow = [[0.0] * 4 for _ in range(4)]
        energies = (0.0, 0.95, 1.05, 2.0 + strength)
        for k, (gamma, mu) in enumerate(leads):
            for low, high in ((0, 1), (0, 2), (1, 3), (2, 3)):
                f = fermi(energies[high] - energies[low] - mu, 0.1)
                rates[high][low] += gamma / 2 * f
                rates[low][high] += gamma / 2 * (1 - f)
                if k == 0:
                    flow[high][low] = gamma / 2 * f
                    flow[low][high] = -gamma / 2 * (1 - f)
        p = populations(rates)
        current = sum(flow[j][i] * p[i] for i in range(4) for j in range(4))
        near(f"double dot, U={strength}", o["I_left"], current, 1e-10)
    blocked, free = solve("double-dot-blockade"), solve("double-dot-blockade", U=0)
    holds("double dot, blockade empties |11>", blocked["population_11"] < 1e-20 < free["population_11"])
    holds("double dot, blockade lowers the current", blocked["I_left"] < free["I_left"])


def exceptional_point():
    total = [g / math.tanh(0.5 / t) for g, t in ((1e-3, 0.7), (1.1e-2, 0.1))]
    point = abs(total[0] - total[1]) / 4
    n = [bose(1, t) for t in (0.7, 0.1)]
    excess = n[0] / (1 + 2 * n[0]) - n[1] / (1 + 2 * n[1])
    for at in (0.5, 1.0, 2.0):
        o = solve("exceptional-point", at=at)
        near(f"exceptional point, at={at}", o["Q_hot"], chain_current(at * point, None, total) * excess)


def dark_state():
    o = solve("dark-state")
    near("dark state, negativity", o["negativity_h_i"], 0.5, 1e-8)
    near("dark state, concurrence", o["concurrence_h_i"], 1.0, 1e-8)
    holds("dark state, the current stops", abs(o["I_hot"]) < 1e-11)
    holds("dark state, needs the bias", solve("dark-state", mu_h=-1)["negativity_h_i"] < 1e-6)


def heat_valve():
    flow = [solve("heat-valve", omega_q=w)["Q_hot"] for w in (1.0, 0.9, 1.1)]
    total = [4e-3 / math.tanh(0.5 / t) for t in (0.4, 0.1)]
    n = [bose(1, t) for t in (0.4, 0.1)]
    excess = n[0] / (1 + 2 * n[0]) - n[1] / (1 + 2 * n[1])
    near("valve, open", flow[0], chain_current(2e-3, None, total) * excess)
    holds("valve, closed on both sides", max(flow[1:]) < 0.03 * flow[0])
    near("valve, First Law", solve("heat-valve", omega_q=0.9)["Q_cold"], -flow[1])
    o = solve("heat-valve", omega_q=0.9, T_h=0.25, T_c=0.25)
    holds("valve, nothing flows in equilibrium", abs(o["Q_hot"]) < 1e-18)


def spins(gaps, bonds, temperatures):
    """Heat from each bath of spins that only flip, bonds {(i, j): z z strength}, ohmic baths of rate 1e-3 w."""
    n = len(gaps)
    sign = lambda s, i: 2 * (s >> i & 1) - 1
    energy = [sum(gaps[i] * (s >> i & 1) for i in range(n))
              + sum(k * sign(s, i) * sign(s, j) for (i, j), k in bonds.items()) for s in range(2 ** n)]
    rates = [[0.0] * 2 ** n for _ in range(2 ** n)]
    for s in range(2 ** n):
        for i, temperature in enumerate(temperatures):
            w = energy[s] - energy[s ^ 1 << i]
            if abs(w) < 1e-12:
                rates[s ^ 1 << i][s] = 1e-3 * temperature
            else:
                rates[s ^ 1 << i][s] = 1e-3 * w / -math.expm1(-w / temperature)
    p = populations(rates)
    return [sum((energy[s ^ 1 << i] - energy[s]) * rates[s ^ 1 << i][s] * p[s] for s in range(2 ** n)) for i in range(n)]


def heat_diode():
    flow = []
    for left, right in ((1.0, 0.2), (0.2, 1.0)):
        o = solve("heat-diode", T_L=left, T_R=right)
        expected = spins((1.0, 0.1), {(0, 1): 0.2}, (left, right))
        near("diode", o["Q_left"], expected[0], 1e-10)
        near("diode, First Law", o["Q_right"], -o["Q_left"])
        flow.append(o["Q_left"])
    print(f"diode: {flow}, ratio {-flow[1] / flow[0]:.6f}")
    holds("diode, one way carries more", abs(flow[0] + flow[1]) > 0.1 * max(map(abs, flow)))
    same = [solve("heat-diode", omega_R=1, T_L=a, T_R=b)["Q_left"] for a, b in ((1.0, 0.2), (0.2, 1.0))]
    near("diode, none of equal gaps", same[0], -same[1])


def thermal_transistor():
    bonds = {(0, 1): 0.5, (1, 2): 0.5}
    flow = []
    for middle in (0.1, 0.11):
        o = solve("thermal-transistor", T_M=middle)
        expected = spins((0, 0, 0), bonds, (0.2, middle, 0.02))
        for name, value in zip(("left", "middle", "right"), expected):
            near(f"transistor, T_M={middle}, {name}", o["Q_" + name], value, 1e-8)
        flow.append((o["Q_left"], o["Q_middle"], o["Q_right"]))
    amplification = (flow[1][0] - flow[0][0]) / (flow[1][1] - flow[0][1])
    print(f"transistor: amplification {amplification:.6f}")
    holds("transistor, amplifies", abs(amplification) > 10)


def pictures():
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(MODELS.glob("*.yaml")):
            file = pathlib.Path(folder) / f"{path.stem}.svg"
            subprocess.run([PROGRAM, "network", path, "--currents", "--svg", file], check=True, capture_output=True)
            holds(f"{path.stem}, picture", file.read_text("utf-8").rstrip().endswith("</svg>"))
            holds(f"{path.stem} is tested", path.stem in visited)


def main():
    for machine in (two_qubit_engine, chains, absorption_refrigerator, oscillators, levy_kosloff, double_dot,
                    exceptional_point, dark_state, heat_valve, heat_diode, thermal_transistor, pictures):
        try:
            machine()
        except (RuntimeError, KeyError, subprocess.CalledProcessError) as error:
            problems.append(f"{machine.__name__}: {error!r}")
    print(*problems, f"{len(visited)} machines, {len(problems)} problems", sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
