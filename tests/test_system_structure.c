#include "generator/system_structure.h"

#include "random_system.h"

static void expect_operator(const sparse *a, const sparse *b)
{
    assert_int_equal(a->n, b->n);
    for (size_t k = 0; k < a->n; ++k) {
        const sparse_element *x = &a->elements[k], *y = &b->elements[k];
        assert_true(x->row == y->row && x->column == y->column);
        assert_memory_equal(&x->value, &y->value, sizeof x->value);
    }
}

static void expect_generator(const generator *a, const generator *b)
{
    expect_operator(&a->hamiltonian, &b->hamiltonian);
    expect_operator(&a->bare, &b->bare);
    assert_int_equal(a->n_channels, b->n_channels);
    for (size_t k = 0; k < a->n_channels; ++k) {
        expect_operator(&a->channels[k].left, &b->channels[k].left);
        expect_operator(&a->channels[k].right, &b->channels[k].right);
        assert_true(a->channels[k].weight.hi == b->channels[k].weight.hi);
    }
    for (int b_ = 0; b_ < a->n_baths; ++b_) {
        expect_operator(&a->no_jump[b_], &b->no_jump[b_]);
    }
}

/* Generators do not show whether their operators were kept: not the first, the second or any later one. */
static void kept_operators_change_no_digit(void **state)
{
    (void)state;
    random_source source = {981};
    int compared = 0;
    for (int k = 0; k < 12; ++k) {
        const ent_master_equation equation = (ent_master_equation)(k % 3);
        random_system chain;
        random_system_make(&chain, &source, 2 + k % 2, 2 + k % 2, equation, k % 2 == 0);
        chain.terms[0].strength_im = k % 4 == 1 ? 0.03 : 0.0;
        system_structure *structure = system_structure_create();
        assert_non_null(structure);
        for (int again = 0; again < 4; ++again) {
            generator with, without;
            chain.sites[0].energy = random_between(&source, 0.9, 1.1);
            chain.sites[1].tunnelling = again % 2 ? 0.05 : 0.0;
            chain.terms[0].strength = again == 2 ? 0.0 : random_between(&source, 0.01, 0.2);
            chain.system.structure = NULL;
            const int status = generator_create(&without, &chain.system);
            chain.system.structure = structure;
            assert_true((system_structure_operators(&chain.system) != NULL) == (again > 1));
            assert_int_equal(generator_create(&with, &chain.system), status);
            if (status == ENT_OK) {
                expect_generator(&with, &without);
            }
            compared += status == ENT_OK;
            generator_free(&with);
            generator_free(&without);
        }
        chain.system.structure = NULL;
        system_structure_free(structure);
    }
    assert_true(compared > 24);
}

/* The first who asks has to make its own: most systems stay alone. */
static void frames_come_with_the_second(void **state)
{
    (void)state;
    random_source source = {982};
    random_system chain;
    generator system;
    random_system_make(&chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, false);
    chain.system.structure = system_structure_create();
    assert_non_null(chain.system.structure);
    assert_int_equal(generator_create(&system, &chain.system), ENT_OK);
    const block_frame *frame, *again;
    assert_int_equal(system_structure_frame(&frame, &chain.system, &system, true), ENT_OK);
    assert_null(frame);
    assert_int_equal(system_structure_frame(&frame, &chain.system, &system, true), ENT_OK);
    assert_non_null(frame);
    assert_int_equal(system_structure_frame(&again, &chain.system, &system, true), ENT_OK);
    assert_ptr_equal(again, frame);
    assert_int_equal(system_structure_frame(&again, &chain.system, &system, false), ENT_OK);
    assert_null(again);
    generator_free(&system);
    system_structure_free(chain.system.structure);
    system_structure_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_operators_change_no_digit),
        cmocka_unit_test(frames_come_with_the_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
