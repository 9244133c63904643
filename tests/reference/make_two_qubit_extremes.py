#!/usr/bin/env python3
"""Writes tests/data/two_qubit_extremes.json: exact observables of engines at the edges of their parameters.

Run it without arguments from anywhere (needs mpmath; some minutes):

    python3 tests/reference/make_two_qubit_extremes.py

Every case names what is extreme in it. Parameters are doubles and are taken at their exact binary value; observables
are decimal strings with 25 digits, null where undefined. The method is described in exact_two_qubit.py.
"""

import json
import multiprocessing
import pathlib
import random
import sys

from mpmath import mp, mpf

import exact_two_qubit

DEFAULTS = {
    "local": dict(eps_h=1.0, delta=0.0, g=1.6e-3, gamma_h=1e-3, gamma_c=1.1e-2, T_h=0.7, T_c=0.1, kappa_h=0.0,
                  kappa_c=0.0),
    "global": dict(eps=1.0, delta=0.0, g=0.5, gamma_h=0.01, gamma_c=0.01, T_h=0.4, T_c=0.01),
    "thermal": dict(eps=1.0, g=0.8, T=0.3),
}


def case(why, model, **changes):
    return {"why": why, "model": model, "parameters": {**DEFAULTS[model], **changes}}


def local_cases():
    yield case("defaults", "local")
    for t_h, t_c in ((1e6, 1e-4), (1e6, 1e6), (1e6, 0.5e6), (1e-3, 5e-4), (1e-3, 1e-4), (2e-3, 1e-3), (0.7, 1e-3),
                     (0.02, 0.01), (0.05, 0.02), (1e3, 1e-2), (1e-2, 1e-2), (0.1, 0.0999999)):
        for delta in (0.0, 0.013, -0.21):
            yield case("temperatures", "local", T_h=t_h, T_c=t_c, delta=delta)
    for t_h, t_c in ((0.7, 0.7), (0.0, 0.0), (0.7, 0.0), (0.0, 0.7), (0.1, 0.7), (1e-3, 0.5), (1e6, 0.0)):
        for delta in (0.0, 0.3):
            yield case("temperatures equal, zero or reversed", "local", T_h=t_h, T_c=t_c, delta=delta)
    yield case("equal ratios of gap and temperature", "local", delta=1.0, T_h=0.25, T_c=0.5)
    yield case("nearly equal ratios of gap and temperature", "local", delta=1.0, T_h=0.25, T_c=0.5 * (1 + 1e-13))
    yield case("nearly equal ratios, by the detuning", "local", delta=1.0 + 1e-14, T_h=0.25, T_c=0.5)
    for g in (0.0, 1e-300, 1e-12, 1e-6, 1.0, 1e3):
        for delta in (0.0, -0.05):
            yield case("coupling", "local", g=g, delta=delta)
    for gamma_h, gamma_c in ((1e-12, 1.0), (1.0, 1e-12), (1e-12, 1e-12), (1.0, 1.0), (0.0, 0.01), (0.01, 0.0),
                             (1e-9, 1e-3)):
        for delta in (0.0, 0.02):
            yield case("rates", "local", gamma_h=gamma_h, gamma_c=gamma_c, delta=delta)
    for delta in (1e-15, -1e-15, 1e-9, -0.999, -0.9999999, 10.0, 1e5, 1e-200):
        yield case("detuning", "local", delta=delta)
    for scale in (2.0**-400, 2.0**400, 2.0**-60):
        yield case("all energies scaled", "local",
                   **{k: v * scale for k, v in dict(DEFAULTS["local"], delta=0.01).items()})


def tunnelling_cases():
    for kappa_h, kappa_c in ((1e-12, 0.0), (0.0, 1e-6), (0.05, -0.03), (0.4, 0.4), (2.0, 0.0)):
        for changes in ({}, {"delta": 0.01}, {"T_h": 20.0, "T_c": 0.0, "delta": -0.02}, {"T_h": 0.3, "T_c": 0.3}):
            yield case("tunnelling", "local", kappa_h=kappa_h, kappa_c=kappa_c, **changes)
    yield case("tunnelling without coupling", "local", kappa_h=0.1, kappa_c=0.07, g=0.0)
    yield case("tunnelling with one bath", "local", kappa_h=0.1, kappa_c=0.07, gamma_h=0.0)


