/* Cumulants against closed forms and against the dominant eigenvalue of the tilted generator. */
#include "support.h"

#include "base/lapack.h"
#include "generator/bath_rates.h"
#include "solver/fluctuations.h"

enum { N_BATHS = 3 };

/* Sites of 2 and 3 levels, exchange, a bath on each, and one more on the first. */
typedef struct machine {
    system_site sites[2];
    system_factor factors[2];
    system_term term;
    system_bath baths[N_BATHS];
    open_system system;
    generator master;
    support at;
    superoperator l;
    stationary solver;
    dd *x;
    fluctuations counting;
} machine;

static const int first[] = {0}, second[] = {1};

static void machine_describe(machine *self, random_source *source, ent_master_equation equation, double unit)
{
    *self = (machine){.factors = {{0, LOCAL_RAISE, 0}, {1, LOCAL_LOWER, 0}}};
    for (int i = 0; i < 2; ++i) {
        self->sites[i] = (system_site){.levels = 2 + i, .energy = unit * random_between(source, 0.8, 1.2)};
    }
    self->term = (system_term){unit * random_between(source, 0.05, 0.3), 0.0, true, 2, self->factors};
    for (int b = 0; b < N_BATHS; ++b) {
        self->baths[b] = (system_bath){.n_sites = 1,
                                       .sites = b == 1 ? second : first,
                                       .temperature = unit * random_between(source, 0.2, 2.0),
                                       .rate = unit * random_between(source, 0.05, 0.3)};
    }
    self->system = (open_system){equation, 2, 1, N_BATHS, self->sites, &self->term, self->baths, NULL};
}

static void machine_solve(machine *self)
{
    assert_int_equal(generator_create(&self->master, &self->system), ENT_OK);
    assert_int_equal(support_find(&self->at, &self->master, false), ENT_OK);
    self->l = superoperator_create(&self->master, &self->at);
    self->x = calloc((size_t)self->at.n, sizeof *self->x);
    assert_non_null(self->x);
    assert_int_equal(stationary_create(&self->solver, &self->l, &self->at), ENT_OK);
    assert_int_equal(stationary_solve(&self->solver, self->x, NULL, 1.0), ENT_OK);
    const responder system = responder_dense(&self->master, &self->at, &self->solver, self->x);
    const int status = fluctuations_create(&self->counting, &system);
    assert_int_equal(status, self->master.jump_form ? ENT_OK : ENT_ERROR_UNDEFINED);
}

static void machine_free(machine *self)
{
    fluctuations_free(&self->counting);
    stationary_free(&self->solver);
    superoperator_free(&self->l);
    support_free(&self->at);
    generator_free(&self->master);
    free(self->x);
}

/* The eigenvalue of L + sum_k (e^(chi nu_k) - 1) J_k with the largest real part; chi per bath. */
static double tilted(const machine *self, const double *chi, fluctuations_weight weight)
{
    const size_t n = (size_t)self->at.n;
    superoperator sum = {.n = self->at.n};
    double *a = calloc(n * n, sizeof *a);
    double complex *values = calloc(n, sizeof *values);
    double largest = -INFINITY;
    assert_true(a && values);
    superoperator_add_hamiltonian(&sum, &self->master, &self->at);
    for (int b = 0; b < N_BATHS; ++b) {
        superoperator_add_bath(&sum, &self->master, &self->at, b);
    }
    for (size_t k = 0; k < self->master.n_channels; ++k) {
        const generator_channel *c = &self->master.channels[k];
        const double nu = weight == FLUCTUATIONS_QUANTA ? (double)c->quanta : c->energy.hi;
        superoperator_add_jump(&sum, &self->master, &self->at, k, dd_from(expm1(chi[c->bath] * nu)));
    }
    for (size_t k = 0; k < sum.n_elements; ++k) {
        const superoperator_element *e = &sum.elements[k];
        a[(size_t)e->column * n + (size_t)e->row] += e->value.hi;
    }
    assert_true(lapack_eigen((int)n, a, values, NULL));
    for (size_t k = 0; k < n; ++k) {
        largest = fmax(largest, creal(values[k]));
    }
    superoperator_free(&sum);
    free(values);
    free(a);
    return largest;
}

