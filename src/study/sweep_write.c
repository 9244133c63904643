/* A sweep into a file that can be interrupted at any moment and resumed. */
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/number.h"
#include "base/text.h"
#include "entangine/sweep.h"
#include "io/sweep_format.h"
#include "io/unit_label.h"

/* Values held in memory at a time; the rows of a chunk follow from the number of columns. */
enum { CHUNK_VALUES = 1 << 19 };

/* FNV-1a over the bytes of the values: tells long lists apart in a short line. */
static uint64_t fingerprint(const ent_range *list)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    const unsigned char *bytes = (const unsigned char *)list->values;
    for (size_t i = 0; i < list->n * sizeof *list->values; ++i) {
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

/* The units of the parameters, if the model has units. */
static void append_units(text_buffer *out, const ent_model *model)
{
    char unit[UNIT_SIZE];
    text_append(out, "%s", model->units ? "\nunits:" : "");
    for (size_t p = 0; model->units && p < model->n_parameters; ++p) {
        text_append(out, " %s", unit_of_name(unit, model, model->parameters[p].name));
    }
}

/* One line that tells the values from others: a rule by its ends, a list by its fingerprint too. */
static void append_range(text_buffer *out, const char *name, const ent_range *range)
{
    char a[NUMBER_SIZE], b[NUMBER_SIZE];
    text_append(out, "%s: %zu values from %s to %s", name, range->n, number_format(a, ent_range_value(range, 0)),
                number_format(b, ent_range_value(range, range->n - 1)));
    if (range->values) {
        text_append(out, ", fingerprint %016" PRIx64 "\n", fingerprint(range));
    } else {
        text_append(out, range->spacing == ENT_SPACING_LOGARITHMIC ? ", logarithmic\n" : ", linear\n");
    }
}

/* What tells this sweep from others, one line a property: the head of the journal. */
static void append_description(text_buffer *out, const sweep_content *content, const sweep_format *format,
                               ent_route route)
{
    const ent_sweep *sweep = content->sweep;
    char number[NUMBER_SIZE];
    text_append(out, "entangine: %s\nformat: %s\nmodel: %s\nroute: %d\n", ent_version(), format->name,
                sweep->model->name, (int)route);
    if (sweep->model->fingerprint) {
        text_append(out, "definition: %s\n", sweep->model->fingerprint);
    }
    for (size_t p = 0; p < sweep->model->n_parameters; ++p) {
        const char *name = sweep->model->parameters[p].name;
        const ent_axis *axis = NULL;
        for (size_t k = 0; k < sweep->n_axes; ++k) {
            axis = ent_model_parameter(sweep->model, sweep->axes[k].parameter) == p ? &sweep->axes[k] : axis;
        }
        if (axis) {
            append_range(out, name, &axis->range);
        } else {
            text_append(out, "%s: %s\n", name, number_format(number, sweep->parameters[p]));
        }
    }
    text_append(out, "axes:");
    for (size_t k = 0; k < sweep->n_axes; ++k) {
        text_append(out, " %s", sweep->axes[k].parameter);
    }
    text_append(out, "\nobservables:");
    for (size_t k = 0; k < content->n_columns; ++k) {
        text_append(out, " %s", sweep->model->observables[content->columns[k]].name);
    }
    append_units(out, sweep->model);
    text_append(out, "\ncommand: %s\n", content->command ? content->command : "");
}

/* Memory for one chunk of rows. */
typedef struct chunk {
    size_t n;
    double *values;   /* [n_columns][n] */
    double **columns; /* [n_columns] */
    int *status;      /* [n] */
} chunk;

static void chunk_free(chunk *self)
{
    free(self->values);
    free(self->columns);
    free(self->status);
}

static int chunk_create(chunk *self, size_t n_columns, size_t n_points)
{
    self->n = CHUNK_VALUES / (n_columns + 1);
    self->n = self->n < n_points ? self->n : n_points;
    self->values = calloc(self->n * n_columns + 1, sizeof *self->values);
    self->columns = calloc(n_columns + 1, sizeof *self->columns);
    self->status = calloc(self->n, sizeof *self->status);
    if (!self->values || !self->columns || !self->status) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t k = 0; k < n_columns; ++k) {
        self->columns[k] = &self->values[k * self->n];
    }
    return ENT_OK;
}

/* Progress of one chunk, told as progress of the whole. */
typedef struct whole_progress {
    const ent_progress *outer;
    size_t first, total;
} whole_progress;

static int tell_whole(void *context, size_t done, size_t total)
{
    const whole_progress *self = context;
    (void)total;
    return self->outer->tell(self->outer->context, self->first + done, self->total);
}

/* Rows for the next chunk: what took about a quarter of a second, so that an interruption loses little. */
static size_t next_size(size_t n, double seconds, size_t largest)
{
    enum { SMALLEST = 1024 };
    const size_t adapted = seconds < 0.125 ? 2 * n : seconds > 0.5 ? n / 2 : n;
    return adapted < SMALLEST ? SMALLEST : adapted < largest ? adapted : largest;
}

/* Rows that are finished, while a thread writes them and the next ones are computed. */
typedef struct writing {
    part_file *file;
    const sweep_format *format;
    void *memory;
    const sweep_content *content;
    sweep_rows rows; /* n 0: none */
    size_t size;     /* bytes of the file in use */
    int status;
    ent_error error;
    pthread_t thread;
    bool has_thread;
} writing;

