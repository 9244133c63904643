#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

static volatile sig_atomic_t interrupted = 0;
static bool on_screen = false;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

void progress_catch_interrupts(void)
{
    const struct sigaction action = {.sa_handler = on_interrupt};
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

void progress_clear(void)
{
    if (on_screen) {
        (void)fprintf(stderr, "\r%79s\r", "");
        on_screen = false;
    }
}

static void show(progress_line *line, size_t done, size_t total, double now)
{
    const double rate = (double)(done - line->first) / (now - line->started);
    const double left = rate > 0.0 ? (double)(total - done) / rate : 0.0;
    on_screen = true;
    (void)fprintf(stderr, "\r%s: %zu of %zu (%.0f %%), %.3g a second, %.0f s left   ", line->label, done, total,
                  100.0 * (double)done / (double)total, rate, left);
}

/* Shows after half a second, then twice a second; clears the line at the end. */
static int tell(void *context, size_t done, size_t total)
{
    progress_line *line = context;
    const bool stops = interrupted != 0; /* read once, so that the line is gone where it stops */
    if (line->seen) {
        const double now = monotonic_seconds();
        if (line->whole > 0) {
            done = line->coarse ? line->offset : line->offset + done;
            total = line->whole;
        }
        if (line->started == 0.0) {
            line->started = line->shown = now;
            line->first = done;
        }
        if (done >= total || stops) {
            progress_clear();
        } else if (now - line->shown > 0.5) {
            line->shown = now;
            show(line, done, total, now);
        }
    }
    return stops;
}

ent_progress progress_on_terminal(progress_line *line)
{
    line->seen = isatty(STDERR_FILENO);
    return (ent_progress){tell, line};
}
