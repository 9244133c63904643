#include <stdlib.h>
#include <string.h>

#include "generator/superoperator.h"

/* The elements of an operator by columns: where a basis state goes. */
typedef struct columns {
    size_t *first;    /* [d + 1] */
    sparse by_column; /* the adjoint: its rows are the columns */
} columns;

static bool columns_create(columns *self, const sparse *operator)
{
    self->by_column = sparse_adjoint(operator);
    self->first = sparse_rows(&self->by_column);
    return self->first && !self->by_column.failed;
}

static void columns_free(columns *self)
{
    free(self->first);
    sparse_free(&self->by_column);
}

/* A flood over pairs (i, j) of basis states. */
typedef struct flood {
    int d;
    size_t n;
    bool *reached;
    size_t *queue;
} flood;

static void reach(flood *self, int i, int j)
{
    const size_t place = (size_t)i * (size_t)self->d + (size_t)j;
    if (!self->reached[place]) {
        self->reached[place] = true;
        self->queue[self->n++] = place;
    }
}

static void reach_products(flood *self, const columns *left, const columns *right, int i, int j)
{
    for (size_t k = left->first[i]; k < left->first[i + 1]; ++k) {
        for (size_t l = right->first[j]; l < right->first[j + 1]; ++l) {
            const int a = left->by_column.elements[k].column;
            const int b = right->by_column.elements[l].column;
            reach(self, a, b);
            reach(self, b, a);
        }
    }
}

static void reach_by_commutator(flood *self, const columns *no_jump, int i, int j)
{
    for (size_t k = no_jump->first[i]; k < no_jump->first[i + 1]; ++k) {
        reach(self, no_jump->by_column.elements[k].column, j);
        reach(self, j, no_jump->by_column.elements[k].column);
    }
}

static void spread(flood *self, const columns *no_jump, const columns *jumps, const generator *system)
{
    for (size_t next = 0; next < self->n; ++next) {
        const int i = (int)(self->queue[next] / (size_t)self->d);
        const int j = (int)(self->queue[next] % (size_t)self->d);
        reach_by_commutator(self, no_jump, i, j);
        reach_by_commutator(self, no_jump, j, i);
        for (size_t k = 0; k < system->n_channels; ++k) {
            const columns *left = &jumps[2 * k];
            reach_products(self, left, system->channels[k].right.n ? left + 1 : left, i, j);
        }
    }
}

static int run_flood(flood *self, const generator *system)
{
    int status = ENT_ERROR_NO_MEMORY;
    sparse sum = {.d = system->d};
    columns no_jump = {NULL, {0}};
    columns *jumps = calloc(2 * system->n_channels + 1, sizeof *jumps);
    sparse_add_scaled(&sum, zdd_from(0.0, -1.0), &system->hamiltonian);
    for (int b = 0; b < system->n_baths; ++b) {
        sparse_add_scaled(&sum, zdd_from(1.0, 0.0), &system->no_jump[b]);
    }
    sparse_merge(&sum, 0.0);
    bool ready = columns_create(&no_jump, &sum) && jumps;
    for (size_t k = 0; ready && k < system->n_channels; ++k) {
        ready = columns_create(&jumps[2 * k], &system->channels[k].left) &&
                columns_create(&jumps[2 * k + 1], &system->channels[k].right);
    }
    if (ready) {
        spread(self, &no_jump, jumps, system);
        status = ENT_OK;
    }
    for (size_t k = 0; jumps && k < 2 * system->n_channels; ++k) {
        columns_free(&jumps[k]);
    }
    free(jumps);
    columns_free(&no_jump);
    sparse_free(&sum);
    return status;
}

static void number_unknowns(support *self, const flood *pairs)
{
    const int d = self->d;
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            const bool used = pairs->reached[(size_t)i * (size_t)d + (size_t)j];
            self->index[(size_t)i * (size_t)d + (size_t)j] = used ? self->n : -1;
            if (used) {
                self->places[self->n++] = i * d + j;
            }
        }
    }
}

int support_find(support *self, const generator *system, bool whole)
{
    const int d = system->d;
    const size_t square = (size_t)d * (size_t)d;
    flood pairs = {.d = d, .reached = calloc(square, sizeof *pairs.reached), .queue = malloc(square * sizeof(size_t))};
    *self = (support){d, 0, malloc(square * sizeof(int)), malloc(square * sizeof(int))};
    int status = pairs.reached && pairs.queue && self->index && self->places ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK && whole) {
        memset(pairs.reached, true, square * sizeof *pairs.reached);
    } else if (status == ENT_OK) {
        for (int i = 0; i < d; ++i) {
            reach(&pairs, i, i);
        }
        status = run_flood(&pairs, system);
    }
    if (status == ENT_OK) {
        number_unknowns(self, &pairs);
    }
    free(pairs.queue);
    free(pairs.reached);
    return status;
}

void support_free(support *self)
{
    free(self->index);
    free(self->places);
    *self = (support){0};
}

void support_state(const support *self, zdd *rho, const dd *x)
{
    const size_t d = (size_t)self->d;
    for (size_t k = 0; k < d * d; ++k) {
        rho[k] = zdd_from(0.0, 0.0);
    }
    for (size_t i = 0; i < d; ++i) {
        rho[i * d + i].re = x[self->index[i * d + i]];
        for (size_t j = i + 1; j < d; ++j) {
            if (self->index[i * d + j] >= 0) {
                rho[i * d + j] = (zdd){x[self->index[i * d + j]], x[self->index[j * d + i]]};
                rho[j * d + i] = zdd_conjugate(rho[i * d + j]);
            }
        }
    }
}

void support_unknowns(const support *self, dd *x, const zdd *rho)
{
    const int d = self->d;
    for (int k = 0; k < self->n; ++k) {
        const int i = self->places[k] / d;
        const int j = self->places[k] % d;
        x[k] = i <= j ? rho[(size_t)i * (size_t)d + (size_t)j].re : rho[(size_t)j * (size_t)d + (size_t)i].im;
    }
}
