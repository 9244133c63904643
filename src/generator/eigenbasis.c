#include "generator/eigenbasis.h"

#include <complex.h>
#include <stdlib.h>

#include "base/hermitian.h"
#include "base/lapack.h"
#include "base/union_find.h"
#include "entangine/status.h"

enum { SMALL_BLOCK = 12 };

/* Union of the states that an element joins, then numbers in order of appearance. */
int eigenbasis_components(int *component, const sparse *hamiltonian)
{
    const int d = hamiltonian->d;
    int n = 0;
    union_find_begin(component, d);
    for (size_t k = 0; k < hamiltonian->n; ++k) {
        union_find_link(component, hamiltonian->elements[k].row, hamiltonian->elements[k].column);
    }
    union_find_end(component, d);
    for (int i = 0; i < d; ++i) {
        /* A root stands before the others of its part, so its number is there already. */
        component[i] = component[i] == i ? n++ : component[component[i]];
    }
    return n;
}

/* One block: its states, and room for its matrix in both precisions. */
typedef struct block {
    int n;
    const int *members;
    zdd *matrix, *vectors;
    dd *values;
} block;

static void copy_block(const block *self, const sparse *h, const int *place)
{
    for (int k = 0; k < self->n * self->n; ++k) {
        self->matrix[k] = zdd_from(0.0, 0.0);
    }
    for (size_t k = 0; k < h->n; ++k) {
        const sparse_element *e = &h->elements[k];
        const int row = place[e->row];
        if (row < self->n && self->members[row] == e->row) {
            self->matrix[row * self->n + place[e->column]] = e->value;
        }
    }
}

static int solve_large(const block *self)
{
    const int n = self->n;
    int status = ENT_ERROR_NO_MEMORY;
    double complex *a = malloc((size_t)n * (size_t)n * sizeof *a);
    double *values = malloc((size_t)n * sizeof *values);
    if (!a || !values) {
        goto out;
    }
    for (int k = 0; k < n * n; ++k) {
        a[k % n * n + k / n] = complex_from(self->matrix[k].re.hi, self->matrix[k].im.hi);
    }
    status = lapack_hermitian_eigen(n, a, values, true) ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
    for (int k = 0; k < n * n; ++k) {
        self->vectors[k] = zdd_from(creal(a[k % n * n + k / n]), cimag(a[k % n * n + k / n]));
    }
    for (int k = 0; k < n; ++k) {
        self->values[k] = dd_from(values[k]);
    }
out:
    free(values);
    free(a);
    return status;
}

static int solve_block(const block *self, dd *energies, zdd *states, int d)
{
    int status = ENT_OK;
    if (self->n <= SMALL_BLOCK) {
        hermitian_eigen(self->n, self->values, self->vectors, self->matrix);
    } else {
        status = solve_large(self);
    }
    for (int k = 0; k < self->n; ++k) {
        energies[self->members[k]] = self->values[k];
        for (int i = 0; i < self->n; ++i) {
            states[(size_t)self->members[i] * (size_t)d + (size_t)self->members[k]] = self->vectors[i * self->n + k];
        }
    }
    return status;
}

int eigenbasis_find(dd *energies, zdd *states, const sparse *hamiltonian)
{
    const int d = hamiltonian->d;
    const size_t square = (size_t)d * (size_t)d;
    int *integers = calloc(3 * (size_t)d, sizeof *integers);
    block one = {.matrix = malloc(square * sizeof *one.matrix),
                 .vectors = malloc(square * sizeof *one.vectors),
                 .values = malloc((size_t)d * sizeof *one.values)};
    int status = integers && one.matrix && one.vectors && one.values ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        int *component = integers;
        int *place = integers + d;
        int *members = integers + 2 * d;
        const int n_blocks = eigenbasis_components(component, hamiltonian);
        for (size_t k = 0; k < square; ++k) {
            states[k] = zdd_from(0.0, 0.0);
        }
        for (int b = 0; status == ENT_OK && b < n_blocks; ++b) {
            one.n = 0;
            for (int i = 0; i < d; ++i) {
                if (component[i] == b) {
                    place[i] = one.n;
                    members[one.n++] = i;
                }
            }
            one.members = members;
            copy_block(&one, hamiltonian, place);
            status = solve_block(&one, energies, states, d);
        }
    }
    free(one.values);
    free(one.vectors);
    free(one.matrix);
    free(integers);
    return status;
}

double eigenbasis_rounding(const sparse *hamiltonian)
{
    static const double small = 1e-14, large = 1e-11;
    const size_t d = (size_t)hamiltonian->d;
    int *component = malloc((d + 1) * sizeof *component);
    int *size = calloc(d + 1, sizeof *size);
    double rounding = -1.0;
    if (component && size) {
        rounding = small;
        (void)eigenbasis_components(component, hamiltonian);
        for (size_t i = 0; i < d; ++i) {
            rounding = ++size[component[i]] > SMALL_BLOCK ? large : rounding;
        }
    }
    free(size);
    free(component);
    return rounding;
}
