#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "cli/network_report.h"
#include "cli/study.h"
#include "cli/verb.h"
#include "figure/network_diagram.h"
#include "io/file.h"

typedef struct request {
    const ent_model *model;
    ent_network *network;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    bool json, currents;
    const char *svg;
    network_values values;
    unit_system units;
} request;

static int take_option(request *self, int *position, int n, char **arguments, ent_error *error)
{
    const char *option = arguments[*position];
    if (strcmp(option, "--json") == 0) {
        self->json = true;
    } else if (strcmp(option, "--currents") == 0) {
        self->currents = true;
    } else if (strcmp(option, "--svg") == 0) {
        return option_value(&self->svg, position, n, arguments, error);
    } else {
        return unknown_option("network", option, "--json, --svg FILE.svg, --currents and --help", error);
    }
    return ENT_OK;
}

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    bool given[ENT_MODEL_MAX_PARAMETERS] = {false};
    int position = 0;
    int status = arguments_model(&self->model, &self->network, &position, n, arguments, error);
    if (status == ENT_OK && !self->network) {
        status = error_set(error, ENT_ERROR_USAGE, "network: the file of a network is missing, such as chain.yaml");
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_model_defaults(self->model, self->parameters);
    for (; status == ENT_OK && position < n; ++position) {
        status = arguments[position][0] == '-' ? take_option(self, &position, n, arguments, error)
                                               : arguments_set_parameter(self->model, self->parameters, given,
                                                                         &self->units, arguments[position], error);
    }
    if (status == ENT_OK) {
        status = unit_system_apply(&self->units, &self->model, self->parameters, given, error);
    }
    if (status == ENT_OK && self->currents && !self->svg) {
        status =
            error_set(error, ENT_ERROR_USAGE, "option '--currents': it draws into --svg FILE.svg, which is missing");
    }
    return status;
}

static int evaluate(request *self, ent_error *error)
{
    char problem[256];
    if (network_values_create(&self->values, self->network) != ENT_OK) {
        return error_no_memory(error);
    }
    if (network_evaluate(self->network, self->parameters, &self->values) != ENT_OK) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s is not a finite number with these parameters",
                         network_number_text(self->network, self->values.undefined));
    }
    const int status = open_system_check(&self->values.system, problem, sizeof problem);
    return status == ENT_OK ? ENT_OK : error_set(error, (ent_status)status, "%s", problem);
}

/* One observable, or NaN. */
static double observable(const ent_solution *solution, const char *name)
{
    double value = NAN;
    return ent_solution_get(solution, &value, name, NULL) == ENT_OK ? value : NAN;
}

/* The steady state gives what flows. */
static int find_currents(const request *self, double *heat, double *particle, ent_error *error)
{
    ent_solution *solution = NULL;
    ent_error cause;
    char name[160];
    if (ent_solve(&solution, self->model, self->parameters, NULL, &cause) != ENT_OK) {
        return error_set(error, cause.status, "option '--currents': %.450s", cause.message);
    }
    for (size_t b = 0; b < network_bath_count(self->network); ++b) {
        (void)snprintf(name, sizeof name, "Q_%s", network_bath_name(self->network, b));
        heat[b] = observable(solution, name);
    }
    for (size_t k = 0; k < network_bond_count(self->network); ++k) {
        const network_bond *bond = network_bond_at(self->network, k);
        (void)snprintf(name, sizeof name, "I_%s_%s", network_site_name(self->network, (size_t)bond->sites[0]),
                       network_site_name(self->network, (size_t)bond->sites[1]));
        particle[k] = bond->kind == ENT_COUPLING_EXCHANGE ? observable(solution, name) : NAN;
    }
    ent_solution_free(solution);
    return ENT_OK;
}

static int draw(const request *self, ent_error *error)
{
    text_buffer out = {0};
    double *heat = calloc(network_bath_count(self->network), sizeof *heat);
    double *particle = calloc(network_bond_count(self->network) + 1, sizeof *particle);
    const diagram_currents currents = {heat, particle};
    int status = heat && particle ? ENT_OK : error_no_memory(error);
    if (status == ENT_OK && self->currents) {
        status = find_currents(self, heat, particle, error);
    }
    if (status == ENT_OK &&
        network_diagram(&out, self->network, &self->values, self->currents ? &currents : NULL) != ENT_OK) {
        status = error_no_memory(error);
    }
    if (status == ENT_OK) {
        status = file_write(self->svg, text_content(&out), out.size, error);
    }
    text_free(&out);
    free(heat);
    free(particle);
    return status;
}

static int report(const request *self, text_buffer *out, ent_error *error)
{
    const int status =
        (self->json ? network_report_json : network_report_text)(out, self->network, self->parameters, &self->values);
    if (out->failed || status == ENT_ERROR_NO_MEMORY) {
        return error_no_memory(error);
    }
    /* The network is as the report says; why it cannot be solved is told beside it. */
    if (status != ENT_OK) {
        (void)fprintf(stderr, "entangine: network %s: its master equation: %s\n",
                      ent_network_model(self->network)->name, ent_status_text(status));
    }
    return ENT_OK;
}

static int run(int n, char **arguments)
{
    request self = {0};
    ent_error error;
    text_buffer out = {0};
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK) {
        status = evaluate(&self, &error);
    }
    if (status == ENT_OK && self.svg) {
        status = draw(&self, &error);
    }
    if (status == ENT_OK) {
        status = report(&self, &out, &error);
    }
    if (status == ENT_OK) {
        (void)fputs(text_content(&out), stdout);
    }
    text_free(&out);
    network_values_free(&self.values);
    unit_system_free(&self.units);
    ent_network_free(self.network);
    return status == ENT_OK ? finish_output() : complain_error(&error);
}

const verb verb_network = {
    .name = "network",
    .synopsis = "FILE [name=value ...] [--svg FILE.svg [--currents]] [--json]",
    .summary = "a network file as understood: sites, couplings, baths; a diagram",
    .details =
        "Reads and checks the whole file and prints what it means, with all expressions as numbers.\n"
        "--svg writes a diagram: sites as circles, couplings as lines with their strengths, baths as boxes from "
        "blue (cold) to vermilion (hot). --currents adds the currents of the steady state as arrows, their "
        "widths to scale.\n"
        "It ends with the sectors (sets of states that neither the Hamiltonian nor decay links), the unknowns of the "
        "steady state with the route and memory that solve would take and, up to 256 states, the Bohr frequencies "
        "of the full Hamiltonian that each bath drives, with the rates of emission and absorption there; the local "
        "equation takes the gaps of the sites instead.\n"
        "--json prints one object with the fields model, title, master_equation, dimension, parameters, sites, "
        "couplings, products, baths, sectors, largest_sector, unknowns, route, memory and lines.",
    .run = run,
};
