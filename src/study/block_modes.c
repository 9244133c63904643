#include "study/block_modes.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/lapack.h"
#include "base/union_find.h"
#include "generator/components.h"
#include "model/liouvillian.h"

/* Generators whose elements are united: irregular places, so that no chance zero is common to all. */
static const double places[] = {0.0, 0.1733, 0.4142, 0.6180, 0.8371, 1.0};
enum { N_PLACES = sizeof places / sizeof *places };

static int open_at(block_modes *self, superoperator *l, double at, ent_error *error)
{
    self->parameters[self->parameter] = at;
    return liouvillian_create(l, &self->d, self->model, self->parameters, error);
}

static int unite(block_modes *self, double at, ent_error *error)
{
    superoperator l;
    int status = open_at(self, &l, at, error);
    if (status == ENT_OK && !self->root) {
        const size_t n = (size_t)l.n;
        self->n = l.n;
        self->root = malloc(2 * n * sizeof *self->root);
        self->blocks = malloc(n * sizeof *self->blocks);
        status = self->root && self->blocks ? ENT_OK : error_no_memory(error);
        if (status == ENT_OK) {
            union_find_begin(self->root, l.n);
        }
    }
    if (status == ENT_OK) {
        components_link(self->root, &l);
    }
    superoperator_free(&l);
    return status;
}

/* Numbers the unknowns block after block. */
static void number_blocks(block_modes *self)
{
    int placed = 0;
    self->position = self->root + self->n;
    union_find_end(self->root, self->n);
    for (int k = 0; k < self->n; ++k) {
        if (self->root[k] != k) {
            continue;
        }
        block *b = &self->blocks[self->n_blocks++];
        *b = (block){.first = placed};
        for (int m = k; m < self->n; ++m) {
            if (self->root[m] == k) {
                b->populations = b->populations || m % (self->d + 1) == 0;
                self->position[m] = placed++ - b->first;
            }
        }
        b->last = placed;
    }
}

int block_modes_open(block_modes **self, const ent_model *model, const double *parameters, size_t parameter,
                     double lower, double upper, ent_error *error)
{
    block_modes *out = calloc(1, sizeof *out);
    *self = out;
    if (!out) {
        return error_no_memory(error);
    }
    int status = ENT_OK;
    out->model = model;
    out->parameter = parameter;
    memcpy(out->parameters, parameters, model->n_parameters * sizeof *parameters);
    for (int k = 0; k < N_PLACES && status == ENT_OK; ++k) {
        status = unite(out, k == N_PLACES - 1 ? upper : lower + places[k] * (upper - lower), error);
    }
    if (status == ENT_OK) {
        number_blocks(out);
    }
    return status;
}

static int solve_block(const block_modes *self, const superoperator *l, const block *b, int root, block_spectrum *out,
                       ent_error *error)
{
    const int n = b->last - b->first;
    const size_t size = (size_t)n;
    double *a = malloc(size * size * sizeof *a);
    double complex *left = malloc(2 * size * size * sizeof *left);
    int status = a && left ? ENT_OK : error_no_memory(error);
    if (status == ENT_OK) {
        double complex *right = left + size * size;
        const double norm = component_fill(a, n, l, self->d, self->root, self->position, root);
        if (!lapack_eigen_sides(n, a, out->values + b->first, left, right)) {
            status = error_set(error, ENT_ERROR_NOT_CONVERGED, "eigenvalues at %.17g: no convergence", out->at);
        }
        for (size_t k = 0; status == ENT_OK && k < size; ++k) {
            double complex product = 0.0;
            for (size_t i = 0; i < size; ++i) {
                product += conj(left[k * size + i]) * right[k * size + i];
            }
            const double condition = fmax(1.0, 1.0 / cabs(product));
            out->conditions[(size_t)b->first + k] = condition;
            out->errors[(size_t)b->first + k] = DBL_EPSILON * norm * (double)n * condition;
        }
    }
    free(left);
    free(a);
    return status;
}

int block_modes_solve(block_modes *self, block_spectrum *out, double at, ent_error *error)
{
    superoperator l;
    int status = open_at(self, &l, at, error);
    out->at = at;
    size_t m = 0;
    for (int k = 0; k < self->n && status == ENT_OK; ++k) {
        if (self->root[k] == k) {
            status = solve_block(self, &l, &self->blocks[m++], k, out, error);
        }
    }
    superoperator_free(&l);
    return status;
}

void block_modes_close(block_modes *self)
{
    if (self) {
        free(self->root);
        free(self->blocks);
    }
    free(self);
}

bool block_spectrum_create(block_spectrum *self, int n)
{
    const size_t size = (size_t)n;
    *self = (block_spectrum){.values = malloc(size * sizeof *self->values),
                             .conditions = malloc(size * sizeof *self->conditions),
                             .errors = malloc(size * sizeof *self->errors)};
    return self->values && self->conditions && self->errors;
}

void block_spectrum_free(block_spectrum *self)
{
    free(self->values);
    free(self->conditions);
    free(self->errors);
}
