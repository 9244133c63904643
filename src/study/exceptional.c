/* Exceptional points: roots of D = (l1 - l2)^2, which is analytic where the eigenvalues l1 and l2 coalesce. */
#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entangine/spectrum.h"
#include "study/mode_pair.h"

enum { GRID = 201, MAX_STEPS = 60 };

typedef struct search {
    block_modes *modes;
    block_spectrum grid[2]; /* of neighbours on the grid */
    block_spectrum probe;
    double lower, upper, step;
    ent_exceptional *points;
    size_t n_points, room;
} search;

static int probe(search *self, pair *out, const block *b, double at, double complex centre, double complex square,
                 ent_error *error)
{
    const int status = block_modes_solve(self->modes, &self->probe, at, error);
    if (status == ENT_OK) {
        *out = pair_nearest(&self->probe, b->first, b->last, centre, square);
    }
    return status;
}

/* Secants from two points until the step drowns in rounding. *root becomes the last root, complex if there is none on
 * the real line. */
static int refine(search *self, const block *b, pair ends[2], double complex *root, ent_error *error)
{
    int status = ENT_OK;
    for (int k = 0; k < MAX_STEPS && status == ENT_OK; ++k) {
        const double complex slope = (ends[1].square - ends[0].square) / (ends[1].at - ends[0].at);
        const double complex drift = (ends[1].centre - ends[0].centre) / (ends[1].at - ends[0].at);
        *root = ends[1].at - ends[1].square / slope;
        const double at = creal(*root);
        const double small = 1e-15 * fmax(fabs(self->lower), fabs(self->upper));
        if (!(at >= self->lower && at <= self->upper) || fabs(at - ends[1].at) <= small ||
            fabs(at - ends[0].at) <= small || cabs(ends[1].square) <= 0.1 * ends[1].noise) {
            return ENT_OK;
        }
        const double complex centre = ends[1].centre + drift * (at - ends[1].at);
        pair next;
        status = probe(self, &next, b, at, centre, ends[1].square + slope * (at - ends[1].at), error);
        ends[0] = cabs(ends[0].square) < cabs(ends[1].square) ? ends[0] : ends[1];
        ends[1] = next;
    }
    return status;
}

static bool is_known(const search *self, const ent_exceptional *x, double scale)
{
    for (size_t k = 0; k < self->n_points; ++k) {
        const ent_exceptional *y = &self->points[k];
        const double near = fmax(10.0 * (x->error + y->error), 1e-5 * self->step);
        if (x->populations == y->populations && x->block_size == y->block_size &&
            fabs(x->parameter - y->parameter) <= near &&
            hypot(x->decay_rate - y->decay_rate, x->frequency - y->frequency) <= scale) {
            return true;
        }
    }
    return false;
}

static int keep(search *self, const ent_exceptional *x, ent_error *error)
{
    if (self->n_points == self->room) {
        const size_t room = 2 * self->room + 8;
        ent_exceptional *more = realloc(self->points, room * sizeof *more);
        if (!more) {
            return error_no_memory(error);
        }
        self->points = more;
        self->room = room;
    }
    self->points[self->n_points++] = *x;
    return ENT_OK;
}

/* The root and the centre there from points on both sides, where eigenvalues are far less ill-conditioned than next to
 * the root: at distances h and 2 h, so that the error of the method is of order h^4. Unsound: the centre is not
 * analytic (two of three that meet), or the root is not within its error of the place. */
static int polish(search *self, const block *b, ent_exceptional *x, bool *sound, const pair *near, double h,
                  ent_error *error)
{
    static const double places[4] = {-2.0, -1.0, 1.0, 2.0};
    static const double weights[4] = {-1.0 / 6.0, 2.0 / 3.0, 2.0 / 3.0, -1.0 / 6.0};
    const double complex slope = near->square / (near->at - x->parameter);
    pair p[4];
    double complex centre = 0.0;
    double complex square = 0.0;
    double noise = 0.0;
    int status = ENT_OK;
    for (int k = 0; k < 4 && status == ENT_OK; ++k) {
        const double at = x->parameter + places[k] * h;
        status = probe(self, &p[k], b, at, near->centre, slope * (at - x->parameter), error);
        if (status == ENT_OK) {
            centre += weights[k] * p[k].centre;
            square += weights[k] * p[k].square;
            noise += fabs(weights[k]) * p[k].noise;
            x->oscillates_below = k == 1 ? pair_oscillates(&self->probe, b, &p[k], x->order) : x->oscillates_below;
            x->oscillates_above = k == 2 ? pair_oscillates(&self->probe, b, &p[k], x->order) : x->oscillates_above;
        }
    }
    if (status == ENT_OK) {
        const double complex tilt = (p[2].square - p[1].square) / (p[2].at - p[1].at);
        const double complex bend = p[3].centre - 2.0 * p[2].centre + 2.0 * p[1].centre - p[0].centre;
        const double shift = creal(square / tilt);
        x->parameter -= shift;
        x->error = noise / cabs(tilt) + DBL_EPSILON * fabs(x->parameter);
        x->decay_rate = 0.0 - creal(centre);
        x->frequency = fabs(cimag(centre));
        *sound = cabs(bend) <= 0.05 * sqrt(cabs(p[2].square)) && fabs(shift) <= h && x->error <= h;
    }
    return status;
}

