#include "study/evolve_events.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hermitian.h"
#include "observable/entanglement.h"

enum { D = 4, N = D * D, DEFAULT_SAMPLES = 2000, PROGRESS_STRIDE = 64 };

/* A state counts as settled within this trace distance of the steady one. */
static const double SETTLED = 0.01;

/* A moment with its state and what is watched there. */
typedef struct moment {
    double t;
    dd x[N];
    double n;        /* signed negativity */
    double distance; /* to the steady state, 0 if there is none */
} moment;

typedef struct watch {
    const propagator *evolution;
    const zdd *steady;
    size_t n_events;
    ent_event *events;
} watch;

/* Half the sum of the magnitudes of the eigenvalues of the difference. */
static double trace_distance(const zdd *rho, const zdd *steady)
{
    zdd difference[N];
    dd values[D];
    double sum = 0.0;
    for (int k = 0; k < N; ++k) {
        difference[k] = zdd_subtract(rho[k], steady[k]);
    }
    hermitian_eigen(D, values, NULL, difference);
    for (int k = 0; k < D; ++k) {
        sum += fabs(values[k].hi);
    }
    return 0.5 * sum;
}

static void look(const watch *self, moment *now)
{
    zdd rho[N];
    lindblad_state(D, rho, now->x);
    now->n = 0.0 - dd_value(smallest_transposed_eigenvalue(rho));
    now->distance = self->steady ? trace_distance(rho, self->steady) : 0.0;
}

static moment later(const watch *self, const moment *from, double t)
{
    moment now = *from;
    now.t = t;
    propagator_advance(self->evolution, now.x, t - from->t);
    look(self, &now);
    return now;
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
static moment change_of_sign(const watch *self, const moment *a, const moment *b, double (*excess)(const moment *))
{
    const bool above = excess(a) > 0.0;
    double low = a->t;
    double high = b->t;
    double t = 0.5 * (low + high);
    while (t != low && t != high && high - low > 4e-15 * high) {
        const moment now = later(self, a, t);
        if ((excess(&now) > 0.0) == above) {
            low = t;
        } else {
            high = t;
        }
        t = 0.5 * (low + high);
    }
    return later(self, a, high);
}

/* The largest negativity between a and c by golden sections; near a maximum the time is known to half the digits. */
static moment peak(const watch *self, const moment *a, const moment *c)
{
    const double golden = 0.3819660112501051;
    double low = a->t;
    double high = c->t;
    moment x = later(self, a, low + golden * (high - low));
    moment y = later(self, a, high - golden * (high - low));
    while (high - low > 1e-9 * high) {
        if (x.n > y.n) {
            high = y.t;
            y = x;
            x = later(self, a, low + golden * (high - low));
        } else {
            low = x.t;
            x = y;
            y = later(self, a, high - golden * (high - low));
        }
    }
    return x.n > y.n ? x : y;
}

/* Events between the last two of three moments, and a peak around the middle one. */
static int compare_moments(watch *self, const moment *m, bool first, ent_error *error)
{
    int status = ENT_OK;
    if (!first && m[1].n > 0.0 && m[1].n > m[0].n && m[1].n >= m[2].n) {
        const moment best = peak(self, &m[0], &m[2]);
        status = add_event(self, ENT_EVENT_PEAKS, best.t, best.n, error);
    }
    if (status == ENT_OK && (m[1].n > 0.0) != (m[2].n > 0.0)) {
        /* A pure product state is entangled at once: its change lies at 0, to rounding. */
        const moment change = change_of_sign(self, &m[1], &m[2], entangled_excess);
        const double t = change.t < 1e-15 * m[2].t ? 0.0 : change.t;
        status = add_event(self, m[2].n > 0.0 ? ENT_EVENT_APPEARS : ENT_EVENT_DISAPPEARS, t, 0.0, error);
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

static int scan(watch *self, const dd *start, double last, const ent_evolve_options *options, ent_error *error)
{
    const size_t n = options->n_samples > 8 ? options->n_samples : DEFAULT_SAMPLES;
    const ent_progress *progress = &options->progress;
    moment m[3] = {{.t = 0.0}};
    moment unsettled[2]; /* the last moment outside the tolerance, and the one after it */
    bool settles = false;
    int status = ENT_OK;
    memcpy(m[1].x, start, sizeof m[1].x);
    look(self, &m[1]);
    m[0] = m[1];
    for (size_t i = 0; status == ENT_OK && i < n; ++i) {
        if (i % PROGRESS_STRIDE == 0 && progress->tell && progress->tell(progress->context, i, n) != 0) {
            return error_set(error, ENT_INTERRUPTED, "interrupted");
        }
        m[2] = later(self, &m[1], sample_time(i, n, last));
        status = compare_moments(self, m, i == 0, error);
        if (m[1].distance > SETTLED) {
            unsettled[0] = m[1];
            unsettled[1] = m[2];
            settles = m[2].distance <= SETTLED;
        }
        m[0] = m[1];
        m[1] = m[2];
    }
    if (status == ENT_OK && self->steady && settles) {
        const moment change = change_of_sign(self, &unsettled[0], &unsettled[1], distance_excess);
        status = add_event(self, ENT_EVENT_SETTLES, change.t, change.n, error);
    }
    return status;
}

int evolve_find_events(ent_event **events, size_t *n_events, const propagator *evolution, const dd *start,
                       const zdd *steady, double last, const ent_evolve_options *options, ent_error *error)
{
    watch self = {.evolution = evolution, .steady = steady};
    const int status = scan(&self, start, last, options, error);
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
