#include "generator/block_product.h"

#include "generator/block_real.h"
#include "random_system.h"

/* A generator in blocks with its product, and a state of random unknowns. */
typedef struct trial {
    random_system chain;
    generator system;
    block_generator blocks;
    block_product product;
    double *x, *y;
    dd *exact_x, *exact_y;
} trial;

static void trial_create(trial *self, random_source *source, bool whole, bool real)
{
    assert_int_equal(generator_create(&self->system, &self->chain.system), ENT_OK);
    assert_int_equal((whole ? block_generator_create_pairs : block_generator_create)(&self->blocks, &self->system),
                     ENT_OK);
    if (real) {
        assert_int_equal(block_real_find(&self->blocks), ENT_OK);
        assert_true(self->blocks.real);
    }
    assert_int_equal(block_product_create(&self->product, &self->blocks, 1), ENT_OK);
    const size_t n = self->blocks.n_unknowns;
    self->x = calloc(n, sizeof *self->x);
    self->y = calloc(n, sizeof *self->y);
    self->exact_x = calloc(n, sizeof *self->exact_x);
    self->exact_y = calloc(n, sizeof *self->exact_y);
    assert_true(self->x && self->y && self->exact_x && self->exact_y);
    for (size_t k = 0; k < n; ++k) {
        self->x[k] = random_between(source, -1.0, 1.0);
        self->exact_x[k] = dd_from(self->x[k]);
    }
}

static void trial_free(trial *self)
{
    block_product_free(&self->product);
    block_generator_free(&self->blocks);
    generator_free(&self->system);
    free(self->x);
    free(self->y);
    free(self->exact_x);
    free(self->exact_y);
}

static void expect_product(trial *self)
{
    block_product_apply(&self->product, self->y, self->x);
    assert_int_equal(block_generator_apply(&self->blocks, self->exact_y, self->exact_x, NULL), ENT_OK);
    for (size_t k = 0; k < self->blocks.n_unknowns; ++k) {
        expect_close(self->y[k], dd_value(self->exact_y[k]), 0.0, 4e-15 * self->blocks.size, "element of L x");
    }
}

static void make_resonant(random_system *self)
{
    for (int i = 0; i < self->system.n_sites; ++i) {
        self->sites[i].energy = self->sites[0].energy;
    }
}

/* Against the product in double-double: with symmetry and without, with all pairs of sectors, and in the real gauge. */
static void products_are_those_of_the_generator(void **state)
{
    (void)state;
    random_source source = {731};
    for (int k = 0; k < 24; ++k) {
        trial one;
        const bool real = k % 6 == 5;
        const ent_master_equation equation = k % 6 == 4 ? ENT_MASTER_EQUATION_REDFIELD : ENT_MASTER_EQUATION_LOCAL;
        random_system_make(&one.chain, &source, 2 + k % 3, 2 + k % 2, equation, k % 4 < 2);
        if (k % 3 == 1 && equation == ENT_MASTER_EQUATION_LOCAL) {
            one.chain.sites[1].tunnelling = 0.05;
        }
        if (real) {
            make_resonant(&one.chain);
        }
        trial_create(&one, &source, k % 2 == 0, real);
        expect_product(&one);
        trial_free(&one);
    }
}

/* Without couplings every basis state is a sector of its own. */
static void sectors_may_be_single_states(void **state)
{
    (void)state;
    random_source source = {732};
    trial one;
    random_system_make(&one.chain, &source, 3, 2, ENT_MASTER_EQUATION_LOCAL, true);
    one.chain.system.n_terms = 0;
    trial_create(&one, &source, true, false);
    assert_int_equal(one.blocks.at.n, 8);
    expect_product(&one);
    trial_free(&one);
}

enum { LONG = 7 };

/* A chain of several panels. */
typedef struct long_chain {
    open_system system;
    system_site sites[LONG];
    system_factor factors[LONG][2];
    system_term terms[LONG];
    system_bath bath;
    int first;
} long_chain;

