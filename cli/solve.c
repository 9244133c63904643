#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/compare_report.h"
#include "cli/report.h"
#include "cli/state_file.h"
#include "cli/study.h"
#include "cli/threads.h"
#include "cli/verb.h"

typedef struct request {
    const ent_model *model;
    ent_network *network; /* the owner of a model from a file; else NULL */
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    unit_system units;
    bool json, compare, verbose;
    ent_complex *state; /* of --from FILE; else NULL */
    ent_solve_options options;
} request;

static int set_route(request *self, const char *name, ent_error *error)
{
    static const char *const names[] = {"automatic", "closed", "numerical"};
    for (int i = 0; name && i < 3; ++i) {
        if (strcmp(name, names[i]) == 0) {
            self->options.route = (ent_route)i;
            return ENT_OK;
        }
    }
    return error_set(error, ENT_ERROR_USAGE, "option '--route': '%s' is not one of automatic, closed, numerical",
                     name ? name : "");
}

static int prepare_start(request *self, ent_error *error)
{
    const char *from = self->options.from;
    if (strcmp(from, "steady") == 0 || self->compare) {
        return error_set(error, ENT_ERROR_USAGE,
                         "option '--from': it selects one of several steady states by its start: gibbs, a basis state "
                         "such as 10, or a file; not steady, and not with --compare");
    }
    if (!state_file_is_named(from)) {
        return ENT_OK;
    }
    self->options.from = NULL;
    return state_file_read(&self->state, from, self->model, error);
}

/* A model of two qubits becomes its network; networks have no units and no closed form. */
static int prepare_comparison(request *self, ent_error *error)
{
    if (self->options.route != ENT_ROUTE_AUTOMATIC || self->units.with) {
        return error_set(error, ENT_ERROR_USAGE, "option '--compare': it takes no %s, since networks have none",
                         self->units.with ? "units" : "--route");
    }
    if (self->network) {
        return ENT_OK;
    }
    const int status = ent_network_two_qubit(&self->network, self->model->name, error);
    if (status != ENT_OK) {
        return error_set(error, ENT_ERROR_USAGE,
                         "option '--compare': it compares the master equations of local, of global, or of a network "
                         "file such as chain.yaml");
    }
    self->model = ent_network_model(self->network); /* with the same parameters in the same order */
    return ENT_OK;
}

static int limit_threads(int *position, int n, char **arguments, ent_error *error)
{
    const char *value = "";
    size_t threads = 0;
    int status = option_value(&value, position, n, arguments, error);
    status = status == ENT_OK ? threads_parse(&threads, "option '--threads'", value, error) : status;
    return status == ENT_OK ? ent_threads_limit(threads, error) : status;
}

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    bool given[ENT_MODEL_MAX_PARAMETERS] = {false};
    int position = 0;
    int status = arguments_model(&self->model, &self->network, &position, n, arguments, error);
    if (status != ENT_OK) {
        return status;
    }
    ent_model_defaults(self->model, self->parameters);
    for (; status == ENT_OK && position < n; ++position) {
        const char *argument = arguments[position];
        if (strcmp(argument, "--json") == 0) {
            self->json = true;
        } else if (strcmp(argument, "--compare") == 0) {
            self->compare = true;
        } else if (strcmp(argument, "--verbose") == 0) {
            self->verbose = true;
        } else if (strcmp(argument, "--route") == 0) {
            ++position;
            status = set_route(self, position < n ? arguments[position] : NULL, error);
        } else if (strcmp(argument, "--from") == 0) {
            status = option_value(&self->options.from, &position, n, arguments, error);
        } else if (strcmp(argument, "--threads") == 0) {
            status = limit_threads(&position, n, arguments, error);
        } else if (argument[0] == '-') {
            status = unknown_option("solve", argument,
                                    "--json, --compare, --from STATE, --route automatic|closed|numerical, --threads N, "
                                    "--verbose and --help",
                                    error);
        } else {
            status = arguments_set_parameter(self->model, self->parameters, given, &self->units, argument, error);
        }
    }
    if (status == ENT_OK && self->options.from) {
        status = prepare_start(self, error);
    }
    if (status == ENT_OK && self->compare) {
        status = prepare_comparison(self, error);
    }
    return status == ENT_OK ? unit_system_apply(&self->units, &self->model, self->parameters, given, error) : status;
}

/* Colour only where a person reads it: https://no-color.org */
static bool wants_colour(void)
{
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no_color && *no_color) && !(terminal && strcmp(terminal, "dumb") == 0);
}

/* Prints and frees a report. */
static int print(text_buffer *out)
{
    const bool failed = out->failed;
    (void)fputs(text_content(out), stdout);
    text_free(out);
    return failed ? complain(ENT_ERROR_NO_MEMORY, "not enough memory for the report") : finish_output();
}

