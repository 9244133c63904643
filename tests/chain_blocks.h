/* Chains of qubits as generators in blocks. */
#ifndef TESTS_CHAIN_BLOCKS_H
#define TESTS_CHAIN_BLOCKS_H

#include "generator/block_real.h"
#include "large_chain.h"

/* A chain of n qubits in blocks; with tunnelling at its end: one sector, which is cut into panels from 6 qubits on. */
typedef struct chain {
    ent_network *network;
    network_values values;
    generator system;
    block_generator blocks;
} chain;

static inline void chain_create(chain *self, int n, double detuning, double tunnelling, bool real)
{
    const double parameters[] = {0.05, 0.7, 0.01, detuning, tunnelling};
    ent_error error;
    *self = (chain){.network = start()};
    add_chain(self->network, 'q', n);
    must(ent_network_finish(self->network, &error), &error);
    assert_int_equal(network_values_create(&self->values, self->network), ENT_OK);
    assert_int_equal(network_evaluate(self->network, parameters, &self->values), ENT_OK);
    assert_int_equal(generator_create(&self->system, &self->values.system), ENT_OK);
    assert_int_equal(block_generator_create(&self->blocks, &self->system), ENT_OK);
    if (real) {
        assert_int_equal(block_real_find(&self->blocks), ENT_OK);
        assert_true(self->blocks.real);
    }
}

static inline void chain_free(chain *self)
{
    block_generator_free(&self->blocks);
    generator_free(&self->system);
    network_values_free(&self->values);
    ent_network_free(self->network);
}

#endif
