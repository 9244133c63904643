/* A family of two-qubit engines with tunnelling in the hot one, linear in its coefficients. */
#ifndef TESTS_TWO_QUBIT_FAMILY_H
#define TESTS_TWO_QUBIT_FAMILY_H

#include "model/two_qubit_numerical.h"
#include "solver/steady_pattern.h"
#include "support.h"

/* Gap, coupling, tunnelling, and rates down and up of both baths. */
enum { FAMILY_GAP, FAMILY_COUPLING, FAMILY_TUNNELLING, FAMILY_RATES, FAMILY_SIZE = FAMILY_RATES + 4 };

static inline lindblad family_member(const dd *c)
{
    const two_qubit_setting setting = {.eps_h = c[FAMILY_GAP],
                                       .eps_c = c[FAMILY_GAP],
                                       .g = dd_value(c[FAMILY_COUPLING]),
                                       .kappa_h = dd_value(c[FAMILY_TUNNELLING])};
    lindblad system = {.d = 4};
    two_qubit_hamiltonian(system.hamiltonian, &setting);
    for (int bath = 0; bath < 2; ++bath) {
        const sparse_operator lowering = two_qubit_lowering(bath);
        const sparse_operator raising = operator_adjoint(&lowering);
        lindblad_add_channel(&system, bath, c[FAMILY_RATES + 2 * bath], &lowering);
        lindblad_add_channel(&system, bath, c[FAMILY_RATES + 1 + 2 * bath], &raising);
    }
    return system;
}

static inline steady_pattern family_pattern(void)
{
    steady_pattern pattern;
    lindblad units[FAMILY_SIZE];
    for (int k = 0; k < FAMILY_SIZE; ++k) {
        dd unit[FAMILY_SIZE] = {{0.0, 0.0}};
        unit[k] = dd_from(1.0);
        units[k] = family_member(unit);
    }
    steady_pattern_make(&pattern, units, FAMILY_SIZE);
    return pattern;
}

static inline void family_random(random_source *source, dd *c)
{
    c[FAMILY_GAP] = dd_two_sum(random_decades(source, -1.0, 0.5), random_between(source, -1e-17, 1e-17));
    c[FAMILY_COUPLING] = dd_from(random_decades(source, -4.0, -0.5));
    c[FAMILY_TUNNELLING] = dd_from(random_decades(source, -3.0, -0.5));
    for (int bath = 0; bath < 2; ++bath) {
        const double rate = random_decades(source, -4.0, -0.5), n = random_decades(source, -6.0, 1.0);
        c[FAMILY_RATES + 2 * bath] = dd_add(dd_from(rate), dd_two_product(rate, n));
        c[FAMILY_RATES + 1 + 2 * bath] = dd_two_product(rate, n);
    }
}

#endif
