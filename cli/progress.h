/* Progress on a terminal and Ctrl-C, for verbs that take long. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>

#include "entangine/progress.h"

/* What the line on the terminal shows. */
typedef struct progress_line {
    const char *label;
    bool seen;             /* standard error is a terminal */
    double started, shown; /* seconds of the monotonic clock; 0 before the first call */
    size_t first;          /* what was done when this run began */
    size_t offset, whole;  /* with whole above 0: a study is a part of more work, of which offset is done before it */
    bool coarse;           /* then: the study's own numbers do not count, only offset does */
} progress_line;

/* Makes Ctrl-C (and SIGTERM) ask the running study to stop instead of ending the program. */
void progress_catch_interrupts(void);

/* A callback that shows share done, rate and time left on standard error if that is a terminal. */
ent_progress progress_on_terminal(progress_line *line);

/* Takes the line off the terminal, if one stands there: before anything else is written to standard error. */
void progress_clear(void);

#endif
