/* Matrices decomposed in the order found, and what makes an order. */
#include "solver/elimination.h"

#include "support.h"

enum { N = 24, SAMPLES = 3 };

static bool pattern[N * N];
static double values[N * N * SAMPLES], matrix[SAMPLES][N][N];

/* A sparse matrix with a full row, in a few samples. */
static void fill(random_source *source, int full)
{
    memset(pattern, 0, sizeof pattern);
    memset(values, 0, sizeof values);
    for (int i = 0; i < N; ++i) {
        for (int j = 0; j < N; ++j) {
            pattern[i * N + j] = i == full || i == j || random_between(source, 0.0, 1.0) < 0.12;
            for (int s = 0; s < SAMPLES && pattern[i * N + j]; ++s) {
                values[(i * N + j) * SAMPLES + s] = i == full ? 1.0 : random_between(source, -1.0, 1.0);
            }
        }
    }
    for (int s = 0; s < SAMPLES; ++s) {
        for (int k = 0; k < N * N; ++k) {
            matrix[s][k / N][k % N] = values[k * SAMPLES + s];
        }
    }
}

/* Solves by the lists alone: elements outside of them must not be needed. */
static void solve(const elimination *order, const double a[N][N], double *x, const double *b)
{
    double u[N][N] = {{0.0}}, y[N];
    for (int k = 0; k < N; ++k) {
        double row[N];
        for (int m = 0; m < N; ++m) {
            row[m] = a[order->rows[k]][order->columns[m]];
        }
        y[k] = b[order->rows[k]];
        for (size_t q = order->lower[k]; q < order->lower[k + 1]; ++q) {
            const int from = order->lower_steps[q];
            const double multiple = row[from] / u[from][from];
            assert_true(from < k);
            row[from] = 0.0;
            y[k] -= multiple * y[from];
            for (size_t t = order->upper[from]; t < order->upper[from + 1]; ++t) {
                row[order->upper_steps[t]] -= multiple * u[from][order->upper_steps[t]];
            }
        }
        u[k][k] = row[k];
        row[k] = 0.0;
        for (size_t t = order->upper[k]; t < order->upper[k + 1]; ++t) {
            assert_true(order->upper_steps[t] > k);
            u[k][order->upper_steps[t]] = row[order->upper_steps[t]];
            row[order->upper_steps[t]] = 0.0;
        }
        for (int m = 0; m < N; ++m) {
            assert_true(row[m] == 0.0);
        }
    }
    for (int k = N; k-- > 0;) {
        double sum = y[k];
        for (size_t t = order->upper[k]; t < order->upper[k + 1]; ++t) {
            sum -= u[k][order->upper_steps[t]] * x[order->columns[order->upper_steps[t]]];
        }
        x[order->columns[k]] = sum / u[k][k];
    }
}

static void solves_all_samples(void **state)
{
    (void)state;
    random_source source = {11};
    for (int trial = 0; trial < 20; ++trial) {
        const int full = trial % N;
        elimination order;
        size_t most = 0;
        fill(&source, full);
        assert_int_equal(elimination_create(&order, N, pattern, SAMPLES, values, full), ENT_OK);
        assert_int_equal(order.rows[N - 1], full);
        for (int s = 0; s < SAMPLES; ++s) {
            double x[N], wanted[N], b[N] = {0.0};
            for (int i = 0; i < N; ++i) {
                wanted[i] = random_between(&source, -1.0, 1.0);
            }
            for (int k = 0; k < N * N; ++k) {
                b[k / N] += matrix[s][k / N][k % N] * wanted[k % N];
            }
            solve(&order, matrix[s], x, b);
            for (int i = 0; i < N; ++i) {
                expect_close(x[i], wanted[i], 0.0, 1e-9, "solution");
            }
        }
        for (size_t k = 0; k < N; ++k) {
            most += k * k;
        }
        assert_true(order.operations > 0 && order.operations < most / 2); /* sparse it stays */
        elimination_free(&order);
    }
}

/* A sample decides where the first one alone would not: its pivot must not be the element that is 0 in another. */
static void a_pivot_is_good_for_all(void **state)
{
    (void)state;
    bool two[4] = {true, true, true, true};
    double both[8] = {1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.5};
    elimination order;
    assert_int_equal(elimination_create(&order, 2, two, 2, both, 1), ENT_OK);
    assert_int_equal(order.columns[0], 1);
    elimination_free(&order);
}

static void singular_ones_are_refused(void **state)
{
    (void)state;
    bool two[4] = {true, true, false, false};
    double values_of_two[4] = {1.0, 1.0, 0.0, 0.0};
    elimination order;
    assert_int_equal(elimination_create(&order, 2, two, 1, values_of_two, 0), ENT_ERROR_NOT_UNIQUE);
    elimination_free(&order);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(solves_all_samples),
        cmocka_unit_test(a_pivot_is_good_for_all),
        cmocka_unit_test(singular_ones_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
