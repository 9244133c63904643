#!/usr/bin/env python3
"""Writes tests/data/networks_extra.json: one small network for each feature of the generators, solved by
dense_network.py. Usage: make_networks_extra.py >tests/data/networks_extra.json. Needs numpy."""

import json
import sys

import dense_network


def qubits(*energies):
    return [{"name": f"q{k}", "energy": energy} for k, energy in enumerate(energies)]


def exchange(i, j, g):
    return {"sites": [f"q{i}", f"q{j}"], "exchange": g}


def bath(name, site, temperature, rate, **more):
    where = {"site": f"q{site}"} if isinstance(site, int) else {"sites": [f"q{k}" for k in site]}
    return {"name": name, **where, "temperature": temperature, "rate": rate, **more}


LEADS = [bath("hot", 0, 0.31, 0.0021, statistics="fermion", chemical_potential=1.43),
         bath("cold", 1, 0.17, 0.0034, statistics="fermion", chemical_potential=0.52)]
ENDS = [bath("hot", 0, 0.71, 0.0021), bath("cold", 1, 0.23, 0.0034)]
OHMIC = {"spectrum": "ohmic", "frequency": 0.9, "cutoff": 3.1}
LORENTZIAN = {"spectrum": "lorentzian", "frequency": 1.07, "width": 0.06}
DIPOLE = {"coupling": "dipole"}
EVERY = ("local", "global", "redfield")


def shaped(**more):
    return [{**b, **more} for b in ENDS]


def families():
    """Title, master equations, network."""
    pair = [exchange(0, 1, 0.043)]
    yield "common bath, equal gaps", ("local",), qubits(1, 1, 1.02), [exchange(0, 1, 0.003), exchange(1, 2, 0.005)], [
        bath("hot", (0, 1), 0.71, 0.0021), bath("cold", 2, 0.23, 0.0034)]
    yield "common bath, different gaps", EVERY, qubits(1, 1.31, 1.02), [exchange(0, 1, 0.043), exchange(1, 2, 0.065)], [
        bath("hot", (0, 1), 0.71, 0.0021), bath("cold", 2, 0.23, 0.0034)]
    yield "ohmic", EVERY, qubits(1, 1.03), pair, shaped(**OHMIC)
    yield "lorentzian", EVERY, qubits(1, 1.03), pair, shaped(**LORENTZIAN)
    yield "dipole baths", EVERY, qubits(1, 1.03), pair, shaped(**DIPOLE)
    yield "dipole ohmic baths", EVERY, qubits(1, 1.03), pair, shaped(**DIPOLE, **OHMIC)
    yield "dipole ohmic bath on two sites, lines at 0", ("global", "redfield"), qubits(1, 0.4), [
        {"product": {"q0": "x"}, "strength": 0.2}, {"sites": ["q0", "q1"], "zz": 0.11}], shaped(**DIPOLE, **OHMIC)
    yield "fermions", EVERY, qubits(1, 1.03), pair, LEADS
    yield "fermions through dipole", EVERY, qubits(1, 1.03), pair, [
        {**lead, "coupling": "dipole", "chemical_potential": 0} for lead in LEADS]
    yield "dipole ohmic bath, degenerate lines at 0", ("global",), qubits(0, 0.3), [
        {"sites": ["q0", "q1"], "zz": 0.11}, {"product": {"q0": "x"}, "strength": 0.2},
        {"product": {"q0": "p1", "q1": "x"}, "strength": 0.05}], shaped(**DIPOLE, **OHMIC)
    yield "fermions, zz", EVERY, qubits(1, 1.03), pair + [{"sites": ["q0", "q1"], "zz": 0.21}], LEADS
    yield "oscillator and qubit", EVERY, [{"name": "q0", "levels": 5, "kind": "oscillator", "energy": 1},
                                          {"name": "q1", "energy": 1.04}], pair, ENDS
    yield "oscillator and qutrit", EVERY, [{"name": "q0", "levels": 4, "kind": "oscillator", "energy": 1},
                                           {"name": "q1", "levels": 3, "energy": 0.93}], pair, ENDS
    yield "dipole coupling", EVERY, qubits(1, 1.03), [{"sites": ["q0", "q1"], "dipole": 0.087}], shaped(**DIPOLE)
    yield "dipole coupling of oscillators", ("local", "redfield"), [
        {"name": "q0", "levels": 4, "kind": "oscillator", "energy": 1},
        {"name": "q1", "levels": 3, "kind": "oscillator", "energy": 1.21}], [
        {"sites": ["q0", "q1"], "dipole": 0.087}], shaped(**DIPOLE)
    yield "zz and exchange", EVERY, qubits(1, 1.03, 0.96), [
        exchange(0, 1, 0.043), exchange(1, 2, 0.037), {"sites": ["q0", "q2"], "zz": 0.081}], [
        bath("hot", 0, 0.71, 0.0021), bath("cold", 2, 0.23, 0.0034)]
    yield "complex product", EVERY, qubits(1, 1.7, 0.74), [
        {"product": {"q0": "lower", "q1": "raise", "q2": "lower"}, "strength": 0.031, "strength_im": -0.024,
         "add_adjoint": True}], [bath("hot", 0, 0.71, 0.0021), bath("cold", 1, 0.23, 0.0034), bath("room", 2, 0.4, 0.003)]
    yield "products with y, number and projectors", EVERY, [
        {"name": "q0", "levels": 3, "energy": 1}, {"name": "q1", "energy": 1.13}], [
        exchange(0, 1, 0.043), {"product": {"q0": "y", "q1": "y"}, "strength": 0.02},
        {"product": {"q0": "p2", "q1": "p1"}, "strength": 0.07},
        {"product": {"q0": "number", "q1": "z"}, "strength": 0.013}], ENDS
    yield "tunnelling", ("local",), [{"name": "q0", "energy": 1, "tunnelling": 0.08}, {"name": "q1", "energy": 1.02}], [
        exchange(0, 1, 0.006)], ENDS


def main():
    cases = []
    for title, equations, sites, couplings, baths in families():
        for equation in equations:
            network = {"master_equation": equation, "sites": sites, "couplings": couplings, "baths": baths}
            cases.append({"title": title, "network": network})
    for equation in EVERY:
        network = {"master_equation": equation, "sites": qubits(1, 1.03, 0.97),
                   "couplings": [exchange(0, 1, 0.043), exchange(1, 2, 0.037)],
                   "baths": [bath("hot", 0, 0.71, 0.0021), bath("cold", 2, 0.23, 0.0034)],
                   "dephasing": [{"site": "q1", "rate": 0.0017}]}
        cases.append({"title": "dephasing", "network": network})
    for case in cases:
        case["observables"] = dense_network.Dense(case["network"]).observables()
    json.dump({"note": "written by tests/reference/make_networks_extra.py", "cases": cases}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
