#include "support.h"

#include "model/global.h"
#include "model/local.h"
#include "model/thermal.h"
#include "observable/two_qubit.h"

/* No multiple of any width, and several parts. */
enum { N = 1003, TRIALS = 20 };

typedef struct sample {
    const ent_model *model;
    const x_lanes *lanes;
    block_point plain;
    double parameters[MAX_PARAMETERS][N];
    double observables[N_TWO_QUBIT_ALL][N];
    double residual[N];
    int status[N];
} sample;

static size_t plain_calls;

static int plain_local(const double *p, ent_route route, double *o, double *residual)
{
    (void)route, (void)residual;
    ++plain_calls;
    return local_closed_form(p, o);
}

static int plain_global(const double *p, ent_route route, double *o, double *residual)
{
    (void)route, (void)residual;
    ++plain_calls;
    return global_closed_form(p, o);
}

static int plain_thermal(const double *p, ent_route route, double *o, double *residual)
{
    (void)route, (void)residual;
    ++plain_calls;
    return thermal_closed_form(p, o);
}

static void choose_model(sample *self, int which)
{
    static const char *const names[] = {"local", "global", "thermal"};
    const x_lanes *const lanes[] = {&local_lanes, &global_lanes, &thermal_lanes};
    const block_point plain[] = {plain_local, plain_global, plain_thermal};
    self->model = ent_model_find(names[which]);
    self->lanes = lanes[which];
    self->plain = plain[which];
}

/* Points first to first + n on one instruction set; columns with a bit in `wanted`. */
static void evaluate(sample *self, size_t first, size_t n, unsigned long wanted, instruction_set set)
{
    const double *parameters[MAX_PARAMETERS];
    double *observables[N_TWO_QUBIT_ALL];
    for (size_t p = 0; p < self->model->n_parameters; ++p) {
        parameters[p] = &self->parameters[p][first];
    }
    for (size_t k = 0; k < N_TWO_QUBIT_ALL; ++k) {
        observables[k] = wanted >> k & 1 ? &self->observables[k][first] : NULL;
    }
    const ent_points points = {
        n, parameters, observables, &self->status[first], &self->residual[first], ENT_ROUTE_AUTOMATIC, NULL};
    x_block_evaluate(self->model, &points, self->lanes, self->plain, set);
}

static double any_of(random_source *source, const double *values, size_t n)
{
    return values[(size_t)random_between(source, 0.0, (double)n)];
}

/* Engines people have, or (extreme) what the tables admit. */
static void fill(sample *self, random_source *source, bool extreme)
{
    static const double odd[] = {0.0, 1e-300, 1e-200, 1e-100, 1e-30, 1e-12, 1.0, 1e12, 1e30, 1e100, 1e200, 1e300};
    double defaults[MAX_PARAMETERS];
    ent_model_defaults(self->model, defaults);
    for (size_t i = 0; i < N; ++i) {
        self->status[i] = ENT_ERROR_OUT_OF_RANGE;
        while (self->status[i] != ENT_OK) {
            double p[MAX_PARAMETERS];
            for (size_t k = 0; k < self->model->n_parameters; ++k) {
                const char *name = self->model->parameters[k].name;
                p[k] = defaults[k] * random_decades(source, extreme ? -3.0 : -1.0, extreme ? 3.0 : 0.5);
                p[k] = strcmp(name, "g") == 0 && !extreme ? fmin(p[k], 0.5) * 0.9 : p[k];
                p[k] = strcmp(name, "delta") == 0
                           ? random_decades(source, -6.0, 0.0) * random_between(source, -0.4, 0.4)
                           : p[k];
                p[k] = strncmp(name, "T", 1) == 0 && !extreme ? fmax(p[k], 0.03) : p[k];
                p[k] = strncmp(name, "eps", 3) == 0 && !extreme ? 1.0 : p[k];
                p[k] = strncmp(name, "kappa", 5) == 0 ? 0.0 : p[k];
                if (extreme && random_between(source, 0.0, 4.0) < 1.0 && strncmp(name, "kappa", 5) != 0) {
                    p[k] = any_of(source, odd, sizeof odd / sizeof odd[0]);
                }
                self->parameters[k][i] = p[k];
            }
            self->status[i] = ent_model_check(self->model, p, NULL);
        }
    }
}

static void dump(const sample *self, size_t i)
{
    engine e = {.model = self->model};
    for (size_t p = 0; p < self->model->n_parameters; ++p) {
        e.parameters[p] = self->parameters[p][i];
    }
    engine_dump(&e);
}

/* The coherence of the global engine is itself a difference, of the occupations of its lines. */
static double lost_in_coherence(const sample *self, const double *o)
{
    const double coherence = hypot(o[COHERENCE_RE], o[COHERENCE_IM]);
    const bool is_difference = strcmp(self->model->name, "global") == 0 && coherence > 0.0;
    return is_difference ? 1.0 + (o[R11] + o[R10] + o[R01]) / coherence : 1.0;
}

/* Error of an observable over that of the numbers it is made of; absolute for differences, relative for the others. */
static void error_factors(const sample *self, size_t k, const double *o, double *relative, double *absolute)
{
    const double lost = lost_in_coherence(self, o);
    const double coherence = hypot(o[COHERENCE_RE], o[COHERENCE_IM]);
    *relative = k == COHERENCE_RE || k == J_RATIO || k == J_CRITICAL ? lost : 1.0;
    *absolute = 0.0;
    if (k == NEGATIVITY || k == NEGATIVITY_SIGNED || k == LOG_NEGATIVITY || k == CONCURRENCE || k == FORMATION) {
        *absolute = sqrt(o[R11]) * sqrt(o[R00]) + coherence * lost;
    }
}

