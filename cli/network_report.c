#include "cli/network_report.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "cli/structure_report.h"
#include "io/json.h"

static const char *const equations[] = {"local", "global", "redfield"};
static const char *const kinds[] = {"ladder", "oscillator"};
static const char *const couplings[] = {"exchange", "dipole", "zz"};
static const char *const statistics[] = {"boson", "fermion"};
static const char *const spectra[] = {"flat", "ohmic", "lorentzian"};

enum { LABEL_WIDTH = 17 };

static void heading(text_buffer *out, const char *label, size_t index)
{
    text_append(out, "%-*s", LABEL_WIDTH, index == 0 ? label : "");
}

/* " key value", for what is not 0. */
static void detail(text_buffer *out, const char *key, double value)
{
    char number[NUMBER_SIZE];
    if (value != 0.0 && !isinf(value)) {
        text_append(out, ", %s %s", key, number_format(number, value));
    }
}

/* "lower" of a factor. */
static const char *operator_name(const system_factor *factor, char name[16])
{
    static const char *const names[] = {"lower", "raise", "number", "x", "y", "z"};
    (void)(factor->kind == LOCAL_PROJECTOR ? snprintf(name, 16, "p%d", factor->level)
                                           : snprintf(name, 16, "%s", names[factor->kind]));
    return name;
}

static bool is_bond(const ent_network *network, int term)
{
    bool found = false;
    for (size_t k = 0; k < network_bond_count(network); ++k) {
        found = found || network_bond_at(network, k)->term == term;
    }
    return found;
}

static void text_of_parameters(text_buffer *out, const ent_network *network, const double *parameters)
{
    const ent_model *model = ent_network_model(network);
    char number[NUMBER_SIZE];
    for (size_t i = 0; i < model->n_parameters; ++i) {
        heading(out, "parameters", i);
        text_append(out, "%s = %s\n", model->parameters[i].name, number_format(number, parameters[i]));
    }
    for (size_t i = 0; i < model->n_derived; ++i) {
        heading(out, "follow them", i);
        text_append(out, "%s = %s\n", model->derived[i].name, model->derived[i].expression);
    }
}

static void text_of_sites(text_buffer *out, const network_values *values)
{
    char number[NUMBER_SIZE];
    for (int i = 0; i < values->system.n_sites; ++i) {
        const system_site *site = &values->sites[i];
        heading(out, "sites", (size_t)i);
        text_append(out, "%s: %s of %d levels, energy %s", site->name, kinds[site->kind], site->levels,
                    number_format(number, site->energy));
        detail(out, "tunnelling", site->tunnelling);
        text_append(out, "\n");
    }
}

static void text_of_couplings(text_buffer *out, const ent_network *network, const network_values *values)
{
    char number[NUMBER_SIZE], name[16];
    size_t n_products = 0;
    for (size_t k = 0; k < network_bond_count(network); ++k) {
        const network_bond *bond = network_bond_at(network, k);
        heading(out, "couplings", k);
        text_append(out, "%s - %s: %s %s\n", network_site_name(network, (size_t)bond->sites[0]),
                    network_site_name(network, (size_t)bond->sites[1]), couplings[bond->kind],
                    number_format(number, values->terms[bond->term].strength));
    }
    for (int t = 0; t < values->system.n_terms; ++t) {
        const system_term *term = &values->terms[t];
        if (is_bond(network, t)) {
            continue;
        }
        heading(out, "products", n_products++);
        text_append(out, "%s", number_format(number, term->strength));
        if (term->strength_im != 0.0) {
            text_append(out, " + %s i", number_format(number, term->strength_im));
        }
        for (int k = 0; k < term->n_factors; ++k) {
            text_append(out, ", %s of %s", operator_name(&term->factors[k], name),
                        network_site_name(network, (size_t)term->factors[k].site));
        }
        text_append(out, "%s\n", term->add_adjoint ? ", and its adjoint" : "");
    }
}

static void text_of_baths(text_buffer *out, const ent_network *network, const network_values *values)
{
    char number[NUMBER_SIZE];
    for (int b = 0; b < values->system.n_baths; ++b) {
        const system_bath *bath = &values->baths[b];
        heading(out, "baths", (size_t)b);
        text_append(out, "%s on ", bath->name);
        for (int k = 0; k < bath->n_sites; ++k) {
            text_append(out, "%s%s", k ? ", " : "", network_site_name(network, (size_t)bath->sites[k]));
        }
        if (bath->dephasing) {
            text_append(out, ": dephasing, rate %s\n", number_format(number, bath->rate));
            continue;
        }
        text_append(out, ": %ss by %s, %s spectrum, temperature %s", statistics[bath->statistics],
                    bath->dipole ? "dipole" : "exchange", spectra[bath->spectrum],
                    number_format(number, bath->temperature));
        text_append(out, ", rate %s", number_format(number, bath->rate));
        detail(out, "chemical_potential", bath->chemical_potential);
        detail(out, "frequency", bath->frequency);
        detail(out, "cutoff", bath->cutoff);
        detail(out, "width", bath->width);
        text_append(out, "\n");
    }
}

