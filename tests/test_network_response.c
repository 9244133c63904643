/* Derivatives of networks in blocks against those of the dense route, in each form that a state can have. */
#include "model/network_fluctuations.h"
#include "model/network_parts.h"
#include "model/network_response.h"
#include "network_builder.h"

enum { MOST_OBSERVABLES = 160 };

/* Parameters in order; what leads where is told by their names. */
static const char *const parameters[][2] = {{"g", "0.05"}, {"energy", "1"},  {"detuning", "0"},    {"tunnelling", "0"},
                                            {"T", "1.1"},  {"rate", "0.02"}, {"dephasing", "3e-3"}};
enum { DETUNING = 2, TUNNELLING = 3, N_PARAMETERS = 7 };

/* A chain of three sites, the middle one of so many levels. */
static ent_network *chain(int levels, const char *detuning)
{
    static const char *const sites[] = {"a", "b", "c"};
    ent_network *self = NULL;
    ent_error error;
    must(ent_network_create(&self, "chain", NULL, &error), &error);
    for (int k = 0; k < N_PARAMETERS; ++k) {
        must(ent_network_add_parameter(self, parameters[k][0], k == DETUNING ? detuning : parameters[k][1], &error),
             &error);
    }
    const ent_site a_site = {.name = "a", .levels = 2, .energy = "energy"};
    const ent_site b_site = {.name = "b", .levels = levels, .energy = "energy + detuning"};
    const ent_site c_site = {.name = "c", .levels = 2, .energy = "energy", .tunnelling = "tunnelling"};
    const ent_coupling first = {.kind = ENT_COUPLING_EXCHANGE, .sites = {"a", "b"}, .strength = "g"};
    const ent_coupling second = {.kind = ENT_COUPLING_EXCHANGE, .sites = {"b", "c"}, .strength = "1.3*g"};
    const ent_bath warm = {.name = "h", .n_sites = 1, .sites = &sites[0], .temperature = "T", .rate = "rate"};
    const ent_bath cold = {.name = "c", .n_sites = 1, .sites = &sites[2], .temperature = "0.4", .rate = "2*rate"};
    must(ent_network_add_site(self, &a_site, &error), &error);
    must(ent_network_add_site(self, &b_site, &error), &error);
    must(ent_network_add_site(self, &c_site, &error), &error);
    must(ent_network_add_coupling(self, &first, &error), &error);
    must(ent_network_add_coupling(self, &second, &error), &error);
    must(ent_network_add_dephasing(self, &(ent_dephasing){"noise", "a", "dephasing"}, &error), &error);
    must(ent_network_add_bath(self, &warm, &error), &error);
    must(ent_network_add_bath(self, &cold, &error), &error);
    finish(self);
    return self;
}

typedef struct scene {
    ent_network *network;
    network_values values, tangent;
    network_state dense, whole;
    double at[ENT_MODEL_MAX_PARAMETERS], observables[MOST_OBSERVABLES];
} scene;

static void scene_create(scene *self, int levels, const char *detuning)
{
    bool wanted[MOST_OBSERVABLES];
    self->network = chain(levels, detuning);
    const ent_model *model = ent_network_model(self->network);
    assert_true(model->n_observables <= MOST_OBSERVABLES);
    for (size_t k = 0; k < model->n_observables; ++k) {
        wanted[k] = !network_is_fluctuation(self->network->table.entries[k].quantity);
        self->observables[k] = NAN;
    }
    ent_model_defaults(model, self->at);
    assert_int_equal(network_values_create(&self->values, self->network), ENT_OK);
    assert_int_equal(network_values_create(&self->tangent, self->network), ENT_OK);
    assert_int_equal(network_evaluate(self->network, self->at, &self->values), ENT_OK);
    assert_int_equal(network_state_create(&self->dense, &self->values.system, false), ENT_OK);
    assert_int_equal(network_state_solve(&self->dense), ENT_OK);
    assert_int_equal(network_state_create(&self->whole, &self->values.system, true), ENT_OK);
    assert_int_equal(network_state_solve(&self->whole), ENT_OK);
    assert_int_equal(network_observe(self->observables, wanted, &self->network->table, self->network, &self->dense),
                     ENT_OK);
}

static void scene_free(scene *self)
{
    network_state_free(&self->whole);
    network_state_free(&self->dense);
    network_values_free(&self->tangent);
    network_values_free(&self->values);
    ent_network_free(self->network);
}

