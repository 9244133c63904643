/* Exact derivatives of networks against high-order differences of their observables. */
#include "entangine/network.h"
#include "support.h"

enum { MAX_OBSERVABLES = 128, ORDER = 4 };

static void must(int status, const ent_error *error)
{
    if (status != ENT_OK) {
        fail_msg("%s", error->message);
    }
}

/* A chain with unequal sites: an oscillator or qutrit in the middle, a derived parameter, two kinds of baths. */
static ent_network *chain(ent_master_equation equation, int levels, ent_site_kind kind, ent_statistics statistics)
{
    ent_error error;
    ent_network *self = NULL;
    static const char *const sites[] = {"a", "b", "c"};
    static const char *const parameters[][2] = {{"g", "0.05"},    {"delta", "0.1"}, {"T", "1.1"},   {"rate", "0.02"},
                                                {"width", "0.7"}, {"mu", "0.15"},   {"cut", "3.5"}, {"loss", "0.003"}};
    must(ent_network_create(&self, "chain", NULL, &error), &error);
    ent_network_set_master_equation(self, equation);
    for (size_t k = 0; k < sizeof parameters / sizeof *parameters; ++k) {
        must(ent_network_add_parameter(self, parameters[k][0], parameters[k][1], &error), &error);
    }
    must(ent_network_add_parameter(self, "half", "T/2 + 0.1*g", &error), &error);
    const ent_site a = {.name = "a", .levels = 2, .energy = "1"};
    const ent_site b = {.name = "b", .levels = levels, .kind = kind, .energy = "1 + delta"};
    const ent_site c = {.name = "c", .levels = 2, .energy = "1.03 - 0.2*delta^2"};
    const ent_coupling first = {.kind = ENT_COUPLING_EXCHANGE, .sites = {"a", "b"}, .strength = "g"};
    const ent_coupling second = {.kind = ENT_COUPLING_EXCHANGE, .sites = {"b", "c"}, .strength = "1.3*g"};
    const bool fermions = statistics == ENT_STATISTICS_FERMION;
    const ent_bath hot = {.name = "h",
                          .n_sites = 1,
                          .sites = &sites[0],
                          .temperature = "T",
                          .rate = "rate",
                          .statistics = statistics,
                          .chemical_potential = fermions ? "mu" : NULL,
                          .spectrum = ENT_SPECTRUM_LORENTZIAN,
                          .frequency = "0.9",
                          .width = "width"};
    const ent_bath cold = {.name = "c",
                           .n_sites = 1,
                           .sites = &sites[2],
                           .temperature = "half",
                           .rate = "2*rate",
                           .spectrum = ENT_SPECTRUM_OHMIC,
                           .frequency = "1",
                           .cutoff = "cut"};
    must(ent_network_add_site(self, &a, &error), &error);
    must(ent_network_add_site(self, &b, &error), &error);
    must(ent_network_add_site(self, &c, &error), &error);
    must(ent_network_add_coupling(self, &first, &error), &error);
    must(ent_network_add_coupling(self, &second, &error), &error);
    must(ent_network_add_bath(self, &hot, &error), &error);
    must(ent_network_add_bath(self, &cold, &error), &error);
    must(ent_network_finish(self, &error), &error);
    return self;
}

static void observe(const ent_model *model, const double *parameters, double *values)
{
    const double *p[ENT_MODEL_MAX_PARAMETERS];
    double *o[MAX_OBSERVABLES];
    int status;
    for (size_t k = 0; k < model->n_parameters; ++k) {
        p[k] = &parameters[k];
    }
    for (size_t k = 0; k < model->n_observables; ++k) {
        o[k] = &values[k];
    }
    const ent_points point = {1, p, o, &status, NULL, ENT_ROUTE_AUTOMATIC, NULL};
    ent_model_evaluate(model, &point);
    assert_int_equal(status, ENT_OK);
}

/* Central differences of steps h, h/2, ...: Richardson's table. */
static void differences(const ent_model *model, const double *at, size_t parameter, double slopes[MAX_OBSERVABLES])
{
    static double table[ORDER][MAX_OBSERVABLES];
    double above[MAX_OBSERVABLES], below[MAX_OBSERVABLES], p[ENT_MODEL_MAX_PARAMETERS];
    const double step = 0.04 * fabs(at[parameter]);
    for (int k = 0; k < ORDER; ++k) {
        const double h = step / (double)(1 << k);
        memcpy(p, at, model->n_parameters * sizeof *p);
        p[parameter] = at[parameter] + h;
        observe(model, p, above);
        p[parameter] = at[parameter] - h;
        observe(model, p, below);
        for (size_t i = 0; i < model->n_observables; ++i) {
            table[k][i] = (above[i] - below[i]) / (2.0 * h);
        }
    }
    for (int round = 1; round < ORDER; ++round) {
        const double factor = (double)(1 << 2 * round);
        for (int k = 0; k + round < ORDER; ++k) {
            for (size_t i = 0; i < model->n_observables; ++i) {
                table[k][i] = (factor * table[k + 1][i] - table[k][i]) / (factor - 1.0);
            }
        }
    }
    memcpy(slopes, table[0], sizeof table[0]);
}

/* How many derivatives exist; every one of them is compared. */
static int compare(ent_network *network)
{
    const ent_model *model = ent_network_model(network);
    double at[ENT_MODEL_MAX_PARAMETERS], values[MAX_OBSERVABLES], slopes[MAX_OBSERVABLES];
    double *gradients = calloc(model->n_observables * model->n_parameters, sizeof *gradients);
    ent_error error;
    int n = 0;
    assert_non_null(gradients);
    assert_true(model->n_observables <= MAX_OBSERVABLES);
    ent_model_defaults(model, at);
    observe(model, at, values);
    must(ent_model_gradient(model, at, ENT_ROUTE_AUTOMATIC, gradients, &error), &error);
    for (size_t p = 0; p < model->n_parameters; ++p) {
        differences(model, at, p, slopes);
        for (size_t k = 0; k < model->n_observables; ++k) {
            const double exact = gradients[k * model->n_parameters + p];
            const double scale = fabs(values[k] / at[p]) + fabs(slopes[k]);
            if (isnan(exact)) {
                continue;
            }
            ++n;
            if (!(fabs(exact - slopes[k]) <= 2e-9 * scale + 1e-13)) {
                fail_msg("d %s / d %s = %.15g, differences give %.15g", model->observables[k].name,
                         model->parameters[p].name, exact, slopes[k]);
            }
        }
    }
    free(gradients);
    ent_network_free(network);
    return n;
}

static void check_equation(ent_master_equation equation)
{
    assert_true(compare(chain(equation, 2, ENT_SITE_LADDER, ENT_STATISTICS_BOSON)) > 100);
    assert_true(compare(chain(equation, 3, ENT_SITE_LADDER, ENT_STATISTICS_BOSON)) > 100);
    assert_true(compare(chain(equation, 3, ENT_SITE_OSCILLATOR, ENT_STATISTICS_BOSON)) > 100);
    assert_true(compare(chain(equation, 2, ENT_SITE_LADDER, ENT_STATISTICS_FERMION)) > 100);
}

static void test_local(void **state)
{
    (void)state;
    check_equation(ENT_MASTER_EQUATION_LOCAL);
}

static void test_global(void **state)
{
    (void)state;
    check_equation(ENT_MASTER_EQUATION_GLOBAL);
}

static void test_redfield(void **state)
{
    (void)state;
    check_equation(ENT_MASTER_EQUATION_REDFIELD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_local), cmocka_unit_test(test_global),
                                       cmocka_unit_test(test_redfield)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
