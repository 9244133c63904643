#include "generator/open_system.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "entangine/status.h"

size_t open_system_dimension(const open_system *self)
{
    size_t dimension = 1;
    for (int i = 0; i < self->n_sites; ++i) {
        const size_t levels = (size_t)self->sites[i].levels;
        dimension = dimension > SIZE_MAX / levels ? SIZE_MAX : dimension * levels;
    }
    return dimension;
}

/* What messages are about. */
typedef struct owner {
    const char *kind, *name;
    int index;
} owner;

/* "kind 'name'", or "kind 0" without a name. */
static void describe(char *text, size_t size, const owner *self)
{
    if (self->name) {
        (void)snprintf(text, size, "%s '%s'", self->kind, self->name);
    } else {
        (void)snprintf(text, size, "%s %d", self->kind, self->index);
    }
}

static int out_of_range(char *problem, size_t size, const owner *of, const char *key, double value, const char *right)
{
    char text[96];
    describe(text, sizeof text, of);
    (void)snprintf(problem, size, "%s: its %s is %.15g, which must be %s", text, key, value, right);
    return ENT_ERROR_OUT_OF_RANGE;
}

static bool is_negative(double value)
{
    return !(value >= 0.0 && isfinite(value));
}

static int check_spectrum(const system_bath *bath, const owner *of, char *problem, size_t size)
{
    static const char right[] = "above 0";
    const bool flat = bath->spectrum == ENT_SPECTRUM_FLAT;
    if (!flat && !(bath->frequency > 0.0 && isfinite(bath->frequency))) {
        return out_of_range(problem, size, of, "frequency", bath->frequency, right);
    }
    if (bath->spectrum == ENT_SPECTRUM_OHMIC && !(bath->cutoff > 0.0)) {
        return out_of_range(problem, size, of, "cutoff", bath->cutoff, right);
    }
    if (bath->spectrum == ENT_SPECTRUM_LORENTZIAN && !(bath->width > 0.0 && isfinite(bath->width))) {
        return out_of_range(problem, size, of, "width", bath->width, right);
    }
    return ENT_OK;
}

/* Bosons condense where the chemical potential reaches the lowest transition. With the local equation these are the
 * energies of the bare sites; the lines of the full Hamiltonian are known only once it is diagonalised. */
static int check_bosons(const open_system *self, const system_bath *bath, const owner *of, char *problem, size_t size)
{
    const double mu = bath->chemical_potential;
    for (int k = 0; bath->statistics == ENT_STATISTICS_BOSON && mu != 0.0 && k < bath->n_sites; ++k) {
        const system_site *site = &self->sites[bath->sites[k]];
        const bool bare = self->equation == ENT_MASTER_EQUATION_LOCAL && site->tunnelling == 0.0;
        if (bare && mu >= site->energy) {
            char text[96], name[96];
            describe(text, sizeof text, of);
            describe(name, sizeof name, &(owner){"site", site->name, bath->sites[k]});
            (void)snprintf(problem, size,
                           "%s: its chemical_potential is %.15g, which must be below %.15g, the transition of %s: it "
                           "holds bosons",
                           text, mu, site->energy, name);
            return ENT_ERROR_OUT_OF_RANGE;
        }
    }
    return ENT_OK;
}

static int check_bath(const open_system *self, int index, char *problem, size_t size)
{
    const system_bath *bath = &self->baths[index];
    const owner of = {bath->dephasing ? "dephasing" : "bath", bath->name, index};
    if (is_negative(bath->rate)) {
        return out_of_range(problem, size, &of, "rate", bath->rate, "at or above 0");
    }
    if (bath->dephasing) {
        return ENT_OK;
    }
    if (is_negative(bath->temperature)) {
        return out_of_range(problem, size, &of, "temperature", bath->temperature, "at or above 0");
    }
    if (!isfinite(bath->chemical_potential)) {
        return out_of_range(problem, size, &of, "chemical_potential", bath->chemical_potential, "finite");
    }
    const int status = check_spectrum(bath, &of, problem, size);
    return status == ENT_OK ? check_bosons(self, bath, &of, problem, size) : status;
}

void open_system_spread(const open_system *self, bool *in)
{
    for (bool grown = true; grown;) {
        grown = false;
        for (int t = 0; t < self->n_terms; ++t) {
            const system_term *term = &self->terms[t];
            bool touched = false;
            for (int k = 0; k < term->n_factors; ++k) {
                touched = touched || in[term->factors[k].site];
            }
            touched = touched && (term->strength != 0.0 || term->strength_im != 0.0);
            for (int k = 0; k < term->n_factors && touched; ++k) {
                grown = grown || !in[term->factors[k].site];
                in[term->factors[k].site] = true;
            }
        }
    }
}

int open_system_check(const open_system *self, char *problem, size_t size)
{
    int status = ENT_OK;
    for (int i = 0; i < self->n_sites; ++i) {
        const owner of = {"site", self->sites[i].name, i};
        if (is_negative(self->sites[i].energy)) {
            return out_of_range(problem, size, &of, "energy", self->sites[i].energy, "at or above 0");
        }
        if (!isfinite(self->sites[i].tunnelling)) {
            return out_of_range(problem, size, &of, "tunnelling", self->sites[i].tunnelling, "finite");
        }
    }
    for (int t = 0; t < self->n_terms; ++t) {
        if (!isfinite(self->terms[t].strength) || !isfinite(self->terms[t].strength_im)) {
            return out_of_range(problem, size, &(owner){"term", NULL, t}, "strength", self->terms[t].strength,
                                "finite");
        }
    }
    for (int b = 0; status == ENT_OK && b < self->n_baths; ++b) {
        status = check_bath(self, b, problem, size);
    }
    return status;
}
