/* The peer of the numerical route: the master equation of two qubits with tunnelling, point by point with LAPACK: the
 * generator on 16 real unknowns, dgesv, the partial transpose, zheev. Prints the seconds a point takes. */
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

enum { D = 4, UNKNOWNS = 16 };

void dgesv_(const int *n, const int *n_sides, double *a, const int *lda, int *pivots, double *b, const int *ldb,
            int *info);
void zheev_(const char *job, const char *half, const int *n, double complex *a, const int *lda, double *values,
            double complex *work, const int *size, double *real_work, int *info, size_t job_length, size_t half_length);

/* What the generator is linear in. */
enum { EPS_H, EPS_C, G, KAPPA_H, KAPPA_C, DOWN_H, UP_H, DOWN_C, UP_C, TERMS };

/* rho' of a hermitian rho; basis |11>, |10>, |01>, |00>. */
static void apply(const double *c, double complex rho[D][D], double complex out[D][D])
{
    const double h[D][D] = {{c[EPS_H] + c[EPS_C], c[KAPPA_C], c[KAPPA_H], 0.0},
                            {c[KAPPA_C], c[EPS_H], c[G], c[KAPPA_H]},
                            {c[KAPPA_H], c[G], c[EPS_C], c[KAPPA_C]},
                            {0.0, c[KAPPA_H], c[KAPPA_C], 0.0}};
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j < D; ++j) {
            double complex sum = 0.0;
            for (int k = 0; k < D; ++k) {
                sum += -I * (h[i][k] * rho[k][j] - rho[i][k] * h[k][j]);
            }
            for (int q = 0; q < 2; ++q) {
                const int bit = q == 0 ? 2 : 1; /* not set: excited */
                const double down = c[q == 0 ? DOWN_H : DOWN_C], up = c[q == 0 ? UP_H : UP_C];
                sum -= 0.5 * ((i & bit ? up : down) + (j & bit ? up : down)) * rho[i][j];
                if ((i & bit) == (j & bit)) {
                    sum += (i & bit ? down : up) * rho[i ^ bit][j ^ bit];
                }
            }
            out[i][j] = sum;
        }
    }
}

/* Real unknowns: rho_ii at i D + i, and for i < j the real part at i D + j, the imaginary part at j D + i. */
static void unpack(const double *x, double complex rho[D][D])
{
    for (int i = 0; i < D; ++i) {
        rho[i][i] = x[i * D + i];
        for (int j = i + 1; j < D; ++j) {
            rho[i][j] = x[i * D + j] + I * x[j * D + i];
            rho[j][i] = conj(rho[i][j]);
        }
    }
}

/* The generator, column by column, is a sum of these. */
static double terms[TERMS][UNKNOWNS * UNKNOWNS];

static void fill_term(int term)
{
    double c[TERMS] = {0.0};
    c[term] = 1.0;
    for (int column = 0; column < UNKNOWNS; ++column) {
        double x[UNKNOWNS] = {0.0};
        double complex rho[D][D], out[D][D];
        double *a = &terms[term][column * UNKNOWNS];
        x[column] = 1.0;
        unpack(x, rho);
        apply(c, rho, out);
        for (int i = 0; i < D; ++i) {
            a[i * D + i] = creal(out[i][i]);
            for (int j = i + 1; j < D; ++j) {
                a[i * D + j] = creal(out[i][j]);
                a[j * D + i] = cimag(out[i][j]);
            }
        }
    }
}

/* p: as the model local has them. */
static void generator_of(const double *p, double *a)
{
    const double n_h = 1.0 / expm1(p[0] / p[5]);
    const double n_c = 1.0 / expm1((p[0] + p[1]) / p[6]);
    const double c[TERMS] = {p[0],       p[0] + p[1],        p[2],      p[7], p[8], p[3] * (1.0 + n_h),
                             p[3] * n_h, p[4] * (1.0 + n_c), p[4] * n_c};
    for (int k = 0; k < UNKNOWNS * UNKNOWNS; ++k) {
        a[k] = 0.0;
    }
    for (int t = 0; t < TERMS; ++t) {
        for (int k = 0; k < UNKNOWNS * UNKNOWNS; ++k) {
            a[k] += c[t] * terms[t][k];
        }
    }
}

static double negativity(const double *p)
{
    const int n = UNKNOWNS, d = D, one = 1, size = 64;
    double a[UNKNOWNS * UNKNOWNS], b[UNKNOWNS] = {0.0}, values[D], real_work[16];
    double complex rho[D][D], transposed[D * D], work[64];
    int pivots[UNKNOWNS], info;
    generator_of(p, a);
    for (int column = 0; column < UNKNOWNS; ++column) {
        a[column * UNKNOWNS + UNKNOWNS - 1] = column % (D + 1) == 0 ? 1.0 : 0.0;
    }
    b[UNKNOWNS - 1] = 1.0;
    dgesv_(&n, &one, a, &n, pivots, b, &n, &info);
    unpack(b, rho);
    for (int k = 0; k < D * D; ++k) {
        const int row = k / D, column = k % D;
        transposed[k] = rho[(row & 2) | (column & 1)][(column & 2) | (row & 1)];
    }
    zheev_("N", "U", &d, transposed, &d, values, work, &size, real_work, &info, 1, 1);
    return values[0] < 0.0 ? -values[0] : 0.0;
}

int main(void)
{
    const double defaults[] = {1.0, 0.01, 1.6e-3, 1e-3, 1.1e-2, 0.7, 0.1, 0.0, 0.0};
    double p[9], sum = 0.0, passed = 0.0;
    size_t points = 0;
    for (int t = 0; t < TERMS; ++t) {
        fill_term(t);
    }
    if (fabs(negativity(defaults) - 5.169091662568e-4) > 1e-12) {
        (void)fprintf(stderr, "not the same physics: %.15g\n", negativity(defaults));
        return 1;
    }
    memcpy(p, defaults, sizeof p);
    p[7] = p[8] = 0.05;
    const double started = monotonic_seconds();
    while (passed < 0.3) {
        for (int k = 0; k < 1000; ++k) {
            p[2] = 1.6e-3 * (1.0 + 1e-4 * k);
            sum += negativity(p);
        }
        points += 1000;
        passed = monotonic_seconds() - started;
    }
    (void)printf("%.6e\n", sum >= 0.0 ? passed / (double)points : -1.0);
    return 0;
}