/* Slopes along a parameter, and how it fits. */
static block_fit differentiate(scene *self, const network_state *state, int parameter, double *slopes)
{
    network_response response;
    assert_int_equal(network_tangent(self->network, self->at, (size_t)parameter, &self->tangent), ENT_OK);
    assert_int_equal(network_response_create(&response, state, &self->tangent.system), ENT_OK);
    const block_fit fit = response.fit;
    if (fit == BLOCK_FITS) {
        assert_int_equal(
            network_observe_slopes(slopes, self->observables, &self->network->table, self->network, &response), ENT_OK);
    }
    network_response_free(&response);
    return fit;
}

static double largest_difference;

/* How many derivatives were compared. */
static int compare(scene *self, network_blocks form, int parameter, block_fit expected)
{
    const ent_model *model = ent_network_model(self->network);
    double slopes[MOST_OBSERVABLES], dense[MOST_OBSERVABLES];
    network_state state;
    int n = 0;
    assert_int_equal(network_state_create_blocks(&state, &self->values.system, form, 0.0), ENT_OK);
    assert_int_equal(network_state_solve(&state), ENT_OK);
    assert_true(state.large);
    assert_int_equal(differentiate(self, &state, parameter, slopes), expected);
    const network_state *other = parameter == TUNNELLING ? &self->whole : &self->dense;
    assert_int_equal(differentiate(self, other, parameter, dense), BLOCK_FITS);
    for (size_t k = 0; expected == BLOCK_FITS && k < model->n_observables; ++k) {
        /* Eigenvalues in double precision turn slopes that are 0 into 1e-18. */
        const double difference = fabs(slopes[k] - dense[k]) / (fabs(dense[k]) + 1e-7);
        assert_int_equal(isnan(slopes[k]), isnan(dense[k]));
        if (isnan(dense[k])) {
            continue;
        }
        ++n;
        largest_difference = fmax(largest_difference, difference);
        if (!(difference <= 1e-9)) {
            fail_msg("d %s / d %s = %.17g, densely %.17g", model->observables[k].name, parameters[parameter][0],
                     slopes[k], dense[k]);
        }
    }
    network_state_free(&state);
    return n;
}

static void real_blocks_give_the_derivatives_of_real_changes(void **state)
{
    (void)state;
    for (int levels = 2; levels <= 3; ++levels) {
        scene self;
        scene_create(&self, levels, "0");
        for (int p = 0; p < N_PARAMETERS; ++p) {
            const block_fit fit = p == DETUNING ? BLOCK_COMPLEX : p == TUNNELLING ? BLOCK_OUTSIDE : BLOCK_FITS;
            assert_true(compare(&self, NETWORK_BLOCKS_BEST, p, fit) > (fit == BLOCK_FITS ? 30 : -1));
        }
        scene_free(&self);
    }
}

static void complex_blocks_give_those_that_leave_the_gauge(void **state)
{
    (void)state;
    for (int k = 0; k < 4; ++k) {
        scene self;
        scene_create(&self, 2 + k % 2, k < 2 ? "0" : "0.03");
        for (int p = 0; p < N_PARAMETERS; ++p) {
            const block_fit fit = p == TUNNELLING ? BLOCK_OUTSIDE : BLOCK_FITS;
            const network_blocks form = k < 2 ? NETWORK_BLOCKS_COMPLEX : NETWORK_BLOCKS_BEST;
            assert_true(compare(&self, form, p, fit) > (fit == BLOCK_FITS ? 30 : -1));
        }
        scene_free(&self);
    }
}

static void whole_blocks_give_those_that_leave_the_support(void **state)
{
    (void)state;
    for (int k = 0; k < 4; ++k) {
        scene self;
        scene_create(&self, 2 + k % 2, k < 2 ? "0" : "0.03");
        for (int p = 0; p < N_PARAMETERS; ++p) {
            assert_true(compare(&self, NETWORK_BLOCKS_WHOLE, p, BLOCK_FITS) > 30);
        }
        scene_free(&self);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_blocks_give_the_derivatives_of_real_changes),
        cmocka_unit_test(complex_blocks_give_those_that_leave_the_gauge),
        cmocka_unit_test(whole_blocks_give_those_that_leave_the_support),
    };
    const int status = cmocka_run_group_tests(tests, NULL, NULL);
    (void)printf("largest relative difference: %.1e\n", largest_difference);
    return status;
}
