/* The verbs of the program, one table row and one file each. */
#ifndef CLI_VERB_H
#define CLI_VERB_H

#include <stdbool.h>
#include <stddef.h>

#include "entangine/entangine.h"

/* One verb. run gets the arguments after the verb and returns an exit status. */
typedef struct verb {
    const char *name, *alias; /* alias may be NULL */
    const char *synopsis;     /* arguments after the verb */
    const char *summary;      /* one line */
    const char *details;      /* paragraphs for `help VERB` and the manual */
    int (*run)(int n_arguments, char **arguments);
} verb;

extern const verb verb_solve;
extern const verb verb_figure;
extern const verb verb_plot;
extern const verb verb_sweep;
extern const verb verb_boundary;
extern const verb verb_optimise;
extern const verb verb_evolve;
extern const verb verb_spectrum;
extern const verb verb_network;
extern const verb verb_witness;
extern const verb verb_check;
extern const verb verb_list;
extern const verb verb_help;

/* All verbs; returns how many. */
size_t verb_list_all(const verb *const **all);

/* The verb of that name or alias, or NULL. */
const verb *verb_find(const char *name);

/* Prints "entangine: message" on stderr and returns the exit status of a status code. */
ENT_PRINTF(2, 3) int complain(int status, const char *format, ...);

/* The same for an error object. */
int complain_error(const ent_error *error);

/* Flushes standard output; a failed write is a file error. Returns an exit status. */
int finish_output(void);

#endif
