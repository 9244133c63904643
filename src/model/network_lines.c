#include "model/network_lines.h"

#include <math.h>
#include <stdlib.h>

#include "generator/bath_rates.h"
#include "generator/generator.h"
#include "generator/lines.h"

/* Bosons through lines of both signs act alike; through a + a^dag every line has its mirror image. */
static bool is_mirror(const system_bath *bath, double frequency)
{
    return bath->dipole && frequency < 0.0;
}

static void add_line(network_lines *self, const system_bath *bath, dd frequency)
{
    const bool bosons = bath->statistics == ENT_STATISTICS_BOSON;
    const double w = bosons ? fabs(frequency.hi) : frequency.hi;
    const double rate = bath_spectral_density(bath, w);
    const double scale = bosons ? w : fmax(fabs(w - bath->chemical_potential), bath->temperature);
    bath_rates rates;
    if (rate * self->scale > self->rate * scale) {
        self->rate = rate;
        self->scale = scale;
    }
    if (bath_rates_at(&rates, bath, bosons && frequency.hi < 0.0 ? dd_negate(frequency) : frequency) == ENT_OK) {
        self->relaxation = fmax(self->relaxation, rates.emission.hi + rates.absorption.hi);
    }
    if (bosons && !bath->dipole && frequency.hi < 0.0) {
        self->negative = fmax(self->negative, -frequency.hi);
    }
}

static int find_in_basis(network_lines *self, const generator *basis, const open_system *system, int index,
                         const dd *energies)
{
    const system_bath *bath = &system->baths[index];
    sparse site_coupling = generator_coupling(system, bath);
    sparse coupling = generator_operator(basis, &site_coupling);
    bohr_lines lines;
    const int status = bohr_lines_find(&lines, &coupling, energies, basis->energy_scale);
    for (size_t k = 0; status == ENT_OK && k < lines.n; ++k) {
        const dd frequency = lines.lines[k].frequency;
        if (is_mirror(bath, frequency.hi)) {
            continue;
        }
        add_line(self, bath, frequency);
        if (k > 0 && !is_mirror(bath, lines.lines[k - 1].frequency.hi)) {
            self->spacing = fmin(self->spacing, dd_subtract(frequency, lines.lines[k - 1].frequency).hi);
        }
    }
    bohr_lines_free(&lines);
    sparse_free(&coupling);
    sparse_free(&site_coupling);
    return status;
}

int network_lines_find(network_lines *self, const open_system *system, int bath)
{
    generator basis;
    open_system closed = *system;
    closed.equation = ENT_MASTER_EQUATION_GLOBAL;
    closed.n_baths = 0;
    *self = (network_lines){.spacing = INFINITY, .scale = 1.0};
    int status = generator_create(&basis, &closed);
    dd *energies = status == ENT_OK ? malloc((size_t)basis.d * sizeof *energies) : NULL;
    if (energies) {
        for (int k = 0; k < basis.d; ++k) {
            energies[k] = dd_from(0.0);
        }
        for (size_t k = 0; k < basis.hamiltonian.n; ++k) {
            energies[basis.hamiltonian.elements[k].row] = basis.hamiltonian.elements[k].value.re;
        }
        status = find_in_basis(self, &basis, system, bath, energies);
    } else if (status == ENT_OK) {
        status = ENT_ERROR_NO_MEMORY;
    }
    free(energies);
    generator_free(&basis);
    return status;
}
