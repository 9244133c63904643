#!/usr/bin/env python3
"""The machines in models/ through the program, each against an exact relation or a route of its own.

What is compared with stands in docs/gallery.md. Only the standard library is used."""

import cmath
import json
import math
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

from gallery_support import (  # noqa: E402
    MODELS, PROGRAM, Pair, bisect, bose, chain_current, chain_heat, coherence_discriminant, dark_rates, fermi, holds,
    near, pair_noise, populations, problems, refrigerator, run, site_rates, solve, spins,
    visited, x_negativity)


def two_qubit_engine():
    for parameters in ({}, {"delta": 0.01}, {"T_h": 2.0, "g": 5e-3}):
        o = solve("two-qubit-engine", **parameters)
        g, delta, hot = parameters.get("g", 1.6e-3), parameters.get("delta", 0.0), parameters.get("T_h", 0.7)
        pair = Pair(site_rates(1, hot, 1e-3), site_rates(1 + delta, 0.1, 1.1e-2), g, delta)
        near(f"engine, negativity, {parameters}", o["negativity_h_c"], pair.negativity)
        near(f"engine, current, {parameters}", o["I_h_c"], pair.current)
        near(f"engine, I / I_c, {parameters}", o["I_ratio_h_c"], pair.ratio)
    o = solve("two-qubit-engine")  # the paper's parameters, by its equations
    near("engine, eq (16)", o["negativity_h_c"], 8.97226381e-4, 1e-9)
    near("engine, eq (11)", 2 * o["Q_hot"], 1.994807894e-4, 1e-9)
    near("engine, eq (18)", o["I_ratio_h_c"], 2.205134655, 1e-9)


def chains():
    gamma, temperature = (1e-3, 1.1e-2), (0.7, 0.1)
    n = [bose(1, t) for t in temperature]
    total = [g * (1 + 2 * k) for g, k in zip(gamma, n)]
    excess = n[0] / (1 + 2 * n[0]) - n[1] / (1 + 2 * n[1])
    expected = chain_current(1.6e-3, total) * excess
    for length in (3, 4, 5, 6):
        o = solve(f"chain-{length}")
        near(f"chain of {length}, heat", o["Q_hot"], expected)
        for k in range(length - 1):
            near(f"chain of {length}, bond {k}", o[f"I_q{k}_q{k + 1}"], expected)
        holds(f"chain of {length}, the first qubit is entangled up to four", (o["negativity_q0"] > 0) == (length < 5))
    for hot in (0.3, 2.0):  # (2009): proportional to the difference of the reservoirs at fixed total rates
        slow = 1e-3 * math.tanh(0.5 / hot)
        n = bose(1, hot)
        o = solve("chain-4", T_h=hot, gamma_h=slow)
        near(f"chain, T_h={hot}", o["Q_hot"], chain_current(1.6e-3, (1e-3, total[1]))
             * (n / (1 + 2 * n) - bose(1, 0.1) / (1 + 2 * bose(1, 0.1))))


def absorption_refrigerator():
    for parameters in ({}, {"E_1": 1.7, "E_3": 3.1, "T_h": 9.0}):
        o = solve("absorption-refrigerator", **parameters)
        first, third = parameters.get("E_1", 1.0), parameters.get("E_3", 4.0)
        near("refrigerator, COP", o["Q_cold"] / o["Q_hot"], first / third)
        near("refrigerator, room", o["Q_room"] / o["Q_hot"], -(first + third) / third)
        holds("refrigerator, cools", o["Q_cold"] > 0)
        quanta = refrigerator(first, third, 1e-3, 1e-3, (1.0, 1.1, parameters.get("T_h", 5.0)))
        near("refrigerator, cooling", o["Q_cold"], first * quanta)
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
        flow = chain_current(g, (kappa, kappa)) * step
        near(f"oscillators, local, g={g}", local["I_hot"], flow, 1e-9)
        lines = [bose(1 + s * g, 0.25) - bose(1 + s * g, 0.1) for s in (-1, 1)]
        near(f"oscillators, global, g={g}", uniform["I_hot"], kappa / 4 * sum(lines), 1e-9)
        # Both differ from the exact current by the width of the lines over the scale of n: (kappa, g)^2 / T^2.
        near(f"oscillators, Landauer, g={g}", local["Q_hot"], landauer(g, kappa), 20 * g * g + 2e-4)
        near(f"oscillators, global against Landauer, g={g}", uniform["Q_hot"] / landauer(g, kappa),
             1 + kappa ** 2 / (4 * g * g), 1e-3)


