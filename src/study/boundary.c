/* All roots of a condition along one parameter. */
#include "entangine/boundary.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "solver/root.h"
#include "study/condition.h"
#include "study/reason.h"

enum { DEFAULT_SAMPLES = 512, PROGRESS_STRIDE = 64 };

/* An extremum counts as a near-miss within this share of the observable's variation over the interval. */
static const double NEAR = 0.01;
/* An extremum this close to the value, in units of the variation, cannot be told from a root. */
static const double TOUCHING = 1e-13;

typedef struct sample {
    double x, f;
} sample;

typedef struct search {
    probe condition;
    size_t n_samples;
    sample *samples;
    double variation; /* largest minus smallest value of f */
    size_t n_roots;
    ent_root *roots;
} search;

static double value_at(void *context, double x)
{
    search *self = context;
    return probe_along(&self->condition, x);
}

static int compare_samples(const void *a, const void *b)
{
    const double x = ((const sample *)a)->x;
    const double y = ((const sample *)b)->x;
    return (x > y) - (x < y);
}

/* Linear spacing, and logarithmic where the interval lies above 0: boundaries at small rates are found too. */
static void place_samples(search *self, const ent_interval *interval)
{
    const bool both = interval->lower > 0.0 && interval->upper > 4.0 * interval->lower;
    const size_t n_linear = both ? self->n_samples / 2 : self->n_samples;
    const size_t n_logarithmic = self->n_samples - n_linear;
    for (size_t i = 0; i < n_linear; ++i) {
        const double share = (double)i / (double)(n_linear - 1);
        self->samples[i].x = (1.0 - share) * interval->lower + share * interval->upper;
    }
    for (size_t i = 0; i < n_logarithmic; ++i) {
        const double share = ((double)i + 0.5) / (double)n_logarithmic;
        self->samples[n_linear + i].x = interval->lower * pow(interval->upper / interval->lower, share);
    }
    qsort(self->samples, self->n_samples, sizeof *self->samples, compare_samples);
}

static int take_samples(search *self, const ent_progress *progress, ent_error *error)
{
    char room[REASON_SIZE];
    double lowest = INFINITY;
    double highest = -INFINITY;
    for (size_t i = 0; i < self->n_samples; ++i) {
        if (i % PROGRESS_STRIDE == 0 && progress->tell && progress->tell(progress->context, i, self->n_samples) != 0) {
            return error_set(error, ENT_INTERRUPTED, "interrupted");
        }
        self->samples[i].f = value_at(self, self->samples[i].x);
        lowest = fmin(lowest, self->samples[i].f);
        highest = fmax(highest, self->samples[i].f);
    }
    self->variation = highest - lowest;
    if (!(highest >= lowest)) {
        const probe *engine = &self->condition;
        return error_set(error, ENT_ERROR_UNDEFINED, "%s has no value anywhere in the interval: %s",
                         engine->model->observables[engine->observable].name,
                         reason_no_value(engine->model, engine->parameters, engine->observable, engine->status, room));
    }
    return ENT_OK;
}

static int add_root(search *self, double x, ent_crossing crossing, ent_error *error)
{
    ent_root *roots = realloc(self->roots, (self->n_roots + 1) * sizeof *roots);
    if (!roots) {
        return error_no_memory(error);
    }
    self->roots = roots;
    roots[self->n_roots++] = (ent_root){x, value_at(self, x) + self->condition.level, crossing};
    return ENT_OK;
}

/* The last place between a and b, to neighbouring doubles, that is on the same side of the value as a. Needs no slope,
 * so it also finds the edge of a plateau at the value, such as negativity = 0. */
static double edge_between(search *self, double a, double b)
{
    const bool above = value_at(self, a) > 0.0;
    double middle = 0.5 * (a + b);
    while (middle != a && middle != b) {
        if ((value_at(self, middle) > 0.0) == above) {
            a = middle;
        } else {
            b = middle;
        }
        middle = 0.5 * (a + b);
    }
    return a;
}

