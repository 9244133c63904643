#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "entangine/compare.h"
#include "model/network.h"
#include "model/network_state.h"
#include "study/check_lines.h"

static void check_state(ent_check_report *self, const network_state *state)
{
    const size_t d = (size_t)state->master.d;
    bipartite whole = {NAN, NAN};
    double trace = -1.0;
    double skew = 0.0;
    for (size_t i = 0; i < d; ++i) {
        trace += state->rho[i * d + i].re.hi;
        for (size_t j = 0; j < d; ++j) {
            const zdd other = state->rho[j * d + i];
            skew = fmax(skew, fabs(state->rho[i * d + j].re.hi - other.re.hi));
            skew = fmax(skew, fabs(state->rho[i * d + j].im.hi + other.im.hi));
        }
    }
    (void)register_bipartite(&whole, &state->sites, state->rho, 0U); /* NaN does not pass */
    check_add(self, ENT_CHECK_FAIL, "hermiticity", skew, 1e-14, "largest |rho - rho^dag|");
    check_add(self, ENT_CHECK_FAIL, "trace", fabs(trace), 1e-12, "|Tr rho - 1|");
    check_add(self, ENT_CHECK_FAIL, "positivity", isnan(whole.smallest) ? NAN : fmax(0.0, -whole.smallest), 1e-12,
              "minus the smallest eigenvalue of the state");
    check_add(self, ENT_CHECK_FAIL, "residual", state->residual, 1e-14, "max|L rho| / (max|L| max|rho|)");
}

/* ln(emission/absorption) against (energy - mu)/T, over all lines that have both. */
static double detailed_balance(const generator *master, const system_bath *bath, int index)
{
    double worst = 0.0;
    for (size_t k = 0; k + 1 < master->n_channels; ++k) {
        const generator_channel *down = &master->channels[k];
        const generator_channel *up = &master->channels[k + 1];
        if (down->bath == index && up->bath == index && down->quanta == -1 && up->quanta == 1) {
            const bool white = up->energy.hi == 0.0 && bath->chemical_potential == 0.0;
            const double expected = white ? 0.0 : (up->energy.hi - bath->chemical_potential) / bath->temperature;
            const double found = log(down->weight.hi / up->weight.hi);
            worst = fmax(worst, fabs(found - expected) / fmax(1.0, fabs(expected)));
        }
    }
    return worst;
}

/* The Redfield equation has the rates of the global one. */
static int check_baths(ent_check_report *self, const open_system *system)
{
    open_system secular = *system;
    generator master;
    char name[96];
    if (system->equation == ENT_MASTER_EQUATION_REDFIELD) {
        secular.equation = ENT_MASTER_EQUATION_GLOBAL;
    }
    const int status = generator_create(&master, &secular);
    for (int b = 0; status == ENT_OK && b < system->n_baths; ++b) {
        if (!system->baths[b].dephasing) {
            (void)snprintf(name, sizeof name, "detailed_balance_%.70s", system->baths[b].name);
            check_add(self, ENT_CHECK_FAIL, name, detailed_balance(&master, &system->baths[b], b), 1e-12,
                      "ln(emission/absorption) against (energy - mu)/T, over all lines");
        }
    }
    generator_free(&master);
    return status;
}

static double distance_from_gibbs(const network_state *state, double temperature)
{
    const size_t d = (size_t)state->master.d;
    double lowest = INFINITY;
    double sum = 0.0;
    double worst = 0.0;
    double *energies = calloc(d, sizeof *energies);
    for (size_t k = 0; energies && k < state->master.hamiltonian.n; ++k) {
        energies[state->master.hamiltonian.elements[k].row] = state->master.hamiltonian.elements[k].value.re.hi;
    }
    for (size_t i = 0; energies && i < d; ++i) {
        lowest = fmin(lowest, energies[i]);
    }
    for (size_t i = 0; energies && i < d; ++i) {
        sum += exp((lowest - energies[i]) / temperature);
    }
    for (int k = 0; energies && k < state->at.n; ++k) {
        const size_t i = (size_t)state->at.places[k] / d;
        const bool population = i == (size_t)state->at.places[k] % d;
        const double expected = population ? exp((lowest - energies[i]) / temperature) / sum : 0.0;
        worst = fmax(worst, fabs(state->x[k].hi - expected));
    }
    free(energies);
    return energies ? worst : NAN;
}

