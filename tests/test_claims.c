#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "entangine/figure.h"

static ent_claim *claims;
static size_t n_claims;

static int set_up(void **state)
{
    (void)state;
    return ent_claims_compute(&claims, &n_claims, NULL, NULL) == ENT_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    free(claims);
    return 0;
}

/* The claim whose text begins like this. */
static const ent_claim *find(const char *start)
{
    for (size_t i = 0; i < n_claims; ++i) {
        if (strncmp(claims[i].claim, start, strlen(start)) == 0) {
            return &claims[i];
        }
    }
    fail_msg("no claim begins with '%s'", start);
    return NULL;
}

/* Checks the verdict and every text, given as a list that NULL ends. */
static void check(const char *start, bool holds, const char *const *texts)
{
    const ent_claim *claim = find(start);
    for (size_t i = 0; texts[i]; ++i) {
        if (!strstr(claim->computed, texts[i])) {
            fail_msg("'%s' is not in '%s'", texts[i], claim->computed);
        }
    }
    assert_int_equal(claim->holds, holds);
}

#define CHECK(start, holds, ...) check(start, holds, (const char *const[]){__VA_ARGS__, NULL})

static void test_every_claim_is_complete(void **state)
{
    (void)state;
    assert_true(n_claims >= 20);
    for (size_t i = 0; i < n_claims; ++i) {
        assert_true(claims[i].figure[0] && claims[i].claim[0] && claims[i].paper[0] && claims[i].computed[0]);
        assert_null(strstr(claims[i].computed, " nan"));
        /* Nothing was cut. */
        assert_true(strlen(claims[i].computed) < sizeof claims[i].computed - 1);
    }
}

static void test_figure_2(void **state)
{
    (void)state;
    CHECK("the engine entangles", true, "0.000897226381", "0.0001994807894", "2.205134655");
    CHECK("detuning reduces", true, "0.0005169091663", "7.694555256e-05", "2.547237067");
    CHECK("5 % detuning", true, "2.46 %", "3.90 %");
    CHECK("both increase with T_h", true, "both rise");
}

static void test_figure_3(void **state)
{
    (void)state;
    CHECK("J_ss/J_c first rises", true, "2.5779", "0.0140");
    CHECK("N reaches 0", true, "0.0182", "0.0354", "0.0556", "0.0803", "0.1136");
    CHECK("the critical current bounds", false, "T_h >= 0.45");
    CHECK("J_ss/J_c increases", false, "2.5966", "0.52");
    CHECK("entanglement needs a least T_h", true, "0.158848", "0.174860", "0.205674", "0.286952");
    CHECK("Q_h + Q_c = 0", false, "-2.7e-07");
}

static void test_figures_4_and_5(void **state)
{
    (void)state;
    CHECK("at kappa_max both reach", true, "99.98 %", "99.2");
    CHECK("kappa_max is the same", true, "0.07087 (J_ss)", "0.07046 (N)", "0.070887");
    CHECK("both rise up to kappa_max", true, "0.0709", "0.0705");
    CHECK("kappa_max hardly depends", true, "%");
    CHECK("kappa_max grows", true, "0.05004", "0.07087", "0.10049", "0.12338", "0.14283", "0.16008");
}

static void test_figure_6(void **state)
{
    (void)state;
    CHECK("weak coupling has a best", true, "2.3728e-03", "1.464e-03", "7.086e-03", "1.0648e-02");
    CHECK("strong coupling gives no more", true, "7.153e-03", "1.065e-02");
    CHECK("even then", false, "4.503e-02");
    CHECK("a thermal state beats", true, "7.153e-03/7.898e-03", "4.503e-02/4.694e-02", "smallest allowed, 0.001");
    CHECK("with smaller gamma_c", true, "90.6");
    CHECK("the thermal state is entangled", true, "0.907674");
    CHECK("J_ss > J_c as printed", false, "-0.123 as printed", "0.123 with |d|");
}

static int stop_at(void *context, size_t done, size_t total)
{
    (void)total;
    return done >= *(const size_t *)context;
}

static void test_cancellation(void **state)
{
    static const size_t places[] = {0, 3};
    (void)state;
    for (size_t i = 0; i < 2; ++i) {
        size_t place = places[i], n = 1;
        ent_claim *list = claims;
        const ent_progress progress = {stop_at, &place};
        ent_error error;
        assert_int_equal(ent_claims_compute(&list, &n, &progress, &error), ENT_INTERRUPTED);
        assert_null(list);
        assert_int_equal(n, 0);
        assert_string_equal(error.message, "the claims were interrupted");
    }
}

typedef struct steps {
    size_t calls, last, total;
} steps;

static int count_steps(void *context, size_t done, size_t total)
{
    steps *self = context;
    assert_true(self->calls == 0 || done == self->last + 1);
    *self = (steps){self->calls + 1, done, total};
    return 0;
}

static void test_progress_reaches_the_end(void **state)
{
    steps seen = {0, 0, 0};
    ent_claim *list;
    size_t n;
    const ent_progress progress = {count_steps, &seen};
    (void)state;
    assert_int_equal(ent_claims_compute(&list, &n, &progress, NULL), ENT_OK);
    assert_int_equal(seen.last, n);
    assert_int_equal(seen.total, n);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_claim_is_complete),
        cmocka_unit_test(test_figure_2),
        cmocka_unit_test(test_figure_3),
        cmocka_unit_test(test_figures_4_and_5),
        cmocka_unit_test(test_figure_6),
        cmocka_unit_test(test_cancellation),
        cmocka_unit_test(test_progress_reaches_the_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
