#include "solver/faber.h"

#include "generator/block_product.h"
#include "generator/block_real.h"
#include "random_system.h"
#include "solver/propagator.h"

enum { MOST_UNKNOWNS = MOST_DIMENSION * MOST_DIMENSION };

/* One system in blocks, and as an exact propagator on all pairs or on the support. */
typedef struct trial {
    random_system chain;
    generator system;
    block_generator blocks;
    block_product product;
    linear_flow flow;
    support at;
    superoperator l;
    propagator exact;
    dd x[MOST_UNKNOWNS], y[MOST_UNKNOWNS];
    zdd rho[MOST_UNKNOWNS];
} trial;

static void trial_create(trial *self, bool whole, bool real, double longest)
{
    assert_int_equal(generator_create(&self->system, &self->chain.system), ENT_OK);
    assert_int_equal((whole ? block_generator_create_pairs : block_generator_create)(&self->blocks, &self->system),
                     ENT_OK);
    if (real) {
        assert_int_equal(block_real_find(&self->blocks), ENT_OK);
        assert_true(self->blocks.real);
    }
    assert_int_equal(block_product_create(&self->product, &self->blocks, 2), ENT_OK);
    self->flow = (linear_flow){.n = self->blocks.n_unknowns,
                               .product = block_product_apply,
                               .trace = block_product_trace,
                               .context = &self->product};
    assert_int_equal(block_product_extent(&self->product, &self->flow.decay, &self->flow.rotation), ENT_OK);
    assert_int_equal(support_find(&self->at, &self->system, whole), ENT_OK);
    assert_true(self->at.n <= PROPAGATOR_MAX);
    self->l = superoperator_create(&self->system, &self->at);
    assert_int_equal(propagator_create(&self->exact, &self->l, longest, NULL), ENT_OK);
}

/* The pure state of equal amplitudes, without the coherences that have no place: positive, and real only where the
 * gauge is trivial; or a population where the state must be real. */
static void trial_start(trial *self, bool whole)
{
    const int d = self->system.d;
    for (int k = 0; k < d * d; ++k) {
        self->rho[k] = zdd_from(whole ? 1.0 / d : k == (d + 1) * (d / 2) ? 1.0 : 0.0, 0.0);
    }
    const dense_matrix dense = {d, self->rho};
    const matrix_view view = dense_matrix_view(&dense);
    bool held = false;
    block_generator_take(&self->blocks, self->x, &held, &view);
    assert_true(held);
    support_unknowns(&self->at, self->y, self->rho);
}

static double largest_difference(trial *self)
{
    const int d = self->system.d;
    double largest = 0.0;
    support_state(&self->at, self->rho, self->y);
    for (int k = 0; k < d * d; ++k) {
        const zdd element = block_generator_element(&self->blocks, self->x, k / d, k % d);
        largest = fmax(largest, sqrt(zdd_norm(zdd_subtract(element, self->rho[k])).hi));
    }
    return largest;
}

static void trial_free(trial *self)
{
    propagator_free(&self->exact);
    superoperator_free(&self->l);
    support_free(&self->at);
    block_product_free(&self->product);
    block_generator_free(&self->blocks);
    generator_free(&self->system);
}

static const faber_pause none = {NULL, NULL};

/* Four qubits with symmetry, three sites without, a qutrit; bosons, fermions, dephasing; slow and fast baths. */
static void make_system(trial *self, random_source *source, int k, bool *whole, bool *real)
{
    static const double rates[] = {1.0, 1.0, 60.0, 1e-3};
    *whole = k % 3 == 0;
    *real = k % 3 == 1;
    const int levels = *whole || k % 4 < 2 ? 2 : 3;
    random_system_make(&self->chain, source, *whole || levels == 3 ? 3 : 4, levels, ENT_MASTER_EQUATION_LOCAL,
                       k % 2 == 0);
    for (int i = 0; i < self->chain.system.n_sites; ++i) {
        self->chain.baths[i].rate *= rates[k / 3 % 4];
        self->chain.sites[i].energy = *real ? 1.0 : self->chain.sites[i].energy;
    }
    self->chain.sites[1].tunnelling = *whole ? 0.1 : 0.0;
}

static void series_agree_with_the_exact_route(void **state)
{
    (void)state;
    static const double times[] = {1e-310, 1e-13, 1e-3, 0.1, 7.0, 60.0, 900.0};
    random_source source = {831};
    for (int k = 0; k < 24; ++k) {
        trial one;
        faber *series;
        bool whole, real;
        double error = 0.0;
        make_system(&one, &source, k, &whole, &real);
        trial_create(&one, whole, real, 1000.0);
        trial_start(&one, whole);
        assert_int_equal(faber_create(&series, &one.flow), ENT_OK);
        for (size_t t = 0; t < sizeof times / sizeof times[0]; ++t) {
            propagator_advance(&one.exact, one.y, times[t]);
            assert_int_equal(faber_advance(series, one.x, &error, times[t], &none), ENT_OK);
            const double difference = largest_difference(&one);
            expect_close(difference, 0.0, 0.0, 1e-12, "error of the state");
            expect_close(difference, 0.0, 0.0, 20.0 * error, "error beyond what is reported");
            expect_close(dd_value(block_generator_trace(&one.blocks, one.x)), 1.0, 0.0, 1e-15, "trace");
        }
        faber_free(series);
        trial_free(&one);
    }
}

