/* Units on the command line: numbers are read in the unit typed, and the model becomes one in units. */
#ifndef CLI_UNITS_H
#define CLI_UNITS_H

#include "base/text.h"
#include "entangine/entangine.h"

/* What the arguments said of units; {0} before the first is read. Free with unit_system_free. */
typedef struct unit_system {
    const char *with;                                /* the first argument that has a unit; NULL: none */
    const char *without;                             /* the first with a number other than 0 that lacks one */
    const ent_unit *units[ENT_MODEL_MAX_PARAMETERS]; /* of the parameters that were given in one */
    const char *arguments[ENT_MODEL_MAX_PARAMETERS]; /* those that gave parameters one number with a unit */
    double first[ENT_MODEL_MAX_PARAMETERS];          /* the first number other than 0 of a parameter with a unit */
    bool several[ENT_MODEL_MAX_PARAMETERS];          /* given as a range or an interval */
    ent_model *model;                                /* what unit_system_apply made; NULL: none */
} unit_system;

/* Reads the value of a parameter, which may be one number, a RANGE or an interval LOW:HIGH, each number with or without
 * a unit: appends the same text without units, all numbers in the unit of the first that has one. The unit is noted;
 * 0 is welcome in any. Text that is no number goes on as it is. Returns ENT_OK or the error of a unit: unknown, of
 * something else, or beside numbers without (naming both arguments). */
int unit_system_read_parameter(unit_system *self, text_buffer *plain, const ent_model *model, size_t parameter,
                               const char *text, const char *argument, ent_error *error);

/* The same for a quantity that is no parameter of one model. *unit: what to convert to, or NULL, and then the first
 * unit met. */
int unit_system_read(unit_system *self, text_buffer *plain, const ent_unit **unit, ent_quantity quantity,
                     const char *text, const char *argument, ent_error *error);

/* The same for a quantity that is told in SI units, such as an observable or a time. */
int unit_system_read_quantity(unit_system *self, text_buffer *plain, ent_quantity quantity, const char *text,
                              const char *argument, ent_error *error);

/* One number of an observable of a model, in SI units if it has a unit. */
int unit_system_read_observable(unit_system *self, double *value, const ent_model *model, const char *observable,
                                const char *text, const char *argument, ent_error *error);

/* To be called when all arguments are read. If some had units, *model becomes the model in units, and the parameters
 * that were not given their defaults in units; without, nothing changes. The parameter that is the unit of energy must
 * have been given with a unit. */
int unit_system_apply(unit_system *self, const ent_model **model, double *parameters, const bool *given,
                      ent_error *error);

/* Appends a text without units, which was read as a range before, with every number multiplied. */
int unit_system_scale(text_buffer *scaled, const char *plain, double factor, ent_error *error);

void unit_system_free(unit_system *self);

#endif
