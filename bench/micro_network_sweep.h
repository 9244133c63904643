/* Sweeps of networks in memory, for micro.c. */
#ifndef BENCH_MICRO_NETWORK_SWEEP_H
#define BENCH_MICRO_NETWORK_SWEEP_H

/* Seconds a point of "network-sweep-N", an exchange chain of N qubits with a bath at each end over its coupling, one
 * current of a bond, one thread; of "network-threads-T", the same of three qubits on T threads. -1: another name, or a
 * failure. */
double network_sweep_seconds(const char *name);

#endif
