#include "generator/lines.h"

#include <math.h>
#include <stdlib.h>

#include "entangine/status.h"

/* One transition of the coupling. */
typedef struct transition {
    dd frequency;
    const sparse_element *element;
} transition;

static int compare_frequencies(const void *a, const void *b)
{
    const transition *x = a;
    const transition *y = b;
    const dd difference = dd_subtract(x->frequency, y->frequency);
    if (difference.hi != 0.0) {
        return difference.hi > 0.0 ? 1 : -1;
    }
    return (x->element > y->element) - (x->element < y->element);
}

static void close_line(bohr_line *line, dd sum, size_t n, double tolerance)
{
    line->frequency = dd_divide(sum, dd_from((double)n));
    if (fabs(line->frequency.hi) <= tolerance) {
        line->frequency = dd_from(0.0);
    }
    sparse_merge(&line->operator, 0.0);
}

/* Neighbours in frequency belong together. */
static void collect(bohr_lines *self, const transition *transitions, size_t n, int d, double tolerance)
{
    for (size_t k = 0; k < n;) {
        bohr_line *line = &self->lines[self->n++];
        dd sum = dd_from(0.0);
        const size_t first = k;
        *line = (bohr_line){.operator= {.d = d} };
        do {
            const sparse_element *e = transitions[k].element;
            sum = dd_add(sum, transitions[k].frequency);
            sparse_add(&line->operator, e->row, e->column, e->value);
            ++k;
        } while (k < n && dd_subtract(transitions[k].frequency, transitions[k - 1].frequency).hi <= tolerance);
        close_line(line, sum, k - first, tolerance);
    }
}

int bohr_lines_find(bohr_lines *self, const sparse *coupling, const dd *energies, const generator *basis)
{
    const double negligible = basis->rounding * sparse_size(coupling);
    size_t n = 0;
    *self = (bohr_lines){0, NULL};
    transition *transitions = malloc((coupling->n + 1) * sizeof *transitions);
    self->lines = malloc((coupling->n + 1) * sizeof *self->lines);
    if (!transitions || !self->lines || coupling->failed) {
        free(transitions);
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t k = 0; k < coupling->n; ++k) {
        const sparse_element *e = &coupling->elements[k];
        if (zdd_norm(e->value).hi > negligible * negligible) {
            transitions[n++] = (transition){dd_subtract(energies[e->column], energies[e->row]), e};
        }
    }
    qsort(transitions, n, sizeof *transitions, compare_frequencies);
    collect(self, transitions, n, coupling->d, LINE_TOLERANCE * basis->energy_scale);
    free(transitions);
    return ENT_OK;
}

void bohr_lines_free(bohr_lines *self)
{
    for (size_t k = 0; k < self->n; ++k) {
        sparse_free(&self->lines[k].operator);
    }
    free(self->lines);
    *self = (bohr_lines){0, NULL};
}
