#include "cli/witness_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cli/report.h"
#include "entangine/units.h"
#include "io/json.h"

const char *witness_ratio_name(const ent_witness_result *r)
{
    return r->ratio_of ? r->ratio_of : "J_ratio";
}

const char *witness_negativity_name(const ent_witness_result *r)
{
    return r->negativity_of ? r->negativity_of : "negativity";
}

static void write_estimate(json_writer *json, const char *name, const ent_estimate *p)
{
    json_write_open(json, name, '{');
    json_write_number(json, "probability", p->value);
    json_write_number(json, "standard_error", p->error);
    json_write_close(json, '}');
}

static void write_quantiles(json_writer *json, const char *name, const ent_witness_result *r, int which)
{
    const char *const observables[] = {witness_ratio_name(r), witness_negativity_name(r)};
    const double *const values[] = {r->ratio[which], r->negativity[which]};
    json_write_open(json, name, '{');
    for (int i = 0; i < 2; ++i) {
        json_write_open(json, observables[i], '[');
        for (int q = 0; q < ENT_WITNESS_QUANTILES; ++q) {
            json_write_number(json, NULL, values[i][q]);
        }
        json_write_close(json, ']');
    }
    json_write_close(json, '}');
}

static void write_influence(json_writer *json, const ent_influence *influence)
{
    static const char *const reaches[] = {"already", "needed", "cannot"};
    static const char *const names[2][2] = {{"reach_95", "sigma_95"}, {"reach_99.7", "sigma_99.7"}};
    json_write_open(json, NULL, '{');
    json_write_string(json, "parameter", influence->parameter);
    json_write_number(json, "sigma", influence->sigma);
    json_write_number(json, "derivative", influence->derivative);
    json_write_number(json, "elasticity", influence->elasticity);
    json_write_number(json, "shift", influence->shift);
    json_write_number(json, "share", influence->share);
    for (int i = 0; i < 2; ++i) {
        json_write_string(json, names[i][0], reaches[influence->reach[i]]);
        json_write_number(json, names[i][1], influence->needed[i]);
    }
    json_write_close(json, '}');
}

static void write_input(json_writer *json, const ent_witness_problem *problem, uint64_t seed)
{
    char number[NUMBER_SIZE];
    json_write_string(json, "model", problem->model->name);
    json_write_open(json, "parameters", '{');
    for (size_t i = 0; i < problem->model->n_parameters; ++i) {
        json_write_number(json, problem->model->parameters[i].name, problem->parameters[i]);
    }
    json_write_close(json, '}');
    json_write_open(json, "uncertainties", '{');
    for (size_t k = 0; k < problem->n_uncertain; ++k) {
        json_write_number(json, problem->uncertain[k].parameter, problem->uncertain[k].sigma);
    }
    json_write_close(json, '}');
    if (problem->measured) {
        json_write_open(json, "measured", '{');
        json_write_string(json, "observable", problem->measured->observable);
        json_write_number(json, "value", problem->measured->value);
        json_write_number(json, "sigma", problem->measured->sigma);
        json_write_close(json, '}');
    }
    report_json_units(json, problem->model);
    (void)snprintf(number, sizeof number, "%llu", (unsigned long long)seed);
    json_write_literal(json, "seed", number);
}

void witness_report_json(text_buffer *out, const ent_witness_problem *problem, const ent_witness_result *r,
                         const ent_solution *central, uint64_t seed)
{
    json_writer json = {.out = out};
    json_write_open(&json, NULL, '{');
    write_input(&json, problem, seed);
    json_write_number(&json, "samples", (double)r->samples);
    json_write_number(&json, "failed", (double)r->failed);
    json_write_number(&json, "undecided", (double)r->undecided);
    write_estimate(&json, "from_model", &r->from_model);
    if (problem->measured) {
        write_estimate(&json, "from_current", &r->from_current);
        write_estimate(&json, "from_both", &r->from_both);
        json_write_number(&json, "effective_samples", r->effective_samples);
        json_write_number(&json, "predicted", r->predicted);
        json_write_number(&json, "spread", r->spread);
        json_write_number(&json, "tension", r->tension);
    }
    write_quantiles(&json, "quantiles", r, 0);
    if (problem->measured) {
        write_quantiles(&json, "quantiles_weighted", r, 1);
    }
    json_write_string(&json, "verdict", r->entangled ? "entangled" : "separable");
    if (r->sensitivity_of) {
        json_write_string(&json, "sensitivity_of", r->sensitivity_of);
    }
    json_write_open(&json, "influences", '[');
    for (size_t k = 0; k < r->n_influences; ++k) {
        write_influence(&json, &r->influences[k]);
    }
    json_write_close(&json, ']');
    json_write_open(&json, "warnings", '[');
    for (size_t i = 0; central && i < ent_solution_warning_count(central); ++i) {
        json_write_string(&json, NULL, ent_solution_warning(central, i));
    }
    json_write_close(&json, ']');
    json_write_close(&json, '}');
}