int network_report_text(text_buffer *out, const ent_network *network, const double *parameters,
                        const network_values *values)
{
    const char *title = network_title(network);
    text_append(out, "%-*s%s\n", LABEL_WIDTH, "network", ent_network_model(network)->name);
    if (title) {
        text_append(out, "%-*s%s\n", LABEL_WIDTH, "title", title);
    }
    text_append(out, "%-*s%s\n", LABEL_WIDTH, "master equation", equations[values->system.equation]);
    text_append(out, "%-*s%zu\n", LABEL_WIDTH, "dimension", open_system_dimension(&values->system));
    text_of_parameters(out, network, parameters);
    text_of_sites(out, values);
    text_of_couplings(out, network, values);
    text_of_baths(out, network, values);
    return structure_report_text(out, &values->system, LABEL_WIDTH);
}

static void json_of_sites(json_writer *writer, const network_values *values)
{
    json_write_open(writer, "sites", '[');
    for (int i = 0; i < values->system.n_sites; ++i) {
        const system_site *site = &values->sites[i];
        json_write_open(writer, NULL, '{');
        json_write_string(writer, "name", site->name);
        json_write_string(writer, "kind", kinds[site->kind]);
        json_write_number(writer, "levels", site->levels);
        json_write_number(writer, "energy", site->energy);
        json_write_number(writer, "tunnelling", site->tunnelling);
        json_write_close(writer, '}');
    }
    json_write_close(writer, ']');
}

static void json_of_couplings(json_writer *writer, const ent_network *network, const network_values *values)
{
    json_write_open(writer, "couplings", '[');
    for (size_t k = 0; k < network_bond_count(network); ++k) {
        const network_bond *bond = network_bond_at(network, k);
        json_write_open(writer, NULL, '{');
        json_write_open(writer, "sites", '[');
        json_write_string(writer, NULL, network_site_name(network, (size_t)bond->sites[0]));
        json_write_string(writer, NULL, network_site_name(network, (size_t)bond->sites[1]));
        json_write_close(writer, ']');
        json_write_number(writer, couplings[bond->kind], values->terms[bond->term].strength);
        json_write_close(writer, '}');
    }
    json_write_close(writer, ']');
}

static void json_of_products(json_writer *writer, const ent_network *network, const network_values *values)
{
    char name[16];
    json_write_open(writer, "products", '[');
    for (int t = 0; t < values->system.n_terms; ++t) {
        const system_term *term = &values->terms[t];
        if (is_bond(network, t)) {
            continue;
        }
        json_write_open(writer, NULL, '{');
        json_write_open(writer, "product", '{');
        for (int k = 0; k < term->n_factors; ++k) {
            json_write_string(writer, network_site_name(network, (size_t)term->factors[k].site),
                              operator_name(&term->factors[k], name));
        }
        json_write_close(writer, '}');
        json_write_number(writer, "strength", term->strength);
        json_write_number(writer, "strength_im", term->strength_im);
        json_write_literal(writer, "add_adjoint", term->add_adjoint ? "true" : "false");
        json_write_close(writer, '}');
    }
    json_write_close(writer, ']');
}

static void json_of_bath(json_writer *writer, const ent_network *network, const system_bath *bath)
{
    json_write_open(writer, NULL, '{');
    json_write_string(writer, "name", bath->name);
    json_write_open(writer, "sites", '[');
    for (int k = 0; k < bath->n_sites; ++k) {
        json_write_string(writer, NULL, network_site_name(network, (size_t)bath->sites[k]));
    }
    json_write_close(writer, ']');
    json_write_literal(writer, "dephasing", bath->dephasing ? "true" : "false");
    json_write_number(writer, "rate", bath->rate);
    if (!bath->dephasing) {
        json_write_number(writer, "temperature", bath->temperature);
        json_write_string(writer, "statistics", statistics[bath->statistics]);
        json_write_number(writer, "chemical_potential", bath->chemical_potential);
        json_write_string(writer, "coupling", bath->dipole ? "dipole" : "exchange");
        json_write_string(writer, "spectrum", spectra[bath->spectrum]);
        if (bath->spectrum != ENT_SPECTRUM_FLAT) {
            json_write_number(writer, "frequency", bath->frequency);
        }
        if (bath->spectrum == ENT_SPECTRUM_OHMIC) {
            json_write_number(writer, "cutoff", bath->cutoff); /* null: none */
        }
        if (bath->spectrum == ENT_SPECTRUM_LORENTZIAN) {
            json_write_number(writer, "width", bath->width);
        }
    }
    json_write_close(writer, '}');
}

int network_report_json(text_buffer *out, const ent_network *network, const double *parameters,
                        const network_values *values)
{
    const ent_model *model = ent_network_model(network);
    json_writer writer = {.out = out};
    json_write_open(&writer, NULL, '{');
    json_write_string(&writer, "model", model->name);
    json_write_string(&writer, "title", network_title(network) ? network_title(network) : "");
    json_write_string(&writer, "master_equation", equations[values->system.equation]);
    json_write_number(&writer, "dimension", (double)open_system_dimension(&values->system));
    json_write_open(&writer, "parameters", '{');
    for (size_t i = 0; i < model->n_parameters; ++i) {
        json_write_number(&writer, model->parameters[i].name, parameters[i]);
    }
    json_write_close(&writer, '}');
    json_of_sites(&writer, values);
    json_of_couplings(&writer, network, values);
    json_of_products(&writer, network, values);
    json_write_open(&writer, "baths", '[');
    for (int b = 0; b < values->system.n_baths; ++b) {
        json_of_bath(&writer, network, &values->baths[b]);
    }
    json_write_close(&writer, ']');
    const int status = structure_report_json(&writer, &values->system);
    json_write_close(&writer, '}');
    return status;
}