def levy_kosloff():
    o = solve("levy-kosloff")
    pair = Pair(site_rates(1.0, 1.2, 0.01), site_rates(0.5, 1.0, 0.01), 0.01, -0.5)
    quanta = pair.current
    near("Levy and Kosloff, quanta", o["I_hot"], quanta)
    near("Levy and Kosloff, bare heat of the hot bath", o["Q_hot_bare"], 1.0 * quanta)
    near("Levy and Kosloff, bare heat of the cold bath", o["Q_cold_bare"], -0.5 * quanta)
    # With H_int each bath damps Re c as well: Q_h = omega_h I - g kappa_h Re c, and Re c / Im c = delta / kappa.
    damping = [sum(site_rates(*bath)) / 2 for bath in ((1.0, 1.2, 0.01), (0.5, 1.0, 0.01))]
    share = damping[0] / sum(damping)
    heat = quanta * (1.0 - 0.5 * share)
    near("Levy and Kosloff, heat", o["Q_hot"], heat)
    near("Levy and Kosloff, First Law", o["Q_hot"], -o["Q_cold"])
    near("Levy and Kosloff, entropy production", o["entropy_production"], -heat * (1 / 1.2 - 1 / 1.0))
    holds("Levy and Kosloff, the local equation violates the Second Law", o["entropy_production"] < 0)
    holds("Levy and Kosloff, bare heat obeys it", -(o["Q_hot_bare"] / 1.2 + o["Q_cold_bare"] / 1.0) > 0)
    # (2014): "even in the limit of vanishing coupling"; the global equation is always consistent.
    for epsilon in (1e-6, 1e-4, 0.1):
        equations = json.loads(run("solve", "levy-kosloff", f"epsilon={epsilon}", "--compare", "--json"))["equations"]
        entropy = {name: equation["observables"]["entropy_production"] for name, equation in equations.items()}
        holds(f"Levy and Kosloff, epsilon={epsilon}, {entropy}", entropy["local"] < 0 < entropy["global"])
    stop = solve("levy-kosloff", T_h=2.0)  # omega_h / T_h = omega_c / T_c
    holds("Levy and Kosloff, no current at equal occupations", abs(stop["Q_hot"]) < 1e-18)


def double_dot():
    o = solve("double-dot")
    left, right = fermi(1 - 1.5, 0.1), fermi(1 - 0.5, 0.1)
    near("double dot, current", o["I_left"], chain_current(2e-3, (2e-3, 6e-3)) * (left - right))
    pair = Pair(site_rates(1, 0.1, 2e-3, 1.5), site_rates(1, 0.1, 6e-3, 0.5), 2e-3)
    near("double dot, negativity", o["negativity_L_R"], pair.negativity)
    noise = pair_noise(site_rates(1, 0.1, 2e-3, 1.5), site_rates(1, 0.1, 6e-3, 0.5), 2e-3)
    near("double dot, noise", o["current_noise_left"], noise, 1e-8)
    near("double dot, KUR", o["kur_ratio_left"], noise * pair.activity / pair.current ** 2, 1e-8)
    holds("double dot, the KUR is broken, the TUR is not", o["kur_ratio_left"] < 1 < o["tur_ratio_left"] / 2)
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
        near(f"exceptional point, at={at}", o["Q_hot"], chain_current(at * point, total) * excess)
        # Populations decay with sums of pairs of the exponents of the amplitudes, and with all four.
        if at != 1.0:
            root = cmath.sqrt((total[0] - total[1]) ** 2 / 16 - (at * point) ** 2)
            one, two = -sum(total) / 4 + root, -sum(total) / 4 - root
            pairs = [a + b.conjugate() for a in (one, two) for b in (one, two)] + [-sum(total)]
            expected = sorted((-x.real, abs(x.imag)) for x in pairs)
            modes = json.loads(run("spectrum", "exceptional-point", f"at={at}", "--count", "16", "--json"))["modes"]
            for decay, frequency in expected:
                holds(f"exceptional point, at={at}, mode {decay} {frequency}",
                      any(abs(m["decay_rate"] - decay) + abs(m["frequency"] - frequency) < 1e-13 for m in modes))
    found = json.loads(run("spectrum", "exceptional-point", "--exceptional", "at=0.5:2", "--json"))
    found = found["exceptional_points"]
    third = [p for p in found if p["order"] == 3]
    holds("exceptional point, one of third order", len(third) == 1)
    near("exceptional point, of third order", third[0]["parameter"], 1.0, 1e-9)
    near("exceptional point, decay rate", third[0]["decay_rate"], sum(total) / 2, 1e-9)
    # Those of coherences, of sigma_h, Z_h sigma_c, sigma_c, sigma_h Z_c: +- pairs about -(Gamma_h + Gamma_c) / 2 that
    # meet where x^4 + p x^2 + q has double roots.
    near("exceptional point, of coherences", [p["parameter"] for p in found if p["order"] == 2][0],
         bisect(lambda at: coherence_discriminant(at * point, total), 1.0, 1.5), 1e-9)
    holds("exceptional point, two of coherences", len(found) == 3)


