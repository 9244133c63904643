/* The global master equation: one jump operator S(w) for every Bohr frequency w of the full Hamiltonian.
 * Source: Breuer, Petruccione (2007), section 3.3; paper, eqs (20)-(21). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "generator/bath_rates.h"
#include "generator/eigenbasis.h"
#include "generator/generator.h"
#include "generator/lines.h"

/* Emission and absorption of one line, which are one and the same at frequency 0 of a hermitian coupling. Where the
 * coupling by exchange raises the energy, bosons are emitted through its adjoint, which lowers it. */
static int add_line(generator *self, const system_bath *bath, int index, const sparse *line, dd frequency)
{
    const bool reversed = frequency.hi < 0.0 && bath->statistics == ENT_STATISTICS_BOSON && !bath->dephasing;
    const dd energy = reversed ? dd_negate(frequency) : frequency;
    bath_rates rates;
    const int status = bath_rates_at(&rates, bath, energy);
    if (status != ENT_OK) {
        return status;
    }
    sparse direct = {.d = self->d};
    sparse_add_scaled(&direct, zdd_from(1.0, 0.0), line);
    sparse adjoint = sparse_adjoint(line);
    const bool two_ways = !bath->dephasing && !(bath->dipole && energy.hi == 0.0);
    const int quanta = two_ways ? 1 : 0;
    generator_add_jump(self, index, -quanta, dd_negate(energy), rates.emission, reversed ? &adjoint : &direct);
    if (two_ways) {
        generator_add_jump(self, index, quanta, energy, rates.absorption, reversed ? &direct : &adjoint);
    }
    sparse_free(&adjoint);
    sparse_free(&direct);
    return ENT_OK;
}

/* Through a hermitian operator the lines -w are the adjoints of the lines w, and one of each pair is enough; white
 * noise takes all of them. */
static bool is_counted_twice(const system_bath *bath, dd frequency)
{
    return bath->dipole && !bath->dephasing && frequency.hi < 0.0;
}

static int add_bath(generator *self, const open_system *system, int index, const dd *energies)
{
    const system_bath *bath = &system->baths[index];
    sparse site_coupling = generator_coupling(system, bath);
    sparse coupling = generator_operator(self, &site_coupling);
    bohr_lines lines;
    int status = bohr_lines_find(&lines, &coupling, energies, self);
    for (size_t k = 0; status == ENT_OK && k < lines.n; ++k) {
        if (!is_counted_twice(bath, lines.lines[k].frequency)) {
            status = add_line(self, bath, index, &lines.lines[k].operator, lines.lines[k].frequency);
        }
    }
    bohr_lines_free(&lines);
    sparse_free(&coupling);
    sparse_free(&site_coupling);
    return status;
}

int generator_eigenbasis(generator *self, dd *energies)
{
    const size_t d = (size_t)self->d;
    zdd *states = malloc(d * d * sizeof *states);
    if (!states) {
        return ENT_ERROR_NO_MEMORY;
    }
    const int status = eigenbasis_find(energies, states, &self->hamiltonian);
    self->states = states;
    self->rounding = eigenbasis_rounding(&self->hamiltonian);
    if (status != ENT_OK || self->rounding < 0.0) {
        return status != ENT_OK ? status : ENT_ERROR_NO_MEMORY;
    }
    sparse bare = generator_operator(self, &self->bare);
    sparse_merge(&bare, self->rounding * self->energy_scale);
    sparse_free(&self->bare);
    self->bare = bare;
    sparse_free(&self->hamiltonian);
    for (int k = 0; k < self->d; ++k) {
        sparse_add(&self->hamiltonian, k, k, (zdd){energies[k], dd_from(0.0)});
    }
    return ENT_OK;
}

int generator_global(generator *self, const open_system *system)
{
    dd *energies = malloc((size_t)self->d * sizeof *energies);
    if (!energies) {
        return ENT_ERROR_NO_MEMORY;
    }
    int status = generator_eigenbasis(self, energies);
    for (int b = 0; status == ENT_OK && b < system->n_baths; ++b) {
        self->bath = b;
        status = add_bath(self, system, b, energies);
    }
    if (status == ENT_ERROR_ZERO_FREQUENCY) {
        self->problem = "a bath couples to a transition between states of equal energy, where a flat spectrum of "
                        "bosons has no rate: change an energy or a coupling, or take the local master equation";
    } else if (status == ENT_ERROR_OUT_OF_RANGE) {
        self->problem = "the chemical potential of a bath of bosons must lie below all transitions that it drives";
    }
    free(energies);
    return status;
}
