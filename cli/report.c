#include "cli/report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "entangine/units.h"
#include "io/json.h"
#include "io/unit_label.h"

enum { NAME_WIDTH = 26, PARAMETER_COLUMNS = 5, LABEL_WIDTH = 12 };

void report_parameters(text_buffer *out, const ent_model *model, const double *values)
{
    for (size_t i = 0; i < model->n_parameters; ++i) {
        char number[NUMBER_SIZE], pair[NUMBER_SIZE + 96];
        const ent_unit *unit = model->units ? model->units->parameters[i] : NULL;
        const char *symbol = unit ? unit->symbol : "";
        (void)snprintf(pair, sizeof pair, "%.60s=%s%s", model->parameters[i].name, number_format(number, values[i]),
                       *symbol == '1' ? symbol + 1 : symbol); /* 5/s, not 51/s */
        const bool last = i + 1 == model->n_parameters || i % PARAMETER_COLUMNS == PARAMETER_COLUMNS - 1;
        text_append(out, "%*s", i % PARAMETER_COLUMNS ? 0 : LABEL_WIDTH, "");
        text_append(out, last ? "%s\n" : "%-17s ", pair);
    }
    if (model->units) {
        text_append(out, "%*sa frequency f is the energy h f, and the rate 2 pi f\n", LABEL_WIDTH, "");
    } else {
        text_append(out, "%*sin units of %s with hbar = k_B = 1\n", LABEL_WIDTH, "", model->energy_unit);
    }
}

static double value_of(const ent_solution *solution, const char *name)
{
    double value;
    const int status = ent_solution_get(solution, &value, name, NULL);
    return status == ENT_OK ? value : NAN;
}

/* The built-in models have two qubits called hot and cold; networks have any sites. */
static bool has_hot_and_cold(const ent_model *model)
{
    return ent_model_observable(model, "J_ratio") < model->n_observables;
}

/* Of a network: the largest negativity, or why there is none. */
static void append_network_verdict(text_buffer *out, const ent_solution *solution)
{
    const ent_model *model = ent_solution_model(solution);
    const double *values = ent_solution_observables(solution);
    const ent_verdict verdict = ent_solution_entangled(solution);
    size_t largest = model->n_observables;
    for (size_t i = 0; i < model->n_observables; ++i) {
        const char *name = model->observables[i].name;
        const bool negativity = strncmp(name, "negativity_", 11) == 0 && strncmp(name, "negativity_signed_", 18) != 0 &&
                                strcmp(name, "negativity_min") != 0;
        if (negativity && (largest == model->n_observables || values[i] > values[largest])) {
            largest = i;
        }
    }
    if (largest == model->n_observables) {
        text_append(out, ": a single site has nothing to be entangled with\n");
    } else if (verdict == ENT_ENTANGLED) {
        text_append(out, ": largest is %s = %.6g, entangled above 0\n", model->observables[largest].name,
                    values[largest]);
    } else if (verdict == ENT_SEPARABLE) {
        text_append(out, ": the partial transpose is positive, which decides for two sites of up to 2 x 3 levels\n");
    } else {
        text_append(out, ": every partial transpose is positive, which decides only for two sites of up to 2 x 3 "
                         "levels\n");
    }
}

static void append_verdict(text_buffer *out, const ent_solution *solution, bool colour)
{
    static const char *const words[] = {"undecided", "separable", "entangled"};
    static const char *const colours[] = {"\033[33m", "\033[33m", "\033[32m"};
    const ent_verdict verdict = ent_solution_entangled(solution);
    const double ratio = value_of(solution, "J_ratio");
    text_append(out, "%s%s%s", colour ? colours[verdict + 1] : "", words[verdict + 1], colour ? "\033[0m" : "");
    if (!has_hot_and_cold(ent_solution_model(solution))) {
        append_network_verdict(out, solution);
    } else if (!isnan(ratio)) {
        text_append(out, ": J_ratio = %.6g, entangled above 1\n", ratio);
    } else if (verdict != ENT_UNDECIDED) {
        text_append(out, ": n = %.6g, entangled above 0\n", value_of(solution, "negativity_signed"));
    } else {
        text_append(out, ": neither J_ratio nor the sign of n can be told\n");
    }
}

/* A value with its unit. */
static void append_value(text_buffer *out, const ent_model *model, const ent_observable *observable, double value)
{
    char unit[UNIT_SIZE];
    if (isnan(value)) {
        text_append(out, "       undefined\n");
    } else if (observable->quantity == ENT_QUANTITY_NUMBER) {
        text_append(out, "%16.9e\n", value);
    } else {
        text_append(out, "%16.9e %s\n", value, unit_of_name(unit, model, observable->name));
    }
}

static void append_group(text_buffer *out, const ent_solution *solution, const char *group)
{
    const ent_model *model = ent_solution_model(solution);
    const double *values = ent_solution_observables(solution);
    for (size_t i = 0; i < model->n_observables; ++i) {
        const ent_observable *observable = &model->observables[i];
        if (strcmp(observable->group, group) == 0) {
            text_append(out, "%*s%-*s ", LABEL_WIDTH, "", NAME_WIDTH, observable->name);
            append_value(out, model, observable, values[i]);
        }
    }
}

static void append_heading(text_buffer *out, const char *label, const char *content)
{
    text_append(out, "%-*s%s\n", LABEL_WIDTH, label, content);
}

