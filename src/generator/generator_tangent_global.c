/* Derivative of the global generator. The jump operator of a line is f(M) S with f = sqrt(rate) on the line and 0 on
 * all others. */
#include <math.h>
#include <stdlib.h>

#include "generator/bath_rates_slope.h"
#include "generator/generator_tangent.h"
#include "generator/lines.h"

/* Parts of d[f(M)] S smaller than this share are rounding. */
static const double ROUNDING = 1e-9;

typedef struct line_place {
    dd frequency;
    double tolerance;
} line_place;

static bool is_on(const line_place *self, dd frequency)
{
    return fabs(dd_subtract(frequency, self->frequency).hi) <= self->tolerance;
}

/* f = 1 on the line, with slope 0. */
static dd across(const void *context, dd at, dd from)
{
    const bool first = is_on(context, at);
    if (first == is_on(context, from)) {
        return dd_from(0.0);
    }
    const dd distance = first ? dd_subtract(at, from) : dd_subtract(from, at);
    return dd_divide(dd_from(1.0), distance);
}

/* The part within the line: on a line that stays one it is S(w) times the derivative of w. */
static dd within(const void *context, dd at, dd from)
{
    return dd_from(is_on(context, at) && is_on(context, from) ? 1.0 : 0.0);
}

static bool in_support(const support *at, int i, int j)
{
    return at->index[(size_t)i * (size_t)at->d + (size_t)j] >= 0;
}

static zdd element_at(const sparse *self, int row, int column)
{
    for (size_t k = 0; k < self->n; ++k) {
        if (self->elements[k].row == row && self->elements[k].column == column) {
            return self->elements[k].value;
        }
    }
    return zdd_from(0.0, 0.0);
}

/* Whether the line becomes several and the state notices: transitions of different slopes that share coherences. */
static bool parts(const sparse *line, const sparse *inside, const support *at)
{
    const double size = sparse_size(line) * sparse_size(inside);
    sparse both = {.d = line->d};
    bool found = false;
    sparse_add_scaled(&both, zdd_from(1.0, 0.0), line);
    sparse_add_scaled(&both, zdd_from(1.0, 0.0), inside);
    sparse_merge(&both, 0.0);
    for (size_t k = 0; size > 0.0 && !found && k < both.n; ++k) {
        const sparse_element *x = &both.elements[k];
        const zdd s = element_at(line, x->row, x->column);
        const zdd t = element_at(inside, x->row, x->column);
        for (size_t l = 0; !found && l < k; ++l) {
            const sparse_element *y = &both.elements[l];
            if (in_support(at, x->row, y->row) || in_support(at, x->column, y->column)) {
                const zdd a = zdd_multiply(t, element_at(line, y->row, y->column));
                const zdd b = zdd_multiply(s, element_at(inside, y->row, y->column));
                found = sqrt(zdd_norm(zdd_subtract(a, b)).hi) > ROUNDING * size;
            }
        }
    }
    sparse_free(&both);
    return found;
}

/* One channel of a line: rate, its explicit derivative, and its derivative by the frequency. */
typedef struct line_rate {
    dd rate, explicit_slope, by_frequency;
} line_rate;

/* Derivative of rate S(w) . S(w)^dag, or of its adjoint. */
static void add_channel(generator *self, int bath, int quanta, const line_rate *rate, const sparse *line,
                        const sparse *outside, const sparse *inside, bool adjoint)
{
    sparse right = {.d = self->d};
    sparse left = {.d = self->d};
    sparse_add_scaled(&right, zdd_from(1.0, 0.0), line);
    if (!(rate->rate.hi != 0.0)) {
        sparse jump = adjoint ? sparse_adjoint(&right) : right;
        if (adjoint) {
            sparse_free(&right);
        }
        generator_add_jump(self, bath, quanta, dd_from(0.0), rate->explicit_slope, &jump);
        return;
    }
    const dd twice = dd_scale(rate->rate, 2.0);
    sparse_add_scaled(&left, zdd_from(1.0, 0.0), outside);
    sparse_add_scaled(&left, (zdd){dd_divide(rate->by_frequency, twice), dd_from(0.0)}, inside);
    sparse_add_scaled(&left, (zdd){dd_divide(rate->explicit_slope, twice), dd_from(0.0)}, line);
    sparse_merge(&left, 0.0);
    if (adjoint) {
        sparse turned = sparse_adjoint(&left);
        sparse_free(&left);
        left = turned;
        turned = sparse_adjoint(&right);
        sparse_free(&right);
        right = turned;
    }
    sparse left_adjoint = sparse_adjoint(&left);
    sparse product = sparse_product(&left_adjoint, &right);
    sparse conjugate = sparse_adjoint(&product);
    sparse_add_scaled(&self->no_jump[bath], (zdd){dd_scale(rate->rate, -0.5), dd_from(0.0)}, &product);
    sparse_add_scaled(&self->no_jump[bath], (zdd){dd_scale(rate->rate, -0.5), dd_from(0.0)}, &conjugate);
    sparse_free(&conjugate);
    sparse_free(&product);
    sparse_free(&left_adjoint);
    if (left.n > 0) {
        generator_channel channel = {bath, quanta, dd_from(0.0), rate->rate, left, right};
        generator_add_channel(self, &channel);
    } else {
        sparse_free(&left);
        sparse_free(&right);
    }
}

