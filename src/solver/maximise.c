#include "solver/maximise.h"

#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* Polishing ends after this many evaluations a variable, and starts with steps of this share of the box. */
enum { LOCAL_EVALUATIONS = 2000, POLISHES = 3 };
static const double FIRST_STEP = 0.02;

/* A maximum closer to an edge than this share of the box is tried on the edge itself. */
static const double NEAR_EDGE = 1e-5;

/* The search runs in the unit cube, so that one tolerance fits every variable. */
typedef struct search {
    size_t n;
    const maximise_variable *box;
    maximise_function f;
    void *context;
    const maximise_options *options;
    nlopt_opt optimiser; /* the one at work, to be stopped on cancellation */
    size_t evaluations;
    bool cancelled;
    double *x;           /* [n], the place in the caller's box */
    double *best;        /* [n], the best place so far in the unit cube */
    double value, worst; /* at best; the smallest value seen */
} search;

static double from_unit(const maximise_variable *side, double u)
{
    if (u <= 0.0 || u >= 1.0) {
        return u <= 0.0 ? side->lower : side->upper;
    }
    const double x =
        side->logarithmic ? side->lower * pow(side->upper / side->lower, u) : (1.0 - u) * side->lower + u * side->upper;
    return fmin(fmax(x, side->lower), side->upper);
}

