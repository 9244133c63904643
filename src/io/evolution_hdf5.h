/* The course of an engine in time as HDF5. */
#ifndef IO_EVOLUTION_HDF5_H
#define IO_EVOLUTION_HDF5_H

#include "entangine/evolve.h"

/* What came of an evolution. */
typedef struct evolution_content {
    const ent_evolution *evolution;
    double *const *columns; /* [n_observables][n_times] */
    size_t n_events;
    const ent_event *events;
    const char *from;    /* initial state, as asked for */
    const char *command; /* provenance, may be NULL */
} evolution_content;

/* Name of what happens, such as "appears"; the coordinate of events in files. */
const char *evolution_event_name(ent_event_kind kind);

/* Writes a file with the dimension scale t, a dataset for each observable and for the status, and, over the dimension
 * scale event, event_time and event_negativity. Under its name the file is absent or whole.
 * Returns ENT_OK, ENT_ERROR_FILE or ENT_ERROR_NO_MEMORY. */
int evolution_hdf5_write(const char *path, const evolution_content *content, ent_error *error);

#endif
