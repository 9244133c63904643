/* The rules are those of the two-qubit models, for every part by itself. */
#include "model/network_validity.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/network_parts.h"

enum { LOCAL = 1, GLOBAL = 2, REDFIELD = 4, ALL = 7, FULL = GLOBAL | REDFIELD };

/* One rule; %s is the name of the part that it looks at. */
typedef struct row {
    network_rule kind;
    unsigned equations;
    double limit;
    const char *name, *condition, *text;
} row;

static const row rows[] = {
    {RULE_STRENGTH_RATE, LOCAL, 5.0, "coupling_above_rates", "|strength| of %s <= 5 min(rate)",
     "%s: its strength {left} is {ratio} times the smallest bath rate {right} near it (limit {limit}): the local "
     "master equation expects couplings not much above the rates; compare with the global one"},
    {RULE_STRENGTH_GAP, LOCAL, 0.1, "coupling_near_gap", "|strength| of %s <= 0.1 min(energy)",
     "%s: its strength {left} is {ratio} of the smaller gap {right} (limit {limit}): the local master equation needs "
     "couplings much below the gaps; use the global one"},
    {RULE_PRODUCT, LOCAL, 0.1, "product_near_gap", "|strength| of %s <= 0.1 min(energy)",
     "%s: its strength {left} is {ratio} of the smallest gap {right} of its sites (limit {limit}): the local master "
     "equation needs couplings much below the gaps; use the global one"},
    {RULE_RATE_GAP, LOCAL, 0.1, "rates_near_gap", "rate of %s <= 0.1 min(energy)",
     "%s: its rate {left} is {ratio} of the gap {right} of its site (limit {limit}; for fermions the larger of "
     "|energy - chemical_potential| and temperature): the Born-Markov approximation needs rates much below it"},
    {RULE_DETUNING, LOCAL, 0.1, "detuning_near_gap", "detuning of %s <= 0.1 min(energy)",
     "%s: the gaps of its sites differ by {left}, {ratio} of the smaller one {right} (limit {limit}): the local master "
     "equation needs detunings much below the gaps"},
    {RULE_TUNNELLING, LOCAL, 0.2, "tunnelling_near_gap", "|tunnelling| of %s <= 0.2 energy",
     "%s: its tunnelling {left} is {ratio} of its gap {right} (limit {limit}): the baths are taken at the bare gaps, "
     "which needs tunnelling well below them"},
    {RULE_SPACING, GLOBAL, 0.1, "lines_near_rates", "relaxation rate of %s <= 0.1 spacing of its lines",
     "%s: its relaxation rate {left} against the spacing {right} of its lines, ratio {ratio} (limit {limit}): the "
     "secular approximation needs lines much farther apart than the rates; compare with the local or Redfield "
     "equation"},
    {RULE_LINE, FULL, 0.1, "rates_near_line", "rate of %s <= 0.1 lowest line",
     "%s: its rate {left} is {ratio} of its lowest line {right} (limit {limit}; for fermions the larger of "
     "|line - chemical_potential| and temperature): the Born-Markov approximation needs rates much below it"},
    {RULE_NEGATIVE_LINE, GLOBAL, 1.0, "negative_lines", "%s drives no transition of negative frequency",
     "%s: its coupling by exchange has a line at -{left}, where lowering the site raises the energy: the bath acts "
     "there by the adjoint, which lowers the energy, as through a dipole coupling; by exchange alone it would not "
     "act"},
    {RULE_NEGATIVE_LINE, REDFIELD, 1.0, "negative_lines", "%s drives no transition of negative frequency",
     "%s: its coupling by exchange has a line at -{left}, where lowering the site raises the energy: the Redfield "
     "equation leaves that line out, and only other baths hold what it links; take the global one, or coupling: "
     "dipole"},
    {RULE_POSITIVITY, REDFIELD, 1e-12, "negative_state", "smallest_eigenvalue >= 0",
     "smallest_eigenvalue = -{left:number}: the Redfield equation gives a state that is not positive here, and what "
     "is computed from it cannot be trusted"},
    {RULE_TRUNCATION, ALL, 1e-6, "truncation", "top level of %s holds <= 1e-6",
     "%s: the highest level that is kept holds a population of {left:number} (limit {limit}): give it more levels"},
    {RULE_ENTROPY, LOCAL, 1e-12, "negative_entropy_production", "entropy_production >= 0",
     "entropy_production = -{left:entropy_rate}, {ratio} of the sum of |Q - mu I|/T, is negative: here the local "
     "master equation breaks the Second Law (Levy and Kosloff 2014), and its currents cannot be trusted"},
    {RULE_ENTROPY, FULL, 1e-12, "negative_entropy_production", "entropy_production >= 0",
     "entropy_production = -{left:entropy_rate}, {ratio} of the sum of |Q - mu I|/T, is negative: the currents cannot "
     "be trusted"},
};

