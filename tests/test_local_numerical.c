#include "support.h"

#include "model/local.h"
#include "observable/two_qubit.h"

typedef struct local_engine {
    double p[N_LOCAL];
    double o[N_TWO_QUBIT];
    double residual;
} local_engine;

static local_engine defaults(void)
{
    return (local_engine){.p = {1.0, 0.01, 1.6e-3, 1e-3, 1.1e-2, 0.7, 0.1, 0.0, 0.0}};
}

static void solve(local_engine *self)
{
    assert_int_equal(local_numerical(self->p, self->o, &self->residual), ENT_OK);
    assert_true(self->residual >= 0.0 && self->residual < 1e-28);
}

static void without_tunnelling_it_is_the_closed_form(void **state)
{
    (void)state;
    local_engine e = defaults();
    double closed[N_TWO_QUBIT];
    solve(&e);
    assert_int_equal(local_closed_form(e.p, closed), ENT_OK);
    for (int k = 0; k < N_TWO_QUBIT; ++k) {
        expect_close(e.o[k], closed[k], 1e-13, 0.0, two_qubit_observables[k].name);
    }
}

static void with_tunnelling(void **state)
{
    (void)state;
    local_engine e = defaults();
    e.p[LOCAL_KAPPA_H] = 0.0709;
    solve(&e);
    assert_true(isnan(e.o[J_CRITICAL]) && isnan(e.o[J_RATIO]));
    assert_true(!isnan(e.o[PARTICLE_RATIO]));
    expect_close(e.o[HEAT_C], -e.o[HEAT_H], 1e-12, 0.0, "Q_c");
    /* The gap sqrt(eps_h^2 + 4 kappa^2) meets eps_c: the current comes back to resonance. */
    local_engine resonant = defaults();
    resonant.p[LOCAL_DELTA] = 0.0;
    solve(&resonant);
    expect_close(e.o[J_SS], resonant.o[J_SS], 1e-2, 0.0, "J_ss restored");
    expect_close(e.o[NEGATIVITY], resonant.o[NEGATIVITY], 1e-2, 0.0, "N restored");
}

/* H is real in both signs of kappa: sigma_z turns one into the other when both change. */
static void sign_of_tunnelling(void **state)
{
    (void)state;
    local_engine plus = defaults(), minus = defaults();
    plus.p[LOCAL_KAPPA_H] = 0.04, plus.p[LOCAL_KAPPA_C] = -0.03;
    minus.p[LOCAL_KAPPA_H] = -0.04, minus.p[LOCAL_KAPPA_C] = 0.03;
    solve(&plus);
    solve(&minus);
    for (int k = 0; k < N_TWO_QUBIT; ++k) {
        expect_close(plus.o[k], minus.o[k], 1e-13, 0.0, two_qubit_observables[k].name);
    }
    minus.p[LOCAL_KAPPA_C] = -0.03; /* the relative sign matters */
    solve(&minus);
    assert_true(fabs(plus.o[COHERENCE_RE] - minus.o[COHERENCE_RE]) > 1e-6);
}

static void not_unique(void **state)
{
    (void)state;
    local_engine e = defaults();
    e.p[LOCAL_GAMMA_H] = e.p[LOCAL_GAMMA_C] = 0.0;
    e.p[LOCAL_KAPPA_H] = 0.1;
    assert_int_equal(local_numerical(e.p, e.o, &e.residual), ENT_ERROR_NOT_UNIQUE);
    e = defaults();
    e.p[LOCAL_G] = e.p[LOCAL_GAMMA_C] = 0.0;
    assert_int_equal(local_numerical(e.p, e.o, &e.residual), ENT_ERROR_NOT_UNIQUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_tunnelling_it_is_the_closed_form),
        cmocka_unit_test(with_tunnelling),
        cmocka_unit_test(sign_of_tunnelling),
        cmocka_unit_test(not_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
