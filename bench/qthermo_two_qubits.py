#!/usr/bin/env python3
"""Steady state and negativity of the local engine with qthermo; prints the seconds a point takes."""
import time

import numpy as np
import qthermo


def evaluate(eps, delta, g, gamma_h, gamma_c, t_h, t_c):
    lower = np.array([[0.0, 1.0], [0.0, 0.0]])
    number = np.diag([0.0, 1.0])
    one = np.eye(2)
    hot, cold = eps * number, (eps + delta) * number
    exchange = np.kron(lower.T, lower)
    h = np.kron(hot, one) + np.kron(one, cold) + g * (exchange + exchange.T)
    baths = [
        qthermo.local_bath(hot, lower + lower.T, t_h, 0, [2, 2], gamma_h, name="hot"),
        qthermo.local_bath(cold, lower + lower.T, t_c, 1, [2, 2], gamma_c, name="cold"),
    ]
    return qthermo.negativity(qthermo.steady_state(h, baths), 0, 1, [2, 2])


def main():
    defaults = (1.0, 0.01, 1.6e-3, 1e-3, 1.1e-2, 0.7, 0.1)
    assert abs(evaluate(*defaults) - 5.169091663e-4) < 1e-9, f"not the same physics: {evaluate(*defaults)}"
    rounds = 0
    start = time.perf_counter()
    while time.perf_counter() - start < 0.5:
        evaluate(*defaults)
        rounds += 1
    print((time.perf_counter() - start) / rounds)


main()
