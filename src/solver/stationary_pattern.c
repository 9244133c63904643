/* What systems of one linear generator share, and the room for some of them. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "solver/stationary_lanes.h"

/* Of lanes, in bytes. */
enum { ALIGNMENT = 64 };

/* One element of one L_k. */
typedef struct raw_element {
    int row, column;
    stationary_term term;
} raw_element;

static int compare(const void *a, const void *b)
{
    const raw_element *x = a, *y = b;
    const int rows = (x->row > y->row) - (x->row < y->row);
    const int columns = (x->column > y->column) - (x->column < y->column);
    const int coefficients = (x->term.coefficient > y->term.coefficient) - (x->term.coefficient < y->term.coefficient);
    return rows ? rows : columns ? columns : coefficients;
}

static bool is_power_of_two(dd factor)
{
    int exponent;
    return factor.lo == 0.0 && fabs(frexp(factor.hi, &exponent)) == 0.5;
}

static raw_element *collect(const linear_generator *master, size_t *n)
{
    *n = 0;
    for (int k = 0; k < master->n; ++k) {
        *n += master->actions[k].n_elements;
    }
    raw_element *all = malloc((*n + 1) * sizeof *all);
    size_t i = 0;
    for (int k = 0; all && k < master->n; ++k) {
        const superoperator *action = &master->actions[k];
        for (size_t e = 0; e < action->n_elements; ++e) {
            const superoperator_element *x = &action->elements[e];
            all[i++] = (raw_element){x->row, x->column, {k, is_power_of_two(x->value), x->value}};
        }
    }
    if (all) {
        qsort(all, *n, sizeof *all, compare);
    }
    return all;
}

static bool is_same_sum(const stationary_term *a, const raw_element *b, size_t n)
{
    for (size_t t = 0; t < n; ++t) {
        const stationary_term *term = &b[t].term;
        if (a[t].coefficient != term->coefficient || a[t].factor.hi != term->factor.hi ||
            a[t].factor.lo != term->factor.lo) {
            return false;
        }
    }
    return true;
}

/* The number of the value that a sum of terms is. */
static int value_of(stationary_pattern *self, const raw_element *terms, size_t n)
{
    for (int v = 1; v < self->n_values; ++v) {
        const size_t first = self->first_term[v];
        if (self->first_term[v + 1] - first == n && is_same_sum(&self->terms[first], terms, n)) {
            return v;
        }
    }
    const int v = self->n_values++;
    for (size_t t = 0; t < n; ++t) {
        self->terms[self->first_term[v] + t] = terms[t].term;
    }
    self->first_term[v + 1] = self->first_term[v] + n;
    return v;
}

static size_t add_trace(stationary_pattern *self, const support *at, size_t n)
{
    for (int k = 0; k < at->n; ++k) {
        if (at->places[k] % (at->d + 1) == 0) {
            self->elements[n++] = (stationary_element){k, 0};
        }
    }
    return n;
}

/* The rows in order, with the trace in the place of one, which comes last. */
static void fill_elements(stationary_pattern *self, const support *at, const raw_element *raw, size_t n_raw)
{
    size_t n = 0;
    size_t *const first_of_row = self->first_step; /* [n + 1] free until the order of elimination is known */
    for (int i = 0, k = 0; i <= self->n; ++i) {
        first_of_row[i] = (size_t)k;
        while ((size_t)k < n_raw && raw[k].row == i) {
            ++k;
        }
    }
    for (int i = 0; i <= self->n; ++i) {
        const int row = i == self->n ? self->replaced : i;
        self->first_element[i] = n;
        if (i == self->replaced) {
            n = add_trace(self, at, n);
            continue;
        }
        for (size_t k = first_of_row[row]; k < first_of_row[row + 1];) {
            size_t end = k + 1;
            while (end < first_of_row[row + 1] && raw[end].column == raw[k].column) {
                ++end;
            }
            self->elements[n++] = (stationary_element){raw[k].column, value_of(self, &raw[k], end - k)};
            k = end;
        }
    }
    self->first_element[self->n + 1] = n;
}

static double typical(const stationary_pattern *self, const double *c, int value)
{
    double sum = value == 0 ? 1.0 : 0.0;
    for (size_t t = self->first_term[value]; t < self->first_term[value + 1]; ++t) {
        sum += self->terms[t].factor.hi * c[self->terms[t].coefficient];
    }
    return sum;
}

/* A matrix with each row divided by its largest element. */
static void fill_sample(const stationary_pattern *self, bool *pattern, double *values, size_t n_samples,
                        const double *c)
{
    const size_t n = (size_t)self->n;
    for (size_t i = 0; i < n; ++i) {
        double most = 0.0;
        for (size_t e = self->first_element[i]; e < self->first_element[i + 1]; ++e) {
            most = fmax(most, fabs(typical(self, c, self->elements[e].value)));
        }
        for (size_t e = self->first_element[i]; e < self->first_element[i + 1]; ++e) {
            const size_t place = i * n + (size_t)self->elements[e].column;
            pattern[place] = true;
            values[place * n_samples] = most > 0.0 ? typical(self, c, self->elements[e].value) / most : 0.0;
        }
    }
}

