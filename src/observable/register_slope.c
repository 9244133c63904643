/* Derivatives of negativities: Hellmann and Feynman on the partial transpose. */
#include <complex.h>
#include <math.h>
#include <stdlib.h>

#include "base/lapack.h"
#include "entangine/status.h"
#include "observable/register.h"

/* Eigenvalues of a state that differ by less are equal, and below it are 0. */
static const double EQUAL = 1e-13;
/* Slopes that differ by less, of their size, are equal. */
static const double SAME_SLOPE = 1e-7;

/* The partial transpose in its eigenbasis, and its change there. */
typedef struct spectrum {
    int d;
    double *values;
    double complex *vectors, *change, *slopes; /* column-major; slopes = V^dag change V */
} spectrum;

static void to_complex(double complex *out, const zdd *in, int d)
{
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            out[j * d + i] = complex_from(dd_value(in[i * d + j].re), dd_value(in[i * d + j].im));
        }
    }
}

static void turn(spectrum *self)
{
    const int d = self->d;
    for (int k = 0; k < d; ++k) {
        for (int i = 0; i < d; ++i) {
            double complex sum = 0.0;
            for (int j = 0; j < d; ++j) {
                sum += self->change[j * d + i] * self->vectors[k * d + j];
            }
            self->slopes[k * d + i] = sum;
        }
    }
    for (int k = 0; k < d; ++k) {
        double complex *column = &self->slopes[k * d];
        double complex *out = &self->change[k * d]; /* no longer needed */
        for (int l = 0; l < d; ++l) {
            out[l] = 0.0;
            for (int i = 0; i < d; ++i) {
                out[l] += conj(self->vectors[l * d + i]) * column[i];
            }
        }
    }
}

/* Sum of the slopes of the negative eigenvalues; those at 0 must stay there. */
static double negative_slope(const spectrum *self, double size)
{
    const int d = self->d;
    double sum = 0.0;
    for (int k = 0; k < d; ++k) {
        if (self->values[k] < -EQUAL) {
            sum -= creal(self->change[k * d + k]);
        }
        for (int l = 0; l < d; ++l) {
            const bool zeros = fabs(self->values[k]) <= EQUAL && fabs(self->values[l]) <= EQUAL;
            if (zeros && cabs(self->change[k * d + l]) > SAME_SLOPE * size) {
                return NAN;
            }
        }
    }
    return sum;
}

/* The smallest is defined where its degenerate partners move with it. */
static double smallest_slope(const spectrum *self, double size)
{
    const int d = self->d;
    const double slope = creal(self->change[0]);
    for (int k = 0; k < d; ++k) {
        for (int l = 0; l < d; ++l) {
            const bool equal = self->values[k] - self->values[0] <= EQUAL && self->values[l] - self->values[0] <= EQUAL;
            if (equal && cabs(self->change[k * d + l] - (k == l ? slope : 0.0)) > SAME_SLOPE * size) {
                return NAN;
            }
        }
    }
    return slope;
}

int register_bipartite_slope(bipartite *slope, const site_register *self, const zdd *rho, const zdd *change,
                             unsigned part)
{
    const int d = self->d;
    const size_t square = (size_t)d * (size_t)d;
    int status = ENT_ERROR_NO_MEMORY;
    double size = 0.0;
    zdd *transposed = malloc(square * sizeof *transposed);
    spectrum at = {d, malloc((size_t)d * sizeof(double)), malloc(square * sizeof(double complex)),
                   malloc(square * sizeof(double complex)), malloc(square * sizeof(double complex))};
    *slope = (bipartite){NAN, NAN};
    if (!transposed || !at.values || !at.vectors || !at.change || !at.slopes) {
        goto out;
    }
    register_transpose(transposed, self, change, part);
    to_complex(at.change, transposed, d);
    register_transpose(transposed, self, rho, part);
    to_complex(at.vectors, transposed, d);
    for (size_t k = 0; k < square; ++k) {
        size = fmax(size, cabs(at.change[k]));
    }
    status = lapack_hermitian_eigen(d, at.vectors, at.values, true) ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
    if (status == ENT_OK) {
        turn(&at);
        slope->negativity = negative_slope(&at, size);
        slope->smallest = smallest_slope(&at, size);
    }
out:
    free(at.slopes);
    free(at.change);
    free(at.vectors);
    free(at.values);
    free(transposed);
    return status;
}
