#include "generator/eigenbasis.h"

#include "random_system.h"

enum { D = 20 };

/* Two blocks, one small (double-double) and one large (LAPACK), interleaved, and a lone state. */
static sparse two_blocks(random_source *source)
{
    sparse h = {.d = D};
    for (int i = 0; i + 1 < D; ++i) {
        sparse_add(&h, i, i, zdd_from(random_between(source, -1.0, 1.0), 0.0));
        for (int j = i + 3; j + 1 < D; j += 3) {
            const double re = random_between(source, -1.0, 1.0);
            const zdd value = zdd_from(re, random_between(source, -1.0, 1.0));
            sparse_add(&h, i, j, value);
            sparse_add(&h, j, i, zdd_conjugate(value));
        }
        if (i % 3 == 0 && i + 1 < D - 1) { /* joins the chains 0 and 1 */
            sparse_add(&h, i, i + 1, zdd_from(0.5, 0.0));
            sparse_add(&h, i + 1, i, zdd_from(0.5, 0.0));
        }
    }
    sparse_merge(&h, 0.0);
    return h;
}

static void components_are_connected(void **state)
{
    (void)state;
    random_source source = {341};
    sparse h = two_blocks(&source);
    int component[D];
    assert_int_equal(eigenbasis_components(component, &h), 3);
    for (int i = 0; i < D; ++i) {
        assert_int_equal(component[i], i == D - 1 ? 2 : i % 3 == 2 ? 1 : 0);
    }
    sparse_free(&h);
}

static void states_diagonalise(void **state)
{
    (void)state;
    random_source source = {342};
    sparse h = two_blocks(&source);
    dd energies[D];
    zdd states[D * D];
    int component[D];
    assert_int_equal(eigenbasis_find(energies, states, &h), ENT_OK);
    (void)eigenbasis_components(component, &h);
    for (int k = 0; k < D; ++k) {
        const double accuracy = component[k] == 0 ? 1e-14 : 1e-28;
        zdd image[D];
        for (int i = 0; i < D; ++i) {
            image[i] = zdd_times(states[i * D + k], dd_negate(energies[k]));
            if (component[i] != component[k]) {
                assert_true(zdd_is_zero(states[i * D + k]));
            }
        }
        for (size_t e = 0; e < h.n; ++e) {
            const sparse_element *x = &h.elements[e];
            image[x->row] = zdd_add(image[x->row], zdd_multiply(x->value, states[x->column * D + k]));
        }
        for (int i = 0; i < D; ++i) {
            assert_true(sqrt(zdd_norm(image[i]).hi) < 20.0 * accuracy);
        }
    }
    sparse_free(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_are_connected),
        cmocka_unit_test(states_diagonalise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
