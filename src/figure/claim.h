/* What the claims are made of: a table of rows, each with a function that computes it. */
#ifndef FIGURE_CLAIM_H
#define FIGURE_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

#include "entangine/figure.h"
#include "study/probe.h"

/* One claim. compute fills claim->computed and claim->holds from numbers it computes itself. */
typedef struct claim_row {
    const char *figure, *claim, *paper;
    int (*compute)(ent_claim *claim, ent_error *error);
} claim_row;

/* The claims of figures 2 and 3, 4 and 5, and 6 with appendix B. */
extern const claim_row claim_detuning_rows[];
extern const size_t n_claim_detuning_rows;
extern const claim_row claim_tunnelling_rows[];
extern const size_t n_claim_tunnelling_rows;
extern const claim_row claim_strong_rows[];
extern const size_t n_claim_strong_rows;

/* Appends to claim->computed; what does not fit is cut. */
ENT_PRINTF(2, 3) void claim_say(ent_claim *claim, const char *format, ...);

/* A probe of the model local at the parameters of figures 2 to 5, with this T_h and delta. */
int claim_engine(probe *engine, double t_h, double delta, ent_error *error);

/* The observable at the engine's parameters. */
double claim_value(probe *engine, const char *observable);

/* The same after setting a parameter, which the engine keeps. */
double claim_value_at(probe *engine, const char *observable, const char *parameter, double x);

/* The first place between low and high where the observable passes through level as the parameter grows, looked for
 * in n steps and refined to rounding; NaN if there is none. The engine is left there. */
double claim_first_crossing(probe *engine, const char *observable, double level, const char *parameter, double low,
                            double high, size_t n);

/* Whether the observable grows (sign 1) or falls (sign -1) from each of n steps to the next. */
bool claim_is_monotonic(probe *engine, const char *observable, int sign, const char *parameter, double low, double high,
                        size_t n);

/* A parameter and the interval that is searched. */
typedef struct claim_interval {
    const char *parameter;
    double lower, upper;
} claim_interval;

/* The largest value of the observable over n <= 3 parameters and where it is; the engine is left there. */
int claim_best(probe *engine, const char *observable, size_t n, const claim_interval *intervals, double *place,
               double *value, ent_error *error);

#endif
