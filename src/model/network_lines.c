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

/* What is done with every line. */
typedef struct visitor {
    void (*visit)(void *context, const system_bath *bath, dd frequency);
    void *context;
} visitor;

static int visit_in_basis(const visitor *self, const generator *basis, const open_system *system, int index,
                          const dd *energies)
{
    const system_bath *bath = &system->baths[index];
    sparse site_coupling = generator_coupling(system, bath);
    sparse coupling = generator_operator(basis, &site_coupling);
    bohr_lines lines;
    const int status = bohr_lines_find(&lines, &coupling, energies, basis);
    for (size_t k = 0; status == ENT_OK && k < lines.n; ++k) {
        if (!is_mirror(bath, lines.lines[k].frequency.hi)) {
            self->visit(self->context, bath, lines.lines[k].frequency);
        }
    }
    bohr_lines_free(&lines);
    sparse_free(&coupling);
    sparse_free(&site_coupling);
    return status;
}

static int visit_lines(const visitor *self, const open_system *system, int bath)
{
    generator basis;
    open_system closed = *system;
    closed.equation = ENT_MASTER_EQUATION_GLOBAL;
    closed.n_baths = 0;
    int status = generator_create(&basis, &closed);
    dd *energies = status == ENT_OK ? malloc((size_t)basis.d * sizeof *energies) : NULL;
    if (energies) {
        for (int k = 0; k < basis.d; ++k) {
            energies[k] = dd_from(0.0);
        }
        for (size_t k = 0; k < basis.hamiltonian.n; ++k) {
            energies[basis.hamiltonian.elements[k].row] = basis.hamiltonian.elements[k].value.re;
        }
        status = visit_in_basis(self, &basis, system, bath, energies);
    } else if (status == ENT_OK) {
        status = ENT_ERROR_NO_MEMORY;
    }
    free(energies);
    generator_free(&basis);
    return status;
}

/* A fold over the lines, which come by rising frequency. */
typedef struct summary {
    network_lines *lines;
    dd last;
    bool any;
} summary;

static void summarise(void *context, const system_bath *bath, dd frequency)
{
    summary *self = context;
    add_line(self->lines, bath, frequency);
    if (self->any) {
        self->lines->spacing = fmin(self->lines->spacing, dd_subtract(frequency, self->last).hi);
    }
    self->last = frequency;
    self->any = true;
}

int network_lines_find(network_lines *self, const open_system *system, int bath)
{
    summary context = {.lines = self};
    const visitor each = {summarise, &context};
    *self = (network_lines){.spacing = INFINITY, .scale = 1.0};
    return visit_lines(&each, system, bath);
}

typedef struct list {
    network_transition *lines;
    size_t n, capacity;
    bool redfield; /* leaves negative lines of bosons by exchange out */
    bool failed;
} list;

static void append(void *context, const system_bath *bath, dd frequency)
{
    list *self = context;
    bath_rates rates;
    if (self->n == self->capacity) {
        const size_t capacity = 2 * self->capacity + 16;
        network_transition *lines = realloc(self->lines, capacity * sizeof *lines);
        if (!lines) {
            self->failed = true;
            return;
        }
        self->lines = lines;
        self->capacity = capacity;
    }
    const bool turned = bath->statistics == ENT_STATISTICS_BOSON && frequency.hi < 0.0;
    const bool has = bath_rates_at(&rates, bath, turned ? dd_negate(frequency) : frequency) == ENT_OK;
    if (turned && self->redfield) {
        rates = (bath_rates){dd_from(0.0), dd_from(0.0)};
    }
    self->lines[self->n++] = (network_transition){.frequency = dd_value(frequency),
                                                  .emission = has ? dd_value(rates.emission) : NAN,
                                                  .absorption = has ? dd_value(rates.absorption) : NAN};
}

int network_lines_list(network_transition **lines, size_t *n, const open_system *system, int bath)
{
    list context = {.redfield = system->equation == ENT_MASTER_EQUATION_REDFIELD};
    const visitor each = {append, &context};
    *lines = NULL;
    *n = 0;
    if (open_system_dimension(system) > NETWORK_SHOWN_DIMENSION) {
        return ENT_ERROR_OUT_OF_RANGE;
    }
    int status = visit_lines(&each, system, bath);
    status = status == ENT_OK && context.failed ? ENT_ERROR_NO_MEMORY : status;
    if (status != ENT_OK) {
        free(context.lines);
        return status;
    }
    *lines = context.lines;
    *n = context.n;
    return ENT_OK;
}
