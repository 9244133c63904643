/* The lines of a bath in the local master equation: its sites, those of one gap together. */
#ifndef GENERATOR_LOCAL_LINES_H
#define GENERATOR_LOCAL_LINES_H

#include "generator/open_system.h"

/* leader[k], k < bath->n_sites: the first place among the sites of the bath whose gap is that of place k. */
void local_lines_find(int *leader, const open_system *system, const system_bath *bath);

#endif
