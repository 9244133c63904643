/* Jump channels of the global master equation: one operator per distinct Bohr frequency. */
#ifndef GENERATOR_BOHR_H
#define GENERATOR_BOHR_H

#include "entangine/status.h"
#include "generator/lindblad.h"

/* A bath that couples to the system through an operator S of exchange form (S c^dag + h.c.), flat spectrum. */
typedef struct bohr_bath {
    double rate, temperature;
    zdd coupling[LINDBLAD_MAX_UNKNOWNS]; /* S, row-major d x d, real or complex */
} bohr_bath;

/* Appends to self the channels of one bath. Every line w of S, S(w) = sum over E' - E = w of P(E) S P(E'), gives
 * emission rate (1 + n(|w|)) through the part that lowers the energy and absorption rate n(|w|) through its adjoint.
 * Lines closer than 1e-20 of the largest energy are one line. energies rise; column k of states is eigenstate k.
 * Returns ENT_OK or ENT_ERROR_ZERO_FREQUENCY. Source: Breuer, Petruccione (2007), section 3.3; paper, eqs (20)-(21). */
int bohr_add_bath(lindblad *self, int index, const bohr_bath *bath, const dd *energies, const zdd *states);

#endif