/* e^{-x} has x times the relative error of x, of which each route has some ulp of its own. */
static double relative_error(const sample *self, const double *p)
{
    const double cold = fmin(p[self->lanes->t_h], p[self->lanes->t_c]);
    const double x = (p[0] + 2.0 * p[self->lanes->g]) / cold;
    return 1e-14 + 1e-15 * fmin(x, 1000.0);
}

static void compare_with_plain(const sample *self)
{
    for (size_t i = 0; i < N; ++i) {
        double p[MAX_PARAMETERS], o[N_TWO_QUBIT_ALL], residual;
        for (size_t k = 0; k < self->model->n_parameters; ++k) {
            p[k] = self->parameters[k][i];
        }
        assert_int_equal(self->status[i], self->plain(p, ENT_ROUTE_CLOSED, o, &residual));
        for (size_t k = 0; k < N_TWO_QUBIT && self->status[i] == ENT_OK; ++k) {
            const double value = self->observables[k][i];
            const double error = relative_error(self, p);
            double relative, absolute;
            error_factors(self, k, o, &relative, &absolute);
            if (!agrees(value, o[k], relative * error, absolute * error) || (value == 0.0 && signbit(value))) {
                dump(self, i);
                fail_msg("%s is %.17g, the plain route gives %.17g", self->model->observables[k].name, value, o[k]);
            }
        }
    }
}

static void compare_bits(const sample *a, const sample *b, size_t first, size_t n, unsigned long wanted)
{
    for (size_t k = 0; k < N_TWO_QUBIT; ++k) {
        for (size_t i = first; wanted >> k & 1 && i < first + n; ++i) {
            if (a->status[i] == ENT_OK && memcmp(&a->observables[k][i], &b->observables[k][i], sizeof(double)) != 0) {
                dump(a, i);
                fail_msg("%s: %a and %a", a->model->observables[k].name, a->observables[k][i], b->observables[k][i]);
            }
        }
    }
    assert_memory_equal(&a->status[first], &b->status[first], n * sizeof *a->status);
}

static const unsigned long ALL = (1UL << N_TWO_QUBIT_ALL) - 1;
static sample reference, other;

/* Baseline against the plain route, everything else against baseline. */
static void check_model(int which, bool extreme)
{
    random_source source = {(uint64_t)(71 + which)};
    choose_model(&reference, which);
    for (int trial = 0; trial < TRIALS; ++trial) {
        fill(&reference, &source, extreme);
        other = reference;
        plain_calls = 0;
        evaluate(&reference, 0, N, ALL, INSTRUCTIONS_BASELINE);
        assert_true(extreme ? plain_calls > N / 10 && plain_calls < N : plain_calls == 0);
        compare_with_plain(&reference);
        for (int set = 1; set < N_INSTRUCTION_SETS; ++set) {
            sample *wide = &other;
            if (instruction_set_is_available((instruction_set)set)) {
                memcpy(wide->status, reference.status, sizeof wide->status);
                evaluate(wide, 0, N, ALL, (instruction_set)set);
                compare_bits(&reference, wide, 0, N, ALL);
            }
        }
    }
}

static void ordinary_engines(void **state)
{
    (void)state;
    for (int which = 0; which < 3; ++which) {
        check_model(which, false);
    }
}

static void extreme_engines(void **state)
{
    (void)state;
    for (int which = 0; which < 3; ++which) {
        check_model(which, true);
    }
}

/* The same bits for a point alone, among others, and for any choice of columns. */
static void neighbours_and_columns_do_not_matter(void **state)
{
    (void)state;
    random_source source = {5};
    for (int which = 0; which < 3; ++which) {
        choose_model(&reference, which);
        fill(&reference, &source, which == 1);
        other = reference;
        evaluate(&reference, 0, N, ALL, instruction_set_best());
        for (size_t first = 0, n = 1; first < N; first += n, n = first % 13 + 1) {
            n = n < N - first ? n : N - first;
            evaluate(&other, first, n, ALL, instruction_set_best());
            compare_bits(&reference, &other, first, n, ALL);
        }
        for (size_t k = 0; k < N_TWO_QUBIT_ALL; ++k) {
            memset(other.observables, 0, sizeof other.observables);
            evaluate(&other, 0, N, 1UL << k, instruction_set_best());
            compare_bits(&reference, &other, 0, N, 1UL << k);
        }
        assert_true(isnan(reference.residual[N - 1]));
    }
}

/* A point that failed before keeps its status. */
static void failed_points_stay_failed(void **state)
{
    (void)state;
    random_source source = {6};
    choose_model(&reference, 0);
    fill(&reference, &source, false);
    reference.status[3] = ENT_ERROR_OUT_OF_RANGE;
    reference.parameters[LOCAL_G][4] = reference.parameters[LOCAL_GAMMA_H][4] = 0.0;
    plain_calls = 0;
    evaluate(&reference, 0, N, ALL, instruction_set_best());
    assert_int_equal(reference.status[3], ENT_ERROR_OUT_OF_RANGE);
    assert_int_equal(reference.status[4], ENT_ERROR_NOT_UNIQUE);
    assert_int_equal(plain_calls, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_engines),
        cmocka_unit_test(extreme_engines),
        cmocka_unit_test(neighbours_and_columns_do_not_matter),
        cmocka_unit_test(failed_points_stay_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
