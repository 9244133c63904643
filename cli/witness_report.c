#include "cli/witness_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cli/report.h"
#include "entangine/units.h"

enum { LABEL_WIDTH = 14 };

/* Tensions and effective samples at which the posterior deserves a word. */
static const double INCOMPATIBLE = 3.0;
static const double FEW = 100.0;

static const char *const quantile_names[ENT_WITNESS_QUANTILES] = {"2.5 %", "16 %", "50 %", "84 %", "97.5 %"};

static void append_label(text_buffer *out, const char *label)
{
    text_append(out, "%-*s", LABEL_WIDTH, label);
}

static void append_estimate(text_buffer *out, const char *label, const ent_estimate *p, const char *meaning)
{
    append_label(out, label);
    if (isnan(p->value)) {
        text_append(out, "undefined                  %s\n", meaning);
    } else {
        text_append(out, "%8.4f %% +- %8.2g %%    %s\n", 100.0 * p->value, 100.0 * p->error, meaning);
    }
}

/* " mK", or nothing for a model in natural units. */
static void append_unit(text_buffer *out, const ent_unit *unit)
{
    if (unit) {
        text_append(out, " %s", unit->symbol);
    }
}

static const ent_unit *unit_of_parameter(const ent_model *model, size_t index)
{
    return model->units ? model->units->parameters[index] : NULL;
}

static const ent_unit *unit_of_measured(const ent_witness_problem *problem)
{
    const ent_model *model = problem->model;
    return model->units ? model->units->observables[ent_model_observable(model, problem->measured->observable)] : NULL;
}

static void append_known(text_buffer *out, const ent_witness_problem *problem)
{
    const ent_model *model = problem->model;
    text_append(out, "%-*s%s: %s\n", LABEL_WIDTH, "engine", model->name, model->title);
    for (size_t i = 0; i < model->n_parameters; ++i) {
        char number[NUMBER_SIZE], sigma[NUMBER_SIZE];
        text_append(out, "%*s%s = %s", LABEL_WIDTH, "", model->parameters[i].name,
                    number_format(number, problem->parameters[i]));
        for (size_t k = 0; k < problem->n_uncertain; ++k) {
            if (strcmp(problem->uncertain[k].parameter, model->parameters[i].name) == 0) {
                text_append(out, " +- %s", number_format(sigma, problem->uncertain[k].sigma));
            }
        }
        append_unit(out, unit_of_parameter(model, i));
        text_append(out, "\n");
    }
    if (problem->measured) {
        char number[NUMBER_SIZE], sigma[NUMBER_SIZE];
        append_label(out, "measured");
        text_append(out, "%s = %s +- %s", problem->measured->observable,
                    number_format(number, problem->measured->value), number_format(sigma, problem->measured->sigma));
        append_unit(out, unit_of_measured(problem));
        text_append(out, "\n");
    }
}

/* Of a network whose partial transposes are all positive nothing is known; such samples would flatter the probability
 * without a word. */
static void append_undecided(text_buffer *out, const ent_witness_result *r)
{
    const bool network = r->negativity_of && strcmp(r->negativity_of, "negativity") != 0;
    if (network && r->undecided > 0) {
        const double valid = (double)(r->samples - r->failed);
        const double decided = valid - (double)r->undecided;
        text_append(out,
                    "%*samong samples with a verdict; %zu have none, since no negativity shows entanglement:\n"
                    "%*scounted as separable they leave the model with %.4f %%\n",
                    LABEL_WIDTH, "", r->undecided, LABEL_WIDTH, "", 100.0 * r->from_model.value * decided / valid);
    }
}

static void append_probabilities(text_buffer *out, const ent_witness_problem *problem, const ent_witness_result *r)
{
    text_append(out, "entangled     probability and its standard error\n");
    append_estimate(out, "  model", &r->from_model, "from the parameters alone");
    append_undecided(out, r);
    if (!problem->measured) {
        return;
    }
    const bool particles = problem->measured->observable[0] == 'I';
    append_estimate(out, "  current", &r->from_current,
                    !r->critical_of                      ? "no critical value is known for this current"
                    : strcmp(r->critical_of, "I_c") == 0 ? "I above I_c; a smaller I would disprove nothing"
                    : particles ? "measured current above the critical one; a smaller one would disprove nothing"
                                : "measured current above the critical one");
    append_estimate(out, "  both", &r->from_both, "parameters weighted by the measured current");
    append_label(out, "compatible");
    text_append(out, "%s: the model predicts %.6g +- %.2g", r->tension > INCOMPATIBLE ? "NO" : "yes", r->predicted,
                r->spread);
    append_unit(out, unit_of_measured(problem));
    text_append(out, ", %.2f standard deviations from the measured value\n", r->tension);
    if (r->tension > INCOMPATIBLE) {
        text_append(out, "%*smodel and measurement contradict each other: do not use 'both'\n", LABEL_WIDTH, "");
    }
    append_label(out, "");
    text_append(out, "%.0f effective samples carry 'both'%s\n", r->effective_samples,
                r->effective_samples < FEW ? ": too few, give more with --samples" : "");
}

