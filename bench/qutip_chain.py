#!/usr/bin/env python3
"""Steady state of an exchange chain of qubits with a bath at each end, and the negativity of the first qubit against the
rest, with QuTiP; prints the seconds it takes.

    qutip_chain.py QUBITS [--ilu]

The method is "direct", the quickest of QuTiP 5.3 for these (of direct, power, svd and eigen); with --ilu, its equations are
solved by GMRES, with an incomplete LU decomposition by SciPy as preconditioner.
"""
import math
import sys
import time

import numpy
import qutip
import scipy.sparse.linalg

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


def steady_state(h, jumps, ilu):
    if not ilu:
        return qutip.steadystate(h, jumps, method="direct")
    generator = qutip.liouvillian(h, jumps).to("CSR").data_as("csr_matrix")
    weight, n = numpy.mean(numpy.abs(generator.data)), generator.shape[0]
    places = numpy.arange(0, n, h.shape[0] + 1)  # of the diagonal: the trace condition that QuTiP puts into the first row
    trace = scipy.sparse.csr_matrix((numpy.full(len(places), weight), (numpy.zeros(len(places), int), places)), (n, n))
    part = scipy.sparse.linalg.spilu((generator + trace).tocsc(), drop_tol=1e-3, fill_factor=100)
    inverse = scipy.sparse.linalg.LinearOperator((n, n), part.solve)
    return qutip.steadystate(h, jumps, method="direct", solver="gmres", weight=weight, M=inverse, rtol=1e-12, restart=50)


def negativity(n, ilu):
    return qutip.negativity(steady_state(*engine(n), ilu), 0, method="eigenvalues").real


def main():
    qubits, ilu = int(sys.argv[1]), "--ilu" in sys.argv
    assert abs(negativity(2, ilu) - 8.961705485e-4) < 1e-12, "not the same physics"
    rounds, start = 0, time.perf_counter()
    while rounds == 0 or time.perf_counter() - start < 0.3:
        negativity(qubits, ilu)
        rounds += 1
    print((time.perf_counter() - start) / rounds)


main()
