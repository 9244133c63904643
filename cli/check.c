#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/report.h"
#include "cli/verb.h"
#include "io/json.h"

typedef struct request {
    const ent_model *model;
    ent_network *network;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    unit_system units;
    bool json;
} request;

static const char *const verdicts[] = {"pass", "warn", "fail"};

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    bool given[ENT_MODEL_MAX_PARAMETERS] = {false};
    int position = 0;
    int status = arguments_model(&self->model, &self->network, &position, n, arguments, error);
    if (status == ENT_OK) {
        ent_model_defaults(self->model, self->parameters);
    }
    for (; status == ENT_OK && position < n; ++position) {
        if (strcmp(arguments[position], "--json") == 0) {
            self->json = true;
        } else if (arguments[position][0] == '-') {
            status = unknown_option("check", arguments[position], "--json and --help", error);
        } else {
            status =
                arguments_set_parameter(self->model, self->parameters, given, &self->units, arguments[position], error);
        }
    }
    return status == ENT_OK ? unit_system_apply(&self->units, &self->model, self->parameters, given, error) : status;
}

static void append_text(text_buffer *out, const request *self, const ent_check_report *report)
{
    text_append(out, "%-12s%s: %s\n", "engine", self->model->name, self->model->title);
    report_parameters(out, self->model, self->parameters);
    for (size_t k = 0; k < ent_check_count(report); ++k) {
        const ent_check_line *line = ent_check_at(report, k);
        const bool passed = line->verdict == ENT_CHECK_PASS;
        text_append(out, "%-12s%-32s %10.3g <= ", verdicts[line->verdict], line->name, line->value);
        if (passed) {
            text_append(out, "%-8.3g %s\n", line->tolerance, line->text);
        } else {
            text_append(out, "%.3g\n", line->tolerance);
            report_wrapped(out, line->text);
        }
    }
    text_append(out, "%-12s%s\n", "result", ent_check_passed(report) ? "nothing is wrong" : "not every check passed");
}

static void append_json(text_buffer *out, const request *self, const ent_check_report *report)
{
    json_writer json = {.out = out};
    json_write_open(&json, NULL, '{');
    json_write_string(&json, "model", self->model->name);
    json_write_literal(&json, "passed", ent_check_passed(report) ? "true" : "false");
    json_write_open(&json, "checks", '[');
    for (size_t k = 0; k < ent_check_count(report); ++k) {
        const ent_check_line *line = ent_check_at(report, k);
        json_write_open(&json, NULL, '{');
        json_write_string(&json, "name", line->name);
        json_write_string(&json, "verdict", verdicts[line->verdict]);
        json_write_number(&json, "value", isinf(line->value) ? NAN : line->value);
        json_write_number(&json, "tolerance", isinf(line->tolerance) ? NAN : line->tolerance); /* null: any */
        json_write_string(&json, "text", line->text);
        json_write_close(&json, '}');
    }
    json_write_close(&json, ']');
    json_write_close(&json, '}');
}

static int run(int n, char **arguments)
{
    request self = {0};
    ent_error error;
    ent_check_report *report = NULL;
    text_buffer out = {0};
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK) {
        status = ent_check(&report, self.model, self.network, self.parameters, &error);
    }
    if (status == ENT_OK) {
        (self.json ? append_json : append_text)(&out, &self, report);
        status = out.failed ? error_no_memory(&error) : ENT_OK;
    }
    const bool passed = status == ENT_OK && ent_check_passed(report);
    if (status == ENT_OK) {
        (void)fputs(text_content(&out), stdout);
    }
    text_free(&out);
    ent_check_free(report);
    unit_system_free(&self.units);
    ent_network_free(self.network);
    if (status != ENT_OK) {
        return complain_error(&error);
    }
    const int exit_status = finish_output();
    return exit_status != 0 || passed ? exit_status : ent_status_exit(ENT_ERROR_UNDEFINED);
}

const verb verb_check = {
    .name = "check",
    .synopsis = "[FILE | MODEL] [name=value ...] [--json]",
    .summary = "every consistency check of one engine: laws, state, limits of its equation",
    .details =
        "One line for each check: pass, warn or fail, its number and its tolerance. Of every engine: whether the "
        "steady state is unique, the First Law, the limits of the master equation with the Second Law, and, with "
        "a closed form, both routes against each other. Of a network also: hermiticity, trace and positivity of "
        "the state, the residual, detailed balance of every bath, the Gibbs state at one temperature (global "
        "equation), and the local against the global equation.\n"
        "A warning is a limit that is exceeded; a failure is a law broken. The exit status is 0 only if every "
        "check passes, else 3.\n"
        "--json prints one object with the fields model, passed and checks.",
    .run = run,
};
