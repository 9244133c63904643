/* Eigenvalues along a parameter, each continued from one value to the next. */
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entangine/spectrum.h"
#include "study/block_modes.h"

typedef struct link {
    double distance;
    int from, to;
} link;

typedef struct follower {
    block_modes *modes;
    block_spectrum now;
    double complex *expected; /* [n] of the path at each place */
    int *path;                /* [n] the column of the path at each place; places are those of the blocks */
    link *links;              /* [largest block squared] */
    bool *taken;              /* [2][n] */
    bool *real;               /* [n] whether the path at each place was real */
} follower;

static int compare_links(const void *a, const void *b)
{
    const link *x = a;
    const link *y = b;
    const int order = (x->distance > y->distance) - (x->distance < y->distance);
    return order ? order : x->from != y->from ? (x->from > y->from) - (x->from < y->from) : x->to - y->to;
}

/* Pairs expected and found eigenvalues of one block, the closest first, and puts the found ones in the places of the
 * expected ones. */
static void match(follower *self, const block *b)
{
    const int n = b->last - b->first;
    const double complex *found = &self->now.values[b->first];
    double complex *expected = &self->expected[b->first];
    bool *from_taken = self->taken;
    bool *to_taken = self->taken + self->modes->n;
    size_t n_links = 0;
    for (int i = 0; i < n; ++i) {
        from_taken[i] = to_taken[i] = false;
        for (int j = 0; j < n; ++j) {
            self->links[n_links++] = (link){cabs(found[j] - expected[i]), i, j};
        }
    }
    qsort(self->links, n_links, sizeof *self->links, compare_links);
    for (size_t k = 0; k < n_links; ++k) {
        const link *l = &self->links[k];
        if (!from_taken[l->from] && !to_taken[l->to]) {
            from_taken[l->from] = to_taken[l->to] = true;
            expected[l->from] = found[l->to];
        }
    }
}

/* Where two real eigenvalues become two conjugate ones, which of them goes where is a choice: the first path of the two
 * takes the negative frequency, as in the order of the columns. */
static void order_pairs(follower *self)
{
    for (int i = 0; i < self->modes->n; ++i) {
        for (int k = 0; k < self->modes->n; ++k) {
            const bool meet = self->real[i] && self->real[k] && self->path[i] < self->path[k];
            if (meet && cimag(self->expected[i]) > 0.0 && self->expected[k] == conj(self->expected[i])) {
                self->expected[k] = self->expected[i];
                self->expected[i] = conj(self->expected[i]);
            }
        }
    }
}

static void continue_paths(follower *self)
{
    for (int k = 0; k < self->modes->n; ++k) {
        self->real[k] = cimag(self->expected[k]) == 0.0;
    }
    for (size_t m = 0; m < self->modes->n_blocks; ++m) {
        match(self, &self->modes->blocks[m]);
    }
    order_pairs(self);
}

/* What is 0 within its error is that of a steady state. */
static void clear_rounding(block_spectrum *now, int n)
{
    for (int k = 0; k < n; ++k) {
        now->values[k] = cabs(now->values[k]) <= now->errors[k] ? 0.0 : now->values[k];
    }
}

static double gap_of(const follower *self)
{
    double gap = NAN;
    for (int k = 0; k < self->modes->n; ++k) {
        const double decay = 0.0 - creal(self->now.values[k]);
        if (self->now.values[k] != 0.0 && !(decay >= gap)) {
            gap = decay;
        }
    }
    return gap;
}

static int compare_slowness(const double complex *x, const double complex *y)
{
    const int decay = (creal(*x) < creal(*y)) - (creal(*x) > creal(*y));
    return decay ? decay : (cimag(*x) > cimag(*y)) - (cimag(*x) < cimag(*y));
}