static int find_order(stationary_pattern *self, int n_samples, double *const *c)
{
    const size_t square = (size_t)self->n * (size_t)self->n;
    bool *pattern = calloc(square, sizeof *pattern);
    double *values = calloc(square * (size_t)n_samples, sizeof *values);
    int status = ENT_ERROR_NO_MEMORY;
    if (pattern && values) {
        for (int s = 0; s < n_samples; ++s) {
            fill_sample(self, pattern, &values[s], (size_t)n_samples, c[s]);
        }
        status = elimination_create(&self->order, self->n, pattern, n_samples, values, self->replaced);
    }
    free(values);
    free(pattern);
    return status;
}

static int make_steps(stationary_pattern *self)
{
    const int n = self->n;
    size_t e = 0;
    int *step = malloc((size_t)(n + 1) * sizeof *step);
    if (!step) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int k = 0; k < n; ++k) {
        step[self->order.columns[k]] = k;
    }
    for (int k = 0; k < n; ++k) {
        const int row = self->order.rows[k];
        self->first_step[k] = e;
        for (size_t i = self->first_element[row]; i < self->first_element[row + 1]; ++i) {
            self->steps[e++] = (stationary_element){step[self->elements[i].column], self->elements[i].value};
        }
    }
    self->first_step[n] = e;
    free(step);
    return ENT_OK;
}

int stationary_pattern_create(stationary_pattern *self, const linear_generator *master, int n_samples, double *const *c)
{
    const support *at = &master->at;
    const size_t n = (size_t)at->n;
    size_t n_raw;
    raw_element *raw = collect(master, &n_raw);
    const size_t most = 2 * n_raw + n + 1; /* the replaced row is there twice, the trace in addition */
    *self = (stationary_pattern){.n = at->n,
                                 .n_coefficients = master->n,
                                 .n_values = 1,
                                 .first_term = calloc(n_raw + 3, sizeof *self->first_term),
                                 .terms = malloc((n_raw + 1) * sizeof *self->terms),
                                 .first_element = calloc(n + 2, sizeof *self->first_element),
                                 .elements = malloc(most * sizeof *self->elements),
                                 .first_step = calloc(n + 2, sizeof *self->first_step),
                                 .steps = malloc(most * sizeof *self->steps)};
    int status = ENT_ERROR_NO_MEMORY;
    if (raw && self->first_term && self->terms && self->first_element && self->elements && self->first_step &&
        self->steps) {
        /* The rows of the populations add up to 0: any one of them may go. */
        for (int k = 0; k < at->n; ++k) {
            self->replaced = at->places[k] % (at->d + 1) == 0 ? k : self->replaced;
        }
        fill_elements(self, at, raw, n_raw);
        status = find_order(self, n_samples, c);
        status = status == ENT_OK ? make_steps(self) : status;
    }
    free(raw);
    return status;
}

void stationary_pattern_free(stationary_pattern *self)
{
    elimination_free(&self->order);
    free(self->first_term);
    free(self->terms);
    free(self->first_element);
    free(self->elements);
    free(self->first_step);
    free(self->steps);
    *self = (stationary_pattern){.n = 0};
}

int stationary_lanes_create(stationary_lanes *self, const stationary_pattern *pattern)
{
    const size_t n = (size_t)pattern->n, n_c = (size_t)pattern->n_coefficients, n_v = (size_t)pattern->n_values;
    const size_t n_lower = pattern->order.lower[n], n_upper = pattern->order.upper[n];
    const size_t sizes[] = {n_c, n_c, n, n, n_v, n_v, n_lower, n_upper, n, n, n + 1, n};
    stationary_lane **const parts[] = {&self->c_hi,    &self->c_lo, &self->x_hi,  &self->x_lo,
                                       &self->v_hi,    &self->v_lo, &self->lower, &self->upper,
                                       &self->inverse, &self->work, &self->rest,  &self->change};
    size_t all = 1;
    *self = (stationary_lanes){.block = NULL};
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; ++k) {
        all += sizes[k];
    }
    self->block = calloc(all, sizeof(stationary_lane));
    if (!self->block) {
        return ENT_ERROR_NO_MEMORY;
    }
    const size_t odd = (size_t)((uintptr_t)self->block % ALIGNMENT);
    stationary_lane *next = (stationary_lane *)(void *)((char *)self->block + (odd ? ALIGNMENT - odd : 0));
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; ++k) {
        *parts[k] = next;
        next += sizes[k];
    }
    return ENT_OK;
}

void stationary_lanes_free(stationary_lanes *self)
{
    free(self->block);
    *self = (stationary_lanes){.block = NULL};
}
