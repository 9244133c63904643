#include "solver/faber.h"

#include <complex.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/lapack.h"

/* One series reaches so far, in units of the inverse of the longer half axis. */
static const double REACH = 100.0;
/* Of the largest coefficient that is left out. */
static const double LEAST_LOGARITHM = -40.0;
/* The ellipse is wider than the estimate of where the eigenvalues lie. */
static const double MARGIN = 1.05;
/* A series whose terms exceed what it gives so many times loses too many digits: its step is halved. */
static const double MOST_GROWTH = 100.0;
/* Of the trace in one step. */
static const double LARGEST_DRIFT = 1e-10;
static const double EPSILON = 2.3e-16;
/* Of a coefficient, in EPSILON. */
static const double ROUNDING = 0.1;
/* A change of a state of this share, and less, is none. */
static const double NO_CHANGE = 1e-20;
static const double PI = 3.14159265358979323846;
enum { MOST_TERMS = 256, MOST_HALVINGS = 20 };

struct faber {
    const linear_flow *flow;
    double a, b;    /* half axes; the centre is -a */
    double longest; /* step */
    double step;    /* that of the coefficients */
    int n_terms;
    double coefficients[MOST_TERMS];
    size_t products;
    double trace;                /* of the start; 0: none is kept */
    double *x, *sum;             /* [n] */
    double *before, *now, *next; /* [n] polynomials of L, applied to x */
};

int faber_create(faber **self, const linear_flow *flow)
{
    faber *own = calloc(1, sizeof *own);
    *self = own;
    if (!own) {
        return ENT_ERROR_NO_MEMORY;
    }
    double *room = malloc(5 * flow->n * sizeof *room);
    own->flow = flow;
    own->x = room;
    if (!room) {
        return ENT_ERROR_NO_MEMORY;
    }
    own->sum = room + flow->n;
    own->before = room + 2 * flow->n;
    own->now = room + 3 * flow->n;
    own->next = room + 4 * flow->n;
    own->a = 0.5 * MARGIN * flow->decay;
    own->b = MARGIN * flow->rotation;
    own->longest = own->a + own->b > 0.0 ? REACH / fmax(own->a, own->b) : INFINITY;
    return ENT_OK;
}

void faber_free(faber *self)
{
    if (self) {
        free(self->x);
        free(self);
    }
}

double faber_memory(size_t n)
{
    return 5.0 * sizeof(double) * (double)n;
}

size_t faber_products(const faber *self)
{
    return self->products;
}

/* The terms of exp(L step) that matter: a coefficient is at most rho^-k times the largest |exp(step z)| where |w| =
 * rho, on an ellipse outside the first one; the rho that makes this least is taken. */
static int count_terms(const faber *self, double step)
{
    for (int k = 1; k < MOST_TERMS; ++k) {
        const double frequency = (double)k / step;
        const double under_root = frequency * frequency + self->a * self->a - self->b * self->b;
        const double rho = (frequency + sqrt(fmax(under_root, 0.0))) / (self->a + self->b);
        const double growth = 0.5 * ((self->a + self->b) * rho + (self->a - self->b) / rho) - self->a;
        if (under_root > 0.0 && rho > 1.0 && step * growth - k * log(rho) < LEAST_LOGARITHM) {
            return k;
        }
    }
    return MOST_TERMS;
}

/* Coefficients of exp(L step): of w^k in exp(step z) with z = -a + (a + b) w/2 + (a - b) / 2w on the unit circle, where
 * z is on the ellipse. The trapezoidal rule errs by coefficients beyond three times as many terms as matter. */
static void set_coefficients(faber *self, double step)
{
    double complex values[2 * MOST_TERMS + 1] = {0.0};
    double cosines[4 * MOST_TERMS] = {0.0};
    const int terms = count_terms(self, step);
    const int half = 2 * terms; /* points on half of the circle */
    const int quarter = terms;
    for (int m = 0; m < 2 * half; ++m) {
        cosines[m] = cos(PI * (double)m / half);
    }
    for (int m = 0; m <= half; ++m) {
        const double sine = cosines[(m + 3 * quarter) % (2 * half)];
        const double size = exp(step * self->a * (cosines[m] - 1.0)) / (m == 0 || m == half ? 2 * half : half);
        const double phase = step * self->b * sine;
        values[m] = complex_from(size * cos(phase), size * sin(phase));
    }
    self->step = step;
    self->n_terms = terms;
    for (int k = 0; k < terms; ++k) {
        double sum = 0.0; /* Re of values times w^-k: the lower half of the circle adds the conjugate */
        for (int m = 0; m <= half; ++m) {
            const int place = (k * m) % (2 * half);
            sum += creal(values[m]) * cosines[place] + cimag(values[m]) * cosines[(place + 3 * quarter) % (2 * half)];
        }
        self->coefficients[k] = sum;
    }
}

