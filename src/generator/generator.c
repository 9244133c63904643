#include "generator/generator.h"

#include <stdlib.h>

#include "generator/hamiltonian.h"
#include "generator/system_structure.h"

void generator_add_channel(generator *self, generator_channel *channel)
{
    if (self->n_channels == self->capacity) {
        const size_t capacity = self->capacity ? 2 * self->capacity : 16;
        generator_channel *channels = realloc(self->channels, capacity * sizeof *channels);
        if (!channels) {
            self->no_jump[channel->bath].failed = true;
            sparse_free(&channel->left);
            sparse_free(&channel->right);
            return;
        }
        self->channels = channels;
        self->capacity = capacity;
    }
    self->channels[self->n_channels++] = *channel;
    channel->left = channel->right = (sparse){.d = self->d};
}

void generator_add_jump(generator *self, int bath, int quanta, dd energy, dd weight, sparse *jump)
{
    if (weight.hi == 0.0 || jump->n == 0) {
        self->no_jump[bath].failed = self->no_jump[bath].failed || jump->failed;
        sparse_free(jump);
        return;
    }
    sparse adjoint = sparse_adjoint(jump);
    sparse square = sparse_product(&adjoint, jump);
    sparse_add_scaled(&self->no_jump[bath], (zdd){dd_scale(weight, -0.5), dd_from(0.0)}, &square);
    sparse_free(&square);
    sparse_free(&adjoint);
    generator_channel channel = {bath, quanta, energy, weight, *jump, {.d = self->d}};
    *jump = (sparse){.d = self->d};
    generator_add_channel(self, &channel);
}

sparse generator_coupling(const open_system *system, const system_bath *bath)
{
    sparse sum = {.d = (int)open_system_dimension(system)};
    const local_operator kind = bath->dephasing ? LOCAL_NUMBER : bath->dipole ? LOCAL_X : LOCAL_LOWER;
    for (int i = 0; i < bath->n_sites; ++i) {
        site_operator_add(&sum, system, 1.0, bath->sites[i], kind);
    }
    sparse_merge(&sum, 0.0);
    return sum;
}

sparse generator_operator(const generator *self, const sparse *operator)
{
    sparse states = {.d = self->d};
    if (!self->states) {
        sparse copy = {.d = self->d};
        sparse_add_scaled(&copy, zdd_from(1.0, 0.0), operator);
        return copy;
    }
    for (int i = 0; i < self->d; ++i) {
        for (int k = 0; k < self->d; ++k) {
            sparse_add(&states, i, k, self->states[(size_t)i * (size_t)self->d + (size_t)k]);
        }
    }
    sparse adjoint = sparse_adjoint(&states);
    sparse half = sparse_product(operator, & states);
    sparse whole = sparse_product(&adjoint, &half);
    sparse_free(&half);
    sparse_free(&adjoint);
    sparse_free(&states);
    return whole;
}

static bool has_failed(const generator *self)
{
    bool failed = self->hamiltonian.failed || self->bare.failed;
    for (int b = 0; b < self->n_baths; ++b) {
        failed = failed || self->no_jump[b].failed;
    }
    for (size_t k = 0; k < self->n_channels; ++k) {
        failed = failed || self->channels[k].left.failed || self->channels[k].right.failed;
    }
    return failed;
}

int generator_create(generator *self, const open_system *system)
{
    static int (*const routes[])(generator *, const open_system *) = {
        [ENT_MASTER_EQUATION_LOCAL] = generator_local,
        [ENT_MASTER_EQUATION_GLOBAL] = generator_global,
        [ENT_MASTER_EQUATION_REDFIELD] = generator_redfield,
    };
    *self = (generator){.d = (int)open_system_dimension(system), .n_baths = system->n_baths, .jump_form = true};
    const int met = system_structure_meet(system);
    if (met != ENT_OK) {
        return met;
    }
    self->bare = site_hamiltonian(system);
    self->hamiltonian = coupling_hamiltonian(system);
    sparse_add_scaled(&self->hamiltonian, zdd_from(1.0, 0.0), &self->bare);
    sparse_merge(&self->hamiltonian, 0.0);
    self->energy_scale = sparse_size(&self->hamiltonian);
    self->no_jump = calloc((size_t)self->n_baths + 1, sizeof *self->no_jump);
    if (!self->no_jump || self->hamiltonian.failed || self->bare.failed) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int b = 0; b < self->n_baths; ++b) {
        self->no_jump[b].d = self->d;
    }
    const int status = routes[system->equation](self, system);
    for (int b = 0; b < self->n_baths; ++b) {
        sparse_merge(&self->no_jump[b], 0.0);
    }
    return status == ENT_OK && has_failed(self) ? ENT_ERROR_NO_MEMORY : status;
}

void generator_free(generator *self)
{
    for (size_t k = 0; k < self->n_channels; ++k) {
        sparse_free(&self->channels[k].left);
        sparse_free(&self->channels[k].right);
    }
    for (int b = 0; self->no_jump && b < self->n_baths; ++b) {
        sparse_free(&self->no_jump[b]);
    }
    sparse_free(&self->hamiltonian);
    sparse_free(&self->bare);
    free(self->channels);
    free(self->no_jump);
    free(self->states);
    *self = (generator){.d = 0};
}
