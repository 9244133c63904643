#include "solver/propagator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { MAX_N = PROPAGATOR_MAX, MAX_TERMS = 40 };

/* y = A x */
static void multiply_vector(int n, dd *y, const dd *a, const dd *x)
{
    for (int i = 0; i < n; ++i) {
        y[i] = dd_from(0.0);
        for (int j = 0; j < n; ++j) {
            if (a[i * n + j].hi != 0.0 && x[j].hi != 0.0) {
                y[i] = dd_add(y[i], dd_multiply(a[i * n + j], x[j]));
            }
        }
    }
}

static double largest_of(int n, const dd *x)
{
    double largest = 0.0;
    for (int i = 0; i < n; ++i) {
        largest = fmax(largest, fabs(x[i].hi));
    }
    return largest;
}

/* x = exp(L t) x by its Taylor series, for short t. */
static void advance_shortly(const propagator *self, dd *x, double t)
{
    const int n = self->n;
    dd term[MAX_N], next[MAX_N];
    memcpy(term, x, (size_t)n * sizeof *term);
    for (int k = 1; k <= MAX_TERMS && largest_of(n, term) > 0.0; ++k) {
        const dd factor = dd_divide(dd_from(t), dd_from((double)k));
        superoperator_apply(&self->generator, next, term);
        for (int i = 0; i < n; ++i) {
            term[i] = dd_multiply(next[i], factor);
            x[i] = dd_add(x[i], term[i]);
        }
        if (largest_of(n, term) < 1e-34 * largest_of(n, x)) {
            break;
        }
    }
}

WIDE_VARIANTS(propagator_exponential, (dd * result, const superoperator *l, double t))

void propagator_exponential(dd *result, const superoperator *l, double t, instruction_set set)
{
    propagator_exponential_variants[set](result, l, t);
}

WIDE_VARIANTS(propagator_square, (int n, dd *result, const dd *a))

void propagator_square(int n, dd *result, const dd *a, instruction_set set)
{
    propagator_square_variants[set](n, result, a);
}

/* Largest sum of magnitudes in a row. */
static double norm(const superoperator *l)
{
    double sums[MAX_N] = {0.0};
    double largest = 0.0;
    for (size_t k = 0; k < l->n_elements; ++k) {
        double *sum = &sums[l->elements[k].row];
        *sum += fabs(l->elements[k].value.hi);
        largest = fmax(largest, *sum);
    }
    return largest;
}

/* A power of two at or below 1/(2 norm), and as many doublings as it takes to pass the longest time. */
static void choose_unit(propagator *self, double longest)
{
    const double size = norm(&self->generator);
    int exponent;
    (void)frexp(size > 0.0 ? 0.5 / size : longest, &exponent);
    self->unit = ldexp(1.0, exponent - 1);
    self->n_levels = 1;
    while (ldexp(self->unit, self->n_levels) <= longest) {
        ++self->n_levels;
    }
}

int propagator_create(propagator *self, const superoperator *l, double longest, ent_error *error)
{
    const int n = l->n;
    const size_t size = (size_t)n * (size_t)n;
    *self = (propagator){.n = n, .generator = superoperator_copy(l)};
    if (self->generator.failed) {
        return error_no_memory(error);
    }
    choose_unit(self, longest);
    self->powers = calloc(size * (size_t)self->n_levels, sizeof *self->powers);
    if (!self->powers) {
        return error_no_memory(error);
    }
    propagator_exponential(self->powers, &self->generator, self->unit, instruction_set_best());
    for (int k = 1; k < self->n_levels; ++k) {
        propagator_square(n, &self->powers[(size_t)k * size], &self->powers[(size_t)(k - 1) * size],
                          instruction_set_best());
    }
    return ENT_OK;
}

void propagator_free(propagator *self)
{
    superoperator_free(&self->generator);
    free(self->powers);
    *self = (propagator){.n = 0};
}

void propagator_advance(const propagator *self, dd *x, double t)
{
    const size_t size = (size_t)self->n * (size_t)self->n;
    dd next[MAX_N];
    for (int k = self->n_levels - 1; k >= 0; --k) {
        const double step = ldexp(self->unit, k);
        if (t >= step) {
            t -= step;
            multiply_vector(self->n, next, &self->powers[(size_t)k * size], x);
            memcpy(x, next, (size_t)self->n * sizeof *x);
        }
    }
    if (t > 0.0) {
        advance_shortly(self, x, t);
    }
}
