"""The two-qubit engines to any number of digits, by a route of its own.

Nothing here comes from the closed forms of the paper: the generator acts on a full density matrix, is solved as a
16 x 16 linear system, and every observable is a trace or an eigenvalue of the solution. Parameters are the exact values
of doubles. The number of digits is chosen so that the smallest population still has more than 60 of them, and every
answer is computed twice, the second time with half as many digits again; both must agree to 30.

Conventions: hbar = k_B = 1; basis |11>, |10>, |01>, |00>, hot qubit first; heat into the system is positive. All
operators are real here, so rho = S + iA with S real symmetric (10 unknowns) and A real antisymmetric (6 unknowns).
"""

from mpmath import mp, mpf, mpc

D = 4
COLDEST = 1600
LOWERING = {"h": [[0] * 4, [0] * 4, [1, 0, 0, 0], [0, 1, 0, 0]], "c": [[0] * 4, [1, 0, 0, 0], [0] * 4, [0, 0, 1, 0]]}
# |00> is index 3: the hot lowering takes |11> (0) to |01> (2) and |10> (1) to |00> (3).


def zeros():
    return [[mpf(0)] * D for _ in range(D)]


def product(a, b):
    return [[mp.fsum(a[i][k] * b[k][j] for k in range(D) if a[i][k] and b[k][j]) for j in range(D)] for i in range(D)]


def combine(*terms):
    return [[mp.fsum(f * m[i][j] for f, m in terms) for j in range(D)] for i in range(D)]


def transpose(a):
    return [list(row) for row in zip(*a)]


def trace(a):
    return mp.fsum(a[i][i] for i in range(D))


def hamiltonian(eps_h, eps_c, g, kappa_h=mpf(0), kappa_c=mpf(0)):
    h = zeros()
    h[0][0], h[1][1], h[2][2] = eps_h + eps_c, eps_h, eps_c
    h[1][2] = h[2][1] = g
    for i, j, kappa in ((0, 2, kappa_h), (1, 3, kappa_h), (0, 1, kappa_c), (2, 3, kappa_c)):
        h[i][j] = h[j][i] = kappa
    return h


def occupation(energy, temperature):
    # e^-COLDEST of a bath changes no digit that a double holds as long as the other bath is warmer.
    return mpf(0) if temperature == 0 or energy / temperature > COLDEST else 1 / mp.expm1(energy / temperature)


def dissipator(channels, rho):
    """sum of rate (L rho L^T - {L^T L, rho}/2) for real L and a real matrix rho."""
    total = zeros()
    for rate, jump in channels:
        if rate:
            back = transpose(jump)
            square = product(back, jump)
            sandwich = product(product(jump, rho), back)
            both = combine((1, product(square, rho)), (1, product(rho, square)))
            total = combine((1, total), (rate, sandwich), (-rate / 2, both))
    return total


def derivative(h, channels, s, a):
    """Real symmetric and antisymmetric part of L(S + iA)."""
    ds = combine((1, product(h, a)), (-1, product(a, h)), (1, dissipator(channels, s)))
    da = combine((-1, product(h, s)), (1, product(s, h)), (1, dissipator(channels, a)))
    return ds, da


SYMMETRIC = [(i, j) for i in range(D) for j in range(i, D)]
ANTISYMMETRIC = [(i, j) for i in range(D) for j in range(i + 1, D)]


def unit(k):
    s, a = zeros(), zeros()
    if k < len(SYMMETRIC):
        i, j = SYMMETRIC[k]
        s[i][j] = s[j][i] = mpf(1)
    else:
        i, j = ANTISYMMETRIC[k - len(SYMMETRIC)]
        a[i][j], a[j][i] = mpf(1), mpf(-1)
    return s, a


def linear_solve(rows):
    """Gauss elimination of an n x (n+1) system, row-scaled partial pivoting, zeros skipped."""
    n = len(rows)
    for row in rows:
        largest = max(abs(v) for v in row[:n])
        row[:] = [v / largest if v else v for v in row]
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if abs(rows[pivot][k]) < mpf(10) ** (-mp.dps * 0.9):
            raise ValueError("the steady state is not unique")
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(k + 1, n):
            if rows[i][k]:
                factor = rows[i][k] / rows[k][k]
                for j in range(k, n + 1):
                    if rows[k][j]:
                        rows[i][j] -= factor * rows[k][j]
    x = [mpf(0)] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - mp.fsum(rows[i][j] * x[j] for j in range(i + 1, n) if rows[i][j])) / rows[i][i]
    return x