/* A place without value counts as the worst one seen: low, and without a cliff that would mislead the search. */
static double evaluate(search *self, const double *u)
{
    for (size_t i = 0; i < self->n; ++i) {
        self->x[i] = from_unit(&self->box[i], u[i]);
    }
    const double value = self->f(self->context, self->x);
    ++self->evaluations;
    if (isnan(value)) {
        return isnan(self->worst) ? 0.0 : self->worst;
    }
    self->worst = isnan(self->worst) ? value : fmin(self->worst, value);
    if (isnan(self->value) || value > self->value) {
        self->value = value;
        memcpy(self->best, u, self->n * sizeof *u);
    }
    return value;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the library gives the type. */
static double objective(unsigned n, const double *u, double *gradient, void *data)
{
    search *self = data;
    (void)n;
    (void)gradient;
    if (self->options->cancelled && self->options->cancelled(self->options->cancel_context) != 0) {
        self->cancelled = true;
        (void)nlopt_force_stop(self->optimiser);
        return 0.0;
    }
    return evaluate(self, u);
}

/* Runs one algorithm from place u, [n], which is overwritten. */
static int run(search *self, nlopt_algorithm algorithm, size_t max_evaluations, double tolerance, double *u)
{
    double value;
    nlopt_opt optimiser = nlopt_create(algorithm, (unsigned)self->n);
    if (!optimiser) {
        return ENT_ERROR_NO_MEMORY;
    }
    self->optimiser = optimiser;
    nlopt_result result = nlopt_set_max_objective(optimiser, objective, self);
    if (result >= 0) {
        result = nlopt_set_lower_bounds1(optimiser, 0.0);
    }
    if (result >= 0) {
        result = nlopt_set_upper_bounds1(optimiser, 1.0);
    }
    if (result >= 0) {
        (void)nlopt_set_maxeval(optimiser, (int)max_evaluations);
        (void)nlopt_set_xtol_abs1(optimiser, tolerance);
        (void)nlopt_set_initial_step1(optimiser, FIRST_STEP);
        result = nlopt_optimize(optimiser, u, &value);
    }
    nlopt_destroy(optimiser);
    self->optimiser = NULL;
    if (self->cancelled) {
        return ENT_INTERRUPTED;
    }
    if (result == NLOPT_OUT_OF_MEMORY) {
        return ENT_ERROR_NO_MEMORY;
    }
    return result >= 0 || result == NLOPT_ROUNDOFF_LIMITED ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
}

/* Moves coordinates that all but touch an edge onto it, one by one, where that costs nothing. */
static void try_edges(search *self, double *u)
{
    for (size_t i = 0; i < self->n; ++i) {
        memcpy(u, self->best, self->n * sizeof *u);
        const double edge = u[i] < 0.5 ? 0.0 : 1.0;
        if (u[i] != edge && fabs(u[i] - edge) < NEAR_EDGE) {
            u[i] = edge;
            if (evaluate(self, u) == self->value) {
                memcpy(self->best, u, self->n * sizeof *u);
            }
        }
    }
}

static int search_all(search *self, double *u)
{
    const size_t n_global = self->options->n_global ? self->options->n_global : 200 * self->n;
    for (size_t i = 0; i < self->n; ++i) {
        u[i] = 0.5;
    }
    int status = run(self, NLOPT_GN_DIRECT_L, n_global, 0.0, u);
    if (status == ENT_OK && isnan(self->value)) {
        return ENT_ERROR_UNDEFINED;
    }
    /* A simplex can collapse early; started anew at its best place it goes on. */
    for (int i = 0; status == ENT_OK && i < POLISHES; ++i) {
        const double before = self->value;
        memcpy(u, self->best, self->n * sizeof *u);
        status = run(self, NLOPT_LN_SBPLX, LOCAL_EVALUATIONS * self->n, 1e-10, u);
        if (i > 0 && self->value == before) {
            break;
        }
    }
    if (status == ENT_OK) {
        try_edges(self, u);
    }
    return status;
}

static int check_box(size_t n, const maximise_variable *box, ent_error *error)
{
    if (n == 0) {
        return error_set(error, ENT_ERROR_USAGE, "there is no variable to search");
    }
    for (size_t i = 0; i < n; ++i) {
        const maximise_variable *side = &box[i];
        if (!(isfinite(side->lower) && isfinite(side->upper) && side->lower <= side->upper)) {
            return error_set(error, ENT_ERROR_USAGE, "the interval from %.15g to %.15g must be finite and rise",
                             side->lower, side->upper);
        }
        if (side->logarithmic && !(side->lower > 0.0)) {
            return error_set(error, ENT_ERROR_USAGE, "the logarithmic interval from %.15g to %.15g must lie above 0",
                             side->lower, side->upper);
        }
    }
    return ENT_OK;
}

static int explain(const search *self, int status, ent_error *error)
{
    if (status == ENT_ERROR_NO_MEMORY) {
        return error_no_memory(error);
    }
    const char *text = status == ENT_INTERRUPTED       ? "the search was interrupted"
                       : status == ENT_ERROR_UNDEFINED ? "the function has no value anywhere in the box"
                                                       : "the optimisation library gave up";
    return error_set(error, (ent_status)status, "%s after %zu evaluations", text, self->evaluations);
}

int maximise(double *x, maximise_result *result, size_t n, const maximise_variable *box, maximise_function f,
             void *context, const maximise_options *options, ent_error *error)
{
    static const maximise_options defaults = {0};
    *result = (maximise_result){.value = NAN};
    for (size_t i = 0; i < n; ++i) {
        x[i] = NAN;
    }
    int status = check_box(n, box, error);
    if (status != ENT_OK) {
        return status;
    }
    double *work = calloc(3 * n + 1, sizeof *work);
    if (!work) {
        return error_no_memory(error);
    }
    search self = {.n = n,
                   .box = box,
                   .f = f,
                   .context = context,
                   .options = options ? options : &defaults,
                   .x = work,
                   .best = work + n,
                   .value = NAN,
                   .worst = NAN};
    status = search_all(&self, work + 2 * n);
    result->evaluations = self.evaluations;
    if (status == ENT_OK) {
        result->value = self.value;
        for (size_t i = 0; i < n; ++i) {
            x[i] = from_unit(&box[i], self.best[i]);
            result->at_edge = result->at_edge || x[i] == box[i].lower || x[i] == box[i].upper;
        }
    } else {
        status = explain(&self, status, error);
    }
    free(work);
    return status;
}
