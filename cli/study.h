/* What the verbs that run studies share: [MODEL] name=value|RANGE ... and the options of a study. */
#ifndef CLI_STUDY_H
#define CLI_STUDY_H

#include "base/text.h"
#include "cli/arguments.h"
#include "entangine/entangine.h"

enum { STUDY_MAX_AXES = 32, STUDY_MAX_OBSERVABLES = 128 };

/* The arguments of a study. Free with study_free. */
typedef struct study {
    const ent_model *model;
    ent_network *network; /* the owner of a model from a file; else NULL */
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    bool given[ENT_MODEL_MAX_PARAMETERS];
    unit_system units;
    size_t n_axes; /* parameters given as a RANGE, in the order typed */
    ent_axis axes[STUDY_MAX_AXES];
    size_t n_observables; /* of --observe; 0: all */
    const char *observables[STUDY_MAX_OBSERVABLES];
    char *observable_text;
    const char *output; /* -o */
    size_t threads;     /* --threads, else ENTANGINE_THREADS, else 0 */
    ent_route route;
} study;

/* Sets defaults, and the model if the first argument names one. */
int study_begin(study *self, int *position, int n_arguments, char **arguments, ent_error *error);

/* Takes name=value or name=RANGE. */
int study_take_parameter(study *self, const char *argument, ent_error *error);

/* Takes name=LOW:HIGH; the name stays in pair. */
int study_take_interval(study *self, ent_interval *interval, assignment *pair, const char *argument, ent_error *error);

/* Takes an option, with its value, if it is one of --observe, --threads and -o; *taken says whether it was. A verb
 * refuses before those that mean nothing to it. */
int study_take_option(study *self, bool *taken, int *position, int n_arguments, char **arguments, ent_error *error);

/* When all arguments are read: makes the model one in units if some had units. */
int study_end(study *self, ent_error *error);

/* The value that follows an option. */
int option_value(const char **value, int *position, int n_arguments, char **arguments, ent_error *error);

/* The command line without what does not change the result (--resume, --threads). */
void study_command_line(text_buffer *out, const char *verb, int n_arguments, char **arguments);

/* Whether -o names an HDF5 file. */
bool study_wants_hdf5(const study *self);

/* An error if -o names an HDF5 file, which only sweep and evolve write. */
int study_check_text_output(const study *self, ent_error *error);

/* Writes the result to -o FILE, whole or not at all, or to standard output, if status is ENT_OK; returns the status. */
int study_output(const study *self, int status, const text_buffer *out, ent_error *error);

void study_free(study *self);

#endif
