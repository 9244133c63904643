/* A hermitian matrix as a function of its indices, however it is stored. */
#ifndef BASE_MATRIX_VIEW_H
#define BASE_MATRIX_VIEW_H

#include <stddef.h>

#include "base/zdd.h"

typedef struct matrix_view {
    int d;
    double accuracy; /* absolute error of its elements to reckon with, beyond rounding */
    const void *data;
    zdd (*at)(const void *data, int i, int j);
} matrix_view;

static inline zdd matrix_view_at(const matrix_view *self, int i, int j)
{
    return self->at(self->data, i, j);
}

/* A dense row-major d x d matrix: data is a dense_matrix. */
typedef struct dense_matrix {
    int d;
    const zdd *elements;
} dense_matrix;

static inline zdd dense_matrix_at(const void *data, int i, int j)
{
    const dense_matrix *self = data;
    return self->elements[(size_t)i * (size_t)self->d + (size_t)j];
}

static inline matrix_view dense_matrix_view(const dense_matrix *matrix)
{
    return (matrix_view){matrix->d, 0.0, matrix, dense_matrix_at};
}

/* All elements of a view, row-major. */
static inline void matrix_view_write(zdd *elements, const matrix_view *self)
{
    for (int i = 0; i < self->d; ++i) {
        for (int j = 0; j < self->d; ++j) {
            elements[(size_t)i * (size_t)self->d + (size_t)j] = matrix_view_at(self, i, j);
        }
    }
}

#endif