/* The columns, the slowest first; eigenvalues that differ by rounding keep the order of their blocks. */
static void number_paths(follower *self)
{
    const double complex *values = self->now.values;
    for (int k = 0; k < self->modes->n; ++k) {
        int column = 0;
        for (int j = 0; j < self->modes->n; ++j) {
            const bool same = cabs(values[j] - values[k]) <= self->now.errors[j] + self->now.errors[k];
            const int order = same ? j - k : compare_slowness(&values[j], &values[k]);
            column += order < 0;
        }
        self->path[k] = column;
    }
    /* Closeness is not transitive: let no two places share a column. */
    memset(self->taken, 0, (size_t)self->modes->n * sizeof *self->taken);
    for (int k = 0; k < self->modes->n; ++k) {
        while (self->taken[self->path[k]]) {
            self->path[k] = (self->path[k] + 1) % self->modes->n;
        }
        self->taken[self->path[k]] = true;
    }
}

static int follow(follower *self, ent_mode_paths *out, const double *values, ent_error *error)
{
    const size_t n = out->n_eigenvalues;
    int status = ENT_OK;
    for (size_t p = 0; status == ENT_OK && p < out->n_points; ++p) {
        status = block_modes_solve(self->modes, &self->now, values[p], error);
        if (status != ENT_OK) {
            break;
        }
        clear_rounding(&self->now, self->modes->n);
        if (p == 0) {
            number_paths(self);
            memcpy(self->expected, self->now.values, n * sizeof *self->expected);
        }
        if (p > 0) {
            continue_paths(self);
        }
        out->gap[p] = gap_of(self);
        for (size_t k = 0; k < n; ++k) {
            out->re[p * n + (size_t)self->path[k]] = creal(self->expected[k]) + 0.0;
            out->im[p * n + (size_t)self->path[k]] = cimag(self->expected[k]) + 0.0;
        }
    }
    return status;
}

static int create(follower *self, ent_mode_paths **paths, size_t n_points, ent_error *error)
{
    const size_t n = (size_t)self->modes->n;
    size_t largest = 1;
    for (size_t m = 0; m < self->modes->n_blocks; ++m) {
        const size_t size = (size_t)(self->modes->blocks[m].last - self->modes->blocks[m].first);
        largest = size > largest ? size : largest;
    }
    ent_mode_paths *out = calloc(1, sizeof *out);
    *paths = out;
    self->expected = malloc(n * sizeof *self->expected);
    self->path = malloc(n * sizeof *self->path);
    self->links = malloc(largest * largest * sizeof *self->links);
    self->taken = calloc(2 * n, sizeof *self->taken);
    self->real = calloc(n, sizeof *self->real);
    if (out) {
        *out = (ent_mode_paths){n_points, n, calloc(n_points * n, sizeof(double)), calloc(n_points * n, sizeof(double)),
                                calloc(n_points, sizeof(double))};
    }
    const bool ready = block_spectrum_create(&self->now, self->modes->n) && out && out->re && out->im && out->gap &&
                       self->expected && self->path && self->links && self->taken && self->real;
    return ready ? ENT_OK : error_no_memory(error);
}

int ent_mode_paths_find(ent_mode_paths **paths, const ent_model *model, const double *parameters, size_t parameter,
                        const double *values, size_t n_points, ent_error *error)
{
    follower self = {.modes = NULL};
    *paths = NULL;
    if (parameter >= model->n_parameters || n_points == 0) {
        return error_set(error, ENT_ERROR_USAGE, "model %s has no parameter number %zu, or there are no values of it",
                         model->name, parameter);
    }
    double lower = values[0];
    double upper = values[0];
    for (size_t p = 1; p < n_points; ++p) {
        lower = fmin(lower, values[p]);
        upper = fmax(upper, values[p]);
    }
    int status = block_modes_open(&self.modes, model, parameters, parameter, lower, upper, error);
    status = status == ENT_OK ? create(&self, paths, n_points, error) : status;
    status = status == ENT_OK ? follow(&self, *paths, values, error) : status;
    if (status != ENT_OK) {
        ent_mode_paths_free(*paths);
        *paths = NULL;
    }
    block_spectrum_free(&self.now);
    block_modes_close(self.modes);
    free(self.expected);
    free(self.path);
    free(self.links);
    free(self.taken);
    free(self.real);
    return status;
}

void ent_mode_paths_free(ent_mode_paths *paths)
{
    if (paths) {
        free(paths->re);
        free(paths->im);
        free(paths->gap);
    }
    free(paths);
}
