#include "model/network_entropy.h"

#include "support.h"

enum { D = 4 };

/* Populations p, with two of the states in equal parts turned into each other, and their change. */
typedef struct trial {
    zdd rho[D * D], change[D * D];
    dense_matrix state, moving;
    matrix_view rho_view, change_view;
} trial;

static void trial_make(trial *self, const double *p, const double *rate)
{
    *self = (trial){.state = {D, self->rho}, .moving = {D, self->change}};
    for (int i = 0; i < 2; ++i) { /* the eigenvectors (1, i)/sqrt 2 and (1, -i)/sqrt 2 */
        for (int j = 0; j < 2; ++j) {
            const double sum = 0.5 * (i == j ? p[0] + p[1] : 0.0);
            const double flow = 0.5 * (i == j ? rate[0] + rate[1] : 0.0);
            const double turned = i == j ? 0.0 : 0.5 * (p[0] - p[1]) * (i < j ? -1.0 : 1.0);
            const double turning = i == j ? 0.0 : 0.5 * (rate[0] - rate[1]) * (i < j ? -1.0 : 1.0);
            self->rho[i * D + j] = zdd_from(sum, turned);
            self->change[i * D + j] = zdd_from(flow, turning);
        }
    }
    for (int i = 2; i < D; ++i) {
        self->rho[i * D + i] = zdd_from(p[i], 0.0);
        self->change[i * D + i] = zdd_from(rate[i], 0.0);
    }
    self->rho_view = dense_matrix_view(&self->state);
    self->change_view = dense_matrix_view(&self->moving);
}

static const int groups[D] = {0, 0, 1, 2};

static void entropy_changes_by_the_flow_between_eigenstates(void **state)
{
    (void)state;
    static const double p[D] = {0.4, 0.1, 0.3, 0.2};
    static const double rate[D] = {-0.05, 0.02, -0.01, 0.04};
    trial one;
    double expected = 0.0;
    trial_make(&one, p, rate);
    for (int i = 0; i < D; ++i) {
        expected -= rate[i] * log(p[i]);
    }
    expect_close(network_entropy_rate(&one.rho_view, &one.change_view, 1, NULL), expected, 1e-14, 0.0, "one group");
    expect_close(network_entropy_rate(&one.rho_view, &one.change_view, 3, groups), expected, 1e-14, 0.0,
                 "three groups");
}

static void entropy_diverges_where_an_empty_state_is_filled(void **state)
{
    (void)state;
    static const double p[D] = {0.5, 0.2, 0.3, 0.0};
    static const double filling[D] = {-0.1, 0.0, 0.0, 0.1};
    static const double none[D] = {-0.1, 0.1, 0.0, 0.0};
    trial one;
    trial_make(&one, p, filling);
    assert_true(isnan(network_entropy_rate(&one.rho_view, &one.change_view, 3, groups)));
    trial_make(&one, p, none);
    expect_close(network_entropy_rate(&one.rho_view, &one.change_view, 3, groups), 0.1 * log(0.5 / 0.2), 1e-14, 0.0,
                 "an empty state");
}

/* What lies below the error of the state counts as empty. */
static void small_populations_are_empty_within_the_error(void **state)
{
    (void)state;
    static const double p[D] = {0.5, 0.3, 0.2, 1e-15};
    static const double rate[D] = {-0.1, 0.1, 1e-14, -1e-14};
    trial one;
    trial_make(&one, p, rate);
    one.rho_view.accuracy = 1e-13;
    expect_close(network_entropy_rate(&one.rho_view, &one.change_view, 3, groups), 0.1 * log(0.5 / 0.3), 1e-12, 0.0,
                 "without the small one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entropy_changes_by_the_flow_between_eigenstates),
        cmocka_unit_test(entropy_diverges_where_an_empty_state_is_filled),
        cmocka_unit_test(small_populations_are_empty_within_the_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
