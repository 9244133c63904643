"""What the tests of the gallery share: the program on files of models/, and physics by other routes.

Only the standard library is used. Each route is a model of its own: rate equations, moments of free fermions."""

import json
import math
import os
import pathlib
import subprocess

PROGRAM = os.environ["ENTANGINE"]
MODELS = pathlib.Path(os.environ["ENT_SOURCE_DIR"]) / "models"
problems = []
visited = set()


def run(verb, machine, *arguments):
    visited.add(machine)
    command = [PROGRAM, verb, MODELS / f"{machine}.yaml", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{machine} {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def solve(machine, **parameters):
    arguments = [f"{name}={value!r}" for name, value in parameters.items()]
    return json.loads(run("solve", machine, *arguments, "--json"))["observables"]


def rows(text):
    lines = text.strip().splitlines()
    return [dict(zip(lines[0].split(","), line.split(","))) for line in lines[1:]]


def near(what, value, expected, tolerance=1e-11):
    if not abs(value - expected) <= tolerance * abs(expected):
        problems.append(f"{what}: {value!r}, expected {expected!r}")


def holds(what, condition):
    if not condition:
        problems.append(f"does not hold: {what}")


def bose(energy, temperature):
    return 1.0 / math.expm1(energy / temperature)


def fermi(energy, temperature):
    return 1.0 / (math.exp(energy / temperature) + 1.0)


def determinant(matrix):
    matrix, product = [row[:] for row in matrix], 1.0
    for k in range(len(matrix)):
        pivot = max(range(k, len(matrix)), key=lambda r: abs(matrix[r][k]))
        if pivot != k:
            matrix[k], matrix[pivot], product = matrix[pivot], matrix[k], -product
        product *= matrix[k][k]
        for r in range(k + 1, len(matrix)):
            factor = matrix[r][k] / matrix[k][k]
            matrix[r] = [x - factor * y for x, y in zip(matrix[r], matrix[k])]
    return product


def populations(rates):
    """Steady state of a classical rate equation by the tree theorem, rates[j][i] from i to j."""
    n = len(rates)
    laplace = [[-rates[j][i] if i != j else sum(rates[k][i] for k in range(n) if k != i) for i in range(n)]
               for j in range(n)]
    weights = [determinant([[laplace[r][c] for c in range(n) if c != k] for r in range(n) if r != k]) for k in range(n)]
    return [w / sum(weights) for w in weights]


def chain_current(g, total):
    """Of a chain in resonance, per difference of occupations; total rates Gamma."""
    h, c = total
    return 4 * g * g * h * c / ((h + c) * (4 * g * g + h * c))


def site_rates(energy, temperature, gamma, mu=None):
    """Rates up and down of a qubit at a bath of bosons, or of fermions at a chemical potential."""
    if mu is None:
        return gamma * bose(energy, temperature), gamma * (1 + bose(energy, temperature))
    return gamma * fermi(energy - mu, temperature), gamma * fermi(mu - energy, temperature)


def x_negativity(p11, p00, coherence):
    """Of two qubits with no other coherence than <10|rho|01>."""
    return max(0.0, math.hypot((p11 - p00) / 2, abs(coherence)) - (p11 + p00) / 2)


class Pair:
    """Two coupled qubits, each at its bath, local equation. The coherence follows the populations in the steady state,
    c = i g (p10 - p01) / (kappa + i delta) with kappa half of all rates, so they obey a rate equation with one more
    rate 2 g^2 kappa / (kappa^2 + delta^2) between |10> and |01>."""

    def __init__(self, first, second, g, delta=0.0):
        kappa = sum(first + second) / 2
        mixing = 2 * g * g * kappa / (kappa ** 2 + delta ** 2)
        (up, down), (up2, down2) = first, second
        # States 00, 01, 10, 11; rates[j][i] from i to j.
        rates = [[0, down2, down, 0], [up2, 0, mixing, down], [up, mixing, 0, down2], [0, up, up2, 0]]
        self.p00, self.p01, self.p10, self.p11 = populations(rates)
        self.current = mixing * (self.p10 - self.p01)
        self.coherence = g * abs(self.p10 - self.p01) / math.hypot(kappa, delta)
        self.negativity = x_negativity(self.p11, self.p00, self.coherence)
        self.ratio = abs(self.current) / (2 * g * math.sqrt(self.p11 * self.p00))  # I / I_c
        self.activity = sum(rates[j][i] * p for i, p in enumerate((self.p00, self.p01, self.p10, self.p11))
                            for j in range(4)) - mixing * (self.p10 + self.p01)


def refrigerator(first, third, g, gamma, temperatures):
    """Quanta per time through the three-qubit refrigerator: the coherence <010|rho|101> follows its populations."""
    gaps = (first, first + third, third)
    rates = [[0.0] * 8 for _ in range(8)]
    kappa = 0.0
    for i, (gap, temperature) in enumerate(zip(gaps, temperatures)):
        up, down = site_rates(gap, temperature, gamma)
        kappa += (up + down) / 2
        for s in range(8):
            rates[s ^ 1 << i][s] = down if s >> i & 1 else up
    rates[0b101][0b010] = rates[0b010][0b101] = 2 * g * g / kappa
    p = populations(rates)
    return 2 * g * g / kappa * (p[0b101] - p[0b010])


def linear_solve(matrix, right):
    """Gauss with pivots, of complex numbers."""
    n = len(right)
    rows_ = [list(row) + [value] for row, value in zip(matrix, right)]
    for k in range(n):
        pivot = max(range(k, n), key=lambda r: abs(rows_[r][k]))
        rows_[k], rows_[pivot] = rows_[pivot], rows_[k]
        for r in range(n):
            if r != k:
                factor = rows_[r][k] / rows_[k][k]
                rows_[r] = [x - factor * y for x, y in zip(rows_[r], rows_[k])]
    return [rows_[k][n] / rows_[k][k] for k in range(n)]


def chain_heat(hamiltonian, gains, losses):
    """Heat from the bath of the first site of a chain of free fermions, G_ij = <a_j^dag a_i>:
    0 = -(X G + G X^dag) + gains with X = i h + (gains + losses) / 2, and Q = tr(h D_1 G)."""
    n = len(hamiltonian)
    damping = [(a + b) / 2 for a, b in zip(gains, losses)]
    x = [[1j * hamiltonian[i][j] + (damping[i] if i == j else 0) for j in range(n)] for i in range(n)]
    matrix = [[(x[i][k] if j == l else 0) + (x[j][l].conjugate() if i == k else 0) for k in range(n) for l in range(n)]
              for i in range(n) for j in range(n)]
    g = linear_solve(matrix, [gains[i] if i == j else 0.0 for i in range(n) for j in range(n)])
    change = hamiltonian[0][0] * gains[0]
    for k in range(n):  # tr(h {damping_1, G}) = 2 damping_1 Re (G h)_11
        change -= 2 * damping[0] * (g[k] * hamiltonian[k][0]).real
    return change


def bisect(function, low, high):
    """The root of a function that changes its sign."""
    rises = function(high) > 0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if (function(middle) > 0) == rises else (middle, high)
    return (low + high) / 2


def pair_noise(first, second, g):
    """Noise of the current out of the first bath, in resonance: second derivative of the dominant eigenvalue of the
    tilted generator of p00, p01, p10, p11 and Im c, its root by Newton from 0, by differences of fourth order."""
    unit = g
    (up, down), (up2, down2) = [[x / unit for x in rates] for rates in (first, second)]
    out = [up + up2, up + down2, down + up2, down + down2]
    kappa = (up + down + up2 + down2) / 2

    def eigenvalue(tilt):
        a, e = up * math.exp(tilt), down * math.exp(-tilt)
        matrix = [[-out[0], down2, e, 0, 0], [up2, -out[1], 0, e, 2], [a, 0, -out[2], down2, -2],
                  [0, a, up2, -out[3], 0], [0, -1, 1, 0, -kappa]]
        value = 0.0
        for _ in range(50):
            shifted = [[x - value * (i == j) for j, x in enumerate(row)] for i, row in enumerate(matrix)]
            columns = [linear_solve(shifted, [float(i == k) for i in range(5)])[k] for k in range(5)] \
                if abs(determinant(shifted)) > 1e-300 else [math.inf]
            step = 1 / sum(columns)  # d log det / d value = -tr (L - value)^-1
            value += step
            if abs(step) < 1e-17:
                break
        return value

    h = 0.02
    values = [eigenvalue(k * h) for k in (-2, -1, 1, 2)]
    return unit * (-values[0] + 16 * values[1] + 16 * values[2] - values[3]) / (12 * h * h)


def coherence_discriminant(g, total):
    """p^2 - 4 q of x^4 + p x^2 + q with the exponents of coherences of two qubits, x from -(Gamma_h + Gamma_c) / 2;
    bosons, whose mean of Z times Gamma is -gamma."""
    (hot, cold), (small_hot, small_cold) = total, (1e-3, 1.1e-2)
    half = (hot + cold) / 2
    matrix = [[half - hot / 2, 1j * g, 0, 0], [1j * g, half - cold / 2 - hot, -small_hot, 0],
              [0, 0, half - cold / 2, 1j * g], [-small_cold, 0, 1j * g, half - hot / 2 - cold]]
    p = -sum((matrix[i][j] * matrix[j][i]).real for i in range(4) for j in range(4)) / 2
    q = determinant(matrix).real
    return p * p - 4 * q


def dark_rates(eps, g, j, u, baths):
    """The global rate equation of the three sites: eigenstates of one particle over h, i, c, of two by their hole."""
    s, angle = math.sqrt(0.5), math.atan2(2 * math.sqrt(2) * g, j) / 2
    split = math.hypot(j / 2, math.sqrt(2) * g)
    bright, other = math.cos(angle), math.sin(angle)
    vectors = [(s, -s, 0.0), (s * bright, s * bright, other), (-s * other, -s * other, bright)]
    shifts = [-j, j / 2 + split, j / 2 - split]
    energies = [0.0] + [eps + x for x in shifts] + [2 * eps + u + x for x in shifts] + [3 * eps + 3 * u]
    rates = [[0.0] * 8 for _ in range(8)]
    for site, gamma, mu, temperature in baths:
        ways = [(0, 1 + k, vectors[k][site]) for k in range(3)] + [(4 + k, 7, vectors[k][site]) for k in range(3)]
        ways += [(1 + k, 4 + l, sum(vectors[k][y] * vectors[l][3 - site - y] for y in range(3) if y != site))
                 for k in range(3) for l in range(3)]
        for low, high, amplitude in ways:
            up, down = site_rates(energies[high] - energies[low], temperature, gamma * amplitude ** 2, mu)
            rates[high][low] += up
            rates[low][high] += down
    return vectors, rates


def spins(gaps, bonds, temperatures):
    """Heat from each bath of spins that only flip, bonds {(i, j): z z strength}, ohmic baths of rate 1e-3 w."""
    n = len(gaps)
    sign = lambda s, i: 2 * (s >> i & 1) - 1
    energy = [sum(gaps[i] * (s >> i & 1) for i in range(n))
              + sum(k * sign(s, i) * sign(s, j) for (i, j), k in bonds.items()) for s in range(2 ** n)]
    rates = [[0.0] * 2 ** n for _ in range(2 ** n)]
    for s in range(2 ** n):
        for i, temperature in enumerate(temperatures):
            w = energy[s] - energy[s ^ 1 << i]
            if abs(w) < 1e-12:
                rates[s ^ 1 << i][s] = 1e-3 * temperature
            else:
                rates[s ^ 1 << i][s] = 1e-3 * w / -math.expm1(-w / temperature)
    p = populations(rates)
    return [sum((energy[s ^ 1 << i] - energy[s]) * rates[s ^ 1 << i][s] * p[s] for s in range(2 ** n))
            for i in range(n)]