/* With all baths at one temperature, without chemical potentials, the global equation must give the Gibbs state. */
static int check_equilibrium(ent_check_report *self, network_values *values)
{
    double temperature = 0.0;
    bool applies = values->system.equation == ENT_MASTER_EQUATION_GLOBAL;
    for (int b = 0; b < values->system.n_baths; ++b) {
        applies = applies && !(values->baths[b].dephasing && values->baths[b].rate > 0.0);
        temperature = fmax(temperature, values->baths[b].dephasing ? 0.0 : values->baths[b].temperature);
    }
    if (!applies || temperature == 0.0) {
        return ENT_OK;
    }
    for (int b = 0; b < values->system.n_baths; ++b) {
        values->baths[b].temperature = temperature;
        values->baths[b].chemical_potential = 0.0;
    }
    network_state state;
    int status = network_state_create(&state, &values->system, false);
    if (status == ENT_OK) {
        status = network_state_solve(&state);
    }
    if (status == ENT_OK) {
        check_add(self, ENT_CHECK_FAIL, "equilibrium", distance_from_gibbs(&state, temperature), 1e-12,
                  "distance from the Gibbs state with all baths at the highest temperature");
    }
    network_state_free(&state);
    return status;
}

/* Two equations that are both inside their range must agree; else the difference is told, and judged by the limits. */
static int check_equations(ent_check_report *self, const ent_network *network, const double *parameters,
                           ent_error *error)
{
    ent_comparison *both = NULL;
    const int status = ent_compare(&both, network, parameters, error);
    if (status != ENT_OK) {
        return status;
    }
    const double difference = ent_comparison_difference(both, ENT_MASTER_EQUATION_LOCAL, ENT_MASTER_EQUATION_GLOBAL);
    const bool valid = ent_comparison_is_valid(both, ENT_MASTER_EQUATION_LOCAL) &&
                       ent_comparison_is_valid(both, ENT_MASTER_EQUATION_GLOBAL);
    if (!isnan(difference)) {
        check_add(self, ENT_CHECK_WARN, "local_against_global", difference, valid ? 0.05 : INFINITY,
                  valid ? "largest difference of heat currents; both equations are inside their range"
                        : "largest difference of heat currents; not both equations are inside their range");
    }
    ent_comparison_free(both);
    return ENT_OK;
}

int check_network(ent_check_report *self, const ent_network *network, const double *parameters, ent_error *error)
{
    network_values values;
    network_state state;
    int status = network_values_create(&values, network);
    if (status == ENT_OK) {
        status = network_evaluate(network, parameters, &values);
    }
    if (status != ENT_OK) {
        network_values_free(&values);
        return error_set(error, (ent_status)status, "check: %s", ent_status_text(status));
    }
    status = network_state_create(&state, &values.system, false);
    if (status == ENT_ERROR_OUT_OF_RANGE && state.unknowns > 0.0) {
        check_add(self, ENT_CHECK_WARN, "size", state.unknowns, NETWORK_MAX_DENSE,
                  "unknowns of the state; of larger ones positivity, detailed balance and the other equations are not "
                  "checked");
        network_state_free(&state);
        network_values_free(&values);
        return ENT_OK;
    }
    if (status == ENT_OK) {
        status = network_state_solve(&state);
    }
    if (status == ENT_OK) {
        check_state(self, &state);
    }
    network_state_free(&state);
    if (status == ENT_OK) {
        status = check_baths(self, &values.system);
    }
    if (status == ENT_OK) {
        status = check_equilibrium(self, &values);
    }
    network_values_free(&values);
    return status == ENT_OK ? check_equations(self, network, parameters, error)
                            : error_set(error, (ent_status)status, "check: %s", ent_status_text(status));
}
