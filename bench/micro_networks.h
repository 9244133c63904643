/* What networks take; for micro.c. */
#ifndef BENCH_MICRO_NETWORKS_H
#define BENCH_MICRO_NETWORKS_H

#include <stdbool.h>

#include "entangine/network.h"

/* A chain of n qubits with a bath at each end, exchange couplings g = 2e-3 (a parameter), and tunnelling on every site
 * unless it is NULL; the model borrows the network. NULL without memory, or for n that nobody waits for. */
ent_network *exchange_chain(int n, const char *tunnelling);

/* Seconds; -1 for another name, or after a failure:
 *   chain-N    the steady state of N qubits, and the negativity of the first against the rest
 *   nosym-N    the same with tunnelling on every site, and the current of the first bond
 *   noise-N    the current noise of the hot bath of chain-N
 *   evolve-N   chain-N from the Gibbs states of its baths to t = 100, with the negativity of the pair in its middle at
 *              eleven times */
double network_seconds(const char *name);

/* One solution of chain-N or nosym-N: prints seconds, unknowns, iterations, relative residual and the bytes that the
 * process took at its peak. False after a failure. */
bool network_report(const char *name);

#endif
