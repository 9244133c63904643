#!/usr/bin/env python3
"""Writes tests/data/gradients.json: derivatives of every observable with respect to every parameter, to 20 digits.

They are central differences of exact_two_qubit.py with hundreds of digits and steps of 1e-60, so that the error of the
difference, about 1e-120 relative, does not count. A derivative that does not exist is left out.
"""

import json
import pathlib

import exact_two_qubit as exact
from mpmath import mp, mpf

LOCAL = dict(eps_h=1.0, delta=0.0, g=1.6e-3, gamma_h=1e-3, gamma_c=1.1e-2, T_h=0.7, T_c=0.1, kappa_h=0.0, kappa_c=0.0)
GLOBAL = dict(eps=1.0, delta=0.0, g=0.5, gamma_h=0.01, gamma_c=0.01, T_h=0.4, T_c=0.01)
THERMAL = dict(eps=1.0, g=0.8, T=0.3)
CASES = [
    ("local", dict(LOCAL)),
    ("local", dict(LOCAL, delta=0.013, T_h=0.35)),
    ("local", dict(LOCAL, eps_h=2.3, delta=-0.21, g=0.03, gamma_h=0.7, gamma_c=0.02, T_h=5.5, T_c=0.9)),
    ("local", dict(LOCAL, delta=0.3, g=1e-9, gamma_h=3e-7, gamma_c=1e-11, T_h=0.05, T_c=0.02)),
    ("local", dict(LOCAL, delta=1e-6, T_h=30.0, T_c=29.9, g=4.0)),
    ("local", dict(LOCAL, delta=0.01, kappa_h=0.0709)),
    ("local", dict(LOCAL, T_h=3.0, kappa_h=0.02, kappa_c=-0.05)),
    ("global", dict(GLOBAL)),
    ("global", dict(GLOBAL, delta=0.2, g=0.3, gamma_h=0.02, T_h=0.9, T_c=0.25)),
    ("global", dict(GLOBAL, delta=-0.4, g=1.7, gamma_c=0.003, T_h=1.3, T_c=0.4)),
    ("thermal", dict(THERMAL)),
    ("thermal", dict(THERMAL, g=1.4, T=0.9)),
    ("thermal", dict(THERMAL, g=0.3, T=2.0)),
]


def solve(model, p):
    answer = exact.solve_thermal(p) if model == "thermal" else exact.solve_engine(model, p)
    return exact.settle(answer)


def gradient(model, parameters):
    exact_values = {k: mpf(v) for k, v in parameters.items()}
    mp.dps = exact.digits_needed(model, exact_values)
    gradients = {}
    for name in parameters:
        step = mpf(10) ** -60
        high = solve(model, dict(exact_values, **{name: exact_values[name] + step}))
        low = solve(model, dict(exact_values, **{name: exact_values[name] - step}))
        for observable, value in high.items():
            if value is not None and low[observable] is not None:
                slope = (value - low[observable]) / (2 * step)
                gradients.setdefault(observable, {})[name] = mp.nstr(slope, 20)
    return gradients


def main():
    cases = [{"model": m, "parameters": p, "gradients": gradient(m, p)} for m, p in CASES]
    out = {"generated_by": "tests/reference/make_gradients.py", "cases": cases}
    path = pathlib.Path(__file__).parent.parent / "data" / "gradients.json"
    path.write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
