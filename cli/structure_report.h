/* The part of the report on a network that tells its size and its lines. */
#ifndef CLI_STRUCTURE_REPORT_H
#define CLI_STRUCTURE_REPORT_H

#include "base/text.h"
#include "generator/open_system.h"
#include "io/json.h"

/* label_width: of the headings. Both return ENT_OK or why there is no master equation. */
int structure_report_text(text_buffer *out, const open_system *system, int label_width);

/* The fields sectors, largest_sector, unknowns, route, memory and lines of an open object. */
int structure_report_json(json_writer *writer, const open_system *system);

#endif
