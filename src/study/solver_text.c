#include "study/solver_text.h"

#include <string.h>

/* The first, some between and the last residual of a solver that did not get there. */
static void append_history(text_buffer *out, const ent_solver_report *report)
{
    const size_t step = report->n_history / 8 + 1;
    text_append(out, ": relative residuals");
    for (size_t k = 0; k < report->n_history; k += step) {
        text_append(out, " %.1e,", report->history[k]);
    }
    text_append(out, " and %.1e after %d iterations", report->history[report->n_history - 1], report->iterations);
}

void solver_text_append(text_buffer *out, int status, const ent_solver_report *report)
{
    if (!report->route || strcmp(report->route, "blocks") != 0) {
        return;
    }
    if (status == ENT_ERROR_NO_MEMORY) {
        text_append(out, ": a state of %zu unknowns needs %.3g GB; use fewer sites or levels", report->unknowns,
                    report->memory * 1e-9);
    } else if (status == ENT_ERROR_NOT_CONVERGED && report->n_history > 0) {
        append_history(out, report);
    }
}
