#include "generator/lindblad.h"

#include <assert.h>
#include <string.h>

void operator_add(sparse_operator *self, int row, int column, zdd value)
{
    if (!zdd_is_zero(value)) {
        assert(self->n < LINDBLAD_MAX_ELEMENTS);
        self->elements[self->n++] = (operator_element){row, column, value};
    }
}

sparse_operator operator_adjoint(const sparse_operator *self)
{
    sparse_operator adjoint = {0};
    for (int k = 0; k < self->n; ++k) {
        const operator_element *e = &self->elements[k];
        operator_add(&adjoint, e->column, e->row, zdd_conjugate(e->value));
    }
    return adjoint;
}

void lindblad_add_channel(lindblad *self, int bath, dd rate, const sparse_operator *jump)
{
    if (rate.hi != 0.0 && jump->n > 0) {
        assert(self->n_channels < LINDBLAD_MAX_CHANNELS);
        self->channels[self->n_channels++] = (jump_channel){bath, rate, *jump};
    }
}

/* sum += factor * L^dag L */
static void add_square(int d, zdd *sum, dd factor, const sparse_operator *jump)
{
    for (int k = 0; k < jump->n; ++k) {
        for (int l = 0; l < jump->n; ++l) {
            const operator_element *a = &jump->elements[k];
            const operator_element *b = &jump->elements[l];
            if (a->row == b->row) {
                zdd *target = &sum[a->column * d + b->column];
                const zdd product = zdd_multiply(zdd_conjugate(a->value), b->value);
                *target = zdd_add(*target, zdd_times(product, factor));
            }
        }
    }
}

/* out += factor * L |i><j| L^dag */
static void add_jump(int d, zdd *out, dd factor, const sparse_operator *jump, int i, int j, zdd weight)
{
    for (int k = 0; k < jump->n; ++k) {
        const operator_element *a = &jump->elements[k];
        if (a->column != i) {
            continue;
        }
        for (int l = 0; l < jump->n; ++l) {
            const operator_element *b = &jump->elements[l];
            if (b->column == j) {
                zdd *target = &out[a->row * d + b->row];
                const zdd product = zdd_multiply(zdd_multiply(a->value, zdd_conjugate(b->value)), weight);
                *target = zdd_add(*target, zdd_times(product, factor));
            }
        }
    }
}

/* out += weight * (G |i><j| + |i><j| G^dag) */
static void add_no_jump(int d, zdd *out, const zdd *g, int i, int j, zdd weight)
{
    for (int k = 0; k < d; ++k) {
        if (!zdd_is_zero(g[k * d + i])) {
            out[k * d + j] = zdd_add(out[k * d + j], zdd_multiply(g[k * d + i], weight));
        }
        if (!zdd_is_zero(g[k * d + j])) {
            out[i * d + k] = zdd_add(out[i * d + k], zdd_multiply(zdd_conjugate(g[k * d + j]), weight));
        }
    }
}

/* G = -iH - sum_k rate_k L_k^dag L_k / 2 */
static void no_jump_operator(const lindblad *self, zdd *g)
{
    for (int k = 0; k < self->d * self->d; ++k) {
        g[k] = zdd_multiply(zdd_from(0.0, -1.0), self->hamiltonian[k]);
    }
    for (int k = 0; k < self->n_channels; ++k) {
        add_square(self->d, g, dd_scale(self->channels[k].rate, -0.5), &self->channels[k].jump);
    }
}

/* out += weight * L(|i><j|) */
static void add_generator(const lindblad *self, zdd *out, const zdd *g, int i, int j, zdd weight)
{
    add_no_jump(self->d, out, g, i, j, weight);
    for (int k = 0; k < self->n_channels; ++k) {
        add_jump(self->d, out, self->channels[k].rate, &self->channels[k].jump, i, j, weight);
    }
}

static void store_column(int d, dd *generator, const zdd *out, int column)
{
    const int n = d * d;
    for (int i = 0; i < d; ++i) {
        generator[(i * d + i) * n + column] = out[i * d + i].re;
        for (int j = i + 1; j < d; ++j) {
            generator[(i * d + j) * n + column] = out[i * d + j].re;
            generator[(j * d + i) * n + column] = out[i * d + j].im;
        }
    }
}

void lindblad_generator(const lindblad *self, dd *generator)
{
    const int d = self->d;
    const zdd one = zdd_from(1.0, 0.0);
    const zdd i_unit = zdd_from(0.0, 1.0);
    zdd g[LINDBLAD_MAX_UNKNOWNS];
    zdd out[LINDBLAD_MAX_UNKNOWNS];
    no_jump_operator(self, g);
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            memset(out, 0, sizeof out);
            if (i <= j) {
                add_generator(self, out, g, i, j, one);
            }
            if (i < j) {
                add_generator(self, out, g, j, i, one);
            }
            if (i > j) { /* Im rho_ji, i.e. i (|j><i| - |i><j|) */
                add_generator(self, out, g, j, i, i_unit);
                add_generator(self, out, g, i, j, zdd_conjugate(i_unit));
            }
            store_column(d, generator, out, i * d + j);
        }
    }
}

void lindblad_state(int d, zdd *rho, const dd *unknowns)
{
    for (int i = 0; i < d; ++i) {
        rho[i * d + i] = (zdd){unknowns[i * d + i], dd_from(0.0)};
        for (int j = i + 1; j < d; ++j) {
            rho[i * d + j] = (zdd){unknowns[i * d + j], unknowns[j * d + i]};
            rho[j * d + i] = zdd_conjugate(rho[i * d + j]);
        }
    }
}

void lindblad_unknowns(int d, dd *unknowns, const zdd *rho)
{
    for (int i = 0; i < d; ++i) {
        unknowns[i * d + i] = rho[i * d + i].re;
        for (int j = i + 1; j < d; ++j) {
            unknowns[i * d + j] = rho[i * d + j].re;
            unknowns[j * d + i] = rho[i * d + j].im;
        }
    }
}

void lindblad_apply(const lindblad *self, zdd *out, const zdd *rho)
{
    const int d = self->d;
    zdd g[LINDBLAD_MAX_UNKNOWNS];
    no_jump_operator(self, g);
    for (int k = 0; k < d * d; ++k) {
        out[k] = zdd_from(0.0, 0.0);
    }
    for (int k = 0; k < d * d; ++k) {
        add_generator(self, out, g, k / d, k % d, rho[k]);
    }
}

dd lindblad_current(const lindblad *self, const zdd *observable, int bath, const zdd *rho)
{
    const int d = self->d;
    lindblad one_bath = {.d = d};
    zdd out[LINDBLAD_MAX_UNKNOWNS];
    for (int k = 0; k < self->n_channels; ++k) {
        if (self->channels[k].bath == bath) {
            one_bath.channels[one_bath.n_channels++] = self->channels[k];
        }
    }
    lindblad_apply(&one_bath, out, rho);
    dd trace = dd_from(0.0);
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            trace = dd_add(trace, zdd_multiply(observable[i * d + j], out[j * d + i]).re);
        }
    }
    return trace;
}
