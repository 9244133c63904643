/* The sum of coefficients times patterns against the generator made from the numbers. */
#include "generator/linear_generator.h"

#include "random_system.h"

enum { MOST_UNKNOWNS = MOST_DIMENSION * MOST_DIMENSION };

static dd sum[MOST_UNKNOWNS][MOST_UNKNOWNS], plain[MOST_UNKNOWNS][MOST_UNKNOWNS];

static void add_elements(dd out[MOST_UNKNOWNS][MOST_UNKNOWNS], const superoperator *l, dd factor)
{
    for (size_t e = 0; e < l->n_elements; ++e) {
        const superoperator_element *x = &l->elements[e];
        out[x->row][x->column] = dd_add(out[x->row][x->column], dd_multiply(factor, x->value));
    }
}

/* used: which of the coefficients other than 0; NULL: all of the list. */
static void expect_generator(const open_system *system, bool all)
{
    int n, leader[MOST_SITES];
    linear_coefficient *list = linear_coefficients_list(system, &n);
    dd *c = calloc((size_t)n, sizeof *c);
    bool *used = calloc((size_t)n, sizeof *used);
    linear_rates *rates = calloc((size_t)n, sizeof *rates);
    generator master;
    linear_generator linear;
    support own;
    assert_true(list && c && used && rates);
    for (int round = 0; round < 2; ++round) { /* again with the rates kept from the first time */
        assert_int_equal(linear_coefficients_find(c, list, n, system, leader, rates), ENT_OK);
    }
    for (int k = 0; k < n; ++k) {
        used[k] = all || c[k].hi != 0.0;
    }
    assert_int_equal(generator_create(&master, system), ENT_OK);
    assert_int_equal(support_find(&own, &master, false), ENT_OK);
    assert_int_equal(linear_generator_create(&linear, system, list, used, n), ENT_OK);
    assert_true(linear.at.n >= own.n && (all || linear.at.n == own.n));
    superoperator l = superoperator_create(&master, &linear.at);
    memset(sum, 0, sizeof sum);
    memset(plain, 0, sizeof plain);
    add_elements(plain, &l, dd_from(1.0));
    for (int k = 0, i = 0; k < n; ++k) {
        if (used[k]) {
            add_elements(sum, &linear.actions[i++], c[k]);
        }
    }
    for (int i = 0; i < linear.at.n; ++i) {
        for (int j = 0; j < linear.at.n; ++j) {
            expect_close(dd_subtract(sum[i][j], plain[i][j]).hi, 0.0, 0.0, 1e-30, "element of L");
        }
    }
    superoperator_free(&l);
    linear_generator_free(&linear);
    support_free(&own);
    generator_free(&master);
    free(rates);
    free(used);
    free(c);
    free(list);
}

static void chains(void **state)
{
    (void)state;
    random_source source = {3};
    for (int trial = 0; trial < 24; ++trial) {
        random_system any;
        random_system_make(&any, &source, 1 + trial % 3, 2 + trial % 2, ENT_MASTER_EQUATION_LOCAL, trial % 4 == 0);
        if (trial % 5 == 0) {
            any.sites[0].tunnelling = 0.07;
        }
        if (any.system.n_terms > 0 && trial % 3 == 0) {
            any.terms[0].strength_im = 0.05;
        }
        expect_generator(&any.system, false);
        expect_generator(&any.system, true);
    }
}

/* Two sites of a common bath: of one gap, and of two. */
static void common_baths(void **state)
{
    static const int sites[] = {0, 2};
    (void)state;
    random_source source = {4};
    for (int trial = 0; trial < 6; ++trial) {
        random_system any;
        random_system_make(&any, &source, 3, 2 + trial / 3, ENT_MASTER_EQUATION_LOCAL, false);
        any.baths[0].n_sites = 2;
        any.baths[0].sites = sites;
        any.sites[2].energy = trial % 3 ? any.sites[0].energy : any.sites[2].energy;
        any.baths[0].temperature = trial % 3 == 2 ? 0.0 : any.baths[0].temperature;
        expect_generator(&any.system, false);
        expect_generator(&any.system, true);
    }
}

/* What has no rate fails as it does plainly. */
static void failures(void **state)
{
    (void)state;
    random_source source = {5};
    random_system any;
    random_system_make(&any, &source, 1, 2, ENT_MASTER_EQUATION_LOCAL, false);
    any.sites[0].energy = 0.0;
    int n, leader[1];
    dd c[8];
    linear_rates rates[8] = {{.known = false}};
    linear_coefficient *list = linear_coefficients_list(&any.system, &n);
    assert_non_null(list);
    assert_true(n <= 8);
    assert_int_equal(linear_coefficients_find(c, list, n, &any.system, leader, rates), ENT_ERROR_ZERO_FREQUENCY);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains),
        cmocka_unit_test(common_baths),
        cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
