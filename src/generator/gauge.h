/* A gauge that makes a generator real: a phase 1 or i for every basis state, such that G is real in every sector but
 * for one imaginary number, which drops out of G rho + rho G^dag there, and every jump between two sectors is real but
 * for a factor i. So it is for exchange chains of equal energies. */
#ifndef GENERATOR_GAUGE_H
#define GENERATOR_GAUGE_H

#include "generator/sectors.h"

typedef struct gauge {
    bool exists;
    size_t *first;       /* [n sectors + 1] */
    signed char *phases; /* basis state |place> of a sector: i^phases[first[sector] + place] times the one before */
} gauge;

/* For the sectors of G. Returns ENT_OK or ENT_ERROR_NO_MEMORY; free with gauge_free, also after a failure. */
int gauge_find(gauge *self, const sectors *at, const sector_operator *g);
void gauge_free(gauge *self);

/* Whether it is one for another operator like G too, on the same sectors, of which it has all the phases. */
bool gauge_fits_inside(const gauge *self, const sectors *at, const sector_operator *g);

/* Whether every part of a jump is real or imaginary as a whole. */
bool gauge_fits(const gauge *self, const sector_operator *jump);

/* Brings G, or a jump that fits, to the gauge, and leaves out what drops out. */
void gauge_transform(const gauge *self, sector_operator *operator, bool jump);

static inline int gauge_phase(const gauge *self, int sector, int place)
{
    return self->phases[self->first[sector] + (size_t)place];
}

/* value i^turns */
zdd gauge_turn(zdd value, int turns);

#endif
