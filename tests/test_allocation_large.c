/* States in blocks, what they answer with, and derivatives: every allocation fails once. */
#include "failing_allocation.h"
#include "generator/block_real.h"
#include "generator/system_structure.h"
#include "model/network_response.h"
#include "random_system.h"
#include "solver/fluctuations.h"

/* In a real gauge, detuned, or with tunnelling: made before anything is counted. */
static random_system chain;
static double noise; /* of it; NaN: not known yet */

/* Without memory for the eigenvectors of a sector there is the Schur form, and for the proof that the state is unique
 * the second solution. */
enum { FALLBACKS = 16 };

static void make_chain(bool detuned, double tunnelling)
{
    random_source source = {941};
    random_system_make(&chain, &source, 2, 2, ENT_MASTER_EQUATION_LOCAL, true);
    chain.sites[1].energy = detuned ? chain.sites[1].energy : chain.sites[0].energy;
    chain.sites[0].tunnelling = tunnelling;
    noise = NAN;
}

static int told(int status, ent_error *error)
{
    if (status != ENT_OK) {
        error->status = status;
        (void)snprintf(error->message, sizeof error->message, "%s", ent_status_text(status));
    }
    return status;
}

static int count(const network_state *state)
{
    stationary workspace;
    fluctuations counting;
    dd found[FLUCTUATIONS_MAX_ORDER];
    const fluctuations_counter hot = {0, FLUCTUATIONS_QUANTA};
    const responder system = network_state_responder(state, &workspace);
    int status = fluctuations_create(&counting, &system);
    status = status == ENT_OK ? fluctuations_cumulants(found, 3, &counting, hot) : status;
    status = status == ENT_OK
                 ? fluctuations_covariance(found, &counting, hot, (fluctuations_counter){1, FLUCTUATIONS_ENERGY})
                 : status;
    if (status == ENT_OK) {
        status = fluctuations_cumulants(found, 2, &counting, hot);
        noise = isnan(noise) ? dd_value(found[1]) : noise;
        status = status == ENT_OK && fabs(dd_value(found[1]) - noise) > 1e-13 * noise ? ENT_ERROR_USAGE : status;
    }
    status = status == ENT_OK ? fluctuations_activity(found, &counting, -1) : status;
    fluctuations_free(&counting);
    return status;
}

/* The derivative by the strength of the coupling. */
static int differentiate(const network_state *state)
{
    random_system change = chain;
    network_response response;
    for (int i = 0; i < 2; ++i) {
        change.sites[i].energy = change.sites[i].tunnelling = 0.0;
    }
    for (int b = 0; b < change.system.n_baths; ++b) {
        change.baths[b].rate = change.baths[b].temperature = change.baths[b].chemical_potential = 0.0;
        change.baths[b].cutoff = 0.0;
    }
    change.terms[0].strength = 1.0;
    change.system.sites = change.sites;
    change.system.terms = change.terms;
    change.system.baths = change.baths;
    int status = network_response_create(&response, state, &change.system);
    if (status == ENT_OK && response.fit != BLOCK_FITS) {
        status = ENT_ERROR_USAGE;
    }
    network_response_free(&response);
    return status;
}

static int answer(network_blocks form, ent_error *error)
{
    network_state state;
    int status = network_state_create_blocks(&state, &chain.system, form, 0.0);
    status = status == ENT_OK ? network_state_solve(&state) : status;
    status = status == ENT_OK ? count(&state) : status;
    status = status == ENT_OK ? differentiate(&state) : status;
    network_state_free(&state);
    return told(status, error);
}

static int answer_best(ent_error *error)
{
    return answer(NETWORK_BLOCKS_BEST, error);
}

static int answer_whole(ent_error *error)
{
    return answer(NETWORK_BLOCKS_WHOLE, error);
}

static void real_blocks(void **state)
{
    (void)state;
    make_chain(false, 0.0);
    fail_each_but(answer_best, ENT_OK, 100, FALLBACKS);
}

static void complex_blocks(void **state)
{
    (void)state;
    make_chain(true, 0.0);
    fail_each_but(answer_best, ENT_OK, 100, FALLBACKS);
    make_chain(false, 0.02);
    fail_each_but(answer_best, ENT_OK, 100, FALLBACKS);
}

static void whole_blocks(void **state)
{
    (void)state;
    make_chain(false, 0.0);
    fail_each_but(answer_whole, ENT_OK, 100, FALLBACKS);
}

static int framed; /* states that found what was kept */

/* The second state of a structure makes what is kept, the third finds it. */
static int answer_in_frame(ent_error *error)
{
    system_structure *structure = system_structure_create();
    int status = structure ? ENT_OK : ENT_ERROR_NO_MEMORY;
    framed = 0;
    chain.system.structure = structure;
    for (int k = 0; status == ENT_OK && k < 3; ++k) {
        network_state state;
        status = network_state_create_blocks(&state, &chain.system, NETWORK_BLOCKS_BEST, 0.0);
        framed += status == ENT_OK && state.blocks.borrows_jumps;
        network_state_free(&state);
    }
    chain.system.structure = NULL;
    system_structure_free(structure);
    return told(status, error);
}

static void kept_structure(void **state)
{
    (void)state;
    for (int detuned = 0; detuned < 2; ++detuned) {
        make_chain(detuned, detuned ? 0.02 : 0.0);
        assert_int_equal(answer_in_frame(NULL), ENT_OK);
        assert_int_equal(framed, 2);
        fail_each_but(answer_in_frame, ENT_OK, 100, FALLBACKS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_blocks),
        cmocka_unit_test(complex_blocks),
        cmocka_unit_test(whole_blocks),
        cmocka_unit_test(kept_structure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
