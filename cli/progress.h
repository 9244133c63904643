/* Progress on a terminal and Ctrl-C, for verbs that take long. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "entangine/progress.h"

/* What the line on the terminal shows. */
typedef struct progress_line {
    const char *label;
    double started, shown; /* seconds of the monotonic clock; 0 before the first call */
    size_t first;          /* what was done when this run began */
} progress_line;

/* Makes Ctrl-C (and SIGTERM) ask the running study to stop instead of ending the program. */
void progress_catch_interrupts(void);

/* A callback that shows share done, rate and time left on standard error if that is a terminal. */
ent_progress progress_on_terminal(progress_line *line);

#endif