def steady_state(h, channels):
    columns = []
    for k in range(16):
        ds, da = derivative(h, channels, *unit(k))
        columns.append([ds[i][j] for i, j in SYMMETRIC] + [da[i][j] for i, j in ANTISYMMETRIC])
    rows = [[columns[j][i] for j in range(16)] + [mpf(0)] for i in range(16)]
    last = SYMMETRIC.index((3, 3))  # the rows of the populations sum to zero: one of them gives way to Tr rho = 1
    rows[last] = [mpf(int(k < 10 and SYMMETRIC[k][0] == SYMMETRIC[k][1])) for k in range(16)] + [mpf(1)]
    x = linear_solve(rows)
    s, a = zeros(), zeros()
    for value, (i, j) in zip(x, SYMMETRIC):
        s[i][j] = s[j][i] = value
    for value, (i, j) in zip(x[10:], ANTISYMMETRIC):
        a[i][j], a[j][i] = value, -value
    return s, a


def local_channels(p, eps_c):
    baths = {}
    for q, eps in (("h", p["eps_h"]), ("c", eps_c)):
        n = occupation(eps, p["T_" + q])
        rate = p["gamma_" + q]
        baths[q] = [(rate * (1 + n), LOWERING[q]), (rate * n, transpose(LOWERING[q]))]
    return baths