def dark_state():
    for mu in (3.0, 1.0, -1.0):
        o = solve("dark-state", mu_h=mu)
        vectors, rates = dark_rates(1, 0.02, 0.05, 10, ((0, 1e-3, mu, 0.1), (2, 1e-3, -1.0, 0.1)))
        p = populations(rates)
        p11 = p[7] + sum(p[4 + k] * v[2] ** 2 for k, v in enumerate(vectors))
        p00 = p[0] + sum(p[1 + k] * v[2] ** 2 for k, v in enumerate(vectors))
        coherence = sum((p[1 + k] + p[4 + k]) * v[0] * v[1] for k, v in enumerate(vectors))
        expected = x_negativity(p11, p00, coherence)
        near(f"dark state, mu_h={mu}, what lacks to 1/2", 0.5 - o["negativity_h_i"], 0.5 - expected, 1e-6)
        near(f"dark state, mu_h={mu}, empty", o["population_000"], p[0], 1e-9)
    o = solve("dark-state")
    near("dark state, negativity", o["negativity_h_i"], 0.5, 1e-8)
    near("dark state, concurrence", o["concurrence_h_i"], 1.0, 1e-8)
    holds("dark state, the current stops", abs(o["I_hot"]) < 1e-11)
    holds("dark state, needs the bias", solve("dark-state", mu_h=-1)["negativity_h_i"] < 1e-6)
    # Without the source it does not leak either, and what is left depends on the start: |100> is half dark.
    alone = (MODELS / "dark-state.yaml", "Gamma_h=0", "T=0")
    refused = subprocess.run([PROGRAM, "solve", *alone], capture_output=True, text=True, check=False)
    holds("dark state, alone not unique", refused.returncode == 3 and "exchange of 'h' and 'i'" in refused.stderr)
    for start, dark in (("100", 0.5), ("010", 0.5), ("001", 0.0), ("000", 0.0)):
        o = json.loads(run("solve", "dark-state", "Gamma_h=0", "T=0", "--from", start, "--json"))["observables"]
        holds(f"dark state, from {start}", abs(o["population_100"] - dark / 2) < 1e-14
              and abs(o["negativity_h_i"] - x_negativity(0, 1 - dark, dark / 2)) < 1e-14)


def heat_valve():
    flow = []
    for omega in (1.0, 0.9, 1.1, 1.003):
        up, down = zip(site_rates(1, 0.4, 4e-3), (0.0, 0.0), site_rates(1, 0.1, 4e-3))
        hamiltonian = [[1.0, 2e-3, 0.0], [2e-3, omega, 2e-3], [0.0, 2e-3, 1.0]]
        o = solve("heat-valve", omega_q=omega)
        near(f"valve, omega_q={omega}", o["Q_hot"], chain_heat(hamiltonian, up, down), 1e-9)
        near(f"valve, omega_q={omega}, First Law", o["Q_cold"], -o["Q_hot"])
        flow.append(o["Q_hot"])
    total = [4e-3 / math.tanh(0.5 / t) for t in (0.4, 0.1)]
    n = [bose(1, t) for t in (0.4, 0.1)]
    excess = n[0] / (1 + 2 * n[0]) - n[1] / (1 + 2 * n[1])
    near("valve, open", flow[0], chain_current(2e-3, total) * excess)
    holds("valve, closed on both sides", max(flow[1:3]) < 0.002 * flow[0])
    o = solve("heat-valve", omega_q=0.9, T_h=0.25, T_c=0.25)
    holds("valve, nothing flows in equilibrium", abs(o["Q_hot"]) < 1e-18)


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
