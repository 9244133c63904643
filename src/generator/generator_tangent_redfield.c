/* Derivative of the Redfield generator, whose S_e and S_a^dag are functions of M applied to S. */
#include <math.h>
#include <stdlib.h>

#include "generator/bath_rates_slope.h"
#include "generator/generator_tangent.h"
#include "generator/lines.h"

/* Frequencies closer than this share of every scale take the mean slope between them by Gauss's rule of order 6. */
static const double NEAR = 1e-2;

typedef struct rate_function {
    const system_bath *bath;
    double tolerance; /* frequencies up to this are 0 */
    bool emission;
} rate_function;

static bool is_dark(const rate_function *self, dd frequency)
{
    return self->bath->statistics == ENT_STATISTICS_BOSON && frequency.hi < -self->tolerance;
}

/* Half of the rate. */
static dd value(const rate_function *self, dd frequency)
{
    bath_rates rates;
    if (is_dark(self, frequency)) {
        return dd_from(0.0);
    }
    if (fabs(frequency.hi) <= self->tolerance) {
        frequency = dd_from(0.0);
    }
    return bath_rates_at(&rates, self->bath, frequency) == ENT_OK
               ? dd_scale(self->emission ? rates.emission : rates.absorption, 0.5)
               : dd_from(NAN);
}

static dd slope(const rate_function *self, const system_bath *change, dd frequency, double frequency_change)
{
    bath_rates rates;
    if (is_dark(self, frequency)) {
        return dd_from(0.0);
    }
    if (fabs(frequency.hi) <= self->tolerance) {
        frequency = dd_from(0.0);
    }
    return bath_rates_slope(&rates, self->bath, change, frequency, frequency_change) == ENT_OK
               ? dd_scale(self->emission ? rates.emission : rates.absorption, 0.5)
               : dd_from(NAN);
}

static dd quotient(const void *context, dd at, dd from)
{
    static const system_bath unchanged = {0};
    static const double nodes[] = {-0.7745966692414834, 0.0, 0.7745966692414834};
    static const double weights[] = {5.0 / 18.0, 8.0 / 18.0, 5.0 / 18.0};
    const rate_function *self = context;
    const system_bath *bath = self->bath;
    const dd distance = dd_subtract(at, from);
    double scale = fmin(fmin(fabs(at.hi), fabs(from.hi)), bath->temperature);
    scale = bath->spectrum == ENT_SPECTRUM_LORENTZIAN ? fmin(scale, bath->width) : scale;
    if (fabs(distance.hi) > self->tolerance && !(fabs(distance.hi) <= NEAR * scale)) {
        return dd_divide(dd_subtract(value(self, at), value(self, from)), distance);
    }
    dd sum = dd_from(0.0);
    for (int k = 0; k < 3; ++k) {
        const dd place = dd_add(dd_scale(dd_add(at, from), 0.5), dd_from(0.5 * nodes[k] * distance.hi));
        sum = dd_add(sum, dd_multiply(dd_from(weights[k]), slope(self, &unchanged, place, 1.0)));
    }
    return sum;
}

/* J rho = left rho right^dag + right rho left^dag, with its part of G. Takes left over. */
static void add_pair(generator *self, int index, int quanta, sparse *left, const sparse *right)
{
    sparse adjoint = sparse_adjoint(right);
    sparse product = sparse_product(&adjoint, left);
    sparse copy = {.d = self->d};
    sparse_add_scaled(&copy, zdd_from(1.0, 0.0), right);
    sparse_add_scaled(&self->no_jump[index], zdd_from(-1.0, 0.0), &product);
    generator_channel channel = {index, quanta, dd_from(0.0), dd_from(1.0), *left, copy};
    *left = (sparse){.d = self->d};
    generator_add_channel(self, &channel);
    sparse_free(&product);
    sparse_free(&adjoint);
}

static bool is_finite(const sparse *self)
{
    bool finite = true;
    for (size_t k = 0; k < self->n; ++k) {
        finite = finite && isfinite(self->elements[k].value.re.hi) && isfinite(self->elements[k].value.im.hi);
    }
    return finite;
}

/* dS_e, or dS_a^dag. */
static sparse rate_operator(const generator *self, const tangent_source *source, int index, bool emission,
                            const sparse *coupling)
{
    const generator *master = source->master;
    const rate_function function = {&source->system->baths[index], LINE_TOLERANCE * master->energy_scale, emission};
    sparse out = generator_tangent_function(source->energies, &self->hamiltonian, coupling, quotient, &function);
    for (size_t k = 0; k < coupling->n; ++k) {
        const sparse_element *e = &coupling->elements[k];
        const dd frequency = dd_subtract(source->energies[e->column], source->energies[e->row]);
        const dd by_numbers = slope(&function, &source->change->baths[index], frequency, 0.0);
        sparse_add(&out, e->row, e->column, zdd_times(e->value, by_numbers));
    }
    sparse_merge(&out, 0.0);
    return out;
}

static int add_bath(generator *self, const tangent_source *source, int index)
{
    sparse site_coupling = generator_coupling(source->system, &source->system->baths[index]);
    sparse coupling = generator_operator(source->master, &site_coupling);
    sparse_merge(&coupling, source->master->rounding * sparse_size(&coupling));
    sparse raising = sparse_adjoint(&coupling);
    sparse emission = rate_operator(self, source, index, true, &coupling);
    sparse lowered = rate_operator(self, source, index, false, &coupling);
    sparse absorption = sparse_adjoint(&lowered);
    const int status = is_finite(&emission) && is_finite(&absorption) ? ENT_OK : ENT_ERROR_UNDEFINED;
    add_pair(self, index, -1, &emission, &coupling);
    add_pair(self, index, 1, &absorption, &raising);
    sparse_free(&lowered);
    sparse_free(&raising);
    sparse_free(&coupling);
    sparse_free(&site_coupling);
    return status;
}

int generator_tangent_redfield(generator *self, const tangent_source *source)
{
    int status = ENT_OK;
    for (int b = 0; status == ENT_OK && b < source->system->n_baths; ++b) {
        if (source->system->baths[b].dephasing) {
            sparse number = generator_coupling(source->system, &source->system->baths[b]);
            sparse jump = generator_operator(source->master, &number);
            generator_add_jump(self, b, 0, dd_from(0.0), dd_from(2.0 * source->change->baths[b].rate), &jump);
            sparse_free(&number);
        } else {
            status = add_bath(self, source, b);
        }
    }
    return status;
}
