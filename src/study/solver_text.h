/* What a large solver says after a failure. */
#ifndef STUDY_SOLVER_TEXT_H
#define STUDY_SOLVER_TEXT_H

#include "base/text.h"
#include "entangine/model.h"

/* Appends the memory that is needed, or the history of residuals; nothing for other failures and routes. */
void solver_text_append(text_buffer *out, int status, const ent_solver_report *report);

#endif
