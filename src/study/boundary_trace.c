/* The boundary of a condition in the plane of two parameters: marching squares, every vertex refined to a root. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entangine/boundary.h"
#include "solver/root.h"
#include "study/condition.h"
#include "study/reason.h"

enum { DEFAULT_LINES = 128, NONE = -1 };

/* A place where an edge of the grid crosses the boundary, with the up to two others it is joined to. */
typedef struct vertex {
    bool crosses, used;
    double x, y;
    long next[2];
} vertex;

typedef struct plane {
    probe condition;
    size_t n;         /* lines each way */
    double *at[2];    /* [n] places of the lines */
    double *f;        /* [n][n], row = line of y */
    vertex *vertices; /* n^2 edges along x, then n^2 along y; an edge has the index of its lower or left node */
    size_t n_points;
    ent_curve_point *points;
} plane;

static double value_at(plane *self, double x, double y)
{
    const double place[2] = {x, y};
    return probe_above(&self->condition, place);
}

/* One edge as a function of the parameter along it. */
typedef struct edge {
    plane *self;
    size_t moving; /* 0: along x, 1: along y */
    double fixed;
} edge;

static double value_on_edge(void *context, double place)
{
    const edge *e = context;
    return e->moving == 0 ? value_at(e->self, place, e->fixed) : value_at(e->self, e->fixed, place);
}

/* Logarithmic where the interval spans more than a decade above 0, else linear. */
static double place_of_line(const ent_interval *interval, size_t i, size_t n)
{
    const double share = (double)i / (double)(n - 1);
    if (i == 0 || i == n - 1) {
        return i == 0 ? interval->lower : interval->upper;
    }
    if (interval->lower > 0.0 && interval->upper > 10.0 * interval->lower) {
        return interval->lower * pow(interval->upper / interval->lower, share);
    }
    return (1.0 - share) * interval->lower + share * interval->upper;
}

static int fill_grid(plane *self, const ent_progress *progress, ent_error *error)
{
    char room[REASON_SIZE];
    bool any = false;
    for (size_t j = 0; j < self->n; ++j) {
        if (progress->tell && progress->tell(progress->context, j, self->n) != 0) {
            return error_set(error, ENT_INTERRUPTED, "interrupted");
        }
        for (size_t i = 0; i < self->n; ++i) {
            self->f[j * self->n + i] = value_at(self, self->at[0][i], self->at[1][j]);
            any = any || !isnan(self->f[j * self->n + i]);
        }
    }
    const probe *engine = &self->condition;
    return any ? ENT_OK
               : error_set(
                     error, ENT_ERROR_UNDEFINED, "%s has no value anywhere in the rectangle: %s",
                     engine->model->observables[engine->observable].name,
                     reason_no_value(engine->model, engine->parameters, engine->observable, engine->status, room));
}

/* Refines the vertex of the edge from a node to the next one along x (moving 0) or y (moving 1). */
static void refine_edge(plane *self, size_t i, size_t j, size_t moving)
{
    const size_t node = j * self->n + i;
    const size_t other = moving == 0 ? node + 1 : node + self->n;
    vertex *v = &self->vertices[moving * self->n * self->n + node];
    v->next[0] = v->next[1] = NONE;
    if ((moving == 0 ? i : j) + 1 == self->n || isnan(self->f[node]) || isnan(self->f[other]) ||
        (self->f[node] > 0.0) == (self->f[other] > 0.0)) {
        return;
    }
    const size_t line = moving == 0 ? i : j;
    edge e = {self, moving, moving == 0 ? self->at[1][j] : self->at[0][i]};
    double place;
    if (root_find(&place, value_on_edge, &e, self->at[moving][line], self->at[moving][line + 1], NULL) != ENT_OK) {
        return;
    }
    v->crosses = true;
    v->x = moving == 0 ? place : e.fixed;
    v->y = moving == 0 ? e.fixed : place;
}

static void join(plane *self, long a, long b)
{
    for (int side = 0; side < 2; ++side) {
        vertex *v = &self->vertices[side == 0 ? a : b];
        v->next[v->next[0] == NONE ? 0 : 1] = side == 0 ? b : a;
    }
}

/* Joins the crossings of one cell; at a saddle the value in the middle decides which corners hang together. */
static void join_cell(plane *self, size_t i, size_t j)
{
    const long n = (long)self->n;
    const long node = (long)(j * self->n + i);
    const long around[4] = {node, n * n + node + 1, node + n, n * n + node}; /* below, right, above, left */
    long crossing[4];
    int count = 0;
    for (int k = 0; k < 4; ++k) {
        if (self->vertices[around[k]].crosses) {
            crossing[count++] = around[k];
        }
    }
    if (count == 2) {
        join(self, crossing[0], crossing[1]);
    } else if (count == 4) {
        const double middle =
            value_at(self, 0.5 * (self->at[0][i] + self->at[0][i + 1]), 0.5 * (self->at[1][j] + self->at[1][j + 1]));
        const bool corner_alone = (middle > 0.0) != (self->f[node] > 0.0);
        join(self, around[0], corner_alone ? around[3] : around[1]);
        join(self, around[2], corner_alone ? around[1] : around[3]);
    }
}

