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

/* Divides each row and its right side by a power of two near its largest element. */
static void scale_rows(dd *a, dd *b, int n)
{
    for (int i = 0; i < n; ++i) {
        int exponent;
        (void)frexp(largest_of(&a[i * n], n), &exponent);
        const double factor = ldexp(1.0, -exponent);
        for (int j = 0; j < n; ++j) {
            a[i * n + j] = dd_scale(a[i * n + j], factor);
        }
        b[i] = dd_scale(b[i], factor);
    }
}

static void swap_rows(dd *a, dd *b, int n, int i, int j)
{
    dd row[MAX_N];
    memcpy(row, &a[i * n], (size_t)n * sizeof *row);
    memcpy(&a[i * n], &a[j * n], (size_t)n * sizeof *row);
    memcpy(&a[j * n], row, (size_t)n * sizeof *row);
    const dd side = b[i];
    b[i] = b[j];
    b[j] = side;
}

/* Solves a x = b in place; x is left in b. */
static int solve(dd *a, dd *b, int n)
{
    scale_rows(a, b, n);
    for (int k = 0; k < n; ++k) {
        int pivot = k;
        for (int i = k + 1; i < n; ++i) {
            pivot = fabs(a[i * n + k].hi) > fabs(a[pivot * n + k].hi) ? i : pivot;
        }
        if (!(fabs(a[pivot * n + k].hi) > SMALLEST_PIVOT)) {
            return ENT_ERROR_NOT_UNIQUE;
        }
        if (pivot != k) {
            swap_rows(a, b, n, pivot, k);
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
            b[i] = dd_subtract(b[i], dd_multiply(factor, b[k]));
        }
    }
    for (int i = n - 1; i >= 0; --i) {
        for (int j = i + 1; j < n; ++j) {
            b[i] = dd_subtract(b[i], dd_multiply(a[i * n + j], b[j]));
        }
        b[i] = dd_divide(b[i], a[i * n + i]);
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

int steady_state_small(zdd *rho, double *residual, const lindblad *system)
{
    const int d = system->d;
    const int n = d * d;
    dd generator[MAX_N * MAX_N];
    dd matrix[MAX_N * MAX_N];
    dd x[MAX_N] = {{0.0, 0.0}};
    lindblad_generator(system, generator);
    memcpy(matrix, generator, sizeof matrix);
    /* The population rows sum to zero, so the last one carries no information: it becomes Tr rho = 1. */
    for (int j = 0; j < n; ++j) {
        matrix[(n - 1) * n + j] = dd_from(j % (d + 1) == 0 ? 1.0 : 0.0);
    }
    x[n - 1] = dd_from(1.0);
    const int status = solve(matrix, x, n);
    if (status != ENT_OK) {
        return status;
    }
    *residual = largest_residual(generator, x, n) / largest_of(generator, n * n);
    lindblad_state(d, rho, x);
    return ENT_OK;
}
