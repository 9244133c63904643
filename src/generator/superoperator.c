#include "generator/superoperator.h"

#include <stdlib.h>

#include "base/places.h"

void superoperator_add(superoperator *self, int row, int column, dd value)
{
    if (self->failed || value.hi == 0.0) {
        return;
    }
    if (self->n_elements == self->capacity) {
        const size_t capacity = self->capacity ? 2 * self->capacity : 256;
        superoperator_element *elements = realloc(self->elements, capacity * sizeof *elements);
        if (!elements) {
            self->failed = true;
            return;
        }
        self->elements = elements;
        self->capacity = capacity;
    }
    self->elements[self->n_elements++] = (superoperator_element){row, column, value};
}

/* rho'_kl += m rho_ij, in real unknowns; k <= l, since the rest follows from hermiticity. */
static void add_complex(superoperator *self, const support *at, int k, int l, int i, int j, zdd m)
{
    const size_t d = (size_t)at->d;
    const int re = at->index[(size_t)k * d + (size_t)l];
    const int im = k < l ? at->index[(size_t)l * d + (size_t)k] : -1;
    const int x = at->index[(size_t)(i < j ? i : j) * d + (size_t)(i < j ? j : i)];
    if (re < 0) {
        self->outside = self->outside || !zdd_is_zero(m);
        return;
    }
    superoperator_add(self, re, x, m.re);
    if (im >= 0) {
        superoperator_add(self, im, x, m.im);
    }
    if (i != j) {
        const int y = at->index[(size_t)(i < j ? j : i) * d + (size_t)(i < j ? i : j)];
        const dd sign = dd_from(i < j ? 1.0 : -1.0);
        superoperator_add(self, re, y, dd_negate(dd_multiply(sign, m.im)));
        if (im >= 0) {
            superoperator_add(self, im, y, dd_multiply(sign, m.re));
        }
    }
}

/* rho' += factor G rho + h.c. */
static void add_left(superoperator *self, const support *at, const sparse *g, zdd factor)
{
    const int d = at->d;
    self->failed = self->failed || g->failed;
    for (size_t e = 0; e < g->n; ++e) {
        const int k = g->elements[e].row;
        const int i = g->elements[e].column;
        const zdd value = zdd_multiply(factor, g->elements[e].value);
        for (int j = 0; j < d; ++j) {
            if (at->index[(size_t)i * (size_t)d + (size_t)j] < 0) {
                continue;
            }
            if (k <= j) {
                add_complex(self, at, k, j, i, j, value);
            }
            if (j <= k) {
                add_complex(self, at, j, k, j, i, zdd_conjugate(value));
            }
        }
    }
}

/* rho' += factor L rho R^dag */
static void add_sandwich(superoperator *self, const support *at, const sparse *left, const sparse *right, dd factor)
{
    const size_t d = (size_t)at->d;
    self->failed = self->failed || left->failed || right->failed;
    for (size_t a = 0; a < left->n; ++a) {
        const sparse_element *x = &left->elements[a];
        for (size_t b = 0; b < right->n; ++b) {
            const sparse_element *y = &right->elements[b];
            if (x->row <= y->row && at->index[(size_t)x->column * d + (size_t)y->column] >= 0) {
                const zdd m = zdd_times(zdd_multiply(x->value, zdd_conjugate(y->value)), factor);
                add_complex(self, at, x->row, y->row, x->column, y->column, m);
            }
        }
    }
}

void superoperator_add_hamiltonian(superoperator *self, const generator *system, const support *at)
{
    add_left(self, at, &system->hamiltonian, zdd_from(0.0, -1.0));
}

void superoperator_add_jump(superoperator *self, const generator *system, const support *at, size_t channel, dd factor)
{
    const generator_channel *c = &system->channels[channel];
    factor = dd_multiply(factor, c->weight);
    if (c->right.n == 0) {
        add_sandwich(self, at, &c->left, &c->left, factor);
    } else {
        add_sandwich(self, at, &c->left, &c->right, factor);
        add_sandwich(self, at, &c->right, &c->left, factor);
    }
}

void superoperator_add_bath(superoperator *self, const generator *system, const support *at, int bath)
{
    add_left(self, at, &system->no_jump[bath], zdd_from(1.0, 0.0));
    for (size_t k = 0; k < system->n_channels; ++k) {
        if (system->channels[k].bath == bath) {
            superoperator_add_jump(self, system, at, k, dd_from(1.0));
        }
    }
}

static bool is_at(const superoperator_element *a, const superoperator_element *b)
{
    return a->row == b->row && a->column == b->column;
}

void superoperator_merge(superoperator *self)
{
    size_t kept = 0;
    if (!places_sort(self->elements, self->n_elements, sizeof *self->elements, self->n, self->n)) {
        self->failed = true;
        return;
    }
    for (size_t k = 0; k < self->n_elements;) {
        superoperator_element sum = self->elements[k];
        for (++k; k < self->n_elements && is_at(&self->elements[k], &sum); ++k) {
            sum.value = dd_add(sum.value, self->elements[k].value);
        }
        if (sum.value.hi != 0.0) {
            self->elements[kept++] = sum;
        }
    }
    self->n_elements = kept;
}

superoperator superoperator_create(const generator *system, const support *at)
{
    superoperator self = {.n = at->n};
    superoperator_add_hamiltonian(&self, system, at);
    for (int b = 0; b < system->n_baths; ++b) {
        superoperator_add_bath(&self, system, at, b);
    }
    superoperator_merge(&self);
    return self;
}

superoperator superoperator_from_dense(int n, const dd *matrix)
{
    superoperator self = {.n = n};
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            superoperator_add(&self, i, j, matrix[i * n + j]);
        }
    }
    return self;
}

superoperator superoperator_copy(const superoperator *from)
{
    superoperator self = {.n = from->n, .failed = from->failed};
    for (size_t k = 0; k < from->n_elements; ++k) {
        const superoperator_element *e = &from->elements[k];
        superoperator_add(&self, e->row, e->column, e->value);
    }
    return self;
}

void superoperator_apply(const superoperator *self, dd *y, const dd *x)
{
    for (int i = 0; i < self->n; ++i) {
        y[i] = dd_from(0.0);
    }
    for (size_t k = 0; k < self->n_elements; ++k) {
        const superoperator_element *e = &self->elements[k];
        y[e->row] = dd_add(y[e->row], dd_multiply(e->value, x[e->column]));
    }
}

void superoperator_apply_transposed(const superoperator *self, dd *y, const dd *x)
{
    for (int i = 0; i < self->n; ++i) {
        y[i] = dd_from(0.0);
    }
    for (size_t k = 0; k < self->n_elements; ++k) {
        const superoperator_element *e = &self->elements[k];
        y[e->column] = dd_add(y[e->column], dd_multiply(e->value, x[e->row]));
    }
}

void superoperator_free(superoperator *self)
{
    free(self->elements);
    *self = (superoperator){.n = self->n};
}
