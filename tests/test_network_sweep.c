/* Sweeps of networks: the same numbers on any number of threads. */
#include "entangine/entangine.h"
#include "support.h"

enum { POINTS = 12 };

static void run(const ent_network *network, size_t threads, double values[2][POINTS], int *status)
{
    static const char *const names[] = {"purity", "entropy_production"};
    const ent_model *model = ent_network_model(network);
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    double *columns[] = {values[0], values[1]};
    ent_axis axis = {.parameter = "g"};
    ent_error error;
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_range_linear(&axis.range, 1e-3, 1e-2, POINTS, &error), ENT_OK);
    const ent_sweep sweep = {
        .model = model, .parameters = parameters, .n_axes = 1, .axes = &axis, .n_observables = 2, .observables = names};
    const ent_sweep_options options = {.threads = threads};
    if (ent_sweep_evaluate(&sweep, columns, status, 0, POINTS, &options, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    ent_range_free(&axis.range);
}

static void threads_change_nothing(void **state)
{
    static const char *const files[] = {"/../../models/chain-3.yaml", "/../../models/chain-6.yaml"};
    (void)state;
    for (size_t f = 0; f < 2; ++f) {
        char path[512];
        double one[2][POINTS], three[2][POINTS];
        int status[POINTS], other[POINTS];
        ent_network *network;
        ent_error error;
        (void)snprintf(path, sizeof path, "%s%s", ENT_TEST_DATA, files[f]);
        if (ent_network_read(&network, path, &error) != ENT_OK) {
            fail_msg("%s", error.message);
        }
        run(network, 1, one, status);
        run(network, 3, three, other);
        assert_memory_equal(status, other, sizeof status);
        assert_memory_equal(one, three, sizeof one);
        for (int i = 0; i < POINTS; ++i) {
            assert_int_equal(status[i], ENT_OK);
            assert_true(one[0][i] > 0.0 && one[1][i] > 0.0);
        }
        ent_network_free(network);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
