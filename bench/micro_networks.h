/* The time that networks take, in seconds; -1 after a failure. */
#ifndef BENCH_MICRO_NETWORKS_H
#define BENCH_MICRO_NETWORKS_H

#include "entangine/network.h"

/* An exchange chain of n qubits with a bath at each end; NULL without memory. */
ent_network *exchange_chain(int n);

/* The steady state of such a chain, and the negativity of the first qubit
 * against the rest. */
double time_chain(int n);

/* The same chain from the Gibbs states of its baths to t = 100, with the negativity of the pair in its middle at eleven
 * times. */
double time_evolution(int n);

#endif
