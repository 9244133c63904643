/* The criteria of genuine multipartite entanglement: known thresholds, an independent bound, and states that lack it.
 */
#include "observable/multipartite.h"

#include "support.h"

enum { MAX_D = 16, ROUNDS = 300, TERMS = 6 };

static zdd matrix[MAX_D * MAX_D];

static matrix_view view_of(const dense_matrix *dense)
{
    return (matrix_view){dense->d, 0.0, dense, dense_matrix_at};
}

/* matrix += weight |psi><psi| */
static void mix(int d, double weight, const double *re, const double *im)
{
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            const zdd term =
                zdd_from(weight * (re[i] * re[j] + im[i] * im[j]), weight * (im[i] * re[j] - re[i] * im[j]));
            matrix[i * d + j] = zdd_add(matrix[i * d + j], term);
        }
    }
}

/* The maximally mixed state with a weight, else nothing. */
static void start(int d, double noise)
{
    for (int k = 0; k < d * d; ++k) {
        matrix[k] = zdd_from(k % (d + 1) == 0 ? noise / d : 0.0, 0.0);
    }
}

/* A GHZ state in white noise is genuinely entangled for weights above (2^(n-1) - 1)/(2^n - 1); a W state of three is
 * found above 9/17 and of four above 5/9 (Guehne and Seevinck (2010)). */
static void thresholds_in_white_noise(void **state)
{
    (void)state;
    const double of_ghz[] = {3.0 / 7.0, 7.0 / 15.0}, of_w[] = {9.0 / 17.0, 5.0 / 9.0};
    for (int n = 3; n <= 4; ++n) {
        const int d = 1 << n;
        const dense_matrix dense = {d, matrix};
        const matrix_view rho = view_of(&dense);
        for (int side = -1; side <= 1; ++side) {
            double ghz[MAX_D] = {0}, w[MAX_D] = {0}, none[MAX_D] = {0};
            ghz[0] = ghz[d - 1] = sqrt(0.5);
            for (int i = 0; i < n; ++i) {
                w[d - 1 - (1 << i)] = 1.0 / sqrt(n);
            }
            double p = of_ghz[n - 3] + 1e-6 * side;
            start(d, 1.0 - p);
            mix(d, p, none, ghz); /* global phases do not matter */
            expect_close(multipartite_x(&rho), p - (1.0 - p) * (d - 2) / d, 1e-9, 1e-14, "gme_x");
            assert_true(side == 0 || (multipartite_x(&rho) > 0.0) == (side > 0));
            expect_close(multipartite_ghz_fidelity(&rho), p + (1.0 - p) / d, 1e-14, 0.0, "fidelity");
            p = of_w[n - 3] + 1e-6 * side;
            start(d, 1.0 - p);
            mix(d, p, w, none);
            assert_true(side == 0 || (multipartite_w(&rho, n) > 0.0) == (side > 0));
            assert_true(side != 0 || fabs(multipartite_w(&rho, n)) < 1e-14);
            expect_close(multipartite_w_fidelity(&rho, n), p + (1.0 - p) / d, 1e-14, 0.0, "fidelity");
            start(d, 0.0);
            mix(d, 1.0, none, w);
            expect_close(multipartite_w(&rho, n), 1.0, 1e-14, 0.0, "gme_w of a pure W state");
        }
    }
}

static void random_state(random_source *source, int d, double *re, double *im)
{
    double norm = 0.0;
    for (int i = 0; i < d; ++i) {
        /* some amplitudes much smaller than others: the bounds are close to reached there */
        const double size = random_between(source, 0.0, 1.0) < 0.5 ? 0.02 : 1.0;
        re[i] = size * random_between(source, -1.0, 1.0);
        im[i] = size * random_between(source, -1.0, 1.0);
        norm += re[i] * re[i] + im[i] * im[i];
    }
    for (int i = 0; i < d; ++i) {
        re[i] /= sqrt(norm);
        im[i] /= sqrt(norm);
    }
}

/* The bits of i that are in a set, packed. */
static int packed(int i, int set)
{
    int sum = 0;
    for (int bit = 1, place = 1; bit <= set; bit *= 2) {
        if (set & bit) {
            sum += i & bit ? place : 0;
            place *= 2;
        }
    }
    return sum;
}

/* A random product of a state of the qubits in a set and one of the others. */
static void random_product(random_source *source, int d, int set, double *re, double *im)
{
    double a_re[MAX_D], a_im[MAX_D], b_re[MAX_D], b_im[MAX_D];
    random_state(source, packed(d - 1, set) + 1, a_re, a_im);
    random_state(source, packed(d - 1, d - 1 - set) + 1, b_re, b_im);
    for (int i = 0; i < d; ++i) {
        const int a = packed(i, set), b = packed(i, d - 1 - set);
        re[i] = a_re[a] * b_re[b] - a_im[a] * b_im[b];
        im[i] = a_re[a] * b_im[b] + a_im[a] * b_re[b];
    }
}