/* Central differences of order 1 to 4 in the counting field of bath a; 5: mixed, of baths a and b. */
static double difference(const machine *self, fluctuations_weight weight, int order, int a, int b, double h)
{
    static const double weights[][5] = {{0.0, -0.5, 0.0, 0.5, 0.0},
                                        {0.0, 1.0, -2.0, 1.0, 0.0},
                                        {-0.5, 1.0, 0.0, -1.0, 0.5},
                                        {1.0, -4.0, 6.0, -4.0, 1.0}};
    double sum = 0.0;
    for (int k = -2; order <= 4 && k <= 2; ++k) {
        double chi[N_BATHS] = {0.0};
        chi[a] = k * h;
        sum += weights[order - 1][k + 2] * tilted(self, chi, weight);
    }
    for (int k = 0; order == 5 && k < 4; ++k) {
        double chi[N_BATHS] = {0.0};
        chi[a] = k & 1 ? h : -h;
        chi[b] = k & 2 ? h : -h;
        sum += (k == 0 || k == 3 ? 0.25 : -0.25) * tilted(self, chi, weight);
    }
    return sum / pow(h, order == 5 ? 2.0 : (double)order);
}

/* Extrapolated to h = 0; the error of each difference is a series in h^2. */
static double derivative(const machine *self, fluctuations_weight weight, int order, int a, int b)
{
    enum { STEPS = 4 };
    double table[STEPS];
    for (int k = 0; k < STEPS; ++k) {
        table[k] = difference(self, weight, order, a, b, ldexp(0.3, -k));
        for (int j = k; j-- > 0;) {
            table[j] = table[j + 1] + (table[j + 1] - table[j]) / (ldexp(1.0, 2 * (k - j)) - 1.0);
        }
    }
    return table[0];
}

static void near_to(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance)) {
        fail_msg("%.17g is not %.17g to %g", actual, expected, tolerance);
    }
}

static void cumulants_are_derivatives_of_the_tilted_eigenvalue(void **state)
{
    (void)state;
    static const double tolerance[] = {1e-11, 1e-9, 1e-8, 1e-6};
    random_source source = {7};
    for (int trial = 0; trial < 12; ++trial) {
        machine self;
        const fluctuations_weight weight = trial % 4 < 2 ? FLUCTUATIONS_QUANTA : FLUCTUATIONS_ENERGY;
        machine_describe(&self, &source, trial % 2 ? ENT_MASTER_EQUATION_GLOBAL : ENT_MASTER_EQUATION_LOCAL, 1.0);
        machine_solve(&self);
        for (int b = 0; b < N_BATHS; ++b) {
            dd cumulants[4];
            dd mixed;
            const int other = (b + 1) % N_BATHS;
            const fluctuations_counter counter = {b, weight};
            assert_int_equal(fluctuations_cumulants(cumulants, 4, &self.counting, counter), ENT_OK);
            for (int order = 1; order <= 4; ++order) {
                near_to(dd_value(cumulants[order - 1]), derivative(&self, weight, order, b, 0), tolerance[order - 1]);
            }
            assert_int_equal(
                fluctuations_covariance(&mixed, &self.counting, counter, (fluctuations_counter){other, weight}),
                ENT_OK);
            near_to(dd_value(mixed), derivative(&self, weight, 5, b, other), tolerance[1]);
            assert_int_equal(fluctuations_covariance(&mixed, &self.counting, counter, counter), ENT_OK);
            near_to(dd_value(mixed), dd_value(cumulants[1]), 1e-25);
        }
        machine_free(&self);
    }
}

/* Quanta are conserved, so what all baths give has no noise at long times. */
static void covariances_of_a_bath_add_up_to_zero(void **state)
{
    (void)state;
    random_source source = {8};
    for (int trial = 0; trial < 20; ++trial) {
        machine self;
        machine_describe(&self, &source, trial % 2 ? ENT_MASTER_EQUATION_GLOBAL : ENT_MASTER_EQUATION_LOCAL, 1.0);
        machine_solve(&self);
        for (int a = 0; a < N_BATHS; ++a) {
            dd sum = dd_from(0.0);
            for (int b = 0; b < N_BATHS; ++b) {
                dd covariance;
                assert_int_equal(fluctuations_covariance(&covariance, &self.counting,
                                                         (fluctuations_counter){a, FLUCTUATIONS_QUANTA},
                                                         (fluctuations_counter){b, FLUCTUATIONS_QUANTA}),
                                 ENT_OK);
                sum = dd_add(sum, covariance);
            }
            near_to(dd_value(sum), 0.0, 1e-25);
        }
        machine_free(&self);
    }
}

