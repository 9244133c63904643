/* The lines of a report of checks, as they are made. */
#ifndef STUDY_CHECK_LINES_H
#define STUDY_CHECK_LINES_H

#include "entangine/check.h"

struct ent_check_report {
    size_t n, capacity;
    ent_check_line *lines; /* [n] their texts belong to the report */
    bool failed;           /* for lack of memory */
};

/* Adds a check; one that does not pass gets the verdict otherwise. Numbers that are NaN do not pass. */
void check_add(ent_check_report *self, ent_check_verdict otherwise, const char *name, double value, double tolerance,
               const char *text);

/* The checks that only networks have, of a steady state that exists. Returns ENT_OK or why not. */
int check_network(ent_check_report *self, const ent_network *network, const double *parameters, ent_error *error);

#endif