def global_cases():
    for delta in (0.0, 0.1, -0.1):
        yield case("defaults, detuned", "global", delta=delta)
        for t_h, t_c in ((1e6, 1e-3), (1e6, 1e6), (0.01, 5e-3), (2e-3, 1e-3), (0.4, 0.4), (0.0, 0.0), (0.4, 0.0),
                         (0.01, 0.4), (1e3, 1.0)):
            yield case("temperatures", "global", T_h=t_h, T_c=t_c, delta=delta)
        for g in (1e-6, 0.999, 1.3, 4.0):
            yield case("coupling", "global", g=g, delta=delta, T_c=0.05)
        for gamma_h, gamma_c in ((1e-12, 1.0), (1.0, 1e-12), (0.0, 0.01), (0.01, 0.0), (1e-12, 1e-12)):
            yield case("rates", "global", gamma_h=gamma_h, gamma_c=gamma_c, delta=delta, T_c=0.1)
    for g in (1e-300, 1e-12):
        yield case("coupling", "global", g=g, T_c=0.05)
    yield case("no coupling, detuned", "global", g=0.0, delta=0.2, T_c=0.05)
    yield case("no coupling, resonant", "global", g=0.0, T_c=0.05)
    for delta in (1e-15, -1e-9, 1e-4, -0.7, 5.0):
        yield case("detuning", "global", delta=delta, g=0.3, T_c=0.05)
    yield case("gap closes", "global", g=1.0 - 1e-12, T_c=0.05)
    yield case("gap just reversed", "global", g=1.0 + 1e-12, T_c=0.05)
    for t_h, t_c in ((0.0, 0.0), (0.4, 0.4), (0.05, 0.01), (1e6, 0.3)):
        yield case("entangled ground state", "global", g=1.3, T_h=t_h, T_c=t_c)


def thermal_cases():
    for g in (0.0, 1e-12, 0.3, 0.8, 1.0, 1.0 - 2.0**-53, 1.0 + 2.0**-52, 1.5, 20.0):
        for t in (0.0, 1e-3, 0.3, 1e6):
            yield case("coupling and temperature", "thermal", g=g, T=t)


def random_cases():
    engine = random.Random(20)

    def spread(low, high):
        return float(f"{10 ** engine.uniform(low, high):.6g}")

    for _ in range(12):
        yield case("random", "local", delta=engine.choice((1, -1)) * spread(-6, -1), g=spread(-6, 0),
                   gamma_h=spread(-6, 0), gamma_c=spread(-6, 0), T_h=spread(-1.5, 3), T_c=spread(-2, 0))
        yield case("random", "global", delta=engine.choice((1, -1)) * spread(-6, -0.3), g=spread(-4, 0.5),
                   gamma_h=spread(-6, 0), gamma_c=spread(-6, 0), T_h=spread(-1.5, 3), T_c=spread(-2, 0))


# (model, parameter, its bracket, the rest): J_ratio - 1 changes sign in the bracket
THRESHOLDS = (
    ("local", "g", (1e-3, 3e-2), {}),
    ("local", "delta", (0.01, 0.03), {"T_h": 0.2}),
    ("local", "T_h", (0.12, 0.3), {"delta": 0.01}),
    ("local", "T_h", (0.0102, 0.0105), {"T_c": 0.01}),
    ("local", "gamma_c", (1e-4, 1e-2), {"delta": -0.004}),
    ("global", "g", (0.1, 0.9), {"T_c": 0.1}),
    ("global", "g", (0.1, 0.9), {"T_c": 0.2, "delta": 0.1}),
    ("thermal", "T", (0.5, 1.5), {}),
    ("thermal", "g", (0.1, 1.5), {"T": 0.5}),
)


def threshold_cases(threshold):
    """The double nearest to J_ratio = 1 + offset, on both sides."""
    model, name, bracket, rest = threshold
    for offset in ("1e-13", "-1e-13"):
        mp.dps = 250

        def excess(value):
            p = {k: mpf(v) for k, v in {**DEFAULTS[model], **rest, name: value}.items()}
            o = exact_two_qubit.solve_thermal(p) if model == "thermal" else exact_two_qubit.solve_engine(model, p)
            return o["J_ratio"] - 1 - mpf(offset)

        root = mp.findroot(excess, bracket, solver="illinois", tol=mpf(10) ** -50, maxsteps=80)
        yield case("threshold", model, **{**rest, name: float(root)})


def finish(item):
    answer = exact_two_qubit.solve(item["model"], item["parameters"])
    return {**item, "observables": {k: None if v is None else mp.nstr(v, 25) for k, v in answer.items()}}


def all_cases():
    for make in (local_cases, tunnelling_cases, global_cases, thermal_cases, random_cases):
        yield from make()
    for threshold in THRESHOLDS:
        yield from threshold_cases(threshold)


def main():
    sys.set_int_max_str_digits(0)
    with multiprocessing.Pool() as pool:
        cases = pool.map(finish, list(all_cases()), chunksize=1)
    content = {
        "generated_by": "tests/reference/make_two_qubit_extremes.py",
        "conventions": "as in two_qubit.json; observables of the exact binary value of the parameters, 25 digits, null "
                       "where undefined",
        "cases": cases,
    }
    target = pathlib.Path(__file__).resolve().parent.parent / "data" / "two_qubit_extremes.json"
    target.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases in {target.name}")


if __name__ == "__main__":
    main()
