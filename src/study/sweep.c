#include "entangine/sweep.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/blas_threads.h"
#include "base/error.h"
#include "base/grid.h"
#include "model/names.h"
#include "model/network_points.h"
#include "study/grid_axes.h"

/* Points that one thread computes in one go: small enough for the caches, large enough to amortise the call. */
enum { BLOCK = 512, MAX_THREADS = 256 };

/* A value out of range would make every point of its slice fail: say so before anything runs. Values that follow a
 * rule lie between its ends, and so do admissible ones. */
static int check_axis_values(const ent_sweep *self, const ent_axis *axis, ent_error *error)
{
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    const ent_range *range = &axis->range;
    const size_t step = range->values || range->n == 1 ? 1 : range->n - 1;
    memcpy(parameters, self->parameters, self->model->n_parameters * sizeof *parameters);
    for (size_t i = 0; i < range->n; i += step) {
        const int status = ent_model_set(self->model, parameters, axis->parameter, ent_range_value(range, i), error);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static int check_axes(const ent_sweep *self, size_t *n_points, ent_error *error)
{
    *n_points = 1;
    for (size_t k = 0; k < self->n_axes; ++k) {
        const ent_axis *axis = &self->axes[k];
        for (size_t l = 0; l < k; ++l) {
            if (strcmp(self->axes[l].parameter, axis->parameter) == 0) {
                return error_set(error, ENT_ERROR_DUPLICATE, "%s is an axis twice", axis->parameter);
            }
        }
        if (axis->range.n == 0 || axis->range.n > SIZE_MAX / 16 / *n_points) {
            return error_set(error, ENT_ERROR_USAGE,
                             "axis %s with %zu values: the grid must have at least one point "
                             "and fewer than %zu",
                             axis->parameter, axis->range.n, SIZE_MAX / 16);
        }
        const int status = check_axis_values(self, axis, error);
        if (status != ENT_OK) {
            return status;
        }
        *n_points *= axis->range.n;
    }
    return ENT_OK;
}

int ent_sweep_check(const ent_sweep *self, size_t *n_points, size_t *n_observables, ent_error *error)
{
    size_t points;
    int status = check_axes(self, &points, error);
    for (size_t k = 0; status == ENT_OK && self->observables && k < self->n_observables; ++k) {
        if (ent_model_observable(self->model, self->observables[k]) == self->model->n_observables) {
            return unknown_observable(self->model, self->observables[k], error);
        }
        for (size_t l = 0; l < k; ++l) {
            if (strcmp(self->observables[k], self->observables[l]) == 0) {
                return error_set(error, ENT_ERROR_DUPLICATE, "observable %s is asked for twice", self->observables[k]);
            }
        }
    }
    if (status == ENT_OK && n_points) {
        *n_points = points;
    }
    if (status == ENT_OK && n_observables) {
        *n_observables = self->observables ? self->n_observables : self->model->n_observables;
    }
    return status;
}

void ent_sweep_point(const ent_sweep *self, double *values, size_t point)
{
    for (size_t k = self->n_axes; k-- > 0;) {
        values[k] = ent_range_value(&self->axes[k].range, point % self->axes[k].range.n);
        point /= self->axes[k].range.n;
    }
}

/* Work shared by the threads of one call: blocks are handed out in order, every result has its own place. */
typedef struct shared_work {
    const ent_sweep *sweep;
    const size_t *observable_columns;
    grid_axes axes;
    size_t n_columns, first, n;
    size_t block;    /* points handed out at a time, at most BLOCK */
    bool holds_blas; /* threads are those of the sweep, not of BLAS */
    double *const *observables;
    int *status;
    ent_route route;
    const ent_progress *progress;
    atomic_size_t next;
    atomic_bool cancelled;
} shared_work;

/* What one thread needs for a block: parameter columns of BLOCK values, and tables of columns. */
typedef struct block_columns {
    double *parameters; /* [n_parameters][BLOCK] */
    const double **parameter_columns;
    double **observable_columns;
} block_columns;

static void block_columns_free(block_columns *self)
{
    free(self->parameters);
    free(self->parameter_columns);
    free(self->observable_columns);
}

static bool block_columns_create(block_columns *self, const ent_sweep *sweep)
{
    const ent_model *model = sweep->model;
    self->parameters = calloc(model->n_parameters + 1, BLOCK * sizeof *self->parameters);
    self->parameter_columns = calloc(model->n_parameters + 1, sizeof *self->parameter_columns);
    self->observable_columns = calloc(model->n_observables + 1, sizeof *self->observable_columns);
    if (!self->parameters || !self->parameter_columns || !self->observable_columns) {
        return false;
    }
    for (size_t p = 0; p < model->n_parameters; ++p) {
        double *column = &self->parameters[p * BLOCK];
        self->parameter_columns[p] = column;
        for (size_t i = 0; i < BLOCK; ++i) {
            column[i] = sweep->parameters[p];
        }
    }
    return true;
}

static void evaluate_block(const shared_work *work, block_columns *columns, size_t offset, size_t n)
{
    const ent_sweep *sweep = work->sweep;
    for (size_t k = 0; k < sweep->n_axes; ++k) {
        grid_column(&columns->parameters[work->axes.parameters[k] * BLOCK], &work->axes.ranges[k],
                    work->axes.strides[k], work->first + offset, n);
    }
    for (size_t k = 0; k < work->n_columns; ++k) {
        columns->observable_columns[work->observable_columns[k]] = &work->observables[k][offset];
    }
    const ent_points points = {
        .n = n,
        .parameters = columns->parameter_columns,
        .observables = columns->observable_columns,
        .status = &work->status[offset],
        .route = work->route,
    };
    ent_model_evaluate(sweep->model, &points);
}

/* The next block, or false when there is none or the caller asked to stop. Only the calling thread tells progress. */
static bool take_block(shared_work *work, bool tells, size_t *offset)
{
    const size_t reached = atomic_load(&work->next);
    const size_t told = reached < work->n ? reached : work->n;
    if (tells && work->progress->tell && work->progress->tell(work->progress->context, told, work->n) != 0) {
        atomic_store(&work->cancelled, true);
    }
    if (atomic_load(&work->cancelled)) {
        return false;
    }
    *offset = atomic_fetch_add(&work->next, work->block);
    return *offset < work->n;
}

typedef struct worker {
    shared_work *work;
    block_columns columns;
    pthread_t thread;
    bool tells;
} worker;

static void *run_worker(void *argument)
{
    worker *self = argument;
    size_t offset;
    while (take_block(self->work, self->tells, &offset)) {
        const size_t rest = self->work->n - offset;
        evaluate_block(self->work, &self->columns, offset, rest < self->work->block ? rest : self->work->block);
    }
    return NULL;
}

/* Sets how the work is shared, and returns the number of threads. */
static size_t share_out(shared_work *work, const ent_sweep_options *options)
{
    const long available = sysconf(_SC_NPROCESSORS_ONLN);
    size_t threads = options->threads ? options->threads : (size_t)(available > 0 ? available : 1);
    work->block = work->sweep->model->data ? network_points_at_once(work->sweep->model, work->n, threads) : BLOCK;
    const size_t blocks = (work->n + work->block - 1) / work->block;
    threads = threads < blocks ? threads : blocks;
    threads = threads < MAX_THREADS ? threads : MAX_THREADS;
    work->holds_blas = threads > 1 || options->threads == 1;
    return threads > 0 ? threads : 1;
}

/* Runs the work on this thread and on up to n - 1 more; fewer, if the system gives no more. */
static int run_threads(shared_work *work, size_t n)
{
    worker workers[MAX_THREADS];
    size_t created = 0;
    int status = ENT_OK;
    memset(workers, 0, n * sizeof *workers);
    for (size_t i = 0; i < n; ++i) {
        workers[i].work = work;
        workers[i].tells = i == 0;
        if (!block_columns_create(&workers[i].columns, work->sweep)) {
            status = ENT_ERROR_NO_MEMORY;
        }
    }
    if (status == ENT_OK) {
        if (work->holds_blas) {
            (void)blas_threads_hold();
        }
        for (size_t i = 1; i < n && pthread_create(&workers[i].thread, NULL, run_worker, &workers[i]) == 0; ++i) {
            created = i;
        }
        (void)run_worker(&workers[0]);
        for (size_t i = 1; i <= created; ++i) {
            (void)pthread_join(workers[i].thread, NULL);
        }
        if (work->holds_blas) {
            blas_threads_release();
        }
    }
    for (size_t i = 0; i < n; ++i) {
        block_columns_free(&workers[i].columns);
    }
    return status == ENT_OK && atomic_load(&work->cancelled) ? ENT_INTERRUPTED : status;
}

static int run_work(shared_work *work, size_t n_threads, ent_error *error)
{
    int status = grid_axes_create(&work->axes, work->sweep, work->n, error);
    if (status == ENT_OK) {
        status = run_threads(work, n_threads);
        status = status == ENT_ERROR_NO_MEMORY ? error_no_memory(error)
                 : status == ENT_INTERRUPTED   ? error_set(error, ENT_INTERRUPTED, "interrupted")
                                               : ENT_OK;
    }
    grid_axes_free(&work->axes, work->sweep);
    return status;
}

int ent_sweep_evaluate(const ent_sweep *self, double *const *observables, int *status, size_t first, size_t n,
                       const ent_sweep_options *options, ent_error *error)
{
    static const ent_sweep_options defaults = {.threads = 0};
    size_t n_points = 0;
    size_t n_columns = 0;
    options = options ? options : &defaults;
    int result = ent_sweep_check(self, &n_points, &n_columns, error);
    if (result != ENT_OK) {
        return result;
    }
    if (first > n_points || n > n_points - first) {
        return error_set(error, ENT_ERROR_USAGE, "points %zu to %zu of a grid of %zu", first, first + n, n_points);
    }
    size_t *columns = calloc(n_columns + 1, sizeof *columns);
    if (!columns) {
        return error_no_memory(error);
    }
    for (size_t k = 0; k < n_columns; ++k) {
        columns[k] = self->observables ? ent_model_observable(self->model, self->observables[k]) : k;
    }
    shared_work work = {.sweep = self,
                        .observable_columns = columns,
                        .n_columns = n_columns,
                        .first = first,
                        .n = n,
                        .observables = observables,
                        .route = options->route,
                        .progress = &options->progress};
    work.status = status;
    result = run_work(&work, share_out(&work, options), error);
    free(columns);
    return result;
}
