#include "generator/block_halves.h"

#include "generator/block_parts.h"
#include "generator/block_real.h"
#include "steady_trial.h"

/* Each number has one place, and those of the first half come first. */
static void expect_packed(const block_generator *l)
{
    bool *taken = calloc(l->n_unknowns, sizeof *taken);
    size_t first = 0, all = 0;
    assert_non_null(taken);
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const rho_block *block = &l->blocks[b];
        const size_t size = block_generator_size(l, b);
        for (size_t k = block->packed; k < block->packed + size; ++k) {
            assert_true(k < l->n_unknowns && !taken[k]);
            taken[k] = true;
            assert_true(l->n_first == 0 || (k < l->n_first) == (block->half == 0));
        }
        first += block->half == 0 ? size : 0;
        all += size;
    }
    assert_int_equal(all, l->n_unknowns);
    assert_true(l->n_first == 0 || (l->n_first == first && 2 * first <= all));
    free(taken);
}

/* From a state in one half jumps lead to the other only. */
static void expect_leaving(const block_generator *l)
{
    double complex *rho = calloc(l->n_elements, sizeof *rho), *out = calloc(l->n_elements, sizeof *out);
    assert_true(rho && out);
    for (int half = 0; half < 2; ++half) {
        double inside = 0.0, outside = 0.0;
        for (size_t b = 0; b < l->n_blocks; ++b) {
            const rho_block *block = &l->blocks[b];
            const size_t area = (size_t)l->at.size[block->row] * (size_t)l->at.size[block->column];
            for (size_t k = 0; k < area; ++k) {
                rho[block->full + k] = block->half == half ? 1.0 : 0.0;
            }
        }
        for (size_t b = 0; b < l->n_blocks; ++b) {
            const block_part whole = block_parts_whole(l, b);
            const size_t rows = (size_t)l->at.size[l->blocks[b].row];
            block_generator_jump(l, whole, out, rho);
            for (size_t k = 0; k < rows * whole.end; ++k) {
                double *sum = l->blocks[b].half == half ? &inside : &outside;
                *sum += cabs(out[l->blocks[b].full + k]);
            }
        }
        assert_true(inside == 0.0 && outside > 0.0);
    }
    free(out);
    free(rho);
}

static void excitations_are_even_or_odd(void **state)
{
    (void)state;
    random_source source = {961};
    for (int k = 0; k < 6; ++k) {
        trial one;
        random_system_make(&one.chain, &source, 2 + k % 3, 2 + k % 2, ENT_MASTER_EQUATION_LOCAL, false);
        trial_create(&one);
        assert_true(one.blocks.n_first > 0);
        expect_packed(&one.blocks);
        expect_leaving(&one.blocks);
        trial_free(&one);
    }
}

/* Real blocks have other sizes, in the same halves. */
static void real_blocks_are_packed_anew(void **state)
{
    (void)state;
    random_source source = {962};
    trial one;
    random_system_make(&one.chain, &source, 4, 2, ENT_MASTER_EQUATION_LOCAL, false);
    for (int i = 0; i < 4; ++i) {
        one.chain.sites[i].energy = 1.0;
    }
    trial_create(&one);
    assert_int_equal(block_real_find(&one.blocks), ENT_OK);
    assert_true(one.blocks.real && one.blocks.n_first > 0);
    expect_packed(&one.blocks);
    trial_free(&one);
}

/* Dephasing jumps to where it was, tunnelling leaves one block. */
static void other_jumps_make_no_halves(void **state)
{
    (void)state;
    random_source source = {963};
    for (int tunnels = 0; tunnels < 2; ++tunnels) {
        trial one;
        random_system_make(&one.chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, !tunnels);
        one.chain.sites[1].tunnelling = tunnels ? 0.1 : 0.0;
        trial_create(&one);
        assert_int_equal(one.blocks.n_first, 0);
        expect_packed(&one.blocks);
        trial_free(&one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(excitations_are_even_or_odd),
        cmocka_unit_test(real_blocks_are_packed_anew),
        cmocka_unit_test(other_jumps_make_no_halves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