static bool has_group(const ent_model *model, const char *group)
{
    size_t i = 0;
    while (i < model->n_observables && strcmp(model->observables[i].group, group) != 0) {
        ++i;
    }
    return i < model->n_observables;
}

/* Wraps a sentence at the width of a terminal. */
void report_wrapped(text_buffer *out, const char *sentence)
{
    enum { WIDTH = 100 };
    size_t column = LABEL_WIDTH + 2;
    text_append(out, "%*s- ", LABEL_WIDTH, "");
    while (*sentence) {
        const size_t word = strcspn(sentence, " ");
        if (column + word > WIDTH) {
            text_append(out, "\n%*s", LABEL_WIDTH + 2, "");
            column = LABEL_WIDTH + 2;
        }
        text_append(out, "%.*s", (int)word, sentence);
        column += word + 1;
        sentence += word;
        if (*sentence == ' ') {
            text_append(out, "%s", sentence[1] && column + strcspn(sentence + 1, " ") <= WIDTH ? " " : "");
            ++sentence;
        }
    }
    text_append(out, "\n");
}

void report_text(text_buffer *out, const ent_solution *solution, bool colour)
{
    const ent_model *model = ent_solution_model(solution);
    text_append(out, "%-*s%s: %s\n", LABEL_WIDTH, "engine", model->name, model->title);
    report_parameters(out, model, ent_solution_parameters(solution));
    text_append(out, "%-*s", LABEL_WIDTH, "verdict");
    append_verdict(out, solution, colour);
    append_group(out, solution, "entanglement");
    const bool pair = has_hot_and_cold(model);
    append_heading(out, "currents",
                   pair ? "into the qubits is positive; J_ss = Q_h - Q_c is twice Q_h"
                        : "Q_BATH and I_BATH into the sites, I_SITE_SITE from the first site to the second");
    append_group(out, solution, "currents");
    if (has_group(model, "fluctuations")) {
        append_heading(out, "noise",
                       pair ? "fluctuations of the quanta, and of the heat, out of the hot bath; per time"
                            : "fluctuations of the quanta, and of the heat, out of each bath; per time");
        append_group(out, solution, "fluctuations");
    }
    append_heading(out, "state",
                   pair ? "|hot qubit, cold qubit>, 1 excited; coherence = <10|rho|01>"
                        : "population_LEVELS of the sites in the order of the file, 0 the lowest level");
    append_group(out, solution, "state");
    if (ent_solution_is_closed_form(solution)) {
        append_heading(out, "method", "closed form");
    } else {
        text_append(out, "%-*snumerical%s, residual %.1e\n", LABEL_WIDTH, "method",
                    ent_solution_is_selected(solution) ? ", one of several steady states: that which the start leads to"
                                                       : "",
                    ent_solution_residual(solution));
    }
    const size_t n = ent_solution_warning_count(solution);
    if (n == 0) {
        append_heading(out, "warnings", "none");
    } else {
        text_append(out, "warnings\n");
    }
    for (size_t i = 0; i < n; ++i) {
        report_wrapped(out, ent_solution_warning(solution, i));
    }
}

void report_json_units(json_writer *json, const ent_model *model)
{
    char unit[UNIT_SIZE];
    if (!model->units) {
        return;
    }
    json_write_open(json, "units", '{');
    json_write_open(json, "parameters", '{');
    for (size_t i = 0; i < model->n_parameters; ++i) {
        json_write_string(json, model->parameters[i].name, unit_of_name(unit, model, model->parameters[i].name));
    }
    json_write_close(json, '}');
    json_write_open(json, "observables", '{');
    for (size_t i = 0; i < model->n_observables; ++i) {
        json_write_string(json, model->observables[i].name, unit_of_name(unit, model, model->observables[i].name));
    }
    json_write_close(json, '}');
    json_write_close(json, '}');
}

void report_json(text_buffer *out, const ent_solution *solution)
{
    static const char *const verdicts[] = {"null", "false", "true"};
    const ent_model *model = ent_solution_model(solution);
    json_writer json = {.out = out};
    json_write_open(&json, NULL, '{');
    json_write_string(&json, "model", model->name);
    json_write_open(&json, "parameters", '{');
    for (size_t i = 0; i < model->n_parameters; ++i) {
        json_write_number(&json, model->parameters[i].name, ent_solution_parameters(solution)[i]);
    }
    json_write_close(&json, '}');
    json_write_open(&json, "observables", '{');
    for (size_t i = 0; i < model->n_observables; ++i) {
        json_write_number(&json, model->observables[i].name, ent_solution_observables(solution)[i]);
    }
    json_write_close(&json, '}');
    report_json_units(&json, model);
    json_write_literal(&json, "entangled", verdicts[ent_solution_entangled(solution) + 1]);
    json_write_open(&json, "warnings", '[');
    for (size_t i = 0; i < ent_solution_warning_count(solution); ++i) {
        json_write_string(&json, NULL, ent_solution_warning(solution, i));
    }
    json_write_close(&json, ']');
    json_write_string(&json, "method", ent_solution_is_closed_form(solution) ? "closed form" : "numerical");
    json_write_literal(&json, "selected", ent_solution_is_selected(solution) ? "true" : "false");
    json_write_number(&json, "residual", ent_solution_is_closed_form(solution) ? NAN : ent_solution_residual(solution));
    json_write_close(&json, '}');
}
