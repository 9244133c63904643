#include "observable/register.h"

#include <math.h>
#include <stdlib.h>

#include "base/blocks.h"
#include "entangine/status.h"

static int stride_of(const site_register *self, int site)
{
    int stride = 1;
    for (int i = site + 1; i < self->n_sites; ++i) {
        stride *= self->levels[i];
    }
    return stride;
}

/* Position of a site within its levels: 0 is the highest. */
static int digit(const site_register *self, int site, int state)
{
    return state / stride_of(self, site) % self->levels[site];
}

int register_excitation(const site_register *self, int site, int state)
{
    return self->levels[site] - 1 - digit(self, site, state);
}

/* A site has at least two levels, and the dimension is an int. */
enum { MAX_SITES = 31 };

/* Counts through the levels of the kept sites, the last one fastest. */
static int next_state(int state, int *digits, int n_kept, const int *levels, const int *strides)
{
    for (int k = n_kept; k-- > 0;) {
        state += strides[k];
        if (++digits[k] < levels[k]) {
            return state;
        }
        state -= levels[k] * strides[k];
        digits[k] = 0;
    }
    return state;
}

void register_reduce_view(zdd *out, const site_register *self, const matrix_view *rho, int n_kept, const int *kept)
{
    int size = 1, levels[MAX_SITES], strides[MAX_SITES], digits[MAX_SITES] = {0};
    for (int k = 0; k < n_kept; ++k) {
        levels[k] = self->levels[kept[k]];
        strides[k] = stride_of(self, kept[k]);
        size *= levels[k];
    }
    for (int k = 0; k < size * size; ++k) {
        out[k] = zdd_from(0.0, 0.0);
    }
    for (int i = 0; i < self->d; ++i) {
        int row = 0; /* the part of the kept sites */
        int j = i;   /* and the state with these at their highest levels */
        for (int k = 0; k < n_kept; ++k) {
            const int here = i / strides[k] % levels[k];
            row = row * levels[k] + here;
            j -= here * strides[k];
        }
        for (int column = 0; column < size; ++column) {
            const zdd value = matrix_view_at(rho, i, j);
            zdd *target = &out[row * size + column];
            *target = zdd_is_zero(value) ? *target : zdd_add(*target, value);
            j = next_state(j, digits, n_kept, levels, strides);
        }
    }
}

/* The part of a basis state that belongs to a set of sites. */
static int part_of(const site_register *self, unsigned part, int state)
{
    int sum = 0;
    for (int i = 0; i < self->n_sites; ++i) {
        if (part >> i & 1U) {
            sum += digit(self, i, state) * stride_of(self, i);
        }
    }
    return sum;
}

void register_transpose(zdd *out, const site_register *self, const zdd *rho, unsigned part)
{
    const size_t d = (size_t)self->d;
    for (int i = 0; i < self->d; ++i) {
        const int part_i = part_of(self, part, i);
        for (int j = 0; j < self->d; ++j) {
            const int part_j = part_of(self, part, j);
            const int row = i - part_i + part_j;
            const int column = j - part_j + part_i;
            out[(size_t)row * d + (size_t)column] = rho[(size_t)i * d + (size_t)j];
        }
    }
}

void register_reduce(zdd *out, const site_register *self, const zdd *rho, int n_kept, const int *kept)
{
    const dense_matrix dense = {self->d, rho};
    const matrix_view view = {self->d, 0.0, &dense, dense_matrix_at};
    register_reduce_view(out, self, &view, n_kept, kept);
}

void register_parts(int *parts, const site_register *self, unsigned part)
{
    for (int i = 0; i < self->d; ++i) {
        parts[i] = part_of(self, part, i);
    }
}

zdd partial_transpose_at(const void *data, int i, int j)
{
    const partial_transpose *self = data;
    return matrix_view_at(self->rho, i - self->parts[i] + self->parts[j], j - self->parts[j] + self->parts[i]);
}

int register_bipartite_view(bipartite *result, const site_register *self, const matrix_view *rho, unsigned part)
{
    const size_t d = (size_t)self->d;
    int status = ENT_ERROR_NO_MEMORY;
    double accuracy = 0.0;
    double *values = malloc(d * sizeof *values);
    int *parts = malloc(d * sizeof *parts);
    *result = (bipartite){NAN, NAN};
    if (!values || !parts) {
        goto out;
    }
    register_parts(parts, self, part);
    const partial_transpose data = {rho, parts};
    const matrix_view transposed = {self->d, rho->accuracy, &data, partial_transpose_at};
    status = blocks_eigenvalues_of(values, &accuracy, &transposed);
    if (status == ENT_OK) {
        *result = (bipartite){0.0, INFINITY};
        for (size_t k = 0; k < d; ++k) {
            result->negativity += values[k] < -accuracy ? -values[k] : 0.0;
            result->smallest = fmin(result->smallest, values[k]);
        }
        result->smallest = fabs(result->smallest) <= accuracy ? 0.0 : result->smallest;
    }
out:
    free(parts);
    free(values);
    return status;
}

int register_bipartite(bipartite *result, const site_register *self, const zdd *rho, unsigned part)
{
    const dense_matrix dense = {self->d, rho};
    const matrix_view view = {self->d, 0.0, &dense, dense_matrix_at};
    return register_bipartite_view(result, self, &view, part);
}
