/* Steady states that are not unique, selected by their start. */
#include "entangine/evolve.h"
#include "entangine/network.h"
#include "entangine/solve.h"
#include "support.h"

static ent_network *read_network(const char *text)
{
    static const char path[] = "test_solve_from.yaml";
    ent_network *network = NULL;
    ent_error error;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    if (ent_network_read(&network, path, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    (void)remove(path);
    return network;
}

static ent_solution *solve(const ent_network *network, const char *from, const ent_complex *state)
{
    const ent_model *model = ent_network_model(network);
    const ent_solve_options options = {.from = from, .state = state};
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_solution *solution = NULL;
    ent_error error;
    ent_model_defaults(model, parameters);
    if (ent_solve(&solution, model, parameters, &options, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return solution;
}

static void expect(const ent_solution *solution, const char *name, double expected, double tolerance)
{
    double value;
    assert_int_equal(ent_solution_get(solution, &value, name, NULL), ENT_OK);
    if (!(fabs(value - expected) <= tolerance)) {
        fail_msg("%s is %.17g, expected %.17g", name, value, expected);
    }
}

static const char *const common_bath = "sites: [{name: a, energy: 1}, {name: b, energy: 1}]\n"
                                       "baths: [{name: cold, sites: [a, b], temperature: 0, rate: 0.01}]\n";

/* |10> = (|T> + |S>)/sqrt2: T decays to |00>, the singlet is dark, and the coherence between T and S decays. */
static void half_of_a_singlet_stays(void **state)
{
    (void)state;
    ent_network *network = read_network(common_bath);
    ent_solution *solution = solve(network, "10", NULL);
    assert_true(ent_solution_is_selected(solution));
    assert_true(ent_solution_residual(solution) < 1e-28);
    expect(solution, "concurrence_a_b", 0.5, 1e-15);
    expect(solution, "negativity_a", (sqrt(2.0) - 1.0) / 4.0, 1e-15);
    expect(solution, "population_00", 0.5, 1e-15);
    expect(solution, "population_10", 0.25, 1e-15);
    expect(solution, "population_11", 0.0, 1e-20);
    expect(solution, "purity", 0.5, 1e-15);
    expect(solution, "Q_cold", 0.0, 1e-20);
    ent_solution_free(solution);
    ent_network_free(network);
}

/* A site without a bath keeps its populations, and the other comes to the temperature of its own. */
static void an_isolated_site_keeps_its_state(void **state)
{
    (void)state;
    ent_network *network = read_network("sites: [{name: a, energy: 1}, {name: b, levels: 3, energy: 0.7}]\n"
                                        "parameters: {rate: 0}\n"
                                        "baths: [{name: warm, site: a, temperature: 0.5, rate: 0.01},\n"
                                        "        {name: none, site: b, temperature: 0.5, rate: rate}]\n");
    ent_solution *solution = solve(network, "02", NULL);
    expect(solution, "excitation_b", 2.0, 1e-15);
    expect(solution, "excitation_a", 1.0 / (exp(2.0) + 1.0), 1e-15);
    assert_true(ent_solution_is_selected(solution));
    ent_solution_free(solution);
    ent_network_free(network);
}

static void a_unique_state_is_not_selected(void **state)
{
    (void)state;
    ent_network *network = read_network("sites: [{name: a, energy: 1}]\n"
                                        "baths: [{name: warm, site: a, temperature: 0.5, rate: 0.01}]\n");
    ent_solution *solution = solve(network, "1", NULL);
    assert_false(ent_solution_is_selected(solution));
    expect(solution, "excitation_a", 1.0 / (exp(2.0) + 1.0), 1e-15);
    ent_solution_free(solution);
    ent_network_free(network);
}

/* sum of |psi><psi| over two random vectors, of trace 1. */
static void random_state(ent_complex *rho, size_t d, random_source *source)
{
    ent_complex psi[2][8];
    double trace = 0.0;
    for (size_t v = 0; v < 2; ++v) {
        for (size_t i = 0; i < d; ++i) {
            psi[v][i] = (ent_complex){random_between(source, -1.0, 1.0), random_between(source, -1.0, 1.0)};
            trace += psi[v][i].re * psi[v][i].re + psi[v][i].im * psi[v][i].im;
        }
    }
    for (size_t i = 0; i < d; ++i) {
        for (size_t j = 0; j < d; ++j) {
            rho[i * d + j] = (ent_complex){0.0, 0.0};
            for (size_t v = 0; v < 2; ++v) {
                const ent_complex a = psi[v][i];
                const ent_complex b = psi[v][j];
                rho[i * d + j].re += (a.re * b.re + a.im * b.im) / trace;
                rho[i * d + j].im += (a.im * b.re - a.re * b.im) / trace;
            }
        }
    }
}

static void compare_with_evolution(const char *text, random_source *source)
{
    ent_network *network = read_network(text);
    const ent_model *model = ent_network_model(network);
    const size_t d = ent_evolve_dimension(model);
    const double time = 1e6;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_complex rho[64];
    double *late[256], values[256];
    ent_error error;
    assert_true(d <= 8 && model->n_observables <= 256);
    random_state(rho, d, source);
    ent_model_defaults(model, parameters);
    for (size_t k = 0; k < model->n_observables; ++k) {
        late[k] = &values[k];
    }
    const ent_evolution evolution = {
        .model = model, .parameters = parameters, .state = rho, .n_times = 1, .times = &time};
    if (ent_evolve(late, NULL, NULL, &evolution, NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    ent_solution *solution = solve(network, NULL, rho);
    assert_true(ent_solution_is_selected(solution));
    assert_true(ent_solution_residual(solution) < 1e-25);
    int compared = 0;
    for (size_t k = 0; k < model->n_observables; ++k) {
        const double limit = ent_solution_observables(solution)[k];
        const bool thermal = strncmp(model->observables[k].name, "temperature", 11) == 0;
        if (!isnan(limit) && !isnan(values[k]) && !thermal) {
            expect(solution, model->observables[k].name, values[k], 1e-10);
            ++compared;
        }
    }
    assert_true(compared > 10);
    ent_solution_free(solution);
    ent_network_free(network);
}

static void limits_are_those_of_the_evolution(void **state)
{
    random_source source = {77};
    (void)state;
    /* two sites that a third one couples to in the same way; coherences at one energy only, so that none oscillates */
    compare_with_evolution("sites: [{name: a, energy: 1}, {name: b, energy: 1}, {name: c, energy: 1}]\n"
                           "couplings: [{sites: [a, b], exchange: 0.1}, {sites: [c, b], exchange: 0.1}]\n"
                           "baths: [{name: hot, site: b, temperature: 0.6, rate: 0.02}]\n",
                           &source);
    /* two triplet-like ladders in one bath, in equilibrium or not */
    compare_with_evolution("sites: [{name: a, energy: 1}, {name: b, energy: 1}]\n"
                           "baths: [{name: hot, sites: [a, b], temperature: 0.6, rate: 0.02},\n"
                           "        {name: cold, sites: [a, b], temperature: 0.2, rate: 0.01}]\n",
                           &source);
}

static void what_oscillates_has_no_limit(void **state)
{
    (void)state;
    ent_network *network = read_network("sites: [{name: a, energy: 1}, {name: b, energy: 1}, {name: c, energy: 1}]\n"
                                        "parameters: {rate: 0}\n"
                                        "couplings: [{sites: [b, c], exchange: 0.05}]\n"
                                        "baths: [{name: cold, site: a, temperature: 0.2, rate: 0.01},\n"
                                        "        {name: none, site: b, temperature: 0.2, rate: rate}]\n");
    const ent_model *model = ent_network_model(network);
    const ent_solve_options options = {.from = "010"};
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_solution *solution = NULL;
    ent_error error;
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_solve(&solution, model, parameters, &options, &error), ENT_ERROR_UNDEFINED);
    assert_null(solution);
    assert_non_null(strstr(error.message, "never settles"));
    assert_non_null(strstr(error.message, "frequency 0.1;")); /* 2 g */
    ent_network_free(network);
}

static void a_state_of_equilibrium_has_no_start(void **state)
{
    const ent_model *model = ent_model_find("thermal");
    const ent_solve_options options = {.from = "10"};
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_solution *solution = NULL;
    ent_error error;
    (void)state;
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_solve(&solution, model, parameters, &options, &error), ENT_ERROR_UNDEFINED);
    assert_non_null(strstr(error.message, "equilibrium"));
}

/* The local engine without the bath of its hot qubit, and without coupling. */
static void two_qubits_too(void **state)
{
    engine e = engine_default("local");
    const ent_solve_options options = {.from = "10"};
    ent_solution *solution = NULL;
    ent_error error;
    (void)state;
    engine_set(&e, "g", 0.0);
    engine_set(&e, "gamma_h", 0.0);
    assert_int_equal(ent_solve(&solution, e.model, e.parameters, &options, &error), ENT_OK);
    assert_true(ent_solution_is_selected(solution));
    expect(solution, "r10", 1.0 / (1.0 + exp(-10.0)), 1e-15);
    expect(solution, "Q_c", 0.0, 1e-25);
    ent_solution_free(solution);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_of_a_singlet_stays),
        cmocka_unit_test(an_isolated_site_keeps_its_state),
        cmocka_unit_test(a_unique_state_is_not_selected),
        cmocka_unit_test(limits_are_those_of_the_evolution),
        cmocka_unit_test(what_oscillates_has_no_limit),
        cmocka_unit_test(a_state_of_equilibrium_has_no_start),
        cmocka_unit_test(two_qubits_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
