#include "study/evolve_events.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { DEFAULT_SAMPLES = 2000, LEAST_SAMPLES = 9, PROGRESS_STRIDE = 64, N_MOMENTS = 8 };

/* A state counts as settled within this trace distance of the steady one. */
static const double SETTLED = 0.01;

/* A moment with its state and what is watched there. */
typedef struct moment {
    double t;
    moving_state state;
    double n;        /* signed negativity */
    double distance; /* to the steady state, 0 if there is none */
} moment;

/* The moments that a search needs at once. */
enum { BEFORE, NOW, AFTER, UNSETTLED, SETTLING, LEFT, RIGHT, TRIED };

typedef struct watch {
    const motion *system;
    const evolver *evolution;
    const dd *steady;
    moment moments[N_MOMENTS];
    dd *room;              /* their states */
    dd *difference;        /* [n] */
    ent_progress progress; /* told of single looks where they take long */
    size_t done, total;
    int status; /* the first failure of a step */
    size_t n_events;
    ent_event *events;
} watch;

static void note(watch *self, int status)
{
    self->status = self->status == ENT_OK ? status : self->status;
}

/* Half the sum of the magnitudes of the eigenvalues of the difference. */
static double trace_distance(watch *self, const dd *x)
{
    double norm = 0.0;
    for (size_t k = 0; k < self->system->flow.n; ++k) {
        self->difference[k] = dd_subtract(x[k], self->steady[k]);
    }
    note(self, self->system->trace_norm(self->system, &norm, self->difference));
    return 0.5 * norm;
}

static void look(watch *self, moment *now)
{
    const ent_progress *progress = &self->progress;
    if (self->system->costly && progress->tell && progress->tell(progress->context, self->done, self->total) != 0) {
        note(self, ENT_INTERRUPTED);
        return;
    }
    note(self, self->system->signed_negativity(self->system, &now->n, &now->state));
    now->distance = self->steady ? trace_distance(self, now->state.x) : 0.0;
}

static void copy(const watch *self, moment *to, const moment *from)
{
    dd *x = to->state.x;
    memcpy(x, from->state.x, self->system->flow.n * sizeof *x);
    *to = *from;
    to->state.x = x;
}

/* Sets `to` to the moment t, which is at or after `from`. */
static void move(watch *self, moment *to, const moment *from, double t)
{
    const double step = t - from->t;
    copy(self, to, from);
    to->t = t;
    note(self, evolver_advance(self->evolution, to->state.x, &to->state.accuracy, step));
    look(self, to);
}

static int add_event(watch *self, ent_event_kind kind, double t, double n, ent_error *error)
{
    ent_event *events = realloc(self->events, (self->n_events + 1) * sizeof *events);
    if (!events) {
        return error_no_memory(error);
    }
    self->events = events;
    events[self->n_events++] = (ent_event){kind, t, n > 0.0 ? n : 0.0};
    return ENT_OK;
}

static double entangled_excess(const moment *now)
{
    return now->n;
}

static double distance_excess(const moment *now)
{
    return now->distance - SETTLED;
}

/* The moment between two others where excess changes its sign, to neighbouring doubles in time. */
static const moment *change_of_sign(watch *self, const moment *a, const moment *b, double (*excess)(const moment *))
{
    moment *tried = &self->moments[TRIED];
    const bool above = excess(a) > 0.0;
    double low = a->t;
    double high = b->t;
    double t = 0.5 * (low + high);
    while (self->status == ENT_OK && t != low && t != high && high - low > 4e-15 * high) {
        move(self, tried, a, t);
        if ((excess(tried) > 0.0) == above) {
            low = t;
        } else {
            high = t;
        }
        t = 0.5 * (low + high);
    }
    move(self, tried, a, high);
    return tried;
}

/* The largest negativity between a and c by golden sections; near a maximum the time is known to half the digits. */
static const moment *peak(watch *self, const moment *a, const moment *c)
{
    const double golden = 0.3819660112501051;
    moment *x = &self->moments[LEFT];
    moment *y = &self->moments[RIGHT];
    double low = a->t;
    double high = c->t;
    move(self, x, a, low + golden * (high - low));
    move(self, y, a, high - golden * (high - low));
    while (self->status == ENT_OK && high - low > 1e-9 * high) {
        moment *better = x->n > y->n ? x : y;
        moment *worse = better == x ? y : x;
        if (better == x) {
            high = y->t;
            move(self, worse, a, low + golden * (high - low));
            y = better;
            x = worse;
        } else {
            low = x->t;
            move(self, worse, a, high - golden * (high - low));
            x = better;
            y = worse;
        }
    }
    return x->n > y->n ? x : y;
}

