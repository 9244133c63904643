/* Sparse operators on the Hilbert space: lists of elements, in double-double. */
#ifndef GENERATOR_SPARSE_H
#define GENERATOR_SPARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/zdd.h"

/* value |row><column| */
typedef struct sparse_element {
    int row, column;
    zdd value;
} sparse_element;

/* {.d = d} is the zero operator. After a failed allocation failed is set and stays so; whatever is made from a failed
 * operator has failed too, so one check at the end is enough. */
typedef struct sparse {
    int d;
    bool failed;
    size_t n, capacity;
    sparse_element *elements; /* after sparse_merge by rows, then columns */
} sparse;

/* Appends an element. Several with the same place add up. */
void sparse_add(sparse *self, int row, int column, zdd value);

/* Appends factor * other. */
void sparse_add_scaled(sparse *self, zdd factor, const sparse *other);

/* Brings the elements in order, one for every place, and drops those of size up to negligible. */
void sparse_merge(sparse *self, double negligible);

sparse sparse_adjoint(const sparse *self);

/* a b; both merged. */
sparse sparse_product(const sparse *a, const sparse *b);

/* Index of the first element of every row, and n at the end: [d + 1], to be freed; NULL without memory. */
size_t *sparse_rows(const sparse *self);

/* Whether a merged operator equals its adjoint to within tolerance, element by element. */
bool sparse_is_hermitian(const sparse *self, double tolerance);

/* The largest |element|. */
double sparse_size(const sparse *self);

void sparse_free(sparse *self);

#endif