static int add_crossing(search *self, const sample *a, const sample *b, ent_error *error)
{
    double x;
    const ent_crossing crossing = b->f > 0.0 ? ENT_CROSSING_ENTERS : ENT_CROSSING_LEAVES;
    if (a->f == 0.0 || b->f == 0.0 || root_find(&x, value_at, self, a->x, b->x, NULL) != ENT_OK) {
        x = edge_between(self, a->x, b->x);
    }
    return add_root(self, x, crossing, error);
}

/* The place between a and c where |f| is smallest, by golden sections; f has one sign in between, or changes it twice.
 * Stops early at a change of sign. */
static double closest_place(search *self, double a, double c, double sign)
{
    const double golden = 0.3819660112501051;
    double x = a + golden * (c - a);
    double y = c - golden * (c - a);
    double fx = sign * value_at(self, x);
    double fy = sign * value_at(self, y);
    while (fx > 0.0 && fy > 0.0 && c - a > 1e-9 * (fabs(a) + fabs(c))) {
        if (fx < fy) {
            c = y;
            y = x;
            fy = fx;
            x = a + golden * (c - a);
            fx = sign * value_at(self, x);
        } else {
            a = x;
            x = y;
            fx = fy;
            y = c - golden * (c - a);
            fy = sign * value_at(self, y);
        }
    }
    return fx < fy ? x : y;
}

/* Three samples on one side of the value, the middle one closest to it: two roots, a touch or a near-miss. */
static int inspect_extremum(search *self, const sample *s, ent_error *error)
{
    const double sign = s[1].f > 0.0 ? 1.0 : -1.0;
    sample closest = {.x = closest_place(self, s[0].x, s[2].x, sign)};
    closest.f = value_at(self, closest.x);
    if (fabs(closest.f) <= TOUCHING * self->variation) {
        return add_root(self, closest.x, ENT_CROSSING_TOUCHES, error);
    }
    if (sign * closest.f < 0.0) {
        const int status = add_crossing(self, &s[0], &closest, error);
        return status == ENT_OK ? add_crossing(self, &closest, &s[2], error) : status;
    }
    return fabs(closest.f) < NEAR * self->variation ? add_root(self, closest.x, ENT_CROSSING_MISSES, error) : ENT_OK;
}

static int find_roots(search *self, ent_error *error)
{
    const sample *s = self->samples;
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i + 1 < self->n_samples; ++i) {
        if (isnan(s[i].f) || isnan(s[i + 1].f)) {
            continue;
        }
        if ((s[i].f > 0.0) != (s[i + 1].f > 0.0)) {
            status = add_crossing(self, &s[i], &s[i + 1], error);
        } else if (i + 2 < self->n_samples && (s[i + 2].f > 0.0) == (s[i].f > 0.0) && s[i + 1].f != 0.0 &&
                   fabs(s[i + 1].f) < fabs(s[i].f) && fabs(s[i + 1].f) <= fabs(s[i + 2].f)) {
            status = inspect_extremum(self, &s[i], error);
        }
    }
    return status;
}

int ent_boundary_find(ent_root **roots, size_t *n_roots, const ent_model *model, const double *parameters,
                      const ent_interval *interval, const ent_condition *condition, const ent_boundary_options *options,
                      ent_error *error)
{
    static const ent_boundary_options defaults = {.n_samples = 0};
    search self = {.n_roots = 0};
    *roots = NULL;
    *n_roots = 0;
    options = options ? options : &defaults;
    int status = condition_interval(model, interval, error);
    if (status == ENT_OK) {
        status = condition_probe(&self.condition, model, parameters, condition, options->route, error);
    }
    if (status != ENT_OK) {
        goto out;
    }
    probe_vary(&self.condition, interval->parameter);
    self.n_samples = options->n_samples > 4 ? options->n_samples : DEFAULT_SAMPLES;
    self.samples = calloc(self.n_samples, sizeof *self.samples);
    if (!self.samples) {
        status = error_no_memory(error);
        goto out;
    }
    place_samples(&self, interval);
    status = take_samples(&self, &options->progress, error);
    if (status == ENT_OK) {
        status = find_roots(&self, error);
    }
    if (status == ENT_OK) {
        *roots = self.roots;
        *n_roots = self.n_roots;
        self.roots = NULL;
    }
out:
    free(self.roots);
    free(self.samples);
    probe_free(&self.condition);
    return status;
}