static int add_line(generator *self, const tangent_source *source, int index, const bohr_line *line,
                    const sparse *outside, const sparse *inside)
{
    static const system_bath unchanged = {0};
    const system_bath *bath = &source->system->baths[index];
    const bool reversed = line->frequency.hi < 0.0 && bath->statistics == ENT_STATISTICS_BOSON && !bath->dephasing;
    const dd energy = reversed ? dd_negate(line->frequency) : line->frequency;
    const double moves = sparse_size(inside) > ROUNDING * self->energy_scale * sparse_size(&line->operator) ? 1.0 : 0.0;
    bath_rates rates, explicit_slope, by_frequency;
    int status = bath_rates_at(&rates, bath, energy);
    if (status == ENT_OK) {
        status = bath_rates_slope(&explicit_slope, bath, &source->change->baths[index], energy, 0.0);
    }
    if (status == ENT_OK) {
        status = bath_rates_slope(&by_frequency, bath, &unchanged, energy,
                                  line->frequency.hi == 0.0 ? moves
                                  : reversed                ? -1.0
                                                            : 1.0);
    }
    if (status != ENT_OK) {
        return status;
    }
    const line_rate emission = {rates.emission, explicit_slope.emission, by_frequency.emission};
    const line_rate absorption = {rates.absorption, explicit_slope.absorption, by_frequency.absorption};
    const int quanta = bath->dephasing ? 0 : 1;
    add_channel(self, index, -quanta, &emission, &line->operator, outside, inside, reversed);
    if (!bath->dephasing) {
        add_channel(self, index, quanta, &absorption, &line->operator, outside, inside, !reversed);
    }
    return ENT_OK;
}

static int add_bath(generator *self, const tangent_source *source, int index)
{
    const system_bath *bath = &source->system->baths[index];
    const generator *master = source->master;
    sparse site_coupling = generator_coupling(source->system, bath);
    sparse coupling = generator_operator(master, &site_coupling);
    bohr_lines lines = {0, NULL};
    sparse_merge(&coupling, master->rounding * sparse_size(&coupling));
    int status = bohr_lines_find(&lines, &coupling, source->energies, master);
    for (size_t k = 0; status == ENT_OK && k < lines.n; ++k) {
        const bohr_line *line = &lines.lines[k];
        const line_place place = {line->frequency, LINE_TOLERANCE * master->energy_scale};
        if (bath->dipole && !bath->dephasing && line->frequency.hi < 0.0) {
            continue; /* the adjoint of another line */
        }
        sparse outside = generator_tangent_function(source->energies, &self->hamiltonian, &coupling, across, &place);
        sparse inside =
            generator_tangent_function(source->energies, &self->hamiltonian, &line->operator, within, &place);
        status = parts(&line->operator, & inside, source->at) ? ENT_ERROR_UNDEFINED
                                                              : add_line(self, source, index, line, &outside, &inside);
        sparse_free(&outside);
        sparse_free(&inside);
    }
    bohr_lines_free(&lines);
    sparse_free(&coupling);
    sparse_free(&site_coupling);
    return status;
}

int generator_tangent_global(generator *self, const tangent_source *source)
{
    int status = ENT_OK;
    for (int b = 0; status == ENT_OK && b < source->system->n_baths; ++b) {
        status = add_bath(self, source, b);
    }
    return status;
}