def global_channels(p, h):
    """One jump operator per Bohr frequency; where the coupling raises the energy (w < 0), the adjoint emits."""
    energies, v = mp.eigsy(mp.matrix(h))
    v = [[v[i, j] for j in range(D)] for i in range(D)]
    same = max(abs(e) for e in energies) * mpf(10) ** (-mp.dps // 2)
    baths = {}
    for q in "hc":
        elements = product(product(transpose(v), LOWERING[q]), v)
        lines = []
        for a in range(D):
            for b in range(D):
                if abs(elements[a][b]) > mpf(10) ** (-mp.dps // 2):
                    w = energies[b] - energies[a]
                    for line in lines:
                        if abs(line[0] - w) < same:
                            break
                    else:
                        line = (w, zeros())
                        lines.append(line)
                    line[1][a][b] = elements[a][b]
        baths[q] = []
        for w, jump in lines:
            if abs(w) < same:
                raise ValueError("a transition of frequency zero")
            jump = product(product(v, jump), transpose(v))
            down = jump if w > 0 else transpose(jump)
            n = occupation(abs(w), p["T_" + q])
            baths[q] += [(p["gamma_" + q] * (1 + n), down), (p["gamma_" + q] * n, transpose(down))]
    return baths


def binary_entropy(c):
    x = (1 + mp.sqrt(1 - c * c)) / 2
    y = c * c / (4 * x)  # 1 - x
    return -(x * mp.log(x, 2) + y * mp.log(y, 2)) if y else mpf(0)


def entanglement(s, a):
    rho = mp.matrix([[mpc(s[i][j], a[i][j]) for j in range(D)] for i in range(D)])
    transposed = mp.matrix(D, D)
    for i in range(D):
        for j in range(D):
            transposed[i, j] = rho[2 * (i // 2) + j % 2, 2 * (j // 2) + i % 2]
    values = mp.eighe(transposed, eigvals_only=True)
    flip = mp.matrix(D, D)
    flip[0, 3] = flip[3, 0] = -1
    flip[1, 2] = flip[2, 1] = 1
    squares = mp.eig(rho * flip * rho.apply(mp.conj) * flip, left=False, right=False)
    roots = sorted((mp.sqrt(abs(mp.re(z))) for z in squares), reverse=True)
    concurrence = max(mpf(0), roots[0] - roots[1] - roots[2] - roots[3])
    if concurrence < mpf(10) ** (-mp.dps * 0.3):
        concurrence = mpf(0)
    negativity = mp.fsum(-x for x in values if x < -mpf(10) ** (-mp.dps * 0.8))
    return {
        "negativity": negativity,
        "negativity_signed": -min(values),
        "log_negativity": mp.log1p(2 * negativity) / mp.log(2),
        "concurrence": concurrence,
        "entanglement_of_formation": binary_entropy(concurrence),
    }


def ratio(a, b):
    return None if b == 0 else a / b


def observe(h_full, h_bare, baths, temperatures, g, s, a, tunnelling):
    """Every observable of a state; None where it is undefined."""
    o = dict(zip(("r11", "r10", "r01", "r00"), (s[i][i] for i in range(D))))
    re, im = s[1][2], a[1][2]
    size, bound = mp.hypot(re, im), mp.sqrt(s[0][0] * s[3][3])
    o.update(coherence_re=re, coherence_im=im)
    for q in "hc":
        flow = dissipator(baths[q], s)
        o["Q_" + q] = trace(product(h_full, flow))
        o["Q_" + q + "_bare"] = trace(product(h_bare, flow))
    o["J_ss"] = o["Q_h"] - o["Q_c"]
    o["J_ratio"] = None if tunnelling else ratio(size, bound)
    o["J_c"] = None if tunnelling else mpf(0) if g == 0 else ratio(abs(o["J_ss"]) * bound, size)
    o.update(I=2 * g * im, I_c=2 * g * bound, I_ratio=ratio(abs(im), bound))
    o.update(entanglement(s, a))
    o["purity"] = mp.fsum(s[i][j] ** 2 + a[i][j] ** 2 for i in range(D) for j in range(D))
    production = mpf(0)
    for q in "hc":
        if o["Q_" + q] and production is not None:
            production = None if temperatures[q] == 0 else production - o["Q_" + q] / temperatures[q]
    o["entropy_production"] = production
    return o


def settle(o):
    """Puts 0 for what is 0 but for the rounding of this precision."""
    return {k: v if v is None or abs(v) > mpf(10) ** (-mp.dps * 0.6) else mpf(0) for k, v in o.items()}


def clean(s, a):
    noise = mpf(10) ** (-mp.dps * 0.7)
    return [[[v if abs(v) > noise else mpf(0) for v in row] for row in m] for m in (s, a)]


def solve_engine(model, p):
    first = "eps_h" if model == "local" else "eps"
    eps_h, eps_c = p[first], p[first] + p["delta"]
    kappas = [p.get("kappa_h", mpf(0)), p.get("kappa_c", mpf(0))]
    full = hamiltonian(eps_h, eps_c, p["g"], *kappas)
    bare = hamiltonian(eps_h, eps_c, mpf(0), *kappas)
    baths = local_channels(p, eps_c) if model == "local" else global_channels(p, full)
    s, a = clean(*steady_state(full, baths["h"] + baths["c"]))
    o = observe(full, bare, baths, {q: p["T_" + q] for q in "hc"}, p["g"], s, a, any(kappas))
    if model == "local" and o["J_c"] is None and not any(kappas):
        o["J_c"] = mpf(0) if o["I_c"] == 0 else limit_of_critical_current(p)
    return o


def limit_of_critical_current(p):
    """J_c where heat and coherence both vanish: the value next to it."""
    tiny = mpf(10) ** -45
    near = dict(p, T_h=p["T_h"] * (1 + tiny))
    for q, other in ("hc", "ch"):
        if p["gamma_" + q] == 0:
            near["gamma_" + q] = p["gamma_" + other] * tiny
    return solve_engine("local", near)["J_c"]


def solve_thermal(p):
    h = hamiltonian(p["eps"], p["eps"], p["g"])
    energies, v = mp.eigsy(mp.matrix(h))
    lowest = min(energies)
    if p["T"] == 0:
        weights = [mpf(int(e - lowest < mpf(10) ** (-mp.dps // 2))) for e in energies]
    else:
        weights = [mp.exp((lowest - e) / p["T"]) for e in energies]
    norm = mp.fsum(weights)
    s = [[mp.fsum(v[i, k] * v[j, k] * weights[k] for k in range(D)) / norm for j in range(D)] for i in range(D)]
    s, a = clean(s, zeros())
    o = observe(h, h, {"h": [], "c": []}, {}, p["g"], s, a, False)
    o["J_c"] = mpf(0)
    return o


def digits_needed(model, p):
    """Enough that the smallest population, a product of two Boltzmann factors, keeps 60 digits and more."""
    energy = max(abs(v) for k, v in p.items() if k[:3] in ("eps", "del", "g")) * 2
    coldest = max((energy / v for k, v in p.items() if k[0] == "T" and v > 0), default=0)
    largest = min(coldest, 2 * COLDEST)
    small = [mpf(1)] + [abs(v) for v in p.values() if v != 0]
    return int(300 + 2.5 * largest + 6 * float(mp.log10(max(small) / min(small))))


def solve(model, parameters):
    """All observables for parameters given as doubles, checked by a second solve with more digits."""
    answers = []
    for factor in (1, 1.5):
        mp.dps = int(digits_needed(model, {k: mpf(v) for k, v in parameters.items()}) * factor)
        p = {k: mpf(v) for k, v in parameters.items()}
        answers.append(settle(solve_thermal(p) if model == "thermal" else solve_engine(model, p)))
    low, high = answers
    for name, value in high.items():
        if (value is None) != (low[name] is None) or (value and abs(low[name] / value - 1) > mpf(10) ** -30):
            raise ArithmeticError(f"{model} {parameters}: {name} is {low[name]}, with more digits {value}")
    return high
