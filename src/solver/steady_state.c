#include "solver/steady_state.h"

#include <math.h>
#include <string.h>

enum { MAX_N = LINDBLAD_MAX_UNKNOWNS };

/* Smallest pivot of a row-scaled matrix that still leaves ten digits of thirty-one. */
static const double SMALLEST_PIVOT = 1e-21;

static double largest_of(const dd *values, int n)
{
    double largest = 0.0;
    for (int k = 0; k < n; ++k) {
        largest = fmax(largest, fabs(values[k].hi));
    }
    return largest;
}

/* Divides each row and its m right sides by a power of two near its largest element. */
static void scale_rows(dd *a, dd *b, int n, int m)
{
    for (int i = 0; i < n; ++i) {
        int exponent;
        (void)frexp(largest_of(&a[i * n], n), &exponent);
        const double factor = ldexp(1.0, -exponent);
        for (int j = 0; j < n; ++j) {
            a[i * n + j] = dd_scale(a[i * n + j], factor);
        }
        for (int j = 0; j < m; ++j) {
            b[i * m + j] = dd_scale(b[i * m + j], factor);
        }
    }
}

static void swap_rows(dd *a, int n, int i, int j)
{
    for (int k = 0; k < n; ++k) {
        const dd element = a[i * n + k];
        a[i * n + k] = a[j * n + k];
        a[j * n + k] = element;
    }
}

/* Solves a x = b in place for m right sides, b and x row-major n x m; x is left in b. */
static int solve(dd *a, dd *b, int n, int m)
{
    scale_rows(a, b, n, m);
    for (int k = 0; k < n; ++k) {
        int pivot = k;
        for (int i = k + 1; i < n; ++i) {
            pivot = fabs(a[i * n + k].hi) > fabs(a[pivot * n + k].hi) ? i : pivot;
        }
        if (!(fabs(a[pivot * n + k].hi) > SMALLEST_PIVOT)) {
            return ENT_ERROR_NOT_UNIQUE;
        }
        if (pivot != k) {
            swap_rows(a, n, pivot, k);
            swap_rows(b, m, pivot, k);
        }
        const dd inverse = dd_divide(dd_from(1.0), a[k * n + k]);
        for (int i = k + 1; i < n; ++i) {
            if (a[i * n + k].hi == 0.0) {
                continue;
            }
            const dd factor = dd_multiply(a[i * n + k], inverse);
            for (int j = k + 1; j < n; ++j) {
                a[i * n + j] = dd_subtract(a[i * n + j], dd_multiply(factor, a[k * n + j]));
            }
            for (int j = 0; j < m; ++j) {
                b[i * m + j] = dd_subtract(b[i * m + j], dd_multiply(factor, b[k * m + j]));
            }
        }
    }
    for (int k = 0; k < n * m; ++k) {
        const int i = n - 1 - k / m;
        dd *const x = &b[i * m + k % m];
        for (int j = i + 1; j < n; ++j) {
            *x = dd_subtract(*x, dd_multiply(a[i * n + j], b[j * m + k % m]));
        }
        *x = dd_divide(*x, a[i * n + i]);
    }
    return ENT_OK;
}

static double largest_residual(const dd *generator, const dd *x, int n)
{
    double largest = 0.0;
    for (int i = 0; i < n; ++i) {
        dd sum = dd_from(0.0);
        for (int j = 0; j < n; ++j) {
            sum = dd_add(sum, dd_multiply(generator[i * n + j], x[j]));
        }
        largest = fmax(largest, fabs(sum.hi));
    }
    return largest;
}

/* The population rows sum to zero, so the last one carries no information: it becomes the trace. */
static void set_trace_row(dd *matrix, int d)
{
    const int n = d * d;
    for (int j = 0; j < n; ++j) {
        matrix[(n - 1) * n + j] = dd_from(j % (d + 1) == 0 ? 1.0 : 0.0);
    }
}

int steady_state_response(zdd *responses, const lindblad *system, const zdd *rho, const lindblad *derivatives, int m)
{
    const int d = system->d;
    const int n = d * d;
    dd matrix[MAX_N * MAX_N];
    dd b[MAX_N * STEADY_STATE_MAX_RESPONSES];
    dd x[MAX_N];
    zdd change[MAX_N];
    lindblad_generator(system, matrix);
    set_trace_row(matrix, d);
    for (int k = 0; k < m; ++k) {
        lindblad_apply(&derivatives[k], change, rho);
        lindblad_unknowns(d, x, change);
        for (int i = 0; i < n; ++i) {
            b[i * m + k] = i == n - 1 ? dd_from(0.0) : dd_negate(x[i]);
        }
    }
    const int status = solve(matrix, b, n, m);
    for (int k = 0; status == ENT_OK && k < m; ++k) {
        for (int i = 0; i < n; ++i) {
            x[i] = b[i * m + k];
        }
        lindblad_state(d, &responses[k * n], x);
    }
    return status;
}

int steady_state_small(zdd *rho, double *residual, const lindblad *system)
{
    const int d = system->d;
    const int n = d * d;
    dd generator[MAX_N * MAX_N];
    dd matrix[MAX_N * MAX_N];
    dd x[MAX_N] = {{0.0, 0.0}};
    lindblad_generator(system, generator);
    memcpy(matrix, generator, sizeof matrix);
    set_trace_row(matrix, d);
    x[n - 1] = dd_from(1.0);
    const int status = solve(matrix, x, n, 1);
    if (status != ENT_OK) {
        return status;
    }
    *residual = largest_residual(generator, x, n) / largest_of(generator, n * n);
    lindblad_state(d, rho, x);
    return ENT_OK;
}
