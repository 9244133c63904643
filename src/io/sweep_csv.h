/* Sweeps as CSV (RFC 4180): axes, observables, status; one row a point. */
#ifndef IO_SWEEP_CSV_H
#define IO_SWEEP_CSV_H

#include "base/text.h"
#include "io/sweep_format.h"

/* Appends the header row. */
void sweep_csv_header(text_buffer *out, const sweep_content *content);

/* Appends rows. An undefined value is an empty field and makes the status "undefined". */
void sweep_csv_rows(text_buffer *out, const sweep_content *content, const sweep_rows *rows);

#endif