/* A copy of a template with %s replaced. */
static const char *expand(const char *template, const char *subject, bool *failed)
{
    text_buffer out = {0};
    const char *place = strstr(template, "%s");
    if (place) {
        text_append(&out, "%.*s%s%s", (int)(place - template), template, subject, place + 2);
    } else {
        text_append(&out, "%s", template);
    }
    *failed = *failed || out.failed;
    return out.data;
}

static bool reserve(network_limits *self)
{
    if (self->n < self->capacity) {
        return true;
    }
    const size_t capacity = self->capacity ? 2 * self->capacity : 16;
    ent_validity *rules = realloc(self->rules, capacity * sizeof *rules);
    self->rules = rules ? rules : self->rules;
    network_rule *kinds = realloc(self->kinds, capacity * sizeof *kinds);
    self->kinds = kinds ? kinds : self->kinds;
    int *subjects = realloc(self->subjects, capacity * sizeof *subjects);
    self->subjects = subjects ? subjects : self->subjects;
    self->failed = self->failed || !rules || !kinds || !subjects;
    self->capacity = self->failed ? self->capacity : capacity;
    return !self->failed;
}

/* The rule of this kind that the master equation has, if it has one. */
static void add(network_limits *self, network_rule kind, ent_master_equation equation, int subject, const char *name)
{
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; ++r) {
        if (rows[r].kind != kind || !(rows[r].equations >> equation & 1U) || !reserve(self)) {
            continue;
        }
        self->kinds[self->n] = kind;
        self->subjects[self->n] = subject;
        self->rules[self->n++] = (ent_validity){.name = rows[r].name,
                                                .condition = expand(rows[r].condition, name, &self->failed),
                                                .limit = rows[r].limit,
                                                .text = expand(rows[r].text, name, &self->failed),
                                                .compare = network_rule_compare};
    }
}

static void add_bonds(network_limits *self, const ent_network *network, ent_master_equation equation)
{
    char name[192];
    for (size_t k = 0; k < network->n_bonds; ++k) {
        const network_bond *bond = &network->bonds[k];
        (void)snprintf(name, sizeof name, "coupling %s - %s", network_site_name(network, (size_t)bond->sites[0]),
                       network_site_name(network, (size_t)bond->sites[1]));
        add(self, RULE_STRENGTH_RATE, equation, (int)k, name);
        add(self, RULE_STRENGTH_GAP, equation, (int)k, name);
        if (bond->kind != ENT_COUPLING_ZZ) { /* which leaves the frequencies of the sites alone */
            add(self, RULE_DETUNING, equation, (int)k, name);
        }
    }
}

static void add_products(network_limits *self, const ent_network *network, ent_master_equation equation)
{
    char name[32];
    int position = 0;
    for (size_t t = 0; t < network->n_terms; ++t) {
        bool bond = false;
        for (size_t k = 0; k < network->n_bonds; ++k) {
            bond = bond || network->bonds[k].term == (int)t;
        }
        if (!bond) {
            (void)snprintf(name, sizeof name, "product %d", ++position);
            add(self, RULE_PRODUCT, equation, (int)t, name);
        }
    }
}

network_limits network_limits_create(const ent_network *network, const open_system *system)
{
    static const network_rule of_baths[] = {RULE_RATE_GAP, RULE_SPACING, RULE_LINE, RULE_NEGATIVE_LINE};
    network_limits self = {0};
    char name[96];
    add_bonds(&self, network, system->equation);
    add_products(&self, network, system->equation);
    for (int i = 0; i < system->n_sites; ++i) {
        (void)snprintf(name, sizeof name, "site %s", network_site_name(network, (size_t)i));
        add(&self, RULE_TUNNELLING, system->equation, i, name);
        if (system->sites[i].kind == ENT_SITE_OSCILLATOR) {
            add(&self, RULE_TRUNCATION, system->equation, i, name);
        }
    }
    for (int b = 0; b < system->n_baths; ++b) {
        (void)snprintf(name, sizeof name, "bath %s", network_bath_name(network, (size_t)b));
        for (size_t k = 0; !system->baths[b].dephasing && k < sizeof of_baths / sizeof of_baths[0]; ++k) {
            add(&self, of_baths[k], system->equation, b, name);
        }
    }
    add(&self, RULE_POSITIVITY, system->equation, 0, "");
    add(&self, RULE_ENTROPY, system->equation, 0, "");
    return self;
}

void network_limits_free(network_limits *self)
{
    for (size_t k = 0; k < self->n; ++k) {
        free((void *)(uintptr_t)self->rules[k].condition);
        free((void *)(uintptr_t)self->rules[k].text);
    }
    free(self->rules);
    free(self->kinds);
    free(self->subjects);
    *self = (network_limits){0};
}
