#include "generator/linear_generator.h"

#include <math.h>
#include <stdlib.h>

#include "generator/site_operator.h"

static const zdd ONE = {{1.0, 0.0}, {0.0, 0.0}};

static int begin(generator *self, int d)
{
    *self = (generator){.d = d, .n_baths = 1, .jump_form = true, .hamiltonian = {.d = d}, .bare = {.d = d}};
    self->no_jump = calloc(1, sizeof *self->no_jump);
    if (!self->no_jump) {
        return ENT_ERROR_NO_MEMORY;
    }
    self->no_jump[0].d = d;
    return ENT_OK;
}

static void add_hamiltonian(generator *self, const open_system *system, const linear_coefficient *at, double weight)
{
    sparse product = {.d = self->d};
    if (at->kind == LINEAR_ENERGY || at->kind == LINEAR_TUNNELLING) {
        const system_factor factor = {at->owner, at->kind == LINEAR_ENERGY ? LOCAL_NUMBER : LOCAL_X, 0};
        site_product_add(&product, system, ONE, 1, &factor);
    } else {
        const system_term *term = &system->terms[at->owner];
        const zdd unit = at->kind == LINEAR_STRENGTH ? ONE : zdd_from(0.0, 1.0);
        site_product_add(&product, system, unit, term->n_factors, term->factors);
        if (term->add_adjoint) {
            sparse adjoint = sparse_adjoint(&product);
            sparse_add_scaled(&product, ONE, &adjoint);
            sparse_free(&adjoint);
        }
    }
    sparse_merge(&product, 0.0);
    sparse_add_scaled(&self->hamiltonian, zdd_from(weight, 0.0), &product);
    sparse_merge(&self->hamiltonian, 0.0);
    sparse_free(&product);
}

/* L rho R^dag + R rho L^dag - {R^dag L + L^dag R, rho}/2; takes both operators over. */
static void add_pair(generator *self, sparse *left, sparse *right)
{
    sparse left_adjoint = sparse_adjoint(left), right_adjoint = sparse_adjoint(right);
    sparse first = sparse_product(&right_adjoint, left), second = sparse_product(&left_adjoint, right);
    sparse_add_scaled(&self->no_jump[0], zdd_from(-0.5, 0.0), &first);
    sparse_add_scaled(&self->no_jump[0], zdd_from(-0.5, 0.0), &second);
    sparse_free(&second);
    sparse_free(&first);
    sparse_free(&right_adjoint);
    sparse_free(&left_adjoint);
    generator_channel channel = {0, 0, dd_from(0.0), dd_from(1.0), *left, *right};
    generator_add_channel(self, &channel);
}

static void add_jump(generator *self, const open_system *system, const linear_coefficient *at)
{
    const system_bath *bath = &system->baths[at->owner];
    const local_operator kind = at->kind == LINEAR_DEPHASING  ? LOCAL_NUMBER
                                : at->kind == LINEAR_EMISSION ? LOCAL_LOWER
                                                              : LOCAL_RAISE;
    sparse left = site_operator(system, bath->sites[at->first], kind);
    if (at->first == at->second) {
        generator_add_jump(self, 0, 0, dd_from(0.0), dd_from(1.0), &left);
    } else {
        sparse right = site_operator(system, bath->sites[at->second], kind);
        add_pair(self, &left, &right);
    }
    sparse_merge(&self->no_jump[0], 0.0);
}

static void add(generator *self, const open_system *system, const linear_coefficient *at, double weight)
{
    if (linear_is_hamiltonian(at)) {
        add_hamiltonian(self, system, at, weight);
    } else {
        add_jump(self, system, at);
    }
}

static bool has_failed(const generator *self)
{
    bool failed = self->hamiltonian.failed || self->no_jump[0].failed;
    for (size_t k = 0; k < self->n_channels; ++k) {
        failed = failed || self->channels[k].left.failed || self->channels[k].right.failed;
    }
    return failed;
}

/* With weights of which no few add up to 0, so that all links show. */
static int find_support(linear_generator *self, const open_system *system, int d)
{
    generator all;
    int status = begin(&all, d);
    for (int k = 0; k < self->n && status == ENT_OK; ++k) {
        const double golden = 0.6180339887498949 * (k + 1);
        add(&all, system, &self->coefficients[k], 1.0 + (golden - floor(golden)));
    }
    status = status == ENT_OK && has_failed(&all) ? ENT_ERROR_NO_MEMORY : status;
    status = status == ENT_OK ? support_find(&self->at, &all, false) : status;
    generator_free(&all);
    return status;
}

static int find_pattern(linear_generator *self, const open_system *system, int d, int k)
{
    const linear_coefficient *at = &self->coefficients[k];
    generator unit;
    int status = begin(&unit, d);
    self->operators[k].d = d;
    if (status == ENT_OK) {
        add(&unit, system, at, 1.0);
        self->actions[k] = superoperator_create(&unit, &self->at);
        if (linear_is_hamiltonian(at)) {
            sparse_add_scaled(&self->operators[k], ONE, &unit.hamiltonian);
        } else {
            sparse_add_scaled(&self->operators[k], zdd_from(-2.0, 0.0), &unit.no_jump[0]);
        }
        const bool failed = has_failed(&unit) || self->actions[k].failed || self->operators[k].failed;
        status = failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
    }
    generator_free(&unit);
    return status;
}

int linear_generator_create(linear_generator *self, const open_system *system, const linear_coefficient *list,
                            const bool *used, int n)
{
    const int d = (int)open_system_dimension(system);
    const size_t room = (size_t)n + 1;
    *self = (linear_generator){.coefficients = malloc(room * sizeof *self->coefficients),
                               .actions = calloc(room, sizeof *self->actions),
                               .operators = calloc(room, sizeof *self->operators)};
    if (!self->coefficients || !self->actions || !self->operators) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (int k = 0; k < n; ++k) {
        if (used[k]) {
            self->coefficients[self->n++] = list[k];
        }
    }
    int status = find_support(self, system, d);
    for (int k = 0; k < self->n && status == ENT_OK; ++k) {
        status = find_pattern(self, system, d, k);
    }
    return status;
}

void linear_generator_free(linear_generator *self)
{
    for (int k = 0; k < self->n; ++k) {
        superoperator_free(&self->actions[k]);
        sparse_free(&self->operators[k]);
    }
    support_free(&self->at);
    free(self->coefficients);
    free(self->actions);
    free(self->operators);
    *self = (linear_generator){.n = 0};
}
