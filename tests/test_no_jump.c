#include "solver/no_jump.h"

#include <complex.h>

#include "base/blas_threads.h"
#include "chain_blocks.h"

/* More elements than this are worth threads. */
enum { SHARED = 8000 };

/* G X + X G^dag - shift X of the full blocks on the diagonal, less the given state: the largest element. */
static double error_of(const chain *self, const no_jump *inverse, const double complex *full,
                       const double complex *given)
{
    const block_generator *l = &self->blocks;
    double worst = 0.0;
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const rho_block *block = &l->blocks[b];
        const sector_operator *g = &l->left;
        const size_t n = (size_t)l->at.size[block->row];
        const double complex *x = &full[block->full];
        double complex *left = calloc(n * n, sizeof *left);
        assert_non_null(left);
        assert_int_equal(block->row, block->column);
        for (size_t p = g->first[block->row]; p < g->first[block->row + 1]; ++p) {
            for (size_t k = g->parts[p].begin; k < g->parts[p].end; ++k) {
                const sector_element *e = &g->elements[k];
                for (size_t j = 0; j < n; ++j) {
                    left[j * n + (size_t)e->row] +=
                        (e->value.re.hi + I * e->value.im.hi) * x[j * n + (size_t)e->column];
                }
            }
        }
        for (size_t j = 0; j < n; ++j) {
            for (size_t i = 0; i < n; ++i) {
                const double complex image = left[j * n + i] + conj(left[i * n + j]) - inverse->shift * x[j * n + i];
                worst = fmax(worst, cabs(image - given[block->full + j * n + i]));
            }
        }
        free(left);
    }
    return worst;
}

/* Solves for a random state with so many threads; *full: the solution, *worst: its error next to 1. */
static void solve(const chain *self, int threads, double complex *full, double *worst)
{
    const block_generator *l = &self->blocks;
    random_source source = {77};
    no_jump inverse;
    team_split all;
    double *x = calloc(l->n_unknowns, sizeof *x);
    double complex *given = calloc(l->n_elements, sizeof *given);
    assert_true(x && given);
    blas_threads_limit(threads);
    const int expected = blas_threads_hold(); /* 1 where the BLAS underneath tells no number */
    blas_threads_release();
    for (size_t k = 0; k < l->n_unknowns; ++k) {
        x[k] = random_between(&source, -1.0, 1.0);
    }
    for (size_t b = 0; b < l->n_blocks; ++b) {
        block_generator_unpack(l, block_parts_whole(l, b), given, x);
    }
    assert_int_equal(no_jump_create(&inverse, l), ENT_OK);
    assert_int_equal(team_size(inverse.team), l->n_elements > SHARED ? expected : 1);
    assert_true(block_parts_split(&inverse.parts, l, -1, team_size(inverse.team), &all));
    no_jump_hold(&inverse);
    no_jump_solve(&inverse, &all, full, x);
    no_jump_release(&inverse);
    *worst = error_of(self, &inverse, full, given);
    team_split_free(&all);
    no_jump_free(&inverse);
    free(given);
    free(x);
}

static void undoes_the_part_without_jumps(void **state)
{
    (void)state;
    for (int n = 3; n <= 7; ++n) {
        for (int tunnels = 0; tunnels <= 1; ++tunnels) {
            chain one;
            double worst, again;
            chain_create(&one, n, 0.01, tunnels ? 0.1 : 0.0, false);
            double complex *full = calloc(one.blocks.n_elements, sizeof *full);
            double complex *other = calloc(one.blocks.n_elements, sizeof *other);
            assert_true(full && other);
            solve(&one, 1, full, &worst);
            assert_true(worst < 1e-7);
            solve(&one, 3, other, &again);
            assert_memory_equal(other, full, one.blocks.n_elements * sizeof *full); /* whoever does it */
            free(other);
            free(full);
            chain_free(&one);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undoes_the_part_without_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
