#include "model/network_fluctuations.h"

#include <math.h>

#include "solver/fluctuations.h"

/* A current below this share of the jumps that make it is rounding. */
static const double RESOLVED = 1e-24;

bool network_is_fluctuation(network_quantity quantity)
{
    return quantity >= NETWORK_NOISE && quantity <= NETWORK_ACTIVITY;
}

static int find(network_fluctuations *self, const fluctuations *counting, int bath, int orders)
{
    if (self->orders >= orders && self->bath == bath) {
        return ENT_OK;
    }
    const fluctuations_counter counter = {bath, FLUCTUATIONS_QUANTA};
    const int status = fluctuations_cumulants(self->cumulants, orders, counting, counter);
    self->bath = bath;
    self->orders = status == ENT_OK ? orders : 0;
    return status;
}

static int covariance(double *value, const fluctuations *counting, fluctuations_weight weight, int a, int b)
{
    dd sum = dd_from(0.0);
    const int status =
        fluctuations_covariance(&sum, counting, (fluctuations_counter){a, weight}, (fluctuations_counter){b, weight});
    *value = dd_value(sum);
    return status;
}

/* The noise of the heat current, or its ratio to the current. */
static int heat_noise(double *value, const fluctuations *counting, int bath, bool as_ratio)
{
    dd cumulants[2] = {{0.0, 0.0}};
    dd jumps = dd_from(0.0);
    int status = fluctuations_cumulants(cumulants, 2, counting, (fluctuations_counter){bath, FLUCTUATIONS_ENERGY});
    status = status == ENT_OK ? fluctuations_activity(&jumps, counting, bath) : status;
    const bool vanishes = fabs(cumulants[0].hi) <= RESOLVED * counting->master->energy_scale * jumps.hi;
    *value = !as_ratio  ? dd_value(cumulants[1])
             : vanishes ? NAN
                        : dd_value(cumulants[1]) / fabs(dd_value(cumulants[0]));
    return status;
}

/* The ratios of D to J, J^2/sigma and J^2/K. */
static int ratio(double *value, network_fluctuations *self, const fluctuations *counting, const network_entry *entry,
                 double entropy_production)
{
    dd jumps = dd_from(0.0);
    dd all = dd_from(0.0);
    int status = find(self, counting, entry->a, 2);
    status = status == ENT_OK ? fluctuations_activity(&jumps, counting, entry->a) : status;
    status = status == ENT_OK ? fluctuations_activity(&all, counting, -1) : status;
    const double current = fabs(dd_value(self->cumulants[0]));
    const double fano = dd_value(self->cumulants[1]) / current;
    *value = status != ENT_OK || current <= RESOLVED * jumps.hi ? NAN
             : entry->quantity == NETWORK_FANO                  ? fano
             : entry->quantity == NETWORK_TUR                   ? fano * (entropy_production / current)
                                                                : fano * (dd_value(all) / current);
    return status;
}

double network_fluctuation(network_fluctuations *self, const network_entry *entry, const network_state *state,
                           double entropy_production, int *status)
{
    stationary solver = state->solver; /* shares the factorisation, and the workspace that solving writes to */
    const fluctuations counting = {&state->master, &state->at, &solver, state->x};
    double value = NAN;
    dd activity = dd_from(NAN);
    int result = ENT_OK;
    if (!state->steady || state->large || !state->master.jump_form) {
        return NAN;
    }
    switch (entry->quantity) {
    case NETWORK_NOISE:
    case NETWORK_THIRD:
    case NETWORK_FOURTH: {
        const int order = 2 + (int)entry->quantity - (int)NETWORK_NOISE;
        result = find(self, &counting, entry->a, order);
        value = result == ENT_OK ? dd_value(self->cumulants[order - 1]) : NAN;
        break;
    }
    case NETWORK_COVARIANCE:
        result = covariance(&value, &counting, FLUCTUATIONS_QUANTA, entry->a, entry->b);
        break;
    case NETWORK_HEAT_COVARIANCE:
        result = covariance(&value, &counting, FLUCTUATIONS_ENERGY, entry->a, entry->b);
        break;
    case NETWORK_HEAT_NOISE:
    case NETWORK_HEAT_FANO:
        result = heat_noise(&value, &counting, entry->a, entry->quantity == NETWORK_HEAT_FANO);
        break;
    case NETWORK_ACTIVITY:
        result = fluctuations_activity(&activity, &counting, -1);
        value = dd_value(activity);
        break;
    default:
        result = ratio(&value, self, &counting, entry, entropy_production);
    }
    *status = *status == ENT_OK ? result : *status;
    return value;
}

const char *network_why_no_fluctuation(const network_entry *entry, ent_master_equation equation, double dimension)
{
    if (equation == ENT_MASTER_EQUATION_LOCAL && dimension * dimension > NETWORK_COUNTED_DENSE) {
        return "the current vanishes, or the state is kept in blocks, as those of large networks are";
    }
    if (equation == ENT_MASTER_EQUATION_REDFIELD) {
        return "the Redfield equation has no jumps to count: take the local or the global equation";
    }
    return entry->quantity == NETWORK_TUR ? "the current vanishes, or heat flows at a bath of temperature 0"
                                          : "the current vanishes";
}
