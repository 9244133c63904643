/* The Redfield equation: Bohr frequencies without the secular approximation, no Lamb shift.
 *
 * D rho = [S_e rho, S^dag] + [S, rho S_e^dag] + [S_a rho, S] + [S^dag, rho S_a^dag], S_e = sum_w (emission(w)/2) S(w),
 * S_a = sum_w (absorption(w)/2) S(w)^dag; bosons through w > 0 only. Source: Breuer, Petruccione (2007), section 3.3.
 */
#include <stdlib.h>

#include "generator/bath_rates.h"
#include "generator/generator.h"
#include "generator/lines.h"

/* J rho = left rho right^dag + right rho left^dag, with its part of G. Takes left over. */
static void add_pair(generator *self, int index, int quanta, sparse *left, const sparse *right)
{
    sparse adjoint = sparse_adjoint(right);
    sparse product = sparse_product(&adjoint, left);
    sparse copy = {.d = self->d};
    sparse_add_scaled(&copy, zdd_from(1.0, 0.0), right);
    sparse_add_scaled(&self->no_jump[index], zdd_from(-1.0, 0.0), &product);
    generator_channel channel = {index, quanta, dd_from(0.0), dd_from(1.0), *left, copy};
    *left = (sparse){.d = self->d};
    generator_add_channel(self, &channel);
    sparse_free(&product);
    sparse_free(&adjoint);
}

static int add_bath(generator *self, const open_system *system, int index, const dd *energies)
{
    const system_bath *bath = &system->baths[index];
    sparse site_coupling = generator_coupling(system, bath);
    sparse coupling = generator_operator(self, &site_coupling);
    sparse raising = sparse_adjoint(&coupling);
    sparse emission = {.d = self->d};
    sparse absorption = {.d = self->d};
    bohr_lines lines;
    int status = bohr_lines_find(&lines, &coupling, energies, self);
    for (size_t k = 0; status == ENT_OK && k < lines.n; ++k) {
        const bohr_line *line = &lines.lines[k];
        bath_rates rates;
        /* Through a hermitian operator the lines -w are the adjoints of the lines w, and the line 0 is its own. */
        if (line->frequency.hi < 0.0 && (bath->statistics == ENT_STATISTICS_BOSON || bath->dipole)) {
            continue;
        }
        status = bath_rates_at(&rates, bath, line->frequency);
        if (status == ENT_OK) {
            sparse adjoint = sparse_adjoint(&line->operator);
            sparse_add_scaled(&emission, (zdd){dd_scale(rates.emission, 0.5), dd_from(0.0)}, &line->operator);
            if (!bath->dipole || line->frequency.hi != 0.0) {
                sparse_add_scaled(&absorption, (zdd){dd_scale(rates.absorption, 0.5), dd_from(0.0)}, &adjoint);
            }
            sparse_free(&adjoint);
        }
    }
    sparse_merge(&emission, 0.0);
    sparse_merge(&absorption, 0.0);
    add_pair(self, index, -1, &emission, &coupling);
    add_pair(self, index, 1, &absorption, &raising);
    bohr_lines_free(&lines);
    sparse_free(&absorption);
    sparse_free(&emission);
    sparse_free(&raising);
    sparse_free(&coupling);
    sparse_free(&site_coupling);
    return status;
}

static void add_dephasing(generator *self, const open_system *system, int index)
{
    sparse number = generator_coupling(system, &system->baths[index]);
    sparse jump = generator_operator(self, &number);
    generator_add_jump(self, index, 0, dd_from(0.0), dd_from(2.0 * system->baths[index].rate), &jump);
    sparse_free(&number);
}

int generator_redfield(generator *self, const open_system *system)
{
    dd *energies = malloc((size_t)self->d * sizeof *energies);
    if (!energies) {
        return ENT_ERROR_NO_MEMORY;
    }
    int status = generator_eigenbasis(self, energies);
    self->jump_form = false;
    for (int b = 0; status == ENT_OK && b < system->n_baths; ++b) {
        self->bath = b;
        if (system->baths[b].dephasing) {
            add_dephasing(self, system, b);
        } else {
            status = add_bath(self, system, b, energies);
        }
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