/* Keeps the root if the condition number grows towards it at least as 1/|l1 - l2| does. */
static int judge(search *self, const block *b, const pair seed[2], double at, ent_error *error)
{
    const double complex slope = (seed[1].square - seed[0].square) / (seed[1].at - seed[0].at);
    const double side = at + 1e-3 * self->step <= self->upper ? 1.0 : -1.0;
    const double h = 1e-5 * self->step;
    pair near = seed[0];
    pair far = seed[0];
    int status = probe(self, &near, b, at + side * h, seed[1].centre, slope * side * h, error);
    if (status == ENT_OK) {
        status = probe(self, &far, b, at + 100.0 * side * h, near.centre, 100.0 * near.square, error);
    }
    if (status != ENT_OK || !(near.condition > 4.0 * far.condition)) {
        return status;
    }
    ent_exceptional x = {.parameter = at,
                         .order = pair_count_order(&self->probe, b, &far),
                         .block_size = (size_t)(b->last - b->first),
                         .populations = b->populations};
    const double room = fmin(0.02 * self->step, 0.49 * fmin(at - self->lower, self->upper - at));
    bool sound = false;
    if (room > 1e-3 * self->step) {
        status = polish(self, b, &x, &sound, &far, room, error);
    }
    const double scale = 2.0 * sqrt(cabs(near.square));
    if (x.frequency <= 0.1 * scale) {
        x.frequency = 0.0;
    }
    return status != ENT_OK || !sound || is_known(self, &x, scale) ? status : keep(self, &x, error);
}

/* A pair of the left point of the grid and its continuation at the right one: may D have a root between them? */
static int follow(search *self, const block *b, int i, int j, ent_error *error)
{
    pair ends[2] = {pair_make(&self->grid[0], i, j)};
    if (ends[0].condition < 1.01 || cimag(ends[0].centre) < -1e-3 * sqrt(cabs(ends[0].square))) {
        return ENT_OK; /* orthogonal, or the other of conjugates */
    }
    ends[1] = pair_nearest(&self->grid[1], b->first, b->last, ends[0].centre, ends[0].square);
    const double complex rise = ends[1].square - ends[0].square;
    if (cabs(rise) <= ends[0].noise + ends[1].noise) {
        return ENT_OK;
    }
    double complex root = ends[0].at - ends[0].square * self->step / rise;
    const double middle = (ends[0].at + ends[1].at) / 2.0;
    if (cabs(root - middle) > 1.5 * self->step) {
        return ENT_OK;
    }
    const pair seed[2] = {ends[0], ends[1]};
    const int status = refine(self, b, ends, &root, error);
    const double at = creal(root);
    if (status != ENT_OK || !(at >= self->lower && at <= self->upper) || fabs(at - middle) > 2.0 * self->step ||
        !(fabs(cimag(root)) <= 1e-6 * self->step) || ends[0].at == ends[1].at) {
        return status;
    }
    return judge(self, b,
                 (const pair[2]){seed[0], {.at = seed[1].at, .centre = ends[1].centre, .square = seed[1].square}}, at,
                 error);
}

static int scan(search *self, ent_error *error)
{
    int status = block_modes_solve(self->modes, &self->grid[0], self->lower, error);
    for (int k = 1; k < GRID && status == ENT_OK; ++k) {
        const double at = k == GRID - 1 ? self->upper : self->lower + k * self->step;
        status = block_modes_solve(self->modes, &self->grid[1], at, error);
        for (size_t m = 0; m < self->modes->n_blocks && status == ENT_OK; ++m) {
            const block *b = &self->modes->blocks[m];
            for (int i = b->first; i < b->last && status == ENT_OK; ++i) {
                for (int j = i + 1; j < b->last && status == ENT_OK; ++j) {
                    status = follow(self, b, i, j, error);
                }
            }
        }
        const block_spectrum old = self->grid[0];
        self->grid[0] = self->grid[1];
        self->grid[1] = old;
    }
    return status;
}

static int compare_points(const void *a, const void *b)
{
    const ent_exceptional *x = a;
    const ent_exceptional *y = b;
    const bool same = fabs(x->parameter - y->parameter) <= x->error + y->error;
    const int order = same ? 0 : (x->parameter > y->parameter) - (x->parameter < y->parameter);
    return order ? order : (x->decay_rate > y->decay_rate) - (x->decay_rate < y->decay_rate);
}

int ent_exceptional_find(ent_exceptional **points, size_t *n_points, const ent_model *model, const double *parameters,
                         size_t parameter, double lower, double upper, ent_error *error)
{
    *points = NULL;
    *n_points = 0;
    if (parameter >= model->n_parameters) {
        return error_set(error, ENT_ERROR_USAGE, "model %s has no parameter number %zu", model->name, parameter);
    }
    if (!(lower < upper) || !isfinite(upper - lower)) {
        return error_set(error, ENT_ERROR_USAGE, "%s from %g to %g: the lower end must be below the upper one",
                         model->parameters[parameter].name, lower, upper);
    }
    search self = {.lower = lower, .upper = upper, .step = (upper - lower) / (GRID - 1)};
    int status = block_modes_open(&self.modes, model, parameters, parameter, lower, upper, error);
    for (int k = 0; status == ENT_OK && k < 3; ++k) {
        block_spectrum *one = k < 2 ? &self.grid[k] : &self.probe;
        status = block_spectrum_create(one, self.modes->n) ? ENT_OK : error_no_memory(error);
    }
    status = status == ENT_OK ? scan(&self, error) : status;
    block_spectrum_free(&self.grid[0]);
    block_spectrum_free(&self.grid[1]);
    block_spectrum_free(&self.probe);
    block_modes_close(self.modes);
    if (status != ENT_OK || self.n_points == 0) {
        free(self.points);
        return status;
    }
    qsort(self.points, self.n_points, sizeof *self.points, compare_points);
    *points = self.points;
    *n_points = self.n_points;
    return ENT_OK;
}
