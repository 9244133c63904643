/* The eigenvalues of a generator over a range of one parameter, as CSV. */
#ifndef CLI_SPECTRUM_TABLE_H
#define CLI_SPECTRUM_TABLE_H

#include "cli/study.h"

/* The columns of the `count` slowest eigenvalues at the first value; 0: all. */
int spectrum_table(text_buffer *out, const study *base, size_t count, ent_error *error);

#endif
