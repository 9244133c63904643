#include "model/network_fluctuations.h"

#include <math.h>

/* Rounding of a dense state. */
static const double RESOLVED = 1e-24;

bool network_is_fluctuation(network_quantity quantity)
{
    return quantity >= NETWORK_NOISE && quantity <= NETWORK_ACTIVITY;
}

static int covariance(double *value, fluctuations *counting, fluctuations_weight weight, int a, int b)
{
    dd sum = dd_from(0.0);
    const int status =
        fluctuations_covariance(&sum, counting, (fluctuations_counter){a, weight}, (fluctuations_counter){b, weight});
    *value = dd_value(sum);
    return status;
}

/* The noise of the heat current, or its ratio to the current. */
static int heat_noise(double *value, network_fluctuations *self, int bath, bool as_ratio)
{
    fluctuations *counting = &self->counting;
    dd cumulants[2] = {{0.0, 0.0}};
    dd jumps = dd_from(0.0);
    int status = fluctuations_cumulants(cumulants, 2, counting, (fluctuations_counter){bath, FLUCTUATIONS_ENERGY});
    status = status == ENT_OK ? fluctuations_activity(&jumps, counting, bath) : status;
    const bool vanishes = fabs(cumulants[0].hi) <= self->resolved * counting->system.master->energy_scale * jumps.hi;
    *value = !as_ratio  ? dd_value(cumulants[1])
             : vanishes ? NAN
                        : dd_value(cumulants[1]) / fabs(dd_value(cumulants[0]));
    return status;
}

/* The ratios of D to J, J^2/sigma and J^2/K. */
static int ratio(double *value, network_fluctuations *self, const network_entry *entry, double entropy_production)
{
    fluctuations *counting = &self->counting;
    dd cumulants[2] = {{0.0, 0.0}};
    dd jumps = dd_from(0.0);
    dd all = dd_from(0.0);
    int status = fluctuations_cumulants(cumulants, 2, counting, (fluctuations_counter){entry->a, FLUCTUATIONS_QUANTA});
    status = status == ENT_OK ? fluctuations_activity(&jumps, counting, entry->a) : status;
    status = status == ENT_OK ? fluctuations_activity(&all, counting, -1) : status;
    const double current = fabs(dd_value(cumulants[0]));
    const double fano = dd_value(cumulants[1]) / current;
    *value = status != ENT_OK || current <= self->resolved * jumps.hi ? NAN
             : entry->quantity == NETWORK_FANO                        ? fano
             : entry->quantity == NETWORK_TUR                         ? fano * (entropy_production / current)
                                                                      : fano * (dd_value(all) / current);
    return status;
}

static int value_of(double *value, network_fluctuations *self, const network_entry *entry, double entropy_production)
{
    fluctuations *counting = &self->counting;
    dd cumulants[FLUCTUATIONS_MAX_ORDER];
    dd activity = dd_from(NAN);
    int status = ENT_OK;
    switch (entry->quantity) {
    case NETWORK_NOISE:
    case NETWORK_THIRD:
    case NETWORK_FOURTH: {
        const int order = 2 + (int)entry->quantity - (int)NETWORK_NOISE;
        const fluctuations_counter counter = {entry->a, FLUCTUATIONS_QUANTA};
        status = fluctuations_cumulants(cumulants, order, counting, counter);
        *value = status == ENT_OK ? dd_value(cumulants[order - 1]) : NAN;
        return status;
    }
    case NETWORK_COVARIANCE:
        return covariance(value, counting, FLUCTUATIONS_QUANTA, entry->a, entry->b);
    case NETWORK_HEAT_COVARIANCE:
        return covariance(value, counting, FLUCTUATIONS_ENERGY, entry->a, entry->b);
    case NETWORK_HEAT_NOISE:
    case NETWORK_HEAT_FANO:
        return heat_noise(value, self, entry->a, entry->quantity == NETWORK_HEAT_FANO);
    case NETWORK_ACTIVITY:
        status = fluctuations_activity(&activity, counting, -1);
        *value = dd_value(activity);
        return status;
    default:
        return ratio(value, self, entry, entropy_production);
    }
}

static int start(network_fluctuations *self, const network_state *state)
{
    if (self->counts) {
        return ENT_OK;
    }
    const responder system = network_state_responder(state, &self->solver);
    const int status = fluctuations_create(&self->counting, &system);
    self->counts = status == ENT_OK;
    self->resolved = fmax(RESOLVED, state->large ? state->report.accuracy : 0.0);
    if (!self->counts) {
        fluctuations_free(&self->counting);
    }
    return status;
}

double network_fluctuation(network_fluctuations *self, const network_entry *entry, const network_state *state,
                           double entropy_production, int *status)
{
    double value = NAN;
    if (!state->steady || (state->large && !state->inverse) || !state->master.jump_form) {
        return NAN;
    }
    int result = start(self, state);
    result = result == ENT_OK ? value_of(&value, self, entry, entropy_production) : result;
    if (result == ENT_ERROR_NOT_CONVERGED && state->large) {
        return NAN; /* the state itself is known all the same */
    }
    *status = *status == ENT_OK ? result : *status;
    return value;
}

void network_fluctuations_free(network_fluctuations *self)
{
    if (self->counts) {
        fluctuations_free(&self->counting);
        self->counts = false;
    }
}

const char *network_why_no_fluctuation(const network_entry *entry, ent_master_equation equation, double dimension)
{
    const network_quantity quantity = entry->quantity;
    const bool ratio =
        quantity == NETWORK_FANO || quantity == NETWORK_TUR || quantity == NETWORK_KUR || quantity == NETWORK_HEAT_FANO;
    const double unknowns = dimension * dimension; /* at most */
    if (equation == ENT_MASTER_EQUATION_REDFIELD) {
        return "the Redfield equation has no jumps to count: take the local or the global equation";
    }
    if (equation == ENT_MASTER_EQUATION_LOCAL && unknowns > NETWORK_COUNTED_BLOCKS) {
        return ratio ? "the current vanishes, or the state has more than 1000000 unknowns or no memory is left for its "
                       "fluctuations, or they do not converge"
                     : "the state has more than 1000000 unknowns or no memory is left for its fluctuations, or they do "
                       "not converge";
    }
    if (equation == ENT_MASTER_EQUATION_LOCAL && unknowns > NETWORK_BEST_DENSE && !ratio) {
        return "the equations of its fluctuations do not converge";
    }
    return quantity == NETWORK_TUR ? "the current vanishes, or heat flows at a bath of temperature 0"
                                   : "the current vanishes";
}
