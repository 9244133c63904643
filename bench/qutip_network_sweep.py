#!/usr/bin/env python3
"""A sweep of an exchange chain of qubits with a bath at each end over its coupling, and the current of the first bond,
with QuTiP: qutip.steadystate point by point. Prints the seconds a point takes.

    qutip_network_sweep.py QUBITS

The method is the quickest of direct, power, svd and eigen, tried at the first point. What does not depend on the coupling
is made once: the operators, and the part of the Liouvillian without couplings.
"""
import math
import sys
import time

import qutip

EXPECTED = 1.29392481248776e-4  # the current of three qubits at a coupling of 2e-3


def engine(n):
    """The Liouvillian without couplings, that of the couplings, and the current, both for a coupling of 1."""
    lower, one = qutip.destroy(2), qutip.qeye(2)
    a = [qutip.tensor([lower if k == i else one for k in range(n)]) for i in range(n)]
    hopping = sum(left.dag() * right + right.dag() * left for left, right in zip(a, a[1:]))
    jumps = []
    for site, rate, temperature in ((a[0], 1e-3, 0.7), (a[-1], 1.1e-2, 0.1)):
        occupation = 1.0 / math.expm1(1.0 / temperature)
        jumps += [math.sqrt(rate * (1.0 + occupation)) * site, math.sqrt(rate * occupation) * site.dag()]
    fixed = qutip.liouvillian(sum(b.dag() * b for b in a), jumps)
    current = -1j * (a[0] * a[1].dag() - a[1] * a[0].dag())
    return fixed, qutip.liouvillian(hopping), current


def current_of(parts, g, method):
    fixed, hopping, current = parts
    return (g * qutip.expect(current, qutip.steadystate(fixed + g * hopping, method=method))).real


def seconds(parts, method):
    best = math.inf
    for _ in range(3):
        start = time.perf_counter()
        current_of(parts, 2e-3, method)
        best = min(best, time.perf_counter() - start)
    return best


def main():
    qubits = int(sys.argv[1])
    parts = engine(qubits)
    method = min(("direct", "power", "svd", "eigen"), key=lambda each: seconds(parts, each))
    value = current_of(engine(3), 2e-3, method)
    assert abs(value - EXPECTED) < 1e-12, f"not the same physics: {value!r}"
    points, start = 0, time.perf_counter()
    while points < 8 or time.perf_counter() - start < 0.3:
        current_of(parts, 2e-3 + 1e-4 * (points % 80), method)
        points += 1
    print((time.perf_counter() - start) / points)


main()
