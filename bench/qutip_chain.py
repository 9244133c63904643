#!/usr/bin/env python3
"""Steady state of an exchange chain of qubits with a bath at each end, and the negativity of the first qubit against the
rest, with QuTiP; prints the seconds it takes.

    qutip_chain.py QUBITS

The method is "direct", the quickest of QuTiP 5.3 for these (of direct, power, svd, eigen and iterative-gmres).
"""
import math
import sys
import time

import qutip

COUPLING = 2e-3


def engine(n):
    lower, one = qutip.destroy(2), qutip.qeye(2)
    a = [qutip.tensor([lower if k == i else one for k in range(n)]) for i in range(n)]
    h = sum(b.dag() * b for b in a)
    for left, right in zip(a, a[1:]):
        h += COUPLING * (left.dag() * right + right.dag() * left)
    jumps = []
    for site, rate, temperature in ((a[0], 1e-3, 0.7), (a[-1], 1.1e-2, 0.1)):
        occupation = 1.0 / math.expm1(1.0 / temperature)
        jumps += [math.sqrt(rate * (1.0 + occupation)) * site, math.sqrt(rate * occupation) * site.dag()]
    return h, jumps


def negativity(n):
    h, jumps = engine(n)
    return qutip.negativity(qutip.steadystate(h, jumps, method="direct"), 0, method="eigenvalues").real


def main():
    qubits = int(sys.argv[1])
    assert abs(negativity(2) - 8.961705485e-4) < 1e-12, "not the same physics"
    rounds, start = 0, time.perf_counter()
    while rounds == 0 or time.perf_counter() - start < 0.3:
        negativity(qubits)
        rounds += 1
    print((time.perf_counter() - start) / rounds)


main()
