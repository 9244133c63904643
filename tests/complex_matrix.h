/* Plain 4 x 4 and smaller complex matrices in double, as a second way to write a master equation down. */
#ifndef TESTS_COMPLEX_MATRIX_H
#define TESTS_COMPLEX_MATRIX_H

#include <complex.h>
#include <math.h>

#include "generator/lindblad.h"

typedef double complex number;

static inline void matrix_multiply(int d, number *out, const number *a, const number *b)
{
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            out[i * d + j] = 0.0;
            for (int k = 0; k < d; ++k) {
                out[i * d + j] += a[i * d + k] * b[k * d + j];
            }
        }
    }
}

static inline void matrix_adjoint(int d, number *out, const number *a)
{
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            out[i * d + j] = conj(a[j * d + i]);
        }
    }
}

static inline void matrix_from_zdd(int n, number *out, const zdd *a)
{
    for (int k = 0; k < n; ++k) {
        out[k] = dd_value(a[k].re) + I * dd_value(a[k].im);
    }
}

static inline void matrix_from_operator(int d, number *out, const sparse_operator *a)
{
    for (int k = 0; k < d * d; ++k) {
        out[k] = 0.0;
    }
    for (int k = 0; k < a->n; ++k) {
        const operator_element *e = &a->elements[k];
        out[e->row * d + e->column] += dd_value(e->value.re) + I * dd_value(e->value.im);
    }
}

/* out += rate (L rho L^dag - {L^dag L, rho}/2) */
static inline void matrix_add_dissipator(int d, number *out, double rate, const number *jump, const number *rho)
{
    number back[16], square[16], a[16], b[16];
    matrix_adjoint(d, back, jump);
    matrix_multiply(d, square, back, jump);
    matrix_multiply(d, a, jump, rho);
    matrix_multiply(d, b, a, back);
    for (int k = 0; k < d * d; ++k) {
        out[k] += rate * b[k];
    }
    matrix_multiply(d, a, square, rho);
    matrix_multiply(d, b, rho, square);
    for (int k = 0; k < d * d; ++k) {
        out[k] -= 0.5 * rate * (a[k] + b[k]);
    }
}

/* out = -i [H, rho] + all dissipators; bath < 0 for all baths, else only those of that bath and no commutator. */
static inline void matrix_master_equation(const lindblad *system, int bath, number *out, const number *rho)
{
    const int d = system->d;
    number h[16], left[16], right[16], jump[16];
    matrix_from_zdd(d * d, h, system->hamiltonian);
    matrix_multiply(d, left, h, rho);
    matrix_multiply(d, right, rho, h);
    for (int k = 0; k < d * d; ++k) {
        out[k] = bath < 0 ? -I * (left[k] - right[k]) : 0.0;
    }
    for (int k = 0; k < system->n_channels; ++k) {
        if (bath < 0 || system->channels[k].bath == bath) {
            matrix_from_operator(d, jump, &system->channels[k].jump);
            matrix_add_dissipator(d, out, dd_value(system->channels[k].rate), jump, rho);
        }
    }
}

#endif
