#!/usr/bin/env python3
"""Steady state and negativity of the local engine with QuTiP; prints the seconds a point takes."""
import math
import sys
import time

import qutip

# As it comes, or with the quickest of the methods of QuTiP 5.3 for four levels.
OPTIONS = {"method": "eigen", "sparse": False} if "--quickest" in sys.argv else {}
KAPPA = 0.05 if "--tunnelling" in sys.argv else 0.0


def evaluate(eps, delta, g, gamma_h, gamma_c, t_h, t_c):
    lower = qutip.destroy(2)
    one = qutip.qeye(2)
    hot, cold = qutip.tensor(lower, one), qutip.tensor(one, lower)
    n_h = 1.0 / math.expm1(eps / t_h)
    n_c = 1.0 / math.expm1((eps + delta) / t_c)
    h = eps * hot.dag() * hot + (eps + delta) * cold.dag() * cold + g * (hot.dag() * cold + cold.dag() * hot)
    if KAPPA:
        h += KAPPA * (hot + hot.dag() + cold + cold.dag())
    jumps = [
        math.sqrt(gamma_h * (1.0 + n_h)) * hot,
        math.sqrt(gamma_h * n_h) * hot.dag(),
        math.sqrt(gamma_c * (1.0 + n_c)) * cold,
        math.sqrt(gamma_c * n_c) * cold.dag(),
    ]
    rho = qutip.steadystate(h, jumps, **OPTIONS)
    return qutip.negativity(rho, 0, method="eigenvalues")


def main():
    defaults = (1.0, 0.01, 1.6e-3, 1e-3, 1.1e-2, 0.7, 0.1)
    negativity = evaluate(*defaults)
    assert KAPPA or abs(negativity - 5.169091663e-4) < 1e-9, "not the same physics"
    rounds = 0
    start = time.perf_counter()
    while time.perf_counter() - start < 0.5:
        evaluate(*defaults)
        rounds += 1
    print((time.perf_counter() - start) / rounds)


main()
