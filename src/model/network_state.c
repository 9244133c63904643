#include "model/network_state.h"

#include <stdlib.h>
#include <string.h>

#include "generator/site_operator.h"
#include "solver/propagator.h"

static bool is_refused(network_state *self, double unknowns)
{
    self->unknowns = unknowns > NETWORK_MAX_DENSE ? unknowns : 0.0;
    return unknowns > NETWORK_MAX_DENSE;
}

static int create_master(network_state *self)
{
    const open_system *system = self->system;
    self->levels = malloc((size_t)system->n_sites * sizeof *self->levels);
    const int status = self->levels ? generator_create(&self->master, system) : ENT_ERROR_NO_MEMORY;
    self->problem = self->master.problem;
    for (int i = 0; self->levels && i < system->n_sites; ++i) {
        self->levels[i] = system->sites[i].levels;
    }
    self->sites = (site_register){system->n_sites, self->master.d, self->levels};
    return status;
}

static int create_dense(network_state *self, bool whole)
{
    const size_t d = (size_t)self->master.d;
    const int status = support_find(&self->at, &self->master, whole);
    if (status != ENT_OK || is_refused(self, self->at.n)) {
        return status != ENT_OK ? status : ENT_ERROR_OUT_OF_RANGE;
    }
    self->l = superoperator_create(&self->master, &self->at);
    self->x = calloc((size_t)self->at.n, sizeof *self->x);
    self->rho = calloc(d * d, sizeof *self->rho);
    return self->l.failed || !self->x || !self->rho ? ENT_ERROR_NO_MEMORY : ENT_OK;
}

int network_state_create(network_state *self, const open_system *system, bool whole)
{
    const double d = (double)open_system_dimension(system);
    *self = (network_state){.system = system, .nullity = 1};
    if (d > NETWORK_MAX_DENSE) { /* the populations alone are too many */
        self->unknowns = d * d;
        return ENT_ERROR_OUT_OF_RANGE;
    }
    const int status = create_master(self);
    return status == ENT_OK ? create_dense(self, whole) : status;
}

int network_state_create_blocks(network_state *self, const open_system *system, network_blocks form, double taken)
{
    *self = (network_state){.system = system, .nullity = 1, .wish = NETWORK_WISH_DERIVATIVES, .taken = taken};
    const int status = create_master(self);
    return status == ENT_OK ? network_large_create(self, 0, form) : status;
}

int network_state_create_steady(network_state *self, const open_system *system, network_wish wish)
{
    const double d = (double)open_system_dimension(system);
    /* The blocks of a generator in its eigenbasis are not those of the sites. */
    if (system->equation != ENT_MASTER_EQUATION_LOCAL || d * d <= NETWORK_BEST_DENSE || d > NETWORK_MAX_BLOCKS) {
        return network_state_create(self, system, false);
    }
    *self = (network_state){.system = system, .nullity = 1, .wish = wish};
    int status = create_master(self);
    status = status == ENT_OK ? network_large_create(self, NETWORK_BEST_DENSE, NETWORK_BLOCKS_BEST) : status;
    return status == ENT_OK && !self->large ? create_dense(self, false) : status;
}

int network_state_create_moving(network_state *self, const open_system *system, network_span span)
{
    const double d = (double)open_system_dimension(system);
    if (system->equation != ENT_MASTER_EQUATION_LOCAL || d * d <= PROPAGATOR_MAX || d > NETWORK_MAX_BLOCKS) {
        return network_state_create(self, system, span == NETWORK_WHOLE);
    }
    *self = (network_state){.system = system, .nullity = 1};
    int status = create_master(self);
    if (status == ENT_OK) {
        status = network_large_create_moving(self, span);
    }
    return status == ENT_OK && !self->large ? create_dense(self, span == NETWORK_WHOLE) : status;
}

static zdd stored_element(const void *data, int i, int j)
{
    const network_state *self = data;
    return self->rho[(size_t)i * (size_t)self->master.d + (size_t)j];
}

matrix_view network_state_view(const network_state *self)
{
    return (matrix_view){.d = self->master.d,
                         .accuracy = self->large ? self->report.accuracy : 0.0,
                         .data = self,
                         .at = self->planned ? network_planned_element
                               : self->large ? network_large_element
                                             : stored_element};
}

