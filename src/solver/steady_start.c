#include "solver/steady_start.h"

static size_t population(const block_generator *l, int state)
{
    const int sector = l->at.of[state];
    const rho_block *block = &l->blocks[l->index[(size_t)sector * (size_t)l->at.n + (size_t)sector]];
    const size_t place = (size_t)l->at.place[state];
    return block->packed + (l->real ? place * (place + 3) / 2 : place * ((size_t)l->at.size[sector] + 1));
}

void steady_start(const block_generator *l, dd *x, bool other)
{
    unsigned long long seed = 1;
    for (size_t k = 0; k < l->n_unknowns; ++k) {
        x[k] = dd_from(0.0);
    }
    for (int i = 0; i < l->at.d; ++i) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        const double weight = other ? (double)(seed >> 40) / 16777216.0 : 1.0;
        x[population(l, i)] = dd_from(weight / (double)l->at.d);
    }
    if (other) {
        x[population(l, l->at.d - 1)].hi += 0.5;
        for (size_t k = 0; k < l->n_unknowns; ++k) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            x[k].hi += x[k].hi > 0.0 ? 0.0 : ((double)(seed >> 40) / 16777216.0 - 0.5) * 0.1 / (double)l->at.d;
        }
    }
    const dd scale = dd_divide(dd_from(1.0), block_generator_trace(l, x));
    for (size_t k = 0; k < l->n_unknowns; ++k) {
        x[k] = dd_multiply(x[k], scale);
    }
}
