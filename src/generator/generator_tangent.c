#include "generator/generator_tangent.h"

#include <math.h>
#include <stdlib.h>

#include "generator/hamiltonian.h"
#include "generator/lines.h"

static dd frequency(const dd *energies, int row, int column)
{
    return dd_subtract(energies[column], energies[row]);
}

sparse generator_tangent_function(const dd *energies, const sparse *change, const sparse *coupling,
                                  divided_difference quotient, const void *context)
{
    sparse out = {.d = change->d, .failed = change->failed || coupling->failed};
    for (size_t s = 0; s < coupling->n; ++s) {
        const sparse_element *x = &coupling->elements[s];
        const dd from = frequency(energies, x->row, x->column);
        for (size_t h = 0; h < change->n; ++h) {
            const sparse_element *y = &change->elements[h];
            const zdd product = zdd_multiply(x->value, y->value);
            if (x->column == y->row) {
                const dd at = frequency(energies, x->row, y->column);
                sparse_add(&out, x->row, y->column, zdd_times(product, quotient(context, at, from)));
            }
            if (y->column == x->row) {
                const dd at = frequency(energies, y->row, x->column);
                sparse_add(&out, y->row, x->column, zdd_times(product, dd_negate(quotient(context, at, from))));
            }
        }
    }
    sparse_merge(&out, 0.0);
    return out;
}

/* Goes over to the basis of the generator; what is below rounding there is 0. */
static void turn(sparse *operator, const generator * master)
{
    sparse turned = generator_operator(master, operator);
    sparse_merge(&turned, master->states ? master->rounding * sparse_size(operator) : 0.0);
    sparse_free(operator);
    *operator= turned;
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

int generator_tangent(generator *self, const tangent_source *source)
{
    static int (*const routes[])(generator *, const tangent_source *) = {
        [ENT_MASTER_EQUATION_LOCAL] = generator_tangent_local,
        [ENT_MASTER_EQUATION_GLOBAL] = generator_tangent_global,
        [ENT_MASTER_EQUATION_REDFIELD] = generator_tangent_redfield,
    };
    const generator *master = source->master;
    *self = (generator){.d = master->d, .n_baths = master->n_baths, .energy_scale = master->energy_scale};
    /* H is linear in its numbers, so dH is H of their derivatives. */
    self->bare = site_hamiltonian(source->change);
    self->hamiltonian = coupling_hamiltonian(source->change);
    sparse_add_scaled(&self->hamiltonian, zdd_from(1.0, 0.0), &self->bare);
    sparse_merge(&self->hamiltonian, 0.0);
    turn(&self->hamiltonian, master);
    turn(&self->bare, master);
    self->no_jump = calloc((size_t)self->n_baths + 1, sizeof *self->no_jump);
    if (!self->no_jump) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int b = 0; b < self->n_baths; ++b) {
        self->no_jump[b].d = self->d;
    }
    dd *energies = calloc((size_t)self->d, sizeof *energies);
    if (!energies) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t k = 0; master->states && k < master->hamiltonian.n; ++k) { /* diagonal */
        energies[master->hamiltonian.elements[k].row] = master->hamiltonian.elements[k].value.re;
    }
    tangent_source whole = *source;
    whole.energies = energies;
    const int status = routes[source->system->equation](self, &whole);
    free(energies);
    for (int b = 0; b < self->n_baths; ++b) {
        sparse_merge(&self->no_jump[b], 0.0);
    }
    return status == ENT_OK && has_failed(self) ? ENT_ERROR_NO_MEMORY : status;
}