static double largest_of(size_t n, const double *x)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; ++i) {
        largest = fmax(largest, fabs(x[i]));
    }
    return largest;
}

/* next = F_{k+1}(L) x from F_k and F_{k-1}, and its share is added to the sum; returns its size. */
static double next_term(faber *self, int k)
{
    const size_t n = self->flow->n;
    const double scale = 2.0 / (self->a + self->b);
    const double back = (k == 0 ? 0.0 : k == 1 ? 2.0 : 1.0) * (self->a - self->b) / (self->a + self->b);
    const double coefficient = self->coefficients[k + 1];
    double largest = 0.0;
    self->flow->product(self->flow->context, self->next, self->now);
    ++self->products;
    for (size_t i = 0; i < n; ++i) {
        const double value = scale * (self->next[i] + self->a * self->now[i]) - back * self->before[i];
        self->next[i] = value;
        self->sum[i] += coefficient * value;
        largest = fmax(largest, fabs(value));
    }
    double *free_one = self->before;
    self->before = self->now;
    self->now = self->next;
    self->next = free_one;
    return largest;
}

/* Brings the trace of the sum back to that of the start, from which rounding takes it; false where more does. */
static bool keep_trace(faber *self)
{
    const linear_flow *flow = self->flow;
    if (!flow->trace || self->trace == 0.0) {
        return true;
    }
    const double factor = self->trace / flow->trace(flow->context, self->sum);
    for (size_t i = 0; i < flow->n; ++i) {
        self->sum[i] *= factor;
    }
    return fabs(factor - 1.0) <= LARGEST_DRIFT;
}

/* sum = exp(L step) x, with its error; *good: whether the series has kept its digits. */
static int try_step(faber *self, bool *good, double *error, const faber_pause *pause)
{
    const size_t n = self->flow->n;
    const double size = largest_of(n, self->x);
    double terms = fabs(self->coefficients[0]) * size; /* sum of the sizes of the terms, and of the polynomials */
    double polynomials = size;
    double largest = size; /* of these */
    memcpy(self->now, self->x, n * sizeof *self->now);
    memset(self->before, 0, n * sizeof *self->before);
    for (size_t i = 0; i < n; ++i) {
        self->sum[i] = self->coefficients[0] * self->x[i];
    }
    *good = true;
    for (int k = 0; *good && k + 1 < self->n_terms; ++k) {
        const double next = next_term(self, k);
        const double term = fabs(self->coefficients[k + 1]) * next;
        terms += term;
        polynomials += next;
        largest = fmax(largest, next);
        *good = term <= MOST_GROWTH * size && next <= MOST_GROWTH / EPSILON * size;
        if (pause->ask && pause->ask(pause->context) != 0) {
            return ENT_INTERRUPTED;
        }
    }
    /* Rounding of terms, of coefficients, and the first term that is left out. */
    *error = EPSILON * (terms + ROUNDING * polynomials) + exp(LEAST_LOGARITHM) * largest;
    *good = *good && *error <= EPSILON * MOST_TERMS * size;
    if (*good && !keep_trace(self)) {
        return ENT_ERROR_NOT_CONVERGED; /* no shorter step would help */
    }
    return ENT_OK;
}

int faber_advance(faber *self, dd *x, double *error, double t, const faber_pause *pause)
{
    const size_t n = self->flow->n;
    double steps = t * (self->a + self->b) > NO_CHANGE ? ceil(t / self->longest) : 0.0; /* still to do */
    double step = t / fmax(steps, 1.0);
    int halvings = 0;
    int status = ENT_OK;
    for (size_t i = 0; i < n; ++i) {
        self->x[i] = dd_value(x[i]);
    }
    self->trace = self->flow->trace ? self->flow->trace(self->flow->context, self->x) : 0.0;
    while (status == ENT_OK && steps > 0.0) {
        double added = 0.0;
        bool good = false;
        if (step != self->step) {
            set_coefficients(self, step);
        }
        status = try_step(self, &good, &added, pause);
        if (status == ENT_OK && good) {
            memcpy(self->x, self->sum, n * sizeof *self->x);
            *error = hypot(*error, 2.0 * added); /* rounding of one step knows nothing of that of another */
            steps -= 1.0;
        } else if (status == ENT_OK) {
            status = ++halvings > MOST_HALVINGS ? ENT_ERROR_NOT_CONVERGED : ENT_OK;
            steps *= 2.0;
            step *= 0.5;
            self->longest = step;
        }
    }
    for (size_t i = 0; status == ENT_OK && i < n; ++i) {
        x[i] = dd_from(self->x[i]);
    }
    return status;
}