/* Where the eigenvalues lie further out than was thought, terms grow, and steps get shorter. */
static void a_wrong_extent_costs_time_only(void **state)
{
    (void)state;
    random_source source = {832};
    trial one;
    faber *series[2];
    bool whole, real;
    double error = 0.0;
    make_system(&one, &source, 0, &whole, &real);
    trial_create(&one, true, false, 1000.0);
    assert_int_equal(faber_create(&series[0], &one.flow), ENT_OK);
    linear_flow narrow = one.flow;
    narrow.decay *= 0.5;
    narrow.rotation *= 0.5;
    assert_int_equal(faber_create(&series[1], &narrow), ENT_OK);
    size_t products[2];
    for (int k = 0; k < 2; ++k) {
        trial_start(&one, true);
        propagator_advance(&one.exact, one.y, 300.0);
        assert_int_equal(faber_advance(series[k], one.x, &error, 300.0, &none), ENT_OK);
        expect_close(largest_difference(&one), 0.0, 0.0, 1e-11, "error of the state");
        products[k] = faber_products(series[k]);
        faber_free(series[k]);
    }
    assert_true(products[1] > products[0]);
    trial_free(&one);
}

static void explode(void *context, double *y, const double *x)
{
    (void)context;
    *y = 1e300 * *x;
}

static void a_product_without_bounds_does_not_converge(void **state)
{
    (void)state;
    const linear_flow flow = {.n = 1, .product = explode, .decay = 1.0, .rotation = 1.0};
    faber *series;
    dd x = dd_from(1.0);
    double error = 0.0;
    assert_int_equal(faber_create(&series, &flow), ENT_OK);
    assert_int_equal(faber_advance(series, &x, &error, 1.0, &none), ENT_ERROR_NOT_CONVERGED);
    assert_true(x.hi == 1.0);
    faber_free(series);
}

static void stand(void *context, double *y, const double *x)
{
    (void)context, (void)x;
    *y = 0.0;
}

static void nothing_moves_without_a_generator(void **state)
{
    (void)state;
    const linear_flow flow = {.n = 1, .product = stand};
    faber *series;
    dd x = dd_from(0.3);
    double error = 0.0;
    assert_int_equal(faber_create(&series, &flow), ENT_OK);
    assert_int_equal(faber_advance(series, &x, &error, 1e9, &none), ENT_OK);
    assert_true(x.hi == 0.3 && error == 0.0);
    faber_free(series);
}

static void shrink(void *context, double *y, const double *x)
{
    (void)context;
    *y = -*x;
}

static double itself(const void *context, const double *x)
{
    (void)context;
    return *x;
}

static void a_trace_that_is_not_kept_is_an_error(void **state)
{
    (void)state;
    const linear_flow flow = {.n = 1, .product = shrink, .trace = itself, .decay = 1.0};
    faber *series;
    dd x = dd_from(1.0);
    double error = 0.0;
    assert_int_equal(faber_create(&series, &flow), ENT_OK);
    assert_int_equal(faber_advance(series, &x, &error, 1.0, &none), ENT_ERROR_NOT_CONVERGED);
    faber_free(series);
}

static int stop_at_the_third(void *context)
{
    return ++*(int *)context == 3;
}

static void a_pause_stops_the_evolution(void **state)
{
    (void)state;
    random_source source = {833};
    trial one;
    faber *series;
    bool whole, real;
    int asked = 0;
    double error = 0.0;
    const faber_pause pause = {stop_at_the_third, &asked};
    make_system(&one, &source, 1, &whole, &real);
    trial_create(&one, whole, real, 1000.0);
    trial_start(&one, whole);
    assert_int_equal(faber_create(&series, &one.flow), ENT_OK);
    assert_int_equal(faber_advance(series, one.x, &error, 900.0, &pause), ENT_INTERRUPTED);
    assert_int_equal(asked, 3);
    assert_true(faber_products(series) == 3);
    expect_close(largest_difference(&one), 0.0, 0.0, 0.0, "change of the state");
    faber_free(series);
    faber_free(NULL);
    trial_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_agree_with_the_exact_route),
        cmocka_unit_test(a_wrong_extent_costs_time_only),
        cmocka_unit_test(a_product_without_bounds_does_not_converge),
        cmocka_unit_test(nothing_moves_without_a_generator),
        cmocka_unit_test(a_trace_that_is_not_kept_is_an_error),
        cmocka_unit_test(a_pause_stops_the_evolution),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
