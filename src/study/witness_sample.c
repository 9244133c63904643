#include "study/witness_sample.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/normal.h"

enum { BLOCK = 64, MAX_THREADS = 64 };

void witness_sampler_create(witness_sampler *self, const ent_witness_problem *problem,
                            const ent_witness_options *options, size_t n_wanted, size_t replicates)
{
    const long available = sysconf(_SC_NPROCESSORS_ONLN);
    self->problem = problem;
    self->options = options;
    self->replicates = replicates;
    self->n = WITNESS_REPLICATES;
    while (self->n < n_wanted) {
        self->n *= 2;
    }
    self->threads = options->threads ? options->threads : (size_t)(available > 0 ? available : 1);
    self->threads = self->threads < MAX_THREADS ? self->threads : MAX_THREADS;
    for (size_t k = 0; k < problem->n_uncertain; ++k) {
        self->parameters[k] = ent_model_parameter(problem->model, problem->uncertain[k].parameter);
    }
    for (int r = 0; r < WITNESS_REPLICATES; ++r) {
        sobol_create(&self->sequences[r], (int)problem->n_uncertain, options->seed, (uint64_t)r);
    }
}

double witness_truncated_normal(const ent_parameter *parameter, double centre, double sigma, double u)
{
    if (sigma == 0.0) {
        return centre;
    }
    const double below = normal_cdf((parameter->lower - centre) / sigma);
    const double above = normal_cdf((centre - parameter->upper) / sigma);
    const double p = below + u * (1.0 - below - above);
    const double x = centre + sigma * normal_quantile(p);
    return fmin(fmax(x, parameter->lower), parameter->upper);
}

/* Work shared by the threads of one call: blocks are handed out in order, every sample has its own place. */
typedef struct shared_work {
    const witness_sampler *sampler;
    const double *sigmas;
    const witness_samples *samples;
    pthread_mutex_t lock;
    size_t next;    /* under lock */
    bool cancelled; /* under lock */
} shared_work;

/* What one thread needs: columns of BLOCK values. */
typedef struct worker {
    shared_work *work;
    double *parameters, *observables, *point; /* point: the observables of one sample */
    const double **parameter_columns;
    double **observable_columns;
    pthread_t thread;
    bool tells;
} worker;

/* Only what the verdict and the samples need is computed: NULL columns are not, and are NaN at every point. */
static void choose_columns(worker *self, const witness_samples *samples, const ent_model *model)
{
    for (size_t k = 0; k < model->n_observables; ++k) {
        bool needed = !model->decides || model->decides(model, k);
        for (size_t c = 0; c < WITNESS_COLUMNS; ++c) {
            needed = needed || (samples->columns[c] && samples->observables[c] == k);
        }
        self->observable_columns[k] = needed ? &self->observables[k * BLOCK] : NULL;
    }
}

static bool worker_create(worker *self, shared_work *work, bool tells)
{
    const ent_model *model = work->sampler->problem->model;
    self->work = work;
    self->tells = tells;
    self->parameters = calloc(model->n_parameters, BLOCK * sizeof *self->parameters);
    self->observables = calloc(model->n_observables, BLOCK * sizeof *self->observables);
    self->point = calloc(model->n_observables, sizeof *self->point);
    self->parameter_columns = calloc(model->n_parameters, sizeof *self->parameter_columns);
    self->observable_columns = calloc(model->n_observables, sizeof *self->observable_columns);
    if (!self->parameters || !self->observables || !self->point || !self->parameter_columns ||
        !self->observable_columns) {
        return false;
    }
    for (size_t k = 0; k < model->n_parameters; ++k) {
        self->parameter_columns[k] = &self->parameters[k * BLOCK];
        for (size_t i = 0; i < BLOCK; ++i) {
            self->parameters[k * BLOCK + i] = work->sampler->problem->parameters[k];
        }
    }
    choose_columns(self, work->samples, model);
    return true;
}

static void worker_free(worker *self)
{
    free(self->parameters);
    free(self->observables);
    free(self->point);
    free(self->parameter_columns);
    free(self->observable_columns);
}

