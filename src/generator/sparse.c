#include "generator/sparse.h"

#include <math.h>
#include <stdlib.h>

#include "base/places.h"

void sparse_add(sparse *self, int row, int column, zdd value)
{
    if (self->failed || zdd_is_zero(value)) {
        return;
    }
    if (self->n == self->capacity) {
        const size_t capacity = self->capacity ? 2 * self->capacity : 16;
        sparse_element *elements = realloc(self->elements, capacity * sizeof *elements);
        if (!elements) {
            self->failed = true;
            return;
        }
        self->elements = elements;
        self->capacity = capacity;
    }
    self->elements[self->n++] = (sparse_element){row, column, value};
}

void sparse_add_scaled(sparse *self, zdd factor, const sparse *other)
{
    self->failed = self->failed || other->failed;
    for (size_t k = 0; k < other->n; ++k) {
        const sparse_element *e = &other->elements[k];
        sparse_add(self, e->row, e->column, zdd_multiply(factor, e->value));
    }
}

static bool is_before(const sparse_element *a, const sparse_element *b)
{
    return a->row != b->row ? a->row < b->row : a->column < b->column;
}

static bool is_ordered(const sparse *self)
{
    size_t k = 1;
    while (k < self->n && is_before(&self->elements[k - 1], &self->elements[k])) {
        ++k;
    }
    return k >= self->n;
}

void sparse_merge(sparse *self, double negligible)
{
    size_t kept = 0;
    if (!is_ordered(self) && !places_sort(self->elements, self->n, sizeof *self->elements, self->d, self->d)) {
        self->failed = true;
        return;
    }
    for (size_t k = 0; k < self->n;) {
        sparse_element sum = self->elements[k];
        for (++k; k < self->n && !is_before(&sum, &self->elements[k]); ++k) {
            sum.value = zdd_add(sum.value, self->elements[k].value);
        }
        if (!(zdd_norm(sum.value).hi <= negligible * negligible)) { /* NaN stays */
            self->elements[kept++] = sum;
        }
    }
    self->n = kept;
}

sparse sparse_adjoint(const sparse *self)
{
    sparse adjoint = {.d = self->d, .failed = self->failed};
    for (size_t k = 0; k < self->n; ++k) {
        const sparse_element *e = &self->elements[k];
        sparse_add(&adjoint, e->column, e->row, zdd_conjugate(e->value));
    }
    sparse_merge(&adjoint, 0.0);
    return adjoint;
}

size_t *sparse_rows(const sparse *self)
{
    size_t *first = calloc((size_t)self->d + 1, sizeof *first);
    if (!first) {
        return NULL;
    }
    for (size_t k = 0; k < self->n; ++k) {
        ++first[self->elements[k].row + 1];
    }
    for (int i = 0; i < self->d; ++i) {
        first[i + 1] += first[i];
    }
    return first;
}

/* One row of a product: sums in a dense row, and which of its places are in use. */
typedef struct product_row {
    zdd *values;
    bool *used;
    int *columns;
    int n;
} product_row;

static void add_multiple(product_row *self, zdd factor, const sparse_element *begin, const sparse_element *end)
{
    for (const sparse_element *e = begin; e < end; ++e) {
        if (!self->used[e->column]) {
            self->used[e->column] = true;
            self->values[e->column] = zdd_from(0.0, 0.0);
            self->columns[self->n++] = e->column;
        }
        self->values[e->column] = zdd_add(self->values[e->column], zdd_multiply(factor, e->value));
    }
}

static void empty_row(product_row *self, sparse *out, int row)
{
    for (int k = 0; k < self->n; ++k) {
        sparse_add(out, row, self->columns[k], self->values[self->columns[k]]);
        self->used[self->columns[k]] = false;
    }
    self->n = 0;
}

/* Row by row (Gustavson, ACM TOMS 4, 250 (1978)). */
sparse sparse_product(const sparse *a, const sparse *b)
{
    sparse product = {.d = a->d, .failed = a->failed || b->failed};
    const size_t d = (size_t)a->d;
    size_t *rows = sparse_rows(b);
    product_row sum = {calloc(d, sizeof *sum.values), calloc(d, sizeof *sum.used), calloc(d, sizeof *sum.columns), 0};
    if (!rows || !sum.values || !sum.used || !sum.columns) {
        product.failed = true;
        goto out;
    }
    for (size_t k = 0; k < a->n; ++k) {
        const sparse_element *x = &a->elements[k];
        add_multiple(&sum, x->value, &b->elements[rows[x->column]], &b->elements[rows[x->column + 1]]);
        if (k + 1 == a->n || a->elements[k + 1].row != x->row) {
            empty_row(&sum, &product, x->row);
        }
    }
    sparse_merge(&product, 0.0);
out:
    free(sum.columns);
    free(sum.used);
    free(sum.values);
    free(rows);
    return product;
}

bool sparse_is_hermitian(const sparse *self, double tolerance)
{
    sparse difference = sparse_adjoint(self);
    sparse_add_scaled(&difference, zdd_from(-1.0, 0.0), self);
    sparse_merge(&difference, tolerance);
    const bool hermitian = !difference.failed && difference.n == 0;
    sparse_free(&difference);
    return hermitian;
}

double sparse_size(const sparse *self)
{
    double size = 0.0;
    for (size_t k = 0; k < self->n; ++k) {
        size = fmax(size, zdd_norm(self->elements[k].value).hi);
    }
    return sqrt(size);
}

void sparse_free(sparse *self)
{
    free(self->elements);
    *self = (sparse){.d = self->d};
}
