#include "study/mode_pair.h"

#include <math.h>

pair pair_make(const block_spectrum *s, int i, int j)
{
    const double complex difference = s->values[i] - s->values[j];
    return (pair){.at = s->at,
                  .centre = (s->values[i] + s->values[j]) / 2.0,
                  .square = difference * difference,
                  .noise = 2.0 * cabs(difference) * (s->errors[i] + s->errors[j]),
                  .condition = fmin(s->conditions[i], s->conditions[j])};
}

pair pair_nearest(const block_spectrum *s, int first, int last, double complex centre, double complex square)
{
    pair best = {.square = NAN};
    double least = INFINITY;
    for (int i = first; i < last; ++i) {
        for (int j = i + 1; j < last; ++j) {
            const pair p = pair_make(s, i, j);
            const double off = cabs(p.centre - centre);
            const double cost = off * off + cabs(p.square - square);
            if (cost < least) {
                least = cost;
                best = p;
            }
        }
    }
    return best;
}

/* Whether an eigenvalue is one of those that meet. */
static bool belongs(const block_spectrum *s, const pair *p, int i)
{
    return cabs(s->values[i] - p->centre) <= 1.5 * sqrt(cabs(p->square)) && s->conditions[i] >= 0.1 * p->condition;
}

size_t pair_count_order(const block_spectrum *s, const block *b, const pair *p)
{
    size_t n = 0;
    for (int i = b->first; i < b->last; ++i) {
        n += belongs(s, p, i);
    }
    return n;
}

bool pair_oscillates(const block_spectrum *s, const block *b, const pair *p, size_t order)
{
    const double size = sqrt(cabs(p->square));
    double least = cimag(p->centre - csqrt(p->square) / 2.0);
    double most = 2.0 * cimag(p->centre) - least;
    for (int i = b->first; order > 2 && i < b->last; ++i) {
        if (belongs(s, p, i)) {
            least = fmin(least, cimag(s->values[i]));
            most = fmax(most, cimag(s->values[i]));
        }
    }
    return fabs(most - least) > 0.01 * size;
}