static void place_points(const worker *self, size_t first, size_t n)
{
    const witness_sampler *sampler = self->work->sampler;
    const ent_witness_problem *problem = sampler->problem;
    const size_t run = sampler->n / sampler->replicates;
    double u[SOBOL_MAX_DIMENSION];
    for (size_t i = 0; i < n; ++i) {
        sobol_point(&sampler->sequences[(first + i) / run], u, (uint32_t)((first + i) % run));
        for (size_t k = 0; k < problem->n_uncertain; ++k) {
            const size_t p = sampler->parameters[k];
            self->parameters[p * BLOCK + i] = witness_truncated_normal(
                &problem->model->parameters[p], problem->parameters[p], self->work->sigmas[k], u[k]);
        }
    }
}

static void evaluate_block(worker *self, size_t first, size_t n)
{
    const ent_model *model = self->work->sampler->problem->model;
    const witness_samples *out = self->work->samples;
    double p[ENT_MODEL_MAX_PARAMETERS];
    double *o = self->point;
    place_points(self, first, n);
    const ent_points points = {.n = n,
                               .parameters = self->parameter_columns,
                               .observables = self->observable_columns,
                               .status = &out->status[first],
                               .route = self->work->sampler->options->route};
    ent_model_evaluate(model, &points);
    for (size_t i = 0; i < n; ++i) {
        for (size_t k = 0; k < model->n_parameters; ++k) {
            p[k] = self->parameters[k * BLOCK + i];
        }
        for (size_t k = 0; k < model->n_observables; ++k) {
            o[k] = self->observable_columns[k] ? self->observable_columns[k][i] : NAN;
        }
        out->verdict[first + i] =
            (signed char)(out->status[first + i] == ENT_OK ? model->entangled(model, p, o) : ENT_UNDECIDED);
        for (size_t c = 0; c < WITNESS_COLUMNS; ++c) {
            if (out->columns[c]) {
                out->columns[c][first + i] = out->observables[c] < model->n_observables ? o[out->observables[c]] : NAN;
            }
        }
    }
}

/* The next block, or false when there is none or the caller asked to stop. Only the calling thread tells progress. */
static bool take_block(shared_work *work, bool tells, size_t *first)
{
    const ent_progress *progress = &work->sampler->options->progress;
    (void)pthread_mutex_lock(&work->lock);
    *first = work->next;
    if (tells && progress->tell && progress->tell(progress->context, *first, work->sampler->n) != 0) {
        work->cancelled = true;
    }
    const bool found = !work->cancelled && *first < work->sampler->n;
    work->next += found ? BLOCK : 0;
    (void)pthread_mutex_unlock(&work->lock);
    return found;
}

static void *run_worker(void *argument)
{
    worker *self = argument;
    size_t first;
    while (take_block(self->work, self->tells, &first)) {
        const size_t rest = self->work->sampler->n - first;
        evaluate_block(self, first, rest < BLOCK ? rest : BLOCK);
    }
    return NULL;
}

int witness_sample(const witness_sampler *self, const double *sigmas, const witness_samples *samples, ent_error *error)
{
    worker workers[MAX_THREADS];
    const size_t n = self->threads > 0 ? self->threads : 1;
    shared_work work = {.sampler = self, .sigmas = sigmas, .samples = samples, .lock = PTHREAD_MUTEX_INITIALIZER};
    size_t created = 0;
    bool ready = true;
    memset(workers, 0, n * sizeof *workers);
    for (size_t i = 0; i < n; ++i) {
        ready = worker_create(&workers[i], &work, i == 0) && ready;
    }
    if (ready) {
        for (size_t i = 1; i < n; ++i) {
            if (pthread_create(&workers[i].thread, NULL, run_worker, &workers[i]) != 0) {
                break;
            }
            created = i;
        }
        (void)run_worker(&workers[0]);
        for (size_t i = 1; i <= created; ++i) {
            (void)pthread_join(workers[i].thread, NULL);
        }
    }
    for (size_t i = 0; i < n; ++i) {
        worker_free(&workers[i]);
    }
    (void)pthread_mutex_destroy(&work.lock);
    return !ready ? error_no_memory(error) : work.cancelled ? error_set(error, ENT_INTERRUPTED, "interrupted") : ENT_OK;
}
