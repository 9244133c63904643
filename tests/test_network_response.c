/* Derivatives of networks in blocks against those of the dense route, in each form that a state can have. */
#include "model/network_fluctuations.h"
#include "model/network_parts.h"
#include "model/network_response.h"
#include "network_builder.h"

enum { MOST_OBSERVABLES = 160 };

/* Parameters in order; what leads where is told by their names. */
static const char *const parameters[][2] = {{"g", "0.05"}, {"energy", "1"},  {"detuning", "0"},     {"tunnelling", "0"},
                                            {"T", "1.1"},  {"rate", "0.02"}, {"dephasing", "3e-3"}, {"mixed", "0"}};
enum { DETUNING = 2, TUNNELLING = 3, MIXED = 7, N_PARAMETERS = 8 };

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
    const ent_site c_site = {.name = "c", .levels = 2, .energy = "energy", .tunnelling = "tunnelling + mixed"};
    const ent_coupling first = {.kind = ENT_COUPLING_EXCHANGE, .sites = {"a", "b"}, .strength = "g"};
    const ent_coupling second = {.kind = ENT_COUPLING_EXCHANGE, .sites = {"b", "c"}, .strength = "1.3*g"};
    const ent_bath warm = {.name = "h", .n_sites = 1, .sites = &sites[0], .temperature = "T + mixed", .rate = "rate"};
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

static bool leaves(int parameter)
{
    return parameter == TUNNELLING || parameter == MIXED;
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
    const network_state *other = leaves(parameter) ? &self->whole : &self->dense;
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
            const block_fit fit = p == DETUNING ? BLOCK_COMPLEX : leaves(p) ? BLOCK_OUTSIDE : BLOCK_FITS;
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
            const block_fit fit = leaves(p) ? BLOCK_OUTSIDE : BLOCK_FITS;
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

/* What is told of directions that leave the support without the elements that are not kept: the same, or nothing. */
static void kept_elements_have_their_derivatives_all_the_same(void **state)
{
    (void)state;
    for (int k = 0; k < 4; ++k) {
        scene self;
        network_state kept;
        scene_create(&self, 2 + k % 2, k < 2 ? "0" : "0.03");
        const ent_model *model = ent_network_model(self.network);
        assert_int_equal(network_state_create_blocks(&kept, &self.values.system, NETWORK_BLOCKS_BEST, 0.0), ENT_OK);
        assert_int_equal(network_state_solve(&kept), ENT_OK);
        for (int p = TUNNELLING; p <= MIXED; p += MIXED - TUNNELLING) {
            double slopes[MOST_OBSERVABLES], whole[MOST_OBSERVABLES];
            network_response response;
            int n = 0;
            assert_int_equal(differentiate(&self, &self.whole, p, whole), BLOCK_FITS);
            assert_int_equal(network_tangent(self.network, self.at, (size_t)p, &self.tangent), ENT_OK);
            assert_int_equal(network_response_create_kept(&response, &kept, &self.tangent.system), ENT_OK);
            assert_int_equal(response.fit, BLOCK_FITS);
            assert_int_equal(
                network_observe_slopes(slopes, self.observables, &self.network->table, self.network, &response),
                ENT_OK);
            for (size_t i = 0; i < model->n_observables; ++i) {
                const bool negativity = strncmp(model->observables[i].name, "negativity", 10) == 0;
                assert_true(!negativity || isnan(slopes[i]));
                if (!isnan(slopes[i])) {
                    expect_close(slopes[i], whole[i], 1e-9, 1e-16, model->observables[i].name);
                    ++n;
                }
            }
            assert_true(n > 20);
            const size_t current = ent_model_observable(model, "I_h");
            assert_true(p == TUNNELLING ? fabs(slopes[current]) < 1e-25 : fabs(slopes[current]) > 1e-5);
            network_response_free(&response);
        }
        network_state_free(&kept);
        scene_free(&self);
    }
}

/* The second qubit tunnels while the first is down, and a bath at temperature 0 brings the first down: it takes
 * coherences of the second that are not kept into ones that are. Then nothing can be told. */
static void what_lies_outside_must_stay_there(void **state)
{
    (void)state;
    static const int pair[] = {0, 1};
    static const system_factor down[] = {{0, LOCAL_PROJECTOR, 0}, {1, LOCAL_X, 0}};
    static const system_factor up[] = {{0, LOCAL_PROJECTOR, 1}, {1, LOCAL_X, 0}};
    const system_site sites[2] = {{.levels = 2, .energy = 1.0}, {.levels = 2, .energy = 1.0}};
    const system_site still[2] = {{.levels = 2}, {.levels = 2}};
    const system_term moved[2] = {{.n_factors = 2, .factors = down}, {.strength = 1.0, .n_factors = 2, .factors = up}};
    for (int k = 0; k < 2; ++k) {
        const system_term terms[2] = {{.strength = k ? 0.0 : 0.1, .n_factors = 2, .factors = down},
                                      {.n_factors = 2, .factors = up}};
        system_bath baths[2];
        system_bath unchanged[2];
        network_state large;
        network_response response;
        for (int b = 0; b < 2; ++b) {
            unchanged[b] = (system_bath){.n_sites = 1, .sites = &pair[b]};
            baths[b] = (system_bath){
                .n_sites = 1, .sites = &pair[b], .temperature = 0.5 * b, .rate = 0.01, .cutoff = INFINITY};
        }
        const open_system system = {ENT_MASTER_EQUATION_LOCAL, 2, 2, 2, sites, terms, baths, NULL};
        const open_system change = {ENT_MASTER_EQUATION_LOCAL, 2, 2, 2, still, moved, unchanged, NULL};
        assert_int_equal(network_state_create_blocks(&large, &system, NETWORK_BLOCKS_COMPLEX, 0.0), ENT_OK);
        assert_int_equal(network_state_solve(&large), ENT_OK);
        assert_true(large.blocks.n_blocks == (size_t)large.blocks.at.n);
        assert_int_equal(network_response_create_kept(&response, &large, &change), ENT_OK);
        assert_int_equal(response.fit, k == 0 ? BLOCK_OUTSIDE : BLOCK_FITS);
        network_response_free(&response);
        network_state_free(&large);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_blocks_give_the_derivatives_of_real_changes),
        cmocka_unit_test(complex_blocks_give_those_that_leave_the_gauge),
        cmocka_unit_test(whole_blocks_give_those_that_leave_the_support),
        cmocka_unit_test(kept_elements_have_their_derivatives_all_the_same),
        cmocka_unit_test(what_lies_outside_must_stay_there),
    };
    const int status = cmocka_run_group_tests(tests, NULL, NULL);
    (void)printf("largest relative difference: %.1e\n", largest_difference);
    return status;
}
