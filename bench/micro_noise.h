/* The time that fluctuations of a network take. */
#ifndef BENCH_MICRO_NOISE_H
#define BENCH_MICRO_NOISE_H

#include "entangine/network.h"

/* Seconds for the steady state and the current noise of the bath named hot; -1 where it cannot be had. Takes the
 * network over, which may be NULL. */
double micro_noise(ent_network *network);

#endif
