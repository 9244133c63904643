/* Generators in matrix form that are real in another gauge: a phase 1 or i for every basis state makes G real but for
 * one imaginary number a sector, which drops out of G rho + rho G^dag, and every jump between two sectors real but for
 * a phase. So it is for exchange chains of equal energies. A unique steady state is real there: half the unknowns, and
 * real arithmetic. */
#ifndef GENERATOR_BLOCK_REAL_H
#define GENERATOR_BLOCK_REAL_H

#include "generator/block_generator.h"

/* Looks for the gauge and goes over to it where there is one; only real states are found from then on, so the
 * steady state must be known to be unique, or the state to start real. Returns ENT_OK, also without a gauge, or
 * ENT_ERROR_NO_MEMORY. */
int block_real_find(block_generator *self);

/* Goes over to a gauge that is known, on blocks that are packed for it; false, and nothing done, where it does not fit.
 */
bool block_real_adopt(block_generator *self, const gauge *known);

/* As those of block_generator.h, where real: rho holds full symmetric matrices. Of out only what is on and above the
 * diagonal is set. */
void block_real_unpack(const block_generator *self, block_part part, double *rho, const double *x);
void block_real_pack(const block_generator *self, block_part part, double *x, const double *rho);
void block_real_jump(const block_generator *self, block_part part, double *out, const double *rho);

/* out = L rho in double-double, both packed. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int block_real_apply(const block_generator *self, dd *out, const dd *x, team *helpers);

/* out = sum_k J_k x in double-double, both packed. Returns as above. */
int block_real_count(const block_generator *self, dd *out, const dd *x);

#endif
