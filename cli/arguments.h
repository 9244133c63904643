/* The arguments of a verb: [MODEL] name=value ... and options. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "cli/units.h"
#include "entangine/entangine.h"

/* One name=text argument; the name is cut out of the argument. */
typedef struct assignment {
    char name[64];
    const char *text;     /* what follows the = */
    const char *argument; /* as typed */
} assignment;

/* Splits name=text. Returns ENT_OK or ENT_ERROR_USAGE. */
int assignment_split(assignment *self, const char *argument, ent_error *error);

/* The model that the first argument names, or the model `local` if that is an assignment or an option. What holds a dot
 * or a slash is the path of a network file: *network then owns the model, to be freed with ent_network_free; else it is
 * NULL. Advances *position past the name. Returns ENT_OK, ENT_ERROR_UNKNOWN_NAME or what ent_network_read does. */
int arguments_model(const ent_model **model, ent_network **network, int *position, int n_arguments, char **arguments,
                    ent_error *error);

/* Reads name=value for a model into parameters; given[i] says which were given before. A value with a unit stays in it
 * until unit_system_apply. Returns ENT_OK or the status of the error. */
int arguments_set_parameter(const ent_model *model, double *parameters, bool *given, unit_system *units,
                            const char *argument, ent_error *error);

/* Puts "argument: " before the message of an error; returns its status. */
int error_in_argument(const char *argument, ent_error *error);

/* An error for an unknown option: names the options that exist. */
int unknown_option(const char *verb, const char *option, const char *options, ent_error *error);

/* The value of an option as a whole number, without a sign. */
int option_whole_number(unsigned long long *number, const char *option, const char *text, ent_error *error);

#endif
