#include "two_qubit_family.h"

enum { N = PATTERN_UNKNOWNS };

static double sum_of(const coefficient_sum *sum, const dd *c)
{
    double value = 0.0;
    for (int k = 0; k < sum->n; ++k) {
        value += sum->factors[k] * dd_value(c[sum->coefficients[k]]);
    }
    return value;
}

static void fill_matrix(double a[N_LADDER][N_LADDER], const steady_pattern *pattern, const dd *c)
{
    memset(a, 0, sizeof(double[N_LADDER][N_LADDER]));
    for (int e = 0; e < pattern->n_entries; ++e) {
        const pattern_entry *entry = &pattern->entries[e];
        assert_true(a[entry->row][entry->column] == 0.0);
        a[entry->row][entry->column] = entry->factor * sum_of(&pattern->sums[entry->sum], c);
    }
}

/* The entries make the generator: of any state they give the same change. */
static void entries_are_the_generator(void **state)
{
    (void)state;
    random_source source = {81};
    const steady_pattern pattern = family_pattern();
    for (int trial = 0; trial < 50; ++trial) {
        double a[N_LADDER][N_LADDER], x[N_LADDER], unknowns[N_LADDER], change[N_LADDER] = {0.0}, expected[N_LADDER];
        dd c[FAMILY_SIZE], l[N_LADDER * N_LADDER];
        family_random(&source, c);
        const lindblad system = family_member(c);
        lindblad_generator(&system, l);
        fill_matrix(a, &pattern, c);
        for (int k = 0; k < N_LADDER; ++k) {
            x[k] = random_between(&source, -1.0, 1.0);
        }
        ladder_to_unknowns(unknowns, x);
        for (int k = 0; k < N_LADDER * N_LADDER; ++k) {
            change[k / N_LADDER] += dd_value(l[k]) * unknowns[k % N_LADDER];
        }
        ladder_from_unknowns(expected, change);
        for (int i = 0; i < N_LADDER; ++i) {
            double found = 0.0;
            for (int j = 0; j < N_LADDER; ++j) {
                found += a[i][j] * x[j];
            }
            expect_close(found, expected[i], 0.0, 1e-13, "change of an unknown");
        }
    }
}

/* Elimination in the order of the blocks writes only to elements that the pattern names. */
static void elimination_stays_in_the_pattern(void **state)
{
    (void)state;
    const steady_pattern pattern = family_pattern();
    bool named[N][N] = {{false}};
    int unknowns = 0;
    for (int e = 0; e < pattern.n_entries; ++e) {
        if (pattern.entries[e].column < N) {
            named[pattern.entries[e].row][pattern.entries[e].column] = true;
        }
    }
    for (int k = 0; k < pattern.n_fills; ++k) {
        assert_false(named[pattern.fills[k][0]][pattern.fills[k][1]]);
        named[pattern.fills[k][0]][pattern.fills[k][1]] = true;
    }
    for (int b = 0; b < PATTERN_BLOCKS; ++b) {
        const pattern_block *block = &pattern.blocks[b];
        const int last = block->first + block->size - 1;
        assert_int_equal(block->first, unknowns);
        unknowns += block->size;
        for (int i = last + 1; i < N; ++i) {
            bool below = false, behind = false;
            for (int k = 0; k < block->n_rows; ++k) {
                below = below || block->rows[k] == i;
            }
            for (int k = 0; k < block->n_columns; ++k) {
                behind = behind || block->columns[k] == i;
            }
            assert_int_equal(below, named[i][block->first] || named[i][last]);
            assert_int_equal(behind, named[block->first][i] || named[last][i]);
        }
    }
    assert_int_equal(unknowns, N);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_the_generator),
        cmocka_unit_test(elimination_stays_in_the_pattern),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