/* In a unit of energy four times smaller every cumulant per time is four times larger, exactly. */
static void cumulants_scale_with_the_unit(void **state)
{
    (void)state;
    machine self[2];
    dd cumulants[2][4];
    for (int k = 0; k < 2; ++k) {
        random_source source = {9};
        machine_describe(&self[k], &source, ENT_MASTER_EQUATION_LOCAL, k ? 4.0 : 1.0);
        machine_solve(&self[k]);
        assert_int_equal(
            fluctuations_cumulants(cumulants[k], 4, &self[k].counting, (fluctuations_counter){0, FLUCTUATIONS_QUANTA}),
            ENT_OK);
        machine_free(&self[k]);
    }
    for (int k = 0; k < 4; ++k) {
        near_to(dd_value(cumulants[1][k]), 4.0 * dd_value(cumulants[0][k]), 1e-15 * fabs(dd_value(cumulants[1][k])));
    }
}

/* One qubit between two baths is a classical process of two states:
 * lambda = (sqrt(G^2 + 4 f) - G)/2, f = a_1 e_2 (e^chi - 1) + a_2 e_1 (e^-chi - 1), G the sum of all rates. */
static void one_qubit_has_a_closed_form(void **state)
{
    (void)state;
    random_source source = {10};
    for (int trial = 0; trial < 50; ++trial) {
        machine self;
        bath_rates r[2];
        dd c[4];
        dd activity;
        machine_describe(&self, &source, ENT_MASTER_EQUATION_LOCAL, 1.0);
        self.system.n_sites = 1;
        self.system.n_terms = 0;
        self.system.n_baths = 2;
        self.baths[1].sites = first;
        machine_solve(&self);
        for (int b = 0; b < 2; ++b) {
            assert_int_equal(bath_rates_at(&r[b], &self.baths[b], dd_from(self.sites[0].energy)), ENT_OK);
        }
        const double up = r[0].absorption.hi + r[1].absorption.hi;
        const double down = r[0].emission.hi + r[1].emission.hi;
        const double forth = r[0].absorption.hi * r[1].emission.hi, back = r[1].absorption.hi * r[0].emission.hi;
        const double a = forth - back, b = forth + back, g = up + down;
        const double expected[] = {
            a / g, b / g - 2 * a * a / pow(g, 3), a / g - 6 * a * b / pow(g, 3) + 12 * pow(a, 3) / pow(g, 5),
            b / g - (8 * a * a + 6 * b * b) / pow(g, 3) + 72 * a * a * b / pow(g, 5) - 120 * pow(a, 4) / pow(g, 7)};
        assert_int_equal(fluctuations_cumulants(c, 4, &self.counting, (fluctuations_counter){0, FLUCTUATIONS_QUANTA}),
                         ENT_OK);
        for (int k = 0; k < 4; ++k) {
            near_to(dd_value(c[k]), expected[k], 1e-13 * b / g);
        }
        assert_int_equal(fluctuations_activity(&activity, &self.counting, -1), ENT_OK);
        near_to(dd_value(activity), 2 * up * down / g, 1e-14 * g);
        const double affinity = self.sites[0].energy * (1 / self.baths[1].temperature - 1 / self.baths[0].temperature);
        /* TUR: sigma = J affinity, so that D sigma/J^2 >= 2 is D affinity/J >= 2 */
        assert_true(dd_value(c[1]) * affinity / dd_value(c[0]) >= 2.0 - 1e-12);
        assert_true(dd_value(c[1]) * dd_value(activity) >= dd_value(c[0]) * dd_value(c[0])); /* KUR */
        machine_free(&self);
    }
}

static void redfield_has_nothing_to_count(void **state)
{
    (void)state;
    random_source source = {11};
    machine self;
    fluctuations counting;
    machine_describe(&self, &source, ENT_MASTER_EQUATION_REDFIELD, 1.0);
    machine_solve(&self);
    const responder system = responder_dense(&self.master, &self.at, &self.solver, self.x);
    assert_int_equal(fluctuations_create(&counting, &system), ENT_ERROR_UNDEFINED);
    fluctuations_free(&counting);
    machine_free(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cumulants_are_derivatives_of_the_tilted_eigenvalue),
        cmocka_unit_test(covariances_of_a_bath_add_up_to_zero),
        cmocka_unit_test(cumulants_scale_with_the_unit),
        cmocka_unit_test(one_qubit_has_a_closed_form),
        cmocka_unit_test(redfield_has_nothing_to_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
