/* Sizes of networks, and the lines of their baths. */
#include "model/network_lines.h"
#include "model/network_structure.h"
#include "support.h"

static const int first[] = {0}, second[] = {1};

typedef struct pair_of_qubits {
    system_site sites[2];
    system_factor exchange[2];
    system_term term;
    system_bath baths[2];
    open_system system;
} pair_of_qubits;

static void make(pair_of_qubits *self, ent_master_equation equation, double g)
{
    *self = (pair_of_qubits){
        .sites = {{.levels = 2, .energy = 1.0}, {.levels = 2, .energy = 1.0}},
        .exchange = {{0, LOCAL_RAISE, 0}, {1, LOCAL_LOWER, 0}},
        .baths = {{.n_sites = 1, .sites = first, .temperature = 0.7, .rate = 1e-3, .cutoff = INFINITY},
                  {.n_sites = 1, .sites = second, .temperature = 0.1, .rate = 2e-3, .cutoff = INFINITY}}};
    self->term = (system_term){.strength = g, .add_adjoint = true, .n_factors = 2, .factors = self->exchange};
    self->system = (open_system){.equation = equation,
                                 .n_sites = 2,
                                 .n_terms = 1,
                                 .n_baths = 2,
                                 .sites = self->sites,
                                 .terms = &self->term,
                                 .baths = self->baths};
}

/* |11>, |00> and the pair |10>, |01>: four populations and one coherence. */
static void two_qubits(void **state)
{
    (void)state;
    pair_of_qubits pair;
    network_structure structure;
    make(&pair, ENT_MASTER_EQUATION_LOCAL, 0.1);
    assert_int_equal(network_structure_find(&structure, &pair.system), ENT_OK);
    assert_int_equal(structure.n_sectors, 3);
    assert_int_equal(structure.largest_sector, 2);
    assert_int_equal(structure.unknowns, 6);
    assert_string_equal(structure.route, "dense");
    assert_true(structure.memory == 8.0 * 36.0);
    /* in the eigenbasis the populations are alone */
    make(&pair, ENT_MASTER_EQUATION_GLOBAL, 0.1);
    assert_int_equal(network_structure_find(&structure, &pair.system), ENT_OK);
    assert_int_equal(structure.n_sectors, 4);
    assert_int_equal(structure.unknowns, 4);
}

/* eps +- g, with the rates of a flat bath at each. */
static void lines_of_two_qubits(void **state)
{
    (void)state;
    pair_of_qubits pair;
    network_transition *lines;
    size_t n;
    make(&pair, ENT_MASTER_EQUATION_LOCAL, 0.1);
    assert_int_equal(network_lines_list(&lines, &n, &pair.system, 0), ENT_OK);
    assert_int_equal(n, 2);
    for (size_t k = 0; k < n; ++k) {
        const double w = k == 0 ? 0.9 : 1.1;
        const double occupation = 1.0 / expm1(w / 0.7);
        assert_true(fabs(lines[k].frequency - w) < 1e-15);
        assert_true(fabs(lines[k].absorption - 1e-3 * occupation) < 1e-17);
        assert_true(fabs(lines[k].emission - 1e-3 * (1.0 + occupation)) < 1e-17);
    }
    free(lines);
}

/* With g above eps one line lies below 0, and acts with the rates of its size. */
static void a_line_below_zero(void **state)
{
    (void)state;
    pair_of_qubits pair;
    network_transition *lines;
    size_t n;
    make(&pair, ENT_MASTER_EQUATION_LOCAL, 1.25);
    assert_int_equal(network_lines_list(&lines, &n, &pair.system, 1), ENT_OK);
    assert_int_equal(n, 2);
    assert_true(fabs(lines[0].frequency + 0.25) < 1e-15);
    assert_true(fabs(lines[0].absorption - 2e-3 / expm1(2.5)) < 1e-17);
    free(lines);
    pair.baths[1].dipole = true; /* every line has its mirror image: those above 0 tell all */
    assert_int_equal(network_lines_list(&lines, &n, &pair.system, 1), ENT_OK);
    assert_int_equal(n, 2);
    assert_true(fabs(lines[0].frequency - 0.25) < 1e-15 && fabs(lines[1].frequency - 2.25) < 1e-15);
    free(lines);
}

/* An exchange chain with g = 0.1 and a bath at its end. */
typedef struct chain {
    int last;
    system_site sites[14];
    system_factor factors[14][2];
    system_term terms[13];
    system_bath bath;
    open_system system;
} chain;

static void make_chain(chain *self, int n)
{
    *self = (chain){.last = n - 1};
    self->bath =
        (system_bath){.n_sites = 1, .sites = &self->last, .temperature = 0.7, .rate = 1e-3, .cutoff = INFINITY};
    for (int i = 0; i < n; ++i) {
        self->sites[i] = (system_site){.levels = 2, .energy = 1.0};
        self->factors[i][0] = (system_factor){i, LOCAL_RAISE, 0};
        self->factors[i][1] = (system_factor){i + 1, LOCAL_LOWER, 0};
        if (i < n - 1) {
            self->terms[i] =
                (system_term){.strength = 0.1, .add_adjoint = true, .n_factors = 2, .factors = self->factors[i]};
        }
    }
    self->system = (open_system){
        .n_sites = n, .n_terms = n - 1, .n_baths = 1, .sites = self->sites, .terms = self->terms, .baths = &self->bath};
}

/* An exchange chain is one of free fermions: at its end a quantum has the energies eps + 2 g cos(k pi / (n + 1)), and
 * rounding of the many states in between adds none. */
static void lines_of_a_chain(void **state)
{
    enum { N = 7 };
    const double pi = 3.14159265358979323846;
    chain six;
    network_transition *lines;
    size_t n;
    (void)state;
    make_chain(&six, N - 1);
    assert_int_equal(network_lines_list(&lines, &n, &six.system, 0), ENT_OK);
    assert_int_equal(n, N - 1);
    for (size_t k = 0; k < n; ++k) {
        assert_true(fabs(lines[k].frequency - (1.0 - 0.2 * cos((double)(k + 1) * pi / N))) < 1e-14);
    }
    free(lines);
}

static void large_systems(void **state)
{
    network_structure structure;
    network_transition *lines;
    chain long_one;
    size_t n;
    (void)state;
    make_chain(&long_one, 14);
    assert_int_equal(network_structure_find(&structure, &long_one.system), ENT_OK);
    assert_string_equal(structure.route, "blocks");
    assert_int_equal(structure.n_sectors, 15);
    assert_int_equal(structure.largest_sector, 3432);             /* 14 over 7 */
    assert_int_equal(structure.unknowns, (40116600 + 16384) / 2); /* real and symmetric: 28 over 14 elements */
    assert_int_equal(network_lines_list(&lines, &n, &long_one.system, 0), ENT_ERROR_OUT_OF_RANGE);
    assert_null(lines);
    long_one.system.equation = ENT_MASTER_EQUATION_GLOBAL;
    assert_int_equal(network_structure_find(&structure, &long_one.system), ENT_OK);
    assert_string_equal(structure.route, "none");
    make_chain(&long_one, 10);
    long_one.system.equation = ENT_MASTER_EQUATION_GLOBAL;
    assert_int_equal(network_structure_find(&structure, &long_one.system), ENT_OK);
    assert_string_equal(structure.route, "not counted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_qubits),       cmocka_unit_test(lines_of_two_qubits), cmocka_unit_test(a_line_below_zero),
        cmocka_unit_test(lines_of_a_chain), cmocka_unit_test(large_systems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