/* Events between the last two of three moments, and a peak around the middle one. */
static int compare_moments(watch *self, bool first, ent_error *error)
{
    const moment *m = self->moments;
    int status = ENT_OK;
    if (!first && m[NOW].n > 0.0 && m[NOW].n > m[BEFORE].n && m[NOW].n >= m[AFTER].n) {
        const moment *best = peak(self, &m[BEFORE], &m[AFTER]);
        status = add_event(self, ENT_EVENT_PEAKS, best->t, best->n, error);
    }
    if (status == ENT_OK && (m[NOW].n > 0.0) != (m[AFTER].n > 0.0)) {
        /* A pure product state is entangled at once: its change lies at 0, as far as rounding lets it be seen. */
        const moment *change = change_of_sign(self, &m[NOW], &m[AFTER], entangled_excess);
        const double t = m[NOW].t == 0.0 && change->t < 1e-4 * m[AFTER].t ? 0.0 : change->t;
        status = add_event(self, m[AFTER].n > 0.0 ? ENT_EVENT_APPEARS : ENT_EVENT_DISAPPEARS, t, 0.0, error);
    }
    return status;
}

/* Half of the samples evenly, half in equal ratios, so that the fast beginning is seen too. */
static double sample_time(size_t i, size_t n, double last)
{
    const size_t half = n / 2;
    return i < half ? last * pow(1e-6, 1.0 - (double)i / (double)half) / (double)half
                    : last * (double)(i - half + 1) / (double)(n - half);
}

static int compare_events(const void *a, const void *b)
{
    const double x = ((const ent_event *)a)->time;
    const double y = ((const ent_event *)b)->time;
    return (x > y) - (x < y);
}

static int scan(watch *self, const moving_state *start, double last, const ent_evolve_options *options,
                ent_error *error)
{
    const size_t asked = options->n_samples < LEAST_SAMPLES ? LEAST_SAMPLES : options->n_samples;
    const size_t n = options->n_samples == 0 ? DEFAULT_SAMPLES : asked;
    const ent_progress *progress = &options->progress;
    moment *m = self->moments;
    bool settles = false;
    int status = ENT_OK;
    memcpy(m[NOW].state.x, start->x, self->system->flow.n * sizeof *start->x);
    m[NOW].state.accuracy = start->accuracy;
    self->progress = *progress;
    self->total = n;
    look(self, &m[NOW]);
    copy(self, &m[BEFORE], &m[NOW]);
    for (size_t i = 0; status == ENT_OK && self->status == ENT_OK && i < n; ++i) {
        self->done = i;
        if (i % PROGRESS_STRIDE == 0 && progress->tell && progress->tell(progress->context, i, n) != 0) {
            return error_set(error, ENT_INTERRUPTED, "interrupted");
        }
        move(self, &m[AFTER], &m[NOW], sample_time(i, n, last));
        status = compare_moments(self, i == 0, error);
        if (m[NOW].distance > SETTLED) {
            copy(self, &m[UNSETTLED], &m[NOW]); /* the last moment outside the tolerance, and the one after it */
            copy(self, &m[SETTLING], &m[AFTER]);
            settles = m[AFTER].distance <= SETTLED;
        }
        copy(self, &m[BEFORE], &m[NOW]);
        copy(self, &m[NOW], &m[AFTER]);
    }
    if (status == ENT_OK && self->steady && settles) {
        const moment *change = change_of_sign(self, &m[UNSETTLED], &m[SETTLING], distance_excess);
        status = add_event(self, ENT_EVENT_SETTLES, change->t, change->n, error);
    }
    if (status == ENT_OK && self->status != ENT_OK) {
        status = self->status == ENT_INTERRUPTED
                     ? error_set(error, ENT_INTERRUPTED, "interrupted")
                     : error_set(error, (ent_status)self->status, "evolution: %s", ent_status_text(self->status));
    }
    return status;
}

static bool allocate(watch *self)
{
    const size_t n = self->system->flow.n;
    self->room = calloc(N_MOMENTS * n, sizeof *self->room);
    self->difference = calloc(n, sizeof *self->difference);
    for (size_t k = 0; self->room && k < N_MOMENTS; ++k) {
        self->moments[k].state.x = &self->room[k * n];
    }
    return self->room && self->difference;
}

int evolve_find_events(ent_event **events, size_t *n_events, const motion *system, const evolver *evolution,
                       const moving_state *start, const dd *steady, double last, const ent_evolve_options *options,
                       ent_error *error)
{
    watch self = {.system = system, .evolution = evolution, .steady = steady};
    const int status = allocate(&self) ? scan(&self, start, last, options, error) : error_no_memory(error);
    free(self.room);
    free(self.difference);
    *events = NULL;
    *n_events = 0;
    if (status != ENT_OK) {
        free(self.events);
        return status;
    }
    if (self.n_events > 0) {
        qsort(self.events, self.n_events, sizeof *self.events, compare_events);
    }
    *events = self.events;
    *n_events = self.n_events;
    return ENT_OK;
}