/* V rho V^dag, column by column of V: rho -> sum_kl V_ik rho_kl conj(V_jl). */
static int to_sites(const network_state *self, zdd *rho)
{
    const int d = self->master.d;
    sparse given = {.d = d};
    sparse states = {.d = d};
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            const size_t place = (size_t)i * (size_t)d + (size_t)j;
            sparse_add(&given, i, j, rho[place]);
            sparse_add(&states, i, j, self->master.states[place]);
            rho[place] = zdd_from(0.0, 0.0);
        }
    }
    sparse adjoint = sparse_adjoint(&states);
    sparse half = sparse_product(&states, &given);
    sparse whole = sparse_product(&half, &adjoint);
    for (size_t k = 0; k < whole.n; ++k) {
        const sparse_element *e = &whole.elements[k];
        rho[(size_t)e->row * (size_t)d + (size_t)e->column] = e->value;
    }
    const int status = whole.failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
    sparse_free(&whole);
    sparse_free(&half);
    sparse_free(&adjoint);
    sparse_free(&states);
    sparse_free(&given);
    return status;
}

int network_state_rotate(const network_state *self, zdd *rho, const dd *x)
{
    support_state(&self->at, rho, x);
    return self->master.states ? to_sites(self, rho) : ENT_OK;
}

void network_state_set(network_state *self, const dd *x, double accuracy)
{
    self->steady = false;
    self->report.accuracy = accuracy;
    if (self->large) {
        memcpy(self->x, x, self->blocks.n_unknowns * sizeof *self->x);
        return;
    }
    for (int k = 0; k < self->at.n; ++k) {
        self->x[k] = x[k];
    }
    (void)network_state_rotate(self, self->rho, self->x);
}

int network_state_solve(network_state *self)
{
    if (self->large) {
        const int found = network_large_solve(self);
        self->steady = found == ENT_OK;
        return found;
    }
    int status = stationary_create(&self->solver, &self->l, &self->at);
    if (status == ENT_OK) {
        status = stationary_solve(&self->solver, self->x, NULL, 1.0);
    }
    if (status == ENT_ERROR_NOT_UNIQUE || status == ENT_ERROR_NOT_CONVERGED) {
        self->nullity = stationary_nullity(&self->l);
        return self->nullity > 1   ? ENT_ERROR_NOT_UNIQUE
               : self->nullity < 0 ? ENT_ERROR_NO_MEMORY
                                   : ENT_ERROR_NOT_CONVERGED;
    }
    if (status == ENT_OK) {
        self->residual = stationary_residual(&self->l, self->x, self->solver.residual);
        status = network_state_rotate(self, self->rho, self->x);
        self->steady = status == ENT_OK;
    }
    return status;
}

int network_state_find(network_state *self, const open_system *system, network_wish wish)
{
    int status = network_state_create_steady(self, system, wish);
    status = status == ENT_OK ? network_state_solve(self) : status;
    if (status != ENT_OK && self->large && self->blocks.n_unknowns <= NETWORK_LAST_DENSE) {
        network_state_free(self);
        status = network_state_create(self, system, false);
        status = status == ENT_OK ? network_state_solve(self) : status;
    }
    return status;
}

responder network_state_responder(const network_state *self, stationary *workspace)
{
    *workspace = self->solver; /* shares the factorisation, and what solving writes to */
    return self->large ? responder_blocks(&self->master, &self->blocks, self->inverse, self->x)
                       : responder_dense(&self->master, &self->at, workspace, self->x);
}

int network_state_unknowns(const network_state *self, dd *x, const zdd *rho)
{
    const int d = self->master.d;
    const size_t square = (size_t)d * (size_t)d;
    sparse given = {.d = d};
    zdd *turned = calloc(square, sizeof *turned);
    for (size_t k = 0; k < square; ++k) {
        sparse_add(&given, (int)(k / (size_t)d), (int)(k % (size_t)d), rho[k]);
    }
    sparse in_basis = generator_operator(&self->master, &given);
    for (size_t k = 0; turned && k < in_basis.n; ++k) {
        const sparse_element *e = &in_basis.elements[k];
        turned[(size_t)e->row * (size_t)d + (size_t)e->column] = e->value;
    }
    const bool failed = !turned || in_basis.failed;
    if (!failed) {
        support_unknowns(&self->at, x, turned);
    }
    free(turned);
    sparse_free(&in_basis);
    sparse_free(&given);
    return failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
}

void network_state_free(network_state *self)
{
    stationary_free(&self->solver);
    superoperator_free(&self->l);
    support_free(&self->at);
    block_solver_free(self->inverse);
    block_generator_free(&self->blocks);
    generator_free(&self->master);
    free(self->x);
    free(self->rho);
    free(self->levels);
    *self = (network_state){0};
}