static void *write_rows(void *argument)
{
    writing *self = argument;
    self->status =
        self->format->append(self->memory, self->file, self->content, &self->rows, &self->size, &self->error);
    if (self->status == ENT_OK) {
        self->status = part_file_commit(self->file, self->rows.first + self->rows.n, self->size, false, &self->error);
    }
    return NULL;
}

static void begin_writing(writing *self, const sweep_rows *rows)
{
    self->rows = *rows;
    self->has_thread = pthread_create(&self->thread, NULL, write_rows, self) == 0;
    if (!self->has_thread) {
        (void)write_rows(self);
    }
}

static int end_writing(writing *self, ent_error *error)
{
    if (self->has_thread) {
        (void)pthread_join(self->thread, NULL);
        self->has_thread = false;
    }
    if (self->status != ENT_OK && error) {
        *error = self->error;
    }
    return self->status;
}

/* Where a file stopped, if it was interrupted; what is written is made safe. */
static int stop(const writing *self, size_t done, ent_error *error)
{
    if (part_file_commit(self->file, done, self->size, true, error) != ENT_OK) {
        return ENT_ERROR_FILE;
    }
    return error_set(error, ENT_INTERRUPTED, "%s: interrupted after %zu of %zu points; --resume goes on there",
                     self->file->path, done, self->content->n_points);
}

/* Computes into one chunk while the other is written. */
static int write_points(writing *self, chunk chunks[2], const ent_sweep_options *options, ent_error *error)
{
    const sweep_content *content = self->content;
    whole_progress whole = {&options->progress, self->file->done, content->n_points};
    ent_sweep_options chunk_options = *options;
    size_t first = self->file->done;
    size_t wanted = next_size(0, 1.0, chunks[0].n);
    int status = ENT_OK;
    if (options->progress.tell) {
        chunk_options.progress = (ent_progress){tell_whole, &whole};
    }
    for (int turn = 0; status == ENT_OK && first < content->n_points; turn = !turn) {
        const chunk *rows = &chunks[turn];
        const size_t rest = content->n_points - first;
        const size_t usual = wanted < rows->n ? wanted : rows->n;
        const size_t n = rest < usual ? rest : usual;
        const double started = monotonic_seconds();
        whole.first = first;
        status = ent_sweep_evaluate(content->sweep, rows->columns, rows->status, first, n, &chunk_options, error);
        const int written = end_writing(self, status == ENT_OK ? error : NULL);
        status = status == ENT_OK ? written : status;
        if (status == ENT_OK) {
            const sweep_rows block = {first, n, rows->columns, rows->status};
            begin_writing(self, &block);
            first += n;
            wanted = next_size(n, monotonic_seconds() - started, rows->n);
        }
    }
    const int written = end_writing(self, status == ENT_OK ? error : NULL);
    status = status == ENT_OK ? written : status;
    return status == ENT_INTERRUPTED && written == ENT_OK ? stop(self, first, error) : status;
}

static int write_file(const char *path, const sweep_format *format, const sweep_content *content,
                      const ent_sweep_options *options, ent_error *error)
{
    text_buffer description = {0};
    part_file file = {.data = -1, .journal = -1};
    chunk chunks[2] = {{0}, {0}};
    writing output = {.file = &file, .format = format, .content = content};
    append_description(&description, content, format, options->route);
    int status = description.failed || chunk_create(&chunks[0], content->n_columns, content->n_points) != ENT_OK ||
                         chunk_create(&chunks[1], content->n_columns, content->n_points) != ENT_OK
                     ? error_no_memory(error)
                     : part_file_open(&file, path, text_content(&description), options->resume, error);
    if (status != ENT_OK) {
        goto out;
    }
    status = format->begin(&output.memory, &file, content, error);
    if (status == ENT_OK) {
        output.size = file.size;
        status = write_points(&output, chunks, options, error);
        format->end(output.memory);
    }
    if (status == ENT_OK) {
        status = part_file_finish(&file, error);
    }
    part_file_close(&file);
out:
    chunk_free(&chunks[0]);
    chunk_free(&chunks[1]);
    text_free(&description);
    return status;
}

int ent_sweep_write(const ent_sweep *self, const char *path, const ent_sweep_options *options, ent_error *error)
{
    static const ent_sweep_options defaults = {.threads = 0};
    const sweep_format *format = sweep_format_find(path);
    sweep_content content = {.sweep = self};
    if (!format) {
        return error_set(error, ENT_ERROR_USAGE, "%s: the name of a sweep's file must end in .csv, .h5 or .hdf5", path);
    }
    options = options ? options : &defaults;
    int status = ent_sweep_check(self, &content.n_points, &content.n_columns, error);
    if (status != ENT_OK) {
        return status;
    }
    size_t *columns = calloc(content.n_columns + 1, sizeof *columns);
    if (!columns) {
        return error_no_memory(error);
    }
    for (size_t k = 0; k < content.n_columns; ++k) {
        columns[k] = self->observables ? ent_model_observable(self->model, self->observables[k]) : k;
    }
    content.columns = columns;
    content.command = options->command;
    status = write_file(path, format, &content, options, error);
    free(columns);
    return status;
}
