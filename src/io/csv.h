/* Tables as comma-separated values, RFC 4180. */
#ifndef IO_CSV_H
#define IO_CSV_H

#include "base/text.h"
#include "io/table.h"

/* Appends a header row with the names and `status`, then one row a row: the shortest numbers that read back exactly,
 * an empty field for NaN, and the name of the status. out->failed tells of lacking memory. */
void csv_append(text_buffer *out, const table *source);

#endif