/* On stderr, so that results stay as they are. */
static void tell_route(const ent_solution *solution)
{
    const ent_solver_report *report = ent_solution_report(solution);
    if (!report->route) {
        (void)fprintf(stderr, "route %s\n",
                      ent_solution_is_selected(solution)      ? "null space"
                      : ent_solution_is_closed_form(solution) ? "closed form"
                                                              : "two qubits");
        return;
    }
    (void)fprintf(stderr, "route %s: %zu unknowns, residual %.1e, error of the state up to %.1e, %.3g MB\n",
                  report->route, report->unknowns, report->residual, report->accuracy, report->memory * 1e-6);
    if (report->iterations > 0) {
        (void)fprintf(stderr, "GMRES: %d iterations in %d corrections; relative residuals", report->iterations,
                      report->corrections);
        for (size_t k = 0; k < report->n_history; ++k) {
            (void)fprintf(stderr, " %.1e", report->history[k]);
        }
        (void)fprintf(stderr, "\n");
    }
}

static int solve(const request *self, text_buffer *out, ent_error *error)
{
    ent_solution *solution = NULL;
    ent_solve_options options = self->options;
    options.state = self->state;
    const int status = ent_solve(&solution, self->model, self->parameters, &options, error);
    if (status == ENT_OK && self->verbose) {
        tell_route(solution);
    }
    if (status == ENT_OK && self->json) {
        report_json(out, solution);
    } else if (status == ENT_OK) {
        report_text(out, solution, wants_colour());
    }
    ent_solution_free(solution);
    return status;
}

static int compare(const request *self, text_buffer *out, ent_error *error)
{
    ent_comparison *comparison = NULL;
    const int status = ent_compare(&comparison, self->network, self->parameters, error);
    if (status == ENT_OK) {
        (self->json ? compare_report_json : compare_report_text)(out, comparison, self->model, self->parameters);
    }
    ent_comparison_free(comparison);
    return status;
}

static int run(int n, char **arguments)
{
    request self = {0};
    ent_error error;
    text_buffer out = {0};
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK) {
        status = (self.compare ? compare : solve)(&self, &out, &error);
    }
    const int exit_status = status == ENT_OK ? print(&out) : complain_error(&error);
    unit_system_free(&self.units);
    ent_network_free(self.network);
    free(self.state);
    return exit_status;
}

const verb verb_solve = {
    .name = "solve",
    .synopsis =
        "[MODEL] [name=value ...] [--json] [--compare] [--from STATE] [--route automatic|closed|numerical] [--threads N] [--verbose]",
    .summary = "steady state of one engine: entanglement, currents, validity",
    .details =
        "MODEL is local (the default), global, thermal, or the path of a network file such as chain.yaml; parameters that are not given keep their defaults, which "
        "'entangine list parameters' shows.\n"
        "Numbers may have units, such as eps_h=5GHz T_h=170mK gamma_h=0.5MHz; then all must, eps_h (or eps) among them, "
        "and results come in SI units. Energies and temperatures: Hz kHz MHz GHz THz (h f), neV ueV meV eV, J, nK uK mK "
        "K (k_B T). Rates also: 1/s 1/ms 1/us 1/ns 1/ps; a rate of 1 MHz is 2 pi 1e6 per second. Every other verb reads "
        "the same units.\n"
        "The report says, top to bottom, which engine it is, whether the steady state is entangled and how far from "
        "the threshold, the currents, the state, and where the master equation leaves its range of validity.\n"
        "--json prints one object with the fields model, parameters, observables, entangled (true, false or null), "
        "warnings, method and residual. Numbers read back as the same doubles; an undefined observable is null and a "
        "warning says why. With units there is a field units more.\n"
        "--route numerical solves the master equation also where there is a closed form; --route closed refuses "
        "where there is none.\n"
        "--compare solves the same engine by the local, the global and the Redfield equation and prints their currents, "
        "entropy production and negativities side by side, then which of them is inside its range and why the others are "
        "not. With --json: the fields model, parameters, equations and differences.\n"
        "--from STATE selects one of several steady states where there is more than one: that which the engine ends in when "
        "it starts from STATE, which is gibbs (each site in the Gibbs state of its bath), a basis state such as 10, or the "
        "name of a file with a . or / in it (as for evolve).\n"
        "--threads says how many threads a large network may use, else the environment variable ENTANGINE_THREADS, else "
        "all; results do not depend on it beyond rounding.\n"
        "--verbose tells on stderr how the state was found: dense (up to 300 unknowns), or in blocks, with iterations, "
        "residual, error and memory.",
    .run = run,
};
