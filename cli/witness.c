#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/progress.h"
#include "cli/study.h"
#include "cli/uncertain.h"
#include "cli/verb.h"
#include "cli/witness_report.h"

typedef struct request {
    study base;
    ent_witness_problem problem;
    ent_uncertain uncertain[ENT_MODEL_MAX_PARAMETERS];
    assignment measured_text;
    ent_measured measured;
    ent_witness_options options;
    bool json;
} request;

/* The uncertainty of a number, in the unit of its value. */
static int read_sigma(double *sigma, unit_system *units, const ent_unit *unit, ent_quantity quantity,
                      const uncertain_number *number, const char *argument, ent_error *error)
{
    text_buffer plain = {0};
    int status = unit_system_read(units, &plain, &unit, quantity, number->sigma, argument, error);
    if (status == ENT_OK && ent_number_parse(sigma, text_content(&plain), error) != ENT_OK) {
        status = error_in_argument(argument, error);
    }
    text_free(&plain);
    if (status == ENT_OK && !(*sigma > 0.0)) {
        status = error_set(error, ENT_ERROR_OUT_OF_RANGE,
                           "argument '%s': the uncertainty %s must be above 0; leave it out for an exact value",
                           argument, number->sigma);
    }
    return status;
}

static int read_value(double *value, study *base, size_t index, const uncertain_number *number, const char *argument,
                      ent_error *error)
{
    text_buffer plain = {0};
    int status = unit_system_read_parameter(&base->units, &plain, base->model, index, number->value, argument, error);
    if (status == ENT_OK &&
        (ent_number_parse(value, text_content(&plain), error) != ENT_OK ||
         ent_model_set(base->model, base->parameters, base->model->parameters[index].name, *value, error) != ENT_OK)) {
        status = error_in_argument(argument, error);
    }
    text_free(&plain);
    return status;
}

static int take_parameter(request *self, const char *argument, ent_error *error)
{
    study *base = &self->base;
    assignment pair;
    uncertain_number number;
    double value = 0.0;
    double sigma = 0.0;
    int status = assignment_split(&pair, argument, error);
    if (status != ENT_OK) {
        return status;
    }
    const size_t index = ent_model_parameter(base->model, pair.name);
    if (index == base->model->n_parameters || strpbrk(pair.text, ":,")) { /* for the usual message */
        return arguments_set_parameter(base->model, base->parameters, base->given, &base->units, argument, error);
    }
    if (base->given[index]) {
        return error_set(error, ENT_ERROR_DUPLICATE, "argument '%s': %s is given twice", argument, pair.name);
    }
    base->given[index] = true;
    if (uncertain_cut(&number, pair.text, error) != ENT_OK) {
        return error_in_argument(argument, error);
    }
    status = read_value(&value, base, index, &number, argument, error);
    if (status == ENT_OK && number.uncertain) {
        status = read_sigma(&sigma, &base->units, base->units.units[index], base->model->parameters[index].quantity,
                            &number, argument, error);
        self->uncertain[self->problem.n_uncertain++] = (ent_uncertain){base->model->parameters[index].name, sigma};
    }
    return status;
}

static int take_measured(request *self, const char *argument, ent_error *error)
{
    const ent_model *model = self->base.model;
    uncertain_number number;
    if (self->problem.measured) {
        return error_set(error, ENT_ERROR_DUPLICATE, "option '--measured' is given twice; one current is used");
    }
    int status = assignment_split(&self->measured_text, argument, error);
    if (status != ENT_OK) {
        return status;
    }
    status = uncertain_cut(&number, self->measured_text.text, error);
    if (status == ENT_OK && !number.uncertain) {
        status =
            error_set(error, ENT_ERROR_USAGE, "a measured current needs an uncertainty, such as J_ss=2.0e-4+-1e-5");
    }
    if (status != ENT_OK) {
        return error_in_argument(argument, error);
    }
    const size_t index = ent_model_observable(model, self->measured_text.name);
    self->measured.observable = self->measured_text.name;
    self->problem.measured = &self->measured;
    status = unit_system_read_observable(&self->base.units, &self->measured.value, model, self->measured.observable,
                                         number.value, argument, error);
    if (status == ENT_OK) {
        const ent_quantity quantity = model->observables[index].quantity;
        status = read_sigma(&self->measured.sigma, &self->base.units, ent_unit_si(quantity), quantity, &number,
                            argument, error);
    }
    return status;
}

