#include "cli/structure_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/network_lines.h"
#include "model/network_structure.h"

/* Lines of one bath that are printed; all are in JSON. */
enum { SHOWN_LINES = 12 };

static void append_rate(text_buffer *out, double rate)
{
    if (isnan(rate)) {
        text_append(out, " %13s", "none");
    } else {
        text_append(out, " %13.6g", rate);
    }
}

static void append_lines(text_buffer *out, const system_bath *bath, const network_transition *lines, size_t n,
                         int label_width)
{
    for (size_t k = 0; k < n && k < SHOWN_LINES; ++k) {
        text_append(out, "%*s%-12s %13.9g", label_width, "", k == 0 ? bath->name : "", lines[k].frequency);
        append_rate(out, lines[k].emission);
        append_rate(out, lines[k].absorption);
        text_append(out, "\n");
    }
    if (n > SHOWN_LINES) {
        text_append(out, "%*s%-12s and %zu more: --json has all\n", label_width, "", "", n - SHOWN_LINES);
    }
}

static int append_all_lines(text_buffer *out, const open_system *system, int label_width)
{
    if (open_system_dimension(system) > NETWORK_SHOWN_DIMENSION) {
        return ENT_OK;
    }
    text_append(out, "%-*s%-12s %13s %13s %13s\n", label_width, "lines", "bath", "frequency", "emission", "absorption");
    for (int b = 0; b < system->n_baths; ++b) {
        network_transition *lines = NULL;
        size_t n = 0;
        const int status = system->baths[b].dephasing ? ENT_OK : network_lines_list(&lines, &n, system, b);
        if (status != ENT_OK) {
            return status;
        }
        append_lines(out, &system->baths[b], lines, n, label_width);
        free(lines);
    }
    return ENT_OK;
}

int structure_report_text(text_buffer *out, const open_system *system, int label_width)
{
    network_structure structure;
    const int status = network_structure_find(&structure, system);
    if (status != ENT_OK) {
        return status;
    }
    if (structure.n_sectors > 0) {
        text_append(out, "%-*s%zu, the largest of %zu states\n", label_width, "sectors", structure.n_sectors,
                    structure.largest_sector);
    }
    text_append(out, "%-*s", label_width, "steady state");
    if (structure.unknowns > 0) {
        text_append(out, "%zu unknowns, ", structure.unknowns);
    }
    if (strcmp(structure.route, "none") == 0) {
        text_append(out, "too large for any route: a matrix of %.3g GB\n", structure.memory * 1e-9);
    } else if (strcmp(structure.route, "not counted") == 0) {
        text_append(out, "unknowns are not counted before solving\n");
    } else {
        const bool large = structure.memory >= 1e9;
        text_append(out, "route %s, %.3g %s\n", structure.route, structure.memory * (large ? 1e-9 : 1e-6),
                    large ? "GB" : "MB");
    }
    return append_all_lines(out, system, label_width);
}

static int write_lines(json_writer *writer, const open_system *system)
{
    int status = ENT_OK;
    json_write_open(writer, "lines", '{');
    for (int b = 0; status == ENT_OK && b < system->n_baths; ++b) {
        network_transition *lines = NULL;
        size_t n = 0;
        if (system->baths[b].dephasing || open_system_dimension(system) > NETWORK_SHOWN_DIMENSION) {
            continue;
        }
        status = network_lines_list(&lines, &n, system, b);
        json_write_open(writer, system->baths[b].name, '[');
        for (size_t k = 0; k < n; ++k) {
            json_write_open(writer, NULL, '{');
            json_write_number(writer, "frequency", lines[k].frequency);
            json_write_number(writer, "emission", lines[k].emission);
            json_write_number(writer, "absorption", lines[k].absorption);
            json_write_close(writer, '}');
        }
        json_write_close(writer, ']');
        free(lines);
    }
    json_write_close(writer, '}');
    return status;
}

int structure_report_json(json_writer *writer, const open_system *system)
{
    network_structure structure;
    const int status = network_structure_find(&structure, system);
    if (status != ENT_OK) {
        return status;
    }
    json_write_number(writer, "sectors", structure.n_sectors > 0 ? (double)structure.n_sectors : NAN);
    json_write_number(writer, "largest_sector", structure.n_sectors > 0 ? (double)structure.largest_sector : NAN);
    json_write_number(writer, "unknowns", structure.unknowns > 0 ? (double)structure.unknowns : NAN);
    json_write_string(writer, "route", structure.route);
    json_write_number(writer, "memory", structure.memory);
    return write_lines(writer, system);
}
