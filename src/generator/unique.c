#include "generator/unique.h"

#include <stdlib.h>

#include "generator/bath_rates.h"

static void mark_bath(const open_system *self, const system_bath *bath, bool *reached)
{
    bath_rates rates;
    if (bath->dephasing || bath->n_sites != 1 ||
        bath_rates_at(&rates, bath, dd_from(self->sites[bath->sites[0]].energy)) != ENT_OK) {
        return;
    }
    /* Far below other rates they are there in theory only. */
    if (rates.absorption.hi > 1e-12 * rates.emission.hi && rates.emission.hi > 1e-12 * rates.absorption.hi) {
        reached[bath->sites[0]] = true;
    }
}

/* The one site that a term links with site i by exchange; -1: another kind of link; -2: none beyond reached sites. */
static int linked_site(const system_term *term, int i, const bool *reached)
{
    bool here = false;
    int other = -2;
    for (int k = 0; k < term->n_factors; ++k) {
        here = here || term->factors[k].site == i;
        other = term->factors[k].site != i && !reached[term->factors[k].site] ? term->factors[k].site : other;
    }
    if (!here || other == -2 || (term->strength == 0.0 && term->strength_im == 0.0)) {
        return -2;
    }
    const local_operator first = term->factors[0].kind;
    const local_operator second = term->factors[term->n_factors - 1].kind;
    const bool exchange =
        term->add_adjoint && term->n_factors == 2 &&
        ((first == LOCAL_RAISE && second == LOCAL_LOWER) || (first == LOCAL_LOWER && second == LOCAL_RAISE));
    return exchange ? other : -1;
}

/* The site that i forces, or -1. */
static int forced_site(const open_system *self, int i, const bool *reached)
{
    int forced = -1;
    for (int t = 0; t < self->n_terms; ++t) {
        const int other = linked_site(&self->terms[t], i, reached);
        if (other == -1 || (other >= 0 && forced >= 0)) {
            return -1;
        }
        forced = other >= 0 ? other : forced;
    }
    return forced;
}

bool unique_is_proved(const open_system *self)
{
    bool *reached = calloc((size_t)self->n_sites, sizeof *reached);
    bool all = reached && self->equation == ENT_MASTER_EQUATION_LOCAL;
    /* A common bath, or one that only takes, has jump operators whose adjoints are none. */
    for (int b = 0; all && b < self->n_baths; ++b) {
        const system_bath *bath = &self->baths[b];
        mark_bath(self, bath, reached);
        all = bath->dephasing || bath->rate == 0.0 || (bath->n_sites == 1 && reached[bath->sites[0]]);
    }
    for (bool changed = all; changed;) {
        changed = false;
        for (int i = 0; i < self->n_sites; ++i) {
            const int next = reached[i] ? forced_site(self, i, reached) : -1;
            if (next >= 0) {
                reached[next] = changed = true;
            }
        }
    }
    for (int i = 0; all && i < self->n_sites; ++i) {
        all = reached[i];
    }
    free(reached);
    return all;
}
