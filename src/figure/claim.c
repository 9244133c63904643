#include "figure/claim.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "solver/maximise.h"
#include "solver/root.h"

void claim_say(ent_claim *claim, const char *format, ...)
{
    const size_t used = strlen(claim->computed);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(claim->computed + used, sizeof claim->computed - used, format, arguments);
    va_end(arguments);
}

int claim_engine(probe *engine, double t_h, double delta, ent_error *error)
{
    const int status = probe_create(engine, ent_model_find("local"), error);
    if (status == ENT_OK) {
        probe_set(engine, "T_h", t_h);
        probe_set(engine, "delta", delta);
    }
    return status;
}

double claim_value(probe *engine, const char *observable)
{
    probe_observe(engine, observable);
    return probe_value(engine);
}

double claim_value_at(probe *engine, const char *observable, const char *parameter, double x)
{
    probe_set(engine, parameter, x);
    return claim_value(engine, observable);
}

static void vary_one(probe *engine, const char *observable, double level, const char *parameter)
{
    probe_observe(engine, observable);
    probe_fix(engine);
    probe_vary(engine, parameter);
    engine->level = level;
}

static double step_place(double low, double high, size_t i, size_t n)
{
    return low + (high - low) * (double)i / (double)n;
}

double claim_first_crossing(probe *engine, const char *observable, double level, const char *parameter, double low,
                            double high, size_t n)
{
    vary_one(engine, observable, level, parameter);
    double place = NAN;
    double before = probe_along(engine, low);
    for (size_t i = 1; i <= n; ++i) {
        const double after = probe_along(engine, step_place(low, high, i, n));
        if ((before > 0.0) != (after > 0.0)) {
            const double a = step_place(low, high, i - 1, n), b = step_place(low, high, i, n);
            if (root_find(&place, probe_along, engine, a, b, NULL) == ENT_OK) {
                (void)probe_along(engine, place);
            }
            break;
        }
        before = after;
    }
    return place;
}

bool claim_is_monotonic(probe *engine, const char *observable, int sign, const char *parameter, double low, double high,
                        size_t n)
{
    vary_one(engine, observable, 0.0, parameter);
    double before = probe_along(engine, low);
    for (size_t i = 1; i <= n; ++i) {
        const double after = probe_along(engine, step_place(low, high, i, n));
        if (!(sign * (after - before) > 0.0)) {
            return false;
        }
        before = after;
    }
    return true;
}

int claim_best(probe *engine, const char *observable, size_t n, const claim_interval *intervals, double *place,
               double *value, ent_error *error)
{
    maximise_variable box[3];
    maximise_result result;
    probe_observe(engine, observable);
    probe_fix(engine);
    engine->level = 0.0;
    *value = NAN;
    for (size_t i = 0; i < n; ++i) {
        probe_vary(engine, intervals[i].parameter);
        box[i] = (maximise_variable){intervals[i].lower, intervals[i].upper, intervals[i].lower > 0.0};
    }
    const int status = maximise(place, &result, n, box, probe_at, engine, NULL, error);
    if (status == ENT_OK) {
        *value = probe_at(engine, place);
    }
    return status;
}
