#include "generator/block_frame.h"

#include "generator/block_real.h"
#include "steady_trial.h"

static void expect_operator(const sector_operator *a, const sector_operator *b, const sectors *at)
{
    assert_int_equal(a->n_parts, b->n_parts);
    for (int s = 0; s <= at->n; ++s) {
        assert_int_equal(a->first[s], b->first[s]);
    }
    for (size_t p = 0; p < a->n_parts; ++p) {
        const sector_part *x = &a->parts[p], *y = &b->parts[p];
        assert_true(x->from == y->from && x->to == y->to && x->real == y->real);
        assert_int_equal(x->end - x->begin, y->end - y->begin);
        for (size_t k = 0; k < x->end - x->begin; ++k) {
            const sector_element *u = &a->elements[x->begin + k], *v = &b->elements[y->begin + k];
            assert_true(u->row == v->row && u->column == v->column);
            assert_memory_equal(&u->value, &v->value, sizeof u->value);
        }
    }
}

/* What the frame makes is what would have been made without it, digit for digit. */
static void expect_same(const block_generator *a, const block_generator *b)
{
    assert_true(a->n_blocks == b->n_blocks && a->n_unknowns == b->n_unknowns && a->n_elements == b->n_elements);
    assert_true(a->n_first == b->n_first && a->n_channels == b->n_channels && a->size == b->size && a->real == b->real);
    for (size_t k = 0; k < a->n_blocks; ++k) {
        const rho_block *x = &a->blocks[k], *y = &b->blocks[k];
        assert_true(x->row == y->row && x->column == y->column && x->packed == y->packed && x->full == y->full);
        assert_int_equal(x->half, y->half);
    }
    expect_operator(&a->left, &b->left, &a->at);
    for (size_t k = 0; k < a->n_channels; ++k) {
        assert_true(a->weights[k].hi == b->weights[k].hi && a->weights[k].lo == b->weights[k].lo);
        expect_operator(&a->jumps[2 * k], &b->jumps[2 * k], &a->at);
        expect_operator(&a->jumps[2 * k + 1], &b->jumps[2 * k + 1], &a->at);
    }
}

/* Other numbers of the same system. */
static void change(random_system *self, random_source *source, bool resonant)
{
    const double energy = random_between(source, 0.8, 1.2);
    for (int i = 0; i < self->system.n_sites; ++i) {
        self->sites[i].energy = resonant ? energy : random_between(source, 0.8, 1.2);
        self->sites[i].tunnelling *= random_between(source, 0.5, 2.0);
        self->baths[i].rate = random_between(source, 0.001, 0.02);
        self->baths[i].temperature = random_between(source, 0.2, 1.0);
    }
    for (int k = 0; k < self->system.n_terms; ++k) {
        self->terms[k].strength = random_between(source, 0.01, 0.2);
    }
}

static void expect_frame(const block_frame *frame, random_system *chain, bool real, bool expected)
{
    generator system;
    block_generator framed, alone;
    bool fits;
    assert_int_equal(generator_create(&system, &chain->system), ENT_OK);
    assert_int_equal(block_frame_apply(frame, &framed, &system, &fits), ENT_OK);
    assert_int_equal(fits, expected);
    assert_int_equal(block_generator_create(&alone, &system), ENT_OK);
    assert_true(block_frame_unknowns(frame) == alone.n_unknowns || !expected);
    if (real) {
        assert_int_equal(block_real_find(&alone), ENT_OK);
    }
    if (fits) {
        expect_same(&framed, &alone);
        block_generator_free(&framed);
    }
    block_generator_free(&alone);
    generator_free(&system);
}

static void other_numbers_fit(void **state)
{
    (void)state;
    random_source source = {971};
    for (int k = 0; k < 16; ++k) {
        const bool real = k % 2 == 1, resonant = k % 4 == 3;
        random_system chain;
        generator system;
        block_frame *frame;
        random_system_make(&chain, &source, 2 + k % 3, 2 + k % 2, ENT_MASTER_EQUATION_LOCAL, k % 3 == 0);
        chain.sites[1].tunnelling = k % 5 == 4 ? 0.1 : 0.0;
        change(&chain, &source, resonant);
        assert_int_equal(generator_create(&system, &chain.system), ENT_OK);
        assert_int_equal(block_frame_create(&frame, &system, real), ENT_OK);
        generator_free(&system);
        for (int again = 0; again < 3; ++again) {
            change(&chain, &source, resonant);
            expect_frame(frame, &chain, real, true);
        }
        block_frame_free(frame);
    }
}

/* A coupling that ends, a bath that is cold, energies that meet: another pattern, other jumps, another gauge. */
static void what_does_not_fit_is_told(void **state)
{
    (void)state;
    random_source source = {972};
    random_system chain;
    generator system;
    block_frame *frame;
    random_system_make(&chain, &source, 4, 2, ENT_MASTER_EQUATION_LOCAL, false);
    change(&chain, &source, false);
    assert_int_equal(generator_create(&system, &chain.system), ENT_OK);
    assert_int_equal(block_frame_create(&frame, &system, true), ENT_OK);
    generator_free(&system);
    chain.terms[1].strength = 0.0;
    expect_frame(frame, &chain, true, false);
    change(&chain, &source, false);
    chain.baths[0].temperature = 0.0;
    expect_frame(frame, &chain, true, false);
    change(&chain, &source, true);
    expect_frame(frame, &chain, true, false);
    change(&chain, &source, false);
    expect_frame(frame, &chain, true, true);
    block_frame_free(frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_numbers_fit),
        cmocka_unit_test(what_does_not_fit_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
