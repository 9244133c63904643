#include "io/sweep_csv.h"

#include <math.h>

#include "base/error.h"
#include "base/number.h"
#include "io/unit_label.h"

static const char *const LINE_END = "\r\n";

void sweep_csv_header(text_buffer *out, const sweep_content *content)
{
    const ent_sweep *sweep = content->sweep;
    for (size_t k = 0; k < sweep->n_axes; ++k) {
        label_append(out, sweep->model, sweep->axes[k].parameter);
        text_append(out, ",");
    }
    for (size_t k = 0; k < content->n_columns; ++k) {
        label_append(out, sweep->model, sweep->model->observables[content->columns[k]].name);
        text_append(out, ",");
    }
    text_append(out, "status%s", LINE_END);
}

void sweep_csv_rows(text_buffer *out, const sweep_content *content, const sweep_rows *rows)
{
    const ent_sweep *sweep = content->sweep;
    double values[ENT_MODEL_MAX_PARAMETERS];
    char number[NUMBER_SIZE];
    for (size_t i = 0; i < rows->n; ++i) {
        int status = rows->status[i];
        ent_sweep_point(sweep, values, rows->first + i);
        for (size_t k = 0; k < sweep->n_axes; ++k) {
            text_append(out, "%s,", number_format(number, values[k]));
        }
        for (size_t k = 0; k < content->n_columns; ++k) {
            const double value = rows->values[k][i];
            status = status == ENT_OK && isnan(value) ? ENT_ERROR_UNDEFINED : status;
            text_append(out, "%s,", number_format(number, value));
        }
        text_append(out, "%s%s", ent_status_name(status), LINE_END);
    }
}

static int begin(void **memory, part_file *file, const sweep_content *content, ent_error *error)
{
    text_buffer header = {0};
    int status = ENT_OK;
    *memory = NULL;
    if (file->done == 0) {
        sweep_csv_header(&header, content);
        status = header.failed ? error_no_memory(error)
                               : part_file_write(file, text_content(&header), header.size, 0, error);
        file->size = header.size;
    }
    text_free(&header);
    return status;
}

static int append(void *memory, part_file *file, const sweep_content *content, const sweep_rows *rows, size_t *size,
                  ent_error *error)
{
    text_buffer out = {0};
    (void)memory;
    sweep_csv_rows(&out, content, rows);
    const int status =
        out.failed ? error_no_memory(error) : part_file_write(file, text_content(&out), out.size, *size, error);
    *size += out.size;
    text_free(&out);
    return status;
}

static void end(void *memory)
{
    (void)memory;
}

const sweep_format sweep_format_csv = {"csv", begin, append, end};
