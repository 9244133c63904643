#include "support.h"

#include "entangine/entanglement.h"
#include "observable/entanglement.h"

/* p |psi><psi| + (1 - p) 1/4 */
static void mix(ent_complex rho[16], const ent_complex psi[4], double p)
{
    for (int i = 0; i < 4; ++i) {
        for (int j = 0; j < 4; ++j) {
            rho[4 * i + j].re = p * (psi[i].re * psi[j].re + psi[i].im * psi[j].im) + (i == j ? 0.25 * (1.0 - p) : 0.0);
            rho[4 * i + j].im = p * (psi[i].im * psi[j].re - psi[i].re * psi[j].im);
        }
    }
}

static ent_entanglement measure(const ent_complex rho[16])
{
    ent_entanglement e;
    ent_error error = {0};
    if (ent_entanglement_two_qubit(&e, rho, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return e;
}

static const double HALF = 0.70710678118654752440;

static void bell_states(void **state)
{
    (void)state;
    const ent_complex bell[4][4] = {
        {{HALF, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {HALF, 0.0}},
        {{HALF, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, -HALF}},
        {{0.0, 0.0}, {HALF, 0.0}, {HALF, 0.0}, {0.0, 0.0}},
        {{0.0, 0.0}, {HALF, 0.0}, {0.0, HALF}, {0.0, 0.0}},
    };
    for (int k = 0; k < 4; ++k) {
        ent_complex rho[16];
        mix(rho, bell[k], 1.0);
        const ent_entanglement e = measure(rho);
        expect_close(e.negativity, 0.5, 0.0, 1e-15, "negativity");
        expect_close(e.negativity_signed, 0.5, 0.0, 1e-15, "signed negativity");
        expect_close(e.log_negativity, 1.0, 0.0, 1e-15, "logarithmic negativity");
        expect_close(e.concurrence, 1.0, 0.0, 1e-15, "concurrence");
        expect_close(e.entanglement_of_formation, 1.0, 0.0, 1e-14, "entanglement of formation");
    }
}

/* p |Bell><Bell| + (1 - p)/4: N = max(0, (3p - 1)/4), C = max(0, (3p - 1)/2). */
static void werner_states(void **state)
{
    (void)state;
    const ent_complex singlet[4] = {{0.0, 0.0}, {HALF, 0.0}, {-HALF, 0.0}, {0.0, 0.0}};
    for (int k = 0; k <= 40; ++k) {
        const double p = k / 40.0;
        ent_complex rho[16];
        mix(rho, singlet, p);
        const ent_entanglement e = measure(rho);
        expect_close(e.negativity, fmax(0.0, 0.25 * (3.0 * p - 1.0)), 0.0, 1e-15, "negativity");
        expect_close(e.negativity_signed, 0.25 * (3.0 * p - 1.0), 0.0, 1e-15, "signed negativity");
        expect_close(e.concurrence, fmax(0.0, 0.5 * (3.0 * p - 1.0)), 0.0, 2e-15, "concurrence");
    }
}

/* A pure state: C = 2 |a d - b c|, N = C/2. Local unitaries make every matrix element complex. */
static void random_pure_states(void **state)
{
    (void)state;
    random_source source = {51};
    for (int k = 0; k < 200; ++k) {
        ent_complex psi[4], rho[16];
        double norm = 0.0;
        for (int i = 0; i < 4; ++i) {
            psi[i] = (ent_complex){random_between(&source, -1.0, 1.0), random_between(&source, -1.0, 1.0)};
            norm += psi[i].re * psi[i].re + psi[i].im * psi[i].im;
        }
        for (int i = 0; i < 4; ++i) {
            psi[i] = (ent_complex){psi[i].re / sqrt(norm), psi[i].im / sqrt(norm)};
        }
        const double re = psi[0].re * psi[3].re - psi[0].im * psi[3].im - psi[1].re * psi[2].re + psi[1].im * psi[2].im;
        const double im = psi[0].re * psi[3].im + psi[0].im * psi[3].re - psi[1].re * psi[2].im - psi[1].im * psi[2].re;
        const double concurrence = 2.0 * hypot(re, im);
        mix(rho, psi, 1.0);
        const ent_entanglement e = measure(rho);
        /* rounding of rho mixes in states of weight 1e-16, whose concurrence goes with its square root */
        expect_close(e.concurrence, concurrence, 0.0, 1e-7, "concurrence");
        expect_close(e.negativity, 0.5 * concurrence, 0.0, 1e-14, "negativity");
        /* with white noise: eigenvalues of the transpose are p times those of the pure state plus (1 - p)/4 */
        mix(rho, psi, 0.8);
        const double noisy = 0.8 * 0.5 * concurrence - 0.05;
        expect_close(measure(rho).negativity, fmax(0.0, noisy), 0.0, 1e-14, "negativity with noise");
        expect_close(measure(rho).negativity_signed, noisy, 0.0, 1e-14, "signed negativity with noise");
    }
}

static void product_states(void **state)
{
    (void)state;
    random_source source = {52};
    for (int k = 0; k < 200; ++k) {
        ent_complex q[2][4], rho[16];
        for (int s = 0; s < 2; ++s) {
            const double p = random_between(&source, 0.0, 1.0);
            const double size = random_between(&source, 0.0, 0.99) * sqrt(p * (1.0 - p));
            const double angle = random_between(&source, 0.0, 6.0);
            q[s][0] = (ent_complex){p, 0.0};
            q[s][1] = (ent_complex){size * cos(angle), size * sin(angle)};
            q[s][2] = (ent_complex){q[s][1].re, -q[s][1].im};
            q[s][3] = (ent_complex){1.0 - p, 0.0};
        }
        for (int i = 0; i < 4; ++i) {
            for (int j = 0; j < 4; ++j) {
                const ent_complex a = q[0][2 * (i / 2) + j / 2], b = q[1][2 * (i % 2) + j % 2];
                rho[4 * i + j] = (ent_complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
            }
        }
        const ent_entanglement e = measure(rho);
        expect_close(e.negativity, 0.0, 0.0, 1e-15, "negativity");
        expect_close(e.concurrence, 0.0, 0.0, 1e-14, "concurrence");
        assert_true(e.negativity_signed <= 1e-15);
    }
}

/* |11><00| + h.c.: the transpose moves it to |10><01|. */
static void transposes_the_second_qubit(void **state)
{
    (void)state;
    zdd rho[16] = {{{0.0, 0.0}, {0.0, 0.0}}};
    rho[5] = rho[10] = zdd_from(0.5, 0.0);
    rho[6] = zdd_from(0.0, 0.25);
    rho[9] = zdd_from(0.0, -0.25);
    expect_close(smallest_transposed_eigenvalue(rho).hi, -0.25, 1e-30, 0.0, "smallest eigenvalue");
}

static void bad_input_is_refused(void **state)
{
    (void)state;
    const ent_complex good[16] = {{0.25, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0},  {0.25, 0.0},
                                  {0.0, 0.0},  {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.25, 0.0}, {0.0, 0.0},
                                  {0.0, 0.0},  {0.0, 0.0}, {0.0, 0.0}, {0.25, 0.0}};
    const struct {
        int index;
        ent_complex value;
        const char *message;
    } cases[] = {
        {0, {0.25 + 1e-9, 0.0}, "trace 1"}, {0, {NAN, 0.0}, "hermitian"},   {3, {0.1, 0.0}, "hermitian"},
        {1, {0.0, INFINITY}, "hermitian"},  {5, {0.25, 1e-3}, "hermitian"}, {6, {0.0, 1e-9}, "hermitian"},
    };
    ent_entanglement e;
    ent_error error;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        ent_complex rho[16];
        memcpy(rho, good, sizeof rho);
        rho[cases[k].index] = cases[k].value;
        assert_int_equal(ent_entanglement_two_qubit(&e, rho, &error), ENT_ERROR_OUT_OF_RANGE);
        assert_int_equal(error.status, ENT_ERROR_OUT_OF_RANGE);
        assert_non_null(strstr(error.message, cases[k].message));
        assert_true(isnan(e.negativity) && isnan(e.concurrence) && isnan(e.negativity_signed));
        assert_int_equal(ent_entanglement_two_qubit(&e, rho, NULL), ENT_ERROR_OUT_OF_RANGE);
    }
    ent_complex rho[16];
    memcpy(rho, good, sizeof rho);
    rho[0].re = 0.6;
    rho[5].re = -0.1;
    assert_int_equal(ent_entanglement_two_qubit(&e, rho, &error), ENT_ERROR_OUT_OF_RANGE);
    assert_non_null(strstr(error.message, "negative eigenvalue"));
    memcpy(rho, good, sizeof rho);
    rho[0].re += 5e-11; /* within the tolerance */
    assert_int_equal(ent_entanglement_two_qubit(&e, rho, &error), ENT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bell_states),
        cmocka_unit_test(werner_states),
        cmocka_unit_test(random_pure_states),
        cmocka_unit_test(product_states),
        cmocka_unit_test(transposes_the_second_qubit),
        cmocka_unit_test(bad_input_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