static void long_chain_make(long_chain *self, double tunnelling)
{
    *self = (long_chain){
        .bath = {
            .n_sites = 1, .temperature = 0.7, .rate = 0.01, .statistics = ENT_STATISTICS_BOSON, .cutoff = INFINITY}};
    for (int i = 0; i < LONG; ++i) {
        self->sites[i] = (system_site){.levels = 2, .energy = 1.0, .tunnelling = i == 2 ? tunnelling : 0.0};
        self->factors[i][0] = (system_factor){i, LOCAL_RAISE, 0};
        self->factors[i][1] = (system_factor){i + 1, LOCAL_LOWER, 0};
        self->terms[i] =
            (system_term){.strength = 0.05, .add_adjoint = true, .n_factors = 2, .factors = self->factors[i]};
    }
    self->bath.sites = &self->first;
    self->system = (open_system){.equation = ENT_MASTER_EQUATION_LOCAL,
                                 .n_sites = LONG,
                                 .n_terms = LONG - 1,
                                 .n_baths = 1,
                                 .sites = self->sites,
                                 .terms = self->terms,
                                 .baths = &self->bath};
}

static void threads_change_no_digit(void **state)
{
    (void)state;
    random_source source = {733};
    for (int k = 0; k < 3; ++k) {
        long_chain chain;
        trial one;
        long_chain_make(&chain, k == 0 ? 0.02 : 0.0);
        one.chain.system = chain.system;
        trial_create(&one, &source, k == 1, k == 2);
        assert_true(one.product.n_panels > 3);
        const size_t size = one.blocks.n_unknowns * sizeof *one.y;
        double *alone = malloc(size);
        assert_non_null(alone);
        block_product_apply(&one.product, alone, one.x);
        for (int threads = 2; threads < 6; ++threads) {
            block_product_free(&one.product);
            assert_int_equal(block_product_create(&one.product, &one.blocks, threads), ENT_OK);
            assert_int_equal(team_size(one.product.team), threads);
            block_product_apply(&one.product, one.y, one.x);
            assert_memory_equal(one.y, alone, size);
        }
        free(alone);
        trial_free(&one);
    }
}

/* One qubit: decay (1 + 2 n) gamma of populations, frequency E of the coherence. */
static void the_extent_encloses_the_eigenvalues_of_a_qubit(void **state)
{
    (void)state;
    random_source source = {734};
    trial one;
    double decay, rotation;
    random_system_make(&one.chain, &source, 1, 2, ENT_MASTER_EQUATION_LOCAL, false);
    one.chain.sites[0].energy = 2.0;
    trial_create(&one, &source, true, false);
    assert_int_equal(block_product_extent(&one.product, &decay, &rotation), ENT_OK);
    const double n = 1.0 / expm1(2.0 / one.chain.baths[0].temperature);
    const double rate = one.chain.baths[0].rate;
    expect_close(rotation, 2.0, 1e-12, 0.0, "frequency");
    assert_true(decay >= (1.0 + 2.0 * n) * rate && decay <= 4.0 * (1.0 + 2.0 * n) * rate);
    trial_free(&one);
}

/* Energies -+ 2 g cos(pi k / (N + 1)) of each excitation on an open chain; the half-filled band has the widest range.
 */
static void the_extent_of_a_chain_is_that_of_free_fermions(void **state)
{
    (void)state;
    random_source source = {735};
    long_chain chain;
    trial one;
    double decay, rotation;
    double band = 0.0;
    long_chain_make(&chain, 0.0);
    one.chain.system = chain.system;
    trial_create(&one, &source, false, true);
    assert_int_equal(block_product_extent(&one.product, &decay, &rotation), ENT_OK);
    for (int k = 1; 2 * k < LONG + 1; ++k) {
        band += 2.0 * 0.05 * cos(3.14159265358979323846 * k / (LONG + 1));
    }
    assert_true(rotation >= 2.0 * band && rotation <= 2.0 * band * 1.05);
    trial_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_those_of_the_generator),
        cmocka_unit_test(sectors_may_be_single_states),
        cmocka_unit_test(threads_change_no_digit),
        cmocka_unit_test(the_extent_encloses_the_eigenvalues_of_a_qubit),
        cmocka_unit_test(the_extent_of_a_chain_is_that_of_free_fermions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
