"""Any network by dense matrices, straight from the definitions: another route than the program's.

Everything here is numpy in double precision. The Liouvillian is one full matrix, jumps are projected between levels
of the Hamiltonian one by one, and the steady state comes from the least squares of L rho = 0 with trace 1. Good to
about 1e-11 relative to the largest observable of a kind.

A network is a dict as the YAML file of the program has it, with numbers in place of expressions. Basis: level 0 first.
"""

import functools

import numpy as np

SAME = 1e-9  # Bohr frequencies closer than this are one line


def lowering(site):
    n = np.arange(1, site.get("levels", 2))
    return np.diag(np.sqrt(n) if site.get("kind") == "oscillator" else np.ones(len(n)), 1).astype(complex)


def local(site, name):
    a, levels = lowering(site), site.get("levels", 2)
    n = np.arange(levels)
    table = {"lower": a, "raise": a.T, "x": a + a.T, "y": 1j * a - 1j * a.T, "number": np.diag(n),
             "z": np.diag(2 * n - (levels - 1))}
    if name in table:
        return table[name].astype(complex)
    return np.diag((n == int(name[1:])).astype(complex))


class Dense:
    def __init__(self, network):
        self.network = network
        self.sites = network["sites"]
        self.names = [site["name"] for site in self.sites]
        self.bare = sum(self.at({s["name"]: "number"}) * s["energy"] + self.at({s["name"]: "x"}) * s.get("tunnelling", 0)
                        for s in self.sites)
        self.h = self.bare + sum(self.coupling(c) for c in network.get("couplings", []))
        self.levels, self.states = np.linalg.eigh(self.h)
        self.d = len(self.h)
        self.dissipators = {bath["name"]: self.dissipator(bath) for bath in network["baths"]}
        for noise in network.get("dephasing", []):
            self.dissipators["dephasing_" + noise["site"]] = self.dephasing(noise)
        self.rho = self.steady_state()

    def at(self, factors):
        """The product of local operators, {site: name}."""
        parts = [local(s, factors[s["name"]]) if s["name"] in factors else np.eye(s.get("levels", 2)) for s in self.sites]
        return functools.reduce(np.kron, parts)

    def coupling(self, entry):
        if "product" in entry:
            term = (entry["strength"] + 1j * entry.get("strength_im", 0)) * self.at(entry["product"])
            return term + term.conj().T if entry.get("add_adjoint") else term
        i, j = entry["sites"]
        hop = self.at({i: "lower", j: "raise"})
        return (entry.get("exchange", 0) * (hop + hop.T) + entry.get("dipole", 0) * self.at({i: "x", j: "x"})
                + entry.get("zz", 0) * self.at({i: "z", j: "z"}))

    @staticmethod
    def rates(bath, w):
        """What the bath takes and gives at the frequency w of the transition."""
        shape = bath.get("spectrum", "flat")
        gamma = bath["rate"]
        if shape == "ohmic":
            gamma *= abs(w) / bath["frequency"] * np.exp(-abs(w) / bath.get("cutoff", np.inf))
        elif shape == "lorentzian":
            gamma *= bath["width"] ** 2 / ((abs(w) - bath["frequency"]) ** 2 + bath["width"] ** 2)
        x = (w - bath.get("chemical_potential", 0)) / bath["temperature"]
        if bath.get("statistics") == "fermion":
            f = 1 / (np.exp(x) + 1)
            return gamma * (1 - f), gamma * f
        n = 1 / np.expm1(x)
        return gamma * (1 + n), gamma * n

    def lines(self, s):
        """{w: S(w)}, S(w) = sum of P(E) S P(E + w)."""
        element = self.states.conj().T @ s @ self.states
        found = []
        for row in range(self.d):
            for column in range(self.d):
                if abs(element[row, column]) < 1e-12:
                    continue
                w = self.levels[column] - self.levels[row]
                part = element[row, column] * np.outer(self.states[:, row], self.states[:, column].conj())
                for k, (other, sum_) in enumerate(found):
                    if abs(other - w) < SAME:
                        found[k] = (other, sum_ + part)
                        break
                else:
                    found.append((w, part))
        return found

    def jump(self, operator, rate):
        square = operator.conj().T @ operator
        eye = np.eye(self.d)
        return rate * (np.kron(operator, operator.conj()) - 0.5 * np.kron(square, eye) - 0.5 * np.kron(eye, square.T))

    def bracket(self, left, right):
        """rho -> [left rho, right] + its adjoint."""
        eye = np.eye(self.d)
        return (np.kron(left, right.T) - np.kron(right @ left, eye)
                + np.kron(right.conj().T, left.conj()) - np.kron(eye, (right @ left).conj()))

    def dissipator(self, bath):
        names = bath["sites"] if "sites" in bath else [bath["site"]]
        equation = self.network.get("master_equation", "local")
        hermitian = bath.get("coupling") == "dipole"
        if equation == "local":
            groups = {}
            for name in names:
                groups.setdefault(self.sites[self.names.index(name)]["energy"], []).append(name)
            found = [(w, sum(self.at({name: "lower"}) for name in group)) for w, group in groups.items()]
            hermitian = False
        else:
            found = self.lines(sum(self.at({name: "x" if hermitian else "lower"}) for name in names))
        if equation == "redfield":
            return self.redfield(bath, found, hermitian)
        total = 0
        for w, operator in found:
            if hermitian:  # each line of either sign by itself
                total = total + self.jump(operator, self.one_way(bath, w))
            else:
                if w < 0 and bath.get("statistics") != "fermion":  # what lowers the energy is the adjoint
                    w, operator = -w, operator.conj().T
                emission, absorption = self.rates(bath, w)
                total = total + self.jump(operator, emission) + self.jump(operator.conj().T, absorption)
        return total

    def one_way(self, bath, w):
        """The rate at which a bath takes w through a hermitian operator."""
        if abs(w) < SAME:
            assert bath["spectrum"] == "ohmic"
            return bath["rate"] * bath["temperature"] / bath["frequency"]
        return self.rates(bath, w)[0] if w > 0 else self.rates(bath, -w)[1]

    def redfield(self, bath, found, hermitian):
        s = sum(operator for _, operator in found)
        if hermitian:
            return self.bracket(sum(0.5 * self.one_way(bath, w) * operator for w, operator in found), s)
        if bath.get("statistics") != "fermion":
            found = [(w, operator) for w, operator in found if w > 0]
        emission = sum(0.5 * self.rates(bath, w)[0] * operator for w, operator in found)
        absorption = sum(0.5 * self.rates(bath, w)[1] * operator.conj().T for w, operator in found)
        return self.bracket(emission, s.conj().T) + self.bracket(absorption, s)

    def dephasing(self, noise):
        number = self.at({noise["site"]: "number"})
        if self.network.get("master_equation") != "global":
            return self.jump(number, 2 * noise["rate"])
        return sum(self.jump(operator, 2 * noise["rate"]) for _, operator in self.lines(number))

    def steady_state(self):
        eye = np.eye(self.d)
        liouvillian = -1j * (np.kron(self.h, eye) - np.kron(eye, self.h.T)) + sum(self.dissipators.values())
        scale = np.abs(sum(self.dissipators.values())).max()
        system = np.vstack([liouvillian / scale, eye.reshape(1, -1)])
        rho = np.linalg.lstsq(system, np.append(np.zeros(self.d ** 2), 1), rcond=None)[0].reshape(self.d, self.d)
        return (rho + rho.conj().T) / 2

    def flow(self, operator, bath):
        return np.trace(operator @ (self.dissipators[bath] @ self.rho.reshape(-1)).reshape(self.d, self.d)).real

    def reduced(self, keep):
        shape = [s.get("levels", 2) for s in self.sites]
        n = len(shape)
        axes = list(range(n)) + [k if k not in keep else n + k for k in range(n)]
        out = np.einsum(self.rho.reshape(shape + shape), axes, list(keep) + [n + k for k in keep])
        size = int(np.prod([shape[k] for k in keep]))
        return out.reshape(size, size), [shape[k] for k in keep]

    @staticmethod
    def negativity(rho, shape, site):
        n = len(shape)
        axes = list(range(2 * n))
        axes[site], axes[n + site] = axes[n + site], axes[site]
        values = np.linalg.eigvalsh(rho.reshape(shape + shape).transpose(axes).reshape(rho.shape))
        return -values[values < 0].sum()

    def observables(self):
        out = {}
        shape = [s.get("levels", 2) for s in self.sites]
        for name in self.dissipators:
            out["Q_" + name] = self.flow(self.h, name)
            out["Q_" + name + "_bare"] = self.flow(self.bare, name)
        for k, name in enumerate(self.names):
            out["excitation_" + name] = np.trace(self.at({name: "number"}) @ self.rho).real
            if len(shape) > 1:
                out["negativity_" + name] = self.negativity(self.rho, shape, k)
        for i in range(len(shape)):
            for j in range(i + 1, len(shape)):
                pair, levels = self.reduced((i, j))
                out[f"negativity_{self.names[i]}_{self.names[j]}"] = self.negativity(pair, levels, 0)
        for entry in self.network.get("couplings", []):
            if entry.get("exchange"):
                i, j = entry["sites"]
                hop = self.at({i: "lower", j: "raise"})
                out[f"I_{i}_{j}"] = 2 * entry["exchange"] * np.trace(hop @ self.rho).imag
        out["purity"] = np.trace(self.rho @ self.rho).real
        return {name: float(value) for name, value in out.items()}
