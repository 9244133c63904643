#!/usr/bin/env python3
"""An exchange chain of qubits with a bath at each end, from the Gibbs states of the baths to t = 100, and the negativity
of the pair in its middle at eleven times, with QuTiP; prints the seconds it takes.

    qutip_evolve.py QUBITS

mesolve as it comes: its tolerances are 1e-6 and 1e-8, where entangine has errors of some 1e-13.
"""
import math
import sys
import time

import numpy
import qutip

COUPLING = 2e-3
TIMES = numpy.linspace(0.0, 100.0, 11)
HOT, COLD = (1e-3, 0.7), (1.1e-2, 0.1)


def engine(n):
    lower, one = qutip.destroy(2), qutip.qeye(2)
    a = [qutip.tensor([lower if k == i else one for k in range(n)]) for i in range(n)]
    h = sum(b.dag() * b for b in a)
    for left, right in zip(a, a[1:]):
        h += COUPLING * (left.dag() * right + right.dag() * left)
    jumps = []
    for site, (rate, temperature) in ((a[0], HOT), (a[-1], COLD)):
        occupation = 1.0 / math.expm1(1.0 / temperature)
        jumps += [math.sqrt(rate * (1.0 + occupation)) * site, math.sqrt(rate * occupation) * site.dag()]
    return h, jumps


def start(n):
    """Every site in the Gibbs state of the nearer bath, of the colder one in the middle."""
    excited = [1.0 / (math.exp(1.0 / (HOT[1] if i < n - 1 - i else COLD[1])) + 1.0) for i in range(n)]
    return qutip.tensor([qutip.qdiags([1.0 - p, p], 0) for p in excited])


def negativities(n, options=None):
    h, jumps = engine(n)
    states = qutip.mesolve(h, start(n), TIMES, jumps, options=options).states
    pair = [n // 2 - 1, n // 2]
    return [qutip.negativity(state.ptrace(pair), 0, method="eigenvalues").real for state in states]


def main():
    qubits = int(sys.argv[1])
    exact = negativities(2, {"atol": 1e-13, "rtol": 1e-12})
    assert abs(exact[-1] - 9.219005285522385e-4) < 1e-10, "not the same physics"
    rounds, begin = 0, time.perf_counter()
    while rounds == 0 or time.perf_counter() - begin < 0.3:
        negativities(qubits)
        rounds += 1
    print((time.perf_counter() - begin) / rounds)


main()