static int add_point(plane *self, vertex *v, size_t curve, ent_error *error)
{
    if ((self->n_points & (self->n_points + 1)) == 0) { /* room for twice as many whenever a power of two is full */
        ent_curve_point *points = realloc(self->points, 2 * (self->n_points + 1) * sizeof *points);
        if (!points) {
            return error_no_memory(error);
        }
        self->points = points;
    }
    self->points[self->n_points++] = (ent_curve_point){v->x, v->y, curve};
    v->used = true;
    return ENT_OK;
}

/* Walks from a vertex to the end of its curve, or around it. */
static int walk(plane *self, long start, size_t curve, ent_error *error)
{
    long before = NONE;
    long here = start;
    int status = add_point(self, &self->vertices[here], curve, error);
    while (status == ENT_OK) {
        const vertex *v = &self->vertices[here];
        const long next = v->next[0] != before ? v->next[0] : v->next[1];
        if (next == NONE || next == before) {
            break;
        }
        const bool closed = self->vertices[next].used;
        status = add_point(self, &self->vertices[next], curve, error);
        if (closed) {
            break;
        }
        before = here;
        here = next;
    }
    return status;
}

/* Open curves first, from their ends; what is left then is closed. */
static int collect_curves(plane *self, ent_error *error)
{
    const long n_edges = 2 * (long)(self->n * self->n);
    size_t curve = 0;
    for (int pass = 0; pass < 2; ++pass) {
        for (long k = 0; k < n_edges; ++k) {
            const vertex *v = &self->vertices[k];
            if (v->crosses && !v->used && (pass == 1 || v->next[1] == NONE) && v->next[0] != NONE) {
                const int status = walk(self, k, curve++, error);
                if (status != ENT_OK) {
                    return status;
                }
            }
        }
    }
    return ENT_OK;
}

static int trace(plane *self, const ent_interval *x, const ent_interval *y, const ent_progress *progress,
                 ent_error *error)
{
    const size_t n = self->n;
    self->at[0] = calloc(n, sizeof(double));
    self->at[1] = calloc(n, sizeof(double));
    self->f = calloc(n * n, sizeof(double));
    self->vertices = calloc(2 * n * n, sizeof *self->vertices);
    if (!self->at[0] || !self->at[1] || !self->f || !self->vertices) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < n; ++i) {
        self->at[0][i] = place_of_line(x, i, n);
        self->at[1][i] = place_of_line(y, i, n);
    }
    const int status = fill_grid(self, progress, error);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t node = 0; node < n * n; ++node) {
        refine_edge(self, node % n, node / n, 0);
        refine_edge(self, node % n, node / n, 1);
    }
    for (size_t j = 0; j + 1 < n; ++j) {
        for (size_t i = 0; i + 1 < n; ++i) {
            join_cell(self, i, j);
        }
    }
    return collect_curves(self, error);
}

int ent_boundary_trace(ent_curve_point **points, size_t *n_points, const ent_model *model, const double *parameters,
                       const ent_interval *x, const ent_interval *y, const ent_condition *condition,
                       const ent_boundary_options *options, ent_error *error)
{
    static const ent_boundary_options defaults = {.n_samples = 0};
    plane self = {.n_points = 0};
    *points = NULL;
    *n_points = 0;
    options = options ? options : &defaults;
    self.n = options->n_samples > 2 ? options->n_samples : DEFAULT_LINES;
    int status = condition_interval(model, x, error);
    if (status == ENT_OK) {
        status = condition_interval(model, y, error);
    }
    if (status == ENT_OK && strcmp(x->parameter, y->parameter) == 0) {
        status = error_set(error, ENT_ERROR_DUPLICATE, "%s cannot span both sides of the rectangle", x->parameter);
    }
    if (status == ENT_OK) {
        status = condition_probe(&self.condition, model, parameters, condition, options->route, error);
    }
    if (status == ENT_OK) {
        probe_vary(&self.condition, x->parameter);
        probe_vary(&self.condition, y->parameter);
        status = trace(&self, x, y, &options->progress, error);
    }
    if (status == ENT_OK) {
        *points = self.points;
        *n_points = self.n_points;
        self.points = NULL;
    }
    free(self.points);
    free(self.vertices);
    free(self.f);
    free(self.at[0]);
    free(self.at[1]);
    probe_free(&self.condition);
    return status;
}
