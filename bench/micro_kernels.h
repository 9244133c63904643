/* Kernels that take several states side by side, beside the plain routes; for micro.c. */
#ifndef BENCH_MICRO_KERNELS_H
#define BENCH_MICRO_KERNELS_H

/* Prints a table: nanoseconds a state in the plain route, and side by side on every instruction set that there is. */
void kernels_print(void);

#endif