/* Mixtures of states that are products across different bipartitions never show it, and come close. */
static void biseparable_mixtures(void **state)
{
    (void)state;
    random_source source = {17};
    for (int n = 3; n <= 4; ++n) {
        const int d = 1 << n;
        const dense_matrix dense = {d, matrix};
        const matrix_view rho = view_of(&dense);
        double most_x = -1.0, most_w = -1.0;
        for (int round = 0; round < ROUNDS; ++round) {
            const int terms = 1 + round % TERMS;
            start(d, 0.0);
            for (int k = 0; k < terms; ++k) {
                double re[MAX_D], im[MAX_D];
                random_product(&source, d, 1 + (int)random_between(&source, 0.0, d - 2.0), re, im);
                mix(d, 1.0 / terms, re, im);
            }
            most_x = fmax(most_x, multipartite_x(&rho));
            most_w = fmax(most_w, multipartite_w(&rho, n));
        }
        assert_true(most_x <= 1e-15 && most_x > -1e-2);
        assert_true(most_w <= 1e-15 && most_w > -1e-2);
    }
}

/* 1 - Tr rho_A^2 of a pure state. */
static double linear_entropy(int d, int set, const double *re, const double *im)
{
    double purity = 0.0;
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            /* psi_i psi_j conj(psi_{i with A of j}) conj(psi_{j with A of i}) */
            const int k = (i & ~set) | (j & set), l = (j & ~set) | (i & set);
            const double a = re[i] * re[j] - im[i] * im[j], b = re[i] * im[j] + im[i] * re[j];
            const double c = re[k] * re[l] - im[k] * im[l], e = re[k] * im[l] + im[k] * re[l];
            purity += a * c + b * e;
        }
    }
    return 1.0 - purity;
}

/* The genuinely multipartite concurrence of a pure state, min sqrt(2 (1 - Tr rho_A^2)), is never below gme_x (Ma et
 * al., Phys. Rev. A 83, 062325 (2011)), and is gme_x for a|111> + b|000>. */
static void bound_of_the_concurrence(void **state)
{
    (void)state;
    enum { D = 8 };
    random_source source = {5};
    const dense_matrix dense = {D, matrix};
    const matrix_view rho = view_of(&dense);
    int positive = 0;
    for (int round = 0; round < ROUNDS; ++round) {
        double re[D], im[D], concurrence = INFINITY;
        random_state(&source, D, re, im);
        for (int k = 1; k < D - 1 && round % 2; ++k) { /* near the X shape */
            re[k] *= 0.01;
            im[k] *= round % 3 ? 0.01 : 0.0;
        }
        double norm = 0.0;
        for (int k = 0; k < D; ++k) {
            norm += re[k] * re[k] + im[k] * im[k];
        }
        for (int k = 0; k < D; ++k) {
            re[k] /= sqrt(norm);
            im[k] /= sqrt(norm);
        }
        start(D, 0.0);
        mix(D, 1.0, re, im);
        for (int qubit = 1; qubit < D; qubit *= 2) {
            concurrence = fmin(concurrence, sqrt(fmax(0.0, 2.0 * linear_entropy(D, qubit, re, im))));
        }
        assert_true(multipartite_x(&rho) <= concurrence + 1e-12);
        positive += multipartite_x(&rho) > 0.0;
    }
    assert_true(positive > ROUNDS / 10);
    const double pure[D] = {0.6, 0, 0, 0, 0, 0, 0, 0.8}, none[D] = {0};
    start(D, 0.0);
    mix(D, 1.0, pure, none);
    expect_close(multipartite_x(&rho), 0.96, 1e-14, 0.0, "gme_x");
    expect_close(sqrt(2.0 * linear_entropy(D, 1, pure, none)), 0.96, 1e-14, 0.0, "concurrence");
}

/* A Bell pair beside a qubit is on the boundary of both; rounding is no proof. The accuracy counts against it. */
static void boundary_and_accuracy(void **state)
{
    (void)state;
    enum { D = 8 };
    const dense_matrix dense = {D, matrix};
    matrix_view rho = view_of(&dense);
    const double bell[D] = {0.5, 0.5, 0, 0, 0, 0, 0.5, 0.5}, odd[D] = {0, 0, 0, 0.5, 0, 0.5, 0, 0}, none[D] = {0};
    const double ghz[D] = {0.5, 0, 0, 0, 0, 0, 0, 0.5};
    start(D, 0.0);
    mix(D, 1.0, bell, none);
    assert_true(multipartite_x(&rho) == 0.0);
    start(D, 0.0);
    mix(D, 2.0, odd, none); /* (|10> + |01>)|0> with equal signs: populations 1/2 */
    assert_true(multipartite_w(&rho, 3) == 0.0);
    start(D, 0.0);
    mix(D, 2.0, ghz, none);
    rho.accuracy = 1e-3;
    expect_close(multipartite_x(&rho), 1.0 - 2e-3 - 6e-3, 1e-12, 0.0, "gme_x of an inaccurate state");
    assert_true(multipartite_w(&rho, 3) < 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_in_white_noise),
        cmocka_unit_test(biseparable_mixtures),
        cmocka_unit_test(bound_of_the_concurrence),
        cmocka_unit_test(boundary_and_accuracy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
