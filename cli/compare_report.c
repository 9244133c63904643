#include "cli/compare_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/report.h"
#include "io/json.h"

enum { LABEL_WIDTH = 12, NAME_WIDTH = 26, COLUMN_WIDTH = 18, N = ENT_MASTER_EQUATION_COUNT };

/* Heat and particle currents, entropy production and negativities; not what is derived from them. */
static bool is_compared(const ent_observable *observable)
{
    const char *name = observable->name;
    const size_t length = strlen(name);
    const bool bare = length > 5 && strcmp(name + length - 5, "_bare") == 0;
    const bool critical = strncmp(name, "I_c_", 4) == 0;
    const bool negativity = strncmp(name, "negativity_", 11) == 0 && strncmp(name, "negativity_signed", 17) != 0;
    return negativity || (strcmp(observable->group, "currents") == 0 && !bare && !critical);
}

static void append_row(text_buffer *out, const ent_comparison *self, const char *name)
{
    text_append(out, "%*s%-*s", LABEL_WIDTH, "", NAME_WIDTH, name);
    for (int e = 0; e < N; ++e) {
        const ent_solution *solution = ent_comparison_solution(self, (ent_master_equation)e);
        double value;
        if (solution && ent_solution_get(solution, &value, name, NULL) == ENT_OK) {
            text_append(out, " %*.9e", COLUMN_WIDTH - 1, value);
        } else {
            text_append(out, " %*s", COLUMN_WIDTH - 1, solution ? "undefined" : "failed");
        }
    }
    text_append(out, "\n");
}

static void append_verdict(text_buffer *out, const ent_comparison *self, ent_master_equation equation)
{
    const ent_solution *solution = ent_comparison_solution(self, equation);
    text_append(out, "%-*s", LABEL_WIDTH, ent_master_equation_name(equation));
    if (!solution) {
        text_append(out, "failed\n");
        report_wrapped(out, ent_comparison_message(self, equation));
        return;
    }
    const size_t n = ent_solution_limit_count(solution);
    text_append(out, n ? "outside its range\n" : "inside its range\n");
    for (size_t k = 0; k < n; ++k) {
        report_wrapped(out, ent_solution_warning(solution, k));
    }
}

static void append_differences(text_buffer *out, const ent_comparison *self)
{
    const char *label = "heat";
    for (int one = 0; one < N; ++one) {
        for (int other = one + 1; other < N; ++other) {
            const double difference =
                ent_comparison_difference(self, (ent_master_equation)one, (ent_master_equation)other);
            if (!isnan(difference)) {
                text_append(out, "%-*s%s and %s differ by %.3g of the largest heat current\n", LABEL_WIDTH, label,
                            ent_master_equation_name((ent_master_equation)one),
                            ent_master_equation_name((ent_master_equation)other), difference);
                label = "";
            }
        }
    }
}

void compare_report_text(text_buffer *out, const ent_comparison *comparison, const ent_model *model,
                         const double *parameters)
{
    text_append(out, "%-*s%s: %s\n", LABEL_WIDTH, "engine", model->name, model->title);
    report_parameters(out, model, parameters);
    text_append(out, "%-*s%-*s", LABEL_WIDTH, "equation", NAME_WIDTH, "");
    for (int e = 0; e < N; ++e) {
        text_append(out, " %*s", COLUMN_WIDTH - 1, ent_master_equation_name((ent_master_equation)e));
    }
    text_append(out, "\n");
    for (size_t k = 0; k < model->n_observables; ++k) {
        if (is_compared(&model->observables[k])) {
            append_row(out, comparison, model->observables[k].name);
        }
    }
    append_differences(out, comparison);
    for (int e = 0; e < N; ++e) {
        append_verdict(out, comparison, (ent_master_equation)e);
    }
}

static void write_equation(json_writer *json, const ent_comparison *self, ent_master_equation equation)
{
    const ent_solution *solution = ent_comparison_solution(self, equation);
    json_write_open(json, ent_master_equation_name(equation), '{');
    json_write_string(json, "status", ent_status_name(ent_comparison_status(self, equation)));
    json_write_string(json, "message", ent_comparison_message(self, equation));
    json_write_literal(json, "valid", ent_comparison_is_valid(self, equation) ? "true" : "false");
    json_write_open(json, "observables", '{');
    const ent_model *model = solution ? ent_solution_model(solution) : NULL;
    for (size_t k = 0; model && k < model->n_observables; ++k) {
        json_write_number(json, model->observables[k].name, ent_solution_observables(solution)[k]);
    }
    json_write_close(json, '}');
    json_write_open(json, "warnings", '[');
    for (size_t k = 0; solution && k < ent_solution_warning_count(solution); ++k) {
        json_write_string(json, NULL, ent_solution_warning(solution, k));
    }
    json_write_close(json, ']');
    json_write_close(json, '}');
}

void compare_report_json(text_buffer *out, const ent_comparison *comparison, const ent_model *model,
                         const double *parameters)
{
    char name[48];
    json_writer json = {.out = out};
    json_write_open(&json, NULL, '{');
    json_write_string(&json, "model", model->name);
    json_write_open(&json, "parameters", '{');
    for (size_t i = 0; i < model->n_parameters; ++i) {
        json_write_number(&json, model->parameters[i].name, parameters[i]);
    }
    json_write_close(&json, '}');
    json_write_open(&json, "equations", '{');
    for (int e = 0; e < N; ++e) {
        write_equation(&json, comparison, (ent_master_equation)e);
    }
    json_write_close(&json, '}');
    json_write_open(&json, "differences", '{');
    for (int one = 0; one < N; ++one) {
        for (int other = one + 1; other < N; ++other) {
            (void)snprintf(name, sizeof name, "%s_%s", ent_master_equation_name((ent_master_equation)one),
                           ent_master_equation_name((ent_master_equation)other));
            json_write_number(
                &json, name,
                ent_comparison_difference(comparison, (ent_master_equation)one, (ent_master_equation)other));
        }
    }
    json_write_close(&json, '}');
    json_write_close(&json, '}');
}
