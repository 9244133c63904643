#include "generator/block_parts.h"

#include "steady_trial.h"

/* Every column of every block belongs to one part, and the costs add up: cut or not. */
static void expect_cover(const block_generator *l)
{
    block_parts parts;
    double cost = 0.0, whole = 0.0;
    assert_true(block_parts_create(&parts, l));
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const size_t n = (size_t)l->at.size[l->blocks[b].column];
        size_t *taken = calloc(n + 1, sizeof *taken);
        assert_non_null(taken);
        for (size_t k = 0; k < parts.n; ++k) {
            const block_part part = parts.list[k];
            for (size_t j = part.begin; part.block == b && j < part.end; ++j) {
                assert_true(j < n);
                ++taken[j];
            }
        }
        for (size_t j = 0; j < n; ++j) {
            assert_int_equal(taken[j], 1);
        }
        free(taken);
        whole += block_parts_cost(l, block_parts_whole(l, b));
    }
    for (size_t k = 0; k < parts.n; ++k) {
        cost += block_parts_cost(l, parts.list[k]);
        assert_true(k == 0 || parts.list[k].block != parts.list[k - 1].block ||
                    block_parts_cost(l, parts.list[k]) <= block_parts_cost(l, parts.list[k - 1]));
        assert_true(parts.cut || parts.list[k].end == block_parts_whole(l, parts.list[k].block).end);
    }
    assert_true(cost <= whole);
    block_parts_free(&parts);
}

static void columns_are_covered_once(void **state)
{
    (void)state;
    random_source source = {951};
    for (int k = 0; k < 6; ++k) {
        trial one;
        random_system_make(&one.chain, &source, 2 + k % 3, 2 + k % 2, ENT_MASTER_EQUATION_LOCAL, k % 2 == 0);
        if (k >= 3) {
            one.chain.sites[0].tunnelling = 0.1;
        }
        trial_create(&one);
        expect_cover(&one.blocks);
        trial_free(&one);
    }
}

/* Panels follow each other to the end, and large blocks have a fixed number of them. */
static void panels_follow_each_other(void **state)
{
    (void)state;
    for (size_t n = 1; n < 3000; n = 2 * n + 7) {
        size_t panels = 0;
        for (size_t begin = 0; begin < n; ++panels) {
            const block_part panel = block_parts_panel(3, begin, n);
            assert_true(panel.block == 3 && panel.begin == begin && panel.end > begin && panel.end <= n);
            begin = panel.end;
        }
        assert_true(panels >= (n + 31) / 32 || panels >= 16);
        assert_true(panels <= 17 || n < 16 * 32);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_covered_once),
        cmocka_unit_test(panels_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