static int take_option(request *self, int *position, int n, char **arguments, ent_error *error)
{
    const char *option = arguments[*position];
    const char *value = "";
    unsigned long long number = 0;
    bool taken = false;
    if (strcmp(option, "--json") == 0) {
        self->json = true;
        return ENT_OK;
    }
    if (strcmp(option, "--threads") == 0) {
        return study_take_option(&self->base, &taken, position, n, arguments, error);
    }
    const bool samples = strcmp(option, "--samples") == 0;
    const bool measured = strcmp(option, "--measured") == 0;
    if (!samples && !measured && strcmp(option, "--seed") != 0) {
        return unknown_option(
            "witness", option,
            "--measured OBSERVABLE=VALUE+-UNCERTAINTY, --samples N, --seed N, --threads N, --json and "
            "--help",
            error);
    }
    int status = option_value(&value, position, n, arguments, error);
    if (status != ENT_OK || measured) {
        return status == ENT_OK ? take_measured(self, value, error) : status;
    }
    status = option_whole_number(&number, option, value, error);
    if (status == ENT_OK && samples && number == 0) {
        status = error_set(error, ENT_ERROR_OUT_OF_RANGE, "option '--samples': must be 1 or more");
    }
    if (samples) {
        self->options.samples = (size_t)number;
    } else {
        self->options.seed = number;
    }
    return status;
}

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    int position = 0;
    int status = study_begin(&self->base, &position, n, arguments, error);
    for (; status == ENT_OK && position < n; ++position) {
        status = arguments[position][0] == '-' ? take_option(self, &position, n, arguments, error)
                                               : take_parameter(self, arguments[position], error);
    }
    if (status == ENT_OK) {
        status = study_end(&self->base, error);
    }
    self->problem.model = self->base.model;
    self->problem.parameters = self->base.parameters;
    self->problem.uncertain = self->uncertain;
    self->options.threads = self->base.threads;
    return status;
}

static int run(int n, char **arguments)
{
    request self = {.json = false};
    ent_witness_result result;
    ent_solution *central = NULL;
    ent_error error;
    text_buffer out = {0};
    progress_line line = {.label = "witness"};
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK) {
        progress_catch_interrupts();
        self.options.progress = progress_on_terminal(&line);
        status = ent_witness(&result, &self.problem, &self.options, &error);
    }
    if (status == ENT_OK) {
        /* A central engine without a state is told in the report. */
        (void)!ent_solve(&central, self.base.model, self.base.parameters, NULL, NULL);
        if (self.json) {
            witness_report_json(&out, &self.problem, &result, central, self.options.seed);
        } else {
            witness_report_text(&out, &self.problem, &result, central);
        }
    }
    status = study_output(&self.base, status, &out, &error);
    ent_solution_free(central);
    text_free(&out);
    study_free(&self.base);
    return status == ENT_OK ? finish_output() : complain_error(&error);
}

const verb verb_witness = {
    .name = "witness",
    .synopsis = "[MODEL] name=value[+-uncertainty] ... [--measured OBSERVABLE=VALUE+-UNCERTAINTY] [--samples N] "
                "[--seed N] [--threads N] [--json]",
    .summary = "how probable entanglement is, given error bars and a measured current",
    .details =
        "Uncertainties are standard deviations of normal distributions, truncated where a parameter's admissible range "
        "ends: T_h=0.70+-0.02, T_h=0.70\xc2\xb1"
        "0.02 or T_h=0.70(2). --measured takes one of J_ss, Q_h and I; for "
        "a network I_<a>_<b> of a bond, or Q_<bath>, which only weighs the samples.\n"
        "The report gives the probability that the steady state is entangled: from the model with its parameters, from "
        "the measured current against the critical one (J_c, J_c/2, I_c), and from both (Bayes), each with its standard "
        "error; whether model and measurement are compatible; quantiles of J_ratio and negativity; and for each "
        "parameter what its uncertainty does, from exact derivatives, and how well it would have to be known for a "
        "verdict of 95 % and 99.7 %. Particle currents above I_c prove entanglement; below it they prove nothing.\n"
        "Samples are quasi-random (scrambled Sobol points), 65536 by default (4096 for networks); the same --seed gives the same numbers, "
        "on any number of threads.",
    .run = run,
};
