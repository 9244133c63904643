#include "solver/no_jump_real.h"

#include "base/blas_threads.h"
#include "chain_blocks.h"

/* More elements than this are worth threads. */
enum { SHARED = 8000 };

/* G X + X G^T - shift X of the full sectors, less the given state: the largest element. */
static double error_of(const chain *self, const no_jump_real *inverse, const double *full, const double *given)
{
    const block_generator *l = &self->blocks;
    const sector_operator *g = &l->left;
    double worst = 0.0;
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const rho_block *block = &l->blocks[b];
        const size_t n = (size_t)l->at.size[block->row];
        const double *x = &full[block->full];
        double *left = calloc(n * n, sizeof *left);
        assert_non_null(left);
        for (size_t p = g->first[block->row]; p < g->first[block->row + 1]; ++p) {
            for (size_t k = g->parts[p].begin; k < g->parts[p].end; ++k) {
                const sector_element *e = &g->elements[k];
                for (size_t j = 0; j < n; ++j) {
                    left[j * n + (size_t)e->row] += e->value.re.hi * x[j * n + (size_t)e->column];
                }
            }
        }
        for (size_t j = 0; j < n; ++j) {
            for (size_t i = 0; i < n; ++i) {
                const double image = left[j * n + i] + left[i * n + j] - inverse->shift * x[j * n + i];
                worst = fmax(worst, fabs(image - given[block->full + j * n + i]));
            }
        }
        free(left);
    }
    return worst;
}

/* Solves for a random state with so many threads, at once or half by half; returns its error next to 1. */
static double solve(const chain *self, int threads, bool halves, double *full)
{
    const block_generator *l = &self->blocks;
    random_source source = {78};
    no_jump_real inverse;
    double *x = calloc(l->n_unknowns, sizeof *x), *given = calloc(l->n_elements, sizeof *given);
    assert_true(x && given);
    blas_threads_limit(threads);
    const int expected = blas_threads_hold(); /* 1 where the BLAS underneath tells no number */
    blas_threads_release();
    for (size_t k = 0; k < l->n_unknowns; ++k) {
        x[k] = random_between(&source, -1.0, 1.0);
    }
    for (size_t b = 0; b < l->n_blocks; ++b) {
        block_real_unpack(l, block_parts_whole(l, b), given, x);
    }
    assert_int_equal(no_jump_real_create(&inverse, l), ENT_OK);
    assert_int_equal(team_size(inverse.team), l->n_elements > SHARED ? expected : 1);
    no_jump_real_hold(&inverse);
    for (int half = halves ? 0 : -1; half < (halves ? 2 : 0); ++half) {
        team_split split;
        assert_true(block_parts_split(&inverse.parts, l, half, team_size(inverse.team), &split));
        no_jump_real_solve(&inverse, &split, full, x);
        team_split_free(&split);
    }
    no_jump_real_release(&inverse);
    const double worst = error_of(self, &inverse, full, given);
    no_jump_real_free(&inverse);
    free(given);
    free(x);
    return worst;
}

/* Up to sectors of several panels and pairs of eigenvalues; the same digits whoever does it, and in which order. */
static void undoes_the_part_without_jumps(void **state)
{
    (void)state;
    for (int n = 3; n <= 9; ++n) {
        chain one;
        chain_create(&one, n, 0.0, 0.0, true);
        const size_t size = one.blocks.n_elements * sizeof(double);
        double *full = calloc(1, size), *other = calloc(1, size);
        assert_true(full && other);
        assert_true(solve(&one, 1, false, full) < 1e-7);
        (void)solve(&one, 3, false, other);
        assert_memory_equal(other, full, size);
        (void)solve(&one, 3, true, other);
        assert_memory_equal(other, full, size);
        free(other);
        free(full);
        chain_free(&one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undoes_the_part_without_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
