/* The number of threads, from the command line or the environment. */
#ifndef CLI_THREADS_H
#define CLI_THREADS_H

#include "entangine/entangine.h"

/* A whole number from 1 to what the machine has; where says, for the message, what it is the value of. */
int threads_parse(size_t *threads, const char *where, const char *value, ent_error *error);

/* ENTANGINE_THREADS; leaves threads alone where it is not set. */
int threads_of_environment(size_t *threads, ent_error *error);

#endif
