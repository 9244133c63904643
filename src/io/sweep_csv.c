#include "io/sweep_csv.h"

#include <math.h>

#include "base/error.h"
#include "base/grid.h"
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

/* Rows whose axes are held in memory at a time. */
enum { ROWS = 16 };

/* The values of the axes at some rows, and the text of each axis, which changes seldom. */
typedef struct axis_texts {
    double values[ENT_MODEL_MAX_PARAMETERS][ROWS];
    double told[ENT_MODEL_MAX_PARAMETERS]; /* whose text stands in texts */
    char texts[ENT_MODEL_MAX_PARAMETERS][NUMBER_SIZE];
} axis_texts;

static void fill_axes(axis_texts *self, const ent_sweep *sweep, size_t first, size_t n)
{
    size_t stride = 1;
    for (size_t k = sweep->n_axes; k-- > 0;) {
        grid_column(self->values[k], &sweep->axes[k].range, stride, first, n);
        stride *= sweep->axes[k].range.n;
    }
}

static void append_axes(text_buffer *out, axis_texts *self, size_t n_axes, size_t row)
{
    for (size_t k = 0; k < n_axes; ++k) {
        const double value = self->values[k][row];
        if (value != self->told[k] || value == 0.0) { /* 0 may be -0 */
            self->told[k] = value;
            (void)number_format(self->texts[k], value);
        }
        text_append(out, "%s,", self->texts[k]);
    }
}

void sweep_csv_rows(text_buffer *out, const sweep_content *content, const sweep_rows *rows)
{
    const ent_sweep *sweep = content->sweep;
    axis_texts axes;
    char number[NUMBER_SIZE];
    for (size_t k = 0; k < sweep->n_axes; ++k) {
        axes.told[k] = NAN; /* which no axis has */
    }
    for (size_t i = 0; i < rows->n; ++i) {
        int status = rows->status[i];
        if (i % ROWS == 0) {
            fill_axes(&axes, sweep, rows->first + i, rows->n - i < ROWS ? rows->n - i : ROWS);
        }
        append_axes(out, &axes, sweep->n_axes, i % ROWS);
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
    *memory = NULL;
    if (file->done > 0) {
        const int status = part_file_recall(file, file->size, 0, error);
        return status == ENT_OK ? part_file_check(file, error) : status;
    }
    sweep_csv_header(&header, content);
    const int status =
        header.failed ? error_no_memory(error) : part_file_write(file, text_content(&header), header.size, 0, error);
    file->size = header.size;
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
