/* Time for progress and pacing; never for results. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/* Seconds of a clock that never goes back. */
double monotonic_seconds(void);

#endif