static void append_quantiles(text_buffer *out, int width, const char *name, const double *values)
{
    text_append(out, "  %-*s", width - 2, name);
    for (int q = 0; q < ENT_WITNESS_QUANTILES; ++q) {
        text_append(out, isnan(values[q]) ? "   undefined" : " %11.5g", values[q]);
    }
    text_append(out, "\n");
}

static void append_all_quantiles(text_buffer *out, const ent_witness_problem *problem, const ent_witness_result *r)
{
    const size_t first = strlen(witness_ratio_name(r));
    const size_t second = strlen(witness_negativity_name(r));
    const int longest = (int)(first > second ? first : second) + 2;
    const int width = longest > LABEL_WIDTH ? longest : LABEL_WIDTH;
    text_append(out, "%-*s", width, "quantiles");
    for (int q = 0; q < ENT_WITNESS_QUANTILES; ++q) {
        text_append(out, " %11s", quantile_names[q]);
    }
    text_append(out, "\n");
    for (int which = 0; which < (problem->measured ? 2 : 1); ++which) {
        if (which == 1) {
            text_append(out, "  weighted by the measured current\n");
        }
        append_quantiles(out, width, witness_ratio_name(r), r->ratio[which]);
        append_quantiles(out, width, witness_negativity_name(r), r->negativity[which]);
    }
}

static void append_needed(text_buffer *out, const ent_influence *influence, int wanted)
{
    if (influence->reach[wanted] == ENT_REACH_NEEDED) {
        text_append(out, " %11.3g", influence->needed[wanted]);
    } else {
        text_append(out, " %11s", influence->reach[wanted] == ENT_REACH_ALREADY ? "already" : "cannot");
    }
}

static void append_influences(text_buffer *out, const ent_model *model, const ent_witness_result *r)
{
    if (r->n_influences == 0) {
        return;
    }
    append_label(out, "influence");
    if (r->sensitivity_of) {
        text_append(out, "of one standard deviation on %s; to make '%s' 95 %% and 99.7 %% probable,\n",
                    r->sensitivity_of, r->entangled ? "entangled" : "separable");
    } else {
        text_append(out, "no derivative at the central values; to make '%s' 95 %% and 99.7 %% probable,\n",
                    r->entangled ? "entangled" : "separable");
    }
    text_append(out, "%*sthe uncertainty of one parameter, the others kept, would have to be\n", LABEL_WIDTH, "");
    text_append(out, "%*s%12s%12s%12s%12s%12s\n", LABEL_WIDTH, "", "elasticity", "shift", "share", "for 95 %",
                "for 99.7 %");
    for (size_t k = 0; k < r->n_influences; ++k) {
        const ent_influence *influence = &r->influences[k];
        text_append(out, "  %-*s %11.4g %11.3g %9.1f %% ", LABEL_WIDTH - 2, influence->parameter, influence->elasticity,
                    influence->shift, 100.0 * influence->share);
        append_needed(out, influence, 0);
        append_needed(out, influence, 1);
        if (influence->reach[0] == ENT_REACH_NEEDED || influence->reach[1] == ENT_REACH_NEEDED) {
            append_unit(out, unit_of_parameter(model, ent_model_parameter(model, influence->parameter)));
        }
        text_append(out, k == r->dominant && r->n_influences > 1 ? "  <- matters most\n" : "\n");
    }
}

void witness_report_text(text_buffer *out, const ent_witness_problem *problem, const ent_witness_result *r,
                         const ent_solution *central)
{
    append_known(out, problem);
    append_probabilities(out, problem, r);
    append_all_quantiles(out, problem, r);
    append_influences(out, problem->model, r);
    append_label(out, "samples");
    text_append(out, "%zu, of which %zu failed and %zu have no verdict or no critical current\n", r->samples, r->failed,
                r->undecided);
    append_label(out, "warnings");
    const size_t n = central ? ent_solution_warning_count(central) : 0;
    text_append(out, central ? (n == 0 ? "none\n" : "of the central engine\n") : "the central engine has no state\n");
    for (size_t i = 0; i < n; ++i) {
        text_append(out, "%*s- %s\n", LABEL_WIDTH, "", ent_solution_warning(central, i));
    }
}
