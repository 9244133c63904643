/* Two qubits in a basis in which gaps and baths act on one or two real numbers at a time.
 *
 * In the order of elimination of solver/steady_pattern.h: pairs of real and imaginary part of the coherences
 * <11|rho|00>; of the hot qubit, summed over the cold one, and of the cold qubit, summed over the hot one; the same
 * with the other qubit's ground state counted negative; <10|rho|01>; then the expectations of s_z s_z, s_z of the hot,
 * s_z of the cold qubit; last the trace. */
#ifndef GENERATOR_LADDER_BASIS_H
#define GENERATOR_LADDER_BASIS_H

enum {
    LADDER_BOTH = 0,
    LADDER_HOT = 2,
    LADDER_COLD = 4,
    LADDER_HOT_SIGNED = 6,
    LADDER_COLD_SIGNED = 8,
    LADDER_EXCHANGE = 10,
    LADDER_ZZ = 12,
    LADDER_Z_HOT,
    LADDER_Z_COLD,
    LADDER_TRACE,
    N_LADDER
};

/* Between the real unknowns of a density matrix (lindblad.h) and those of the ladder basis; both [N_LADDER]. */
void ladder_from_unknowns(double *ladder, const double *unknowns);
void ladder_to_unknowns(double *unknowns, const double *ladder);

/* Places of the real part of a coherence among the unknowns; its imaginary part is at LADDER_IM of it. */
#define LADDER_RE(i, j) (4 * (i) + (j))
#define LADDER_IM(re) ((re) % 4 * 4 + (re) / 4)

/* Coherences of one qubit: with the other one excited, and in its ground state. */
typedef struct ladder_pair {
    int sum, difference;
    int excited, ground;
} ladder_pair;

static const ladder_pair LADDER_PAIRS[2] = {{LADDER_HOT, LADDER_HOT_SIGNED, LADDER_RE(0, 2), LADDER_RE(1, 3)},
                                            {LADDER_COLD, LADDER_COLD_SIGNED, LADDER_RE(0, 1), LADDER_RE(2, 3)}};

#endif
