#include "support.h"

#include "base/hermitian.h"
#include "observable/quartic_lanes.h"

enum { W = QUARTIC_LANES, D = 4, N = D * D };

/* U diag(values) U^dag with a random unitary: columns of a random matrix, made orthonormal twice. */
static void random_matrix(random_source *source, zdd *a, const double values[D])
{
    zdd u[D][D]; /* [vector][element] */
    for (int k = 0; k < N; ++k) {
        u[k / D][k % D] = zdd_from(random_between(source, -1.0, 1.0), random_between(source, -1.0, 1.0));
    }
    for (int v = 0; v < D; ++v) {
        for (int turn = 0; turn < 2; ++turn) {
            dd length = dd_from(0.0);
            for (int w = 0; w < v; ++w) {
                zdd overlap = zdd_from(0.0, 0.0);
                for (int i = 0; i < D; ++i) {
                    overlap = zdd_add(overlap, zdd_multiply(zdd_conjugate(u[w][i]), u[v][i]));
                }
                for (int i = 0; i < D; ++i) {
                    u[v][i] = zdd_subtract(u[v][i], zdd_multiply(overlap, u[w][i]));
                }
            }
            for (int i = 0; i < D; ++i) {
                length = dd_add(length, zdd_norm(u[v][i]));
            }
            for (int i = 0; i < D; ++i) {
                u[v][i] = zdd_times(u[v][i], dd_divide(dd_from(1.0), dd_sqrt(length)));
            }
        }
    }
    for (int k = 0; k < N; ++k) {
        a[k] = zdd_from(0.0, 0.0);
        for (int v = 0; v < D; ++v) {
            const zdd outer = zdd_multiply(u[v][k / D], zdd_conjugate(u[v][k % D]));
            a[k] = zdd_add(a[k], zdd_times(outer, dd_from(values[v])));
        }
    }
}

static void put(quartic_lanes *lanes, int lane, const zdd *a)
{
    for (int i = 0; i < D; ++i) {
        for (int j = i; j < D; ++j) {
            const zdd e = a[D * i + j];
            lanes->hi[D * j + i][lane] = e.im.hi;
            lanes->lo[D * j + i][lane] = e.im.lo;
            lanes->hi[D * i + j][lane] = e.re.hi;
            lanes->lo[D * i + j][lane] = e.re.lo;
        }
    }
}

/* Three eigenvalues between 10^low and 1, and a smallest one that may be negative; of trace 1. */
static void random_values(random_source *source, double low, double values[D])
{
    double sum = 0.0;
    for (int k = 0; k < D; ++k) {
        values[k] = random_decades(source, low, 0.0);
        sum += values[k];
    }
    values[0] = random_between(source, -0.5, 0.5) * fmin(values[1], fmin(values[2], values[3]));
    sum = values[0] + values[1] + values[2] + values[3];
    for (int k = 0; k < D; ++k) {
        values[k] /= sum;
    }
}

static quartic_lanes lanes, wide;

static void check(double low, int least)
{
    random_source source = {61};
    int certain = 0;
    for (int trial = 0; trial < 400; ++trial) {
        double smallest[W];
        for (int lane = 0; lane < W; ++lane) {
            double values[D];
            dd exact[D];
            zdd a[N], vectors[N];
            random_values(&source, low, values);
            random_matrix(&source, a, values);
            put(&lanes, lane, a);
            hermitian_eigen(D, exact, vectors, a);
            smallest[lane] = dd_value(exact[0]);
            for (int k = 1; k < D; ++k) {
                smallest[lane] = fmin(smallest[lane], dd_value(exact[k]));
            }
        }
        wide = lanes;
        quartic_lanes_find(&lanes, INSTRUCTIONS_BASELINE);
        quartic_lanes_find(&wide, instruction_set_best());
        assert_memory_equal(wide.smallest, lanes.smallest, sizeof lanes.smallest);
        for (int lane = 0; lane < W; ++lane) {
            certain += lanes.certain[lane];
            if (lanes.certain[lane]) {
                expect_close(lanes.smallest[lane], smallest[lane], 2.3e-16, 1e-29, "smallest eigenvalue");
            }
        }
    }
    assert_true(certain >= least * W * 400 / 100);
}

static void eigenvalues_alike(void **state)
{
    (void)state;
    check(-1.0, 98);
}

static void eigenvalues_apart(void **state)
{
    (void)state;
    check(-3.0, 90);
    check(-6.0, 30);
}

static void numbers_that_are_not(void **state)
{
    (void)state;
    memset(&lanes, 0, sizeof lanes);
    lanes.hi[0][0] = NAN;
    lanes.hi[0][1] = lanes.hi[5][1] = lanes.hi[10][1] = lanes.hi[15][1] = 0.25;
    quartic_lanes_find(&lanes, instruction_set_best());
    for (int lane = 0; lane < W; ++lane) {
        assert_false(lanes.certain[lane]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eigenvalues_alike),
        cmocka_unit_test(eigenvalues_apart),
        cmocka_unit_test(numbers_that_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
