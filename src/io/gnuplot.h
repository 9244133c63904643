/* Pictures by gnuplot. The only file that knows how the program is run. */
#ifndef IO_GNUPLOT_H
#define IO_GNUPLOT_H

#include <stddef.h>

#include "base/text.h"
#include "entangine/status.h"

/* Work for gnuplot: a script that reads NAME.csv and writes NAME with each ending, all in the current directory. */
typedef struct gnuplot_job {
    const char *program;        /* NULL: "gnuplot" from PATH */
    const char *directory;      /* where the pictures go; exists */
    const char *name;           /* such as "2a" */
    const char *script, *data;  /* contents of NAME.gp and NAME.csv; data NULL: the script holds its own */
    const char *const *endings; /* of the pictures, as gnuplot_endings; NULL: those */
} gnuplot_job;

/* The endings of all pictures, such as ".svg"; NULL ends the list. */
extern const char *const gnuplot_endings[];

/* Runs the script in a private directory within the job's directory and moves the pictures out once all of them are
 * there; the private directory is removed whatever happens.
 * Returns ENT_OK; ENT_ERROR_TOOL (the program is missing or fails: the message has its first words); ENT_INTERRUPTED
 * (it was stopped by Ctrl-C); ENT_ERROR_FILE; ENT_ERROR_NO_MEMORY. */
int gnuplot_draw(const gnuplot_job *job, ent_error *error);

/* Appends text for use between the single quotes of gnuplot. */
void gnuplot_quote(text_buffer *out, const char *text);

#endif
