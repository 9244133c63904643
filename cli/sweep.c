#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "cli/study.h"
#include "cli/verb.h"
#include "io/sweep_csv.h"

/* Points computed and printed at a time. */
enum { PRINTED_POINTS = 4096 };

static int parse(study *self, bool *resume, int n, char **arguments, ent_error *error)
{
    int position = 0;
    int status = study_begin(self, &position, n, arguments, error);
    for (; status == ENT_OK && position < n; ++position) {
        const char *argument = arguments[position];
        bool taken = false;
        if (argument[0] != '-') {
            status = study_take_parameter(self, argument, error);
        } else if (strcmp(argument, "--resume") == 0) {
            *resume = true;
        } else {
            status = study_take_option(self, &taken, &position, n, arguments, error);
            if (status == ENT_OK && !taken) {
                status = unknown_option("sweep", argument,
                                        "--observe a,b,..., -o FILE, --resume, --threads N and --help", error);
            }
        }
    }
    if (status == ENT_OK) {
        status = study_end(self, error);
    }
    if (status == ENT_OK && *resume && !self->output) {
        status = error_set(error, ENT_ERROR_USAGE, "option '--resume' continues a file: name it with -o FILE");
    }
    return status;
}

static void print_block(const sweep_content *content, const sweep_rows *rows)
{
    text_buffer out = {0};
    if (rows->first == 0) {
        sweep_csv_header(&out, content);
    }
    sweep_csv_rows(&out, content, rows);
    if (isatty(STDOUT_FILENO)) {
        progress_clear();
    }
    (void)fputs(text_content(&out), stdout);
    text_free(&out);
}

/* CSV on standard output, block by block. */
static int print(const ent_sweep *sweep, progress_line *line, const ent_sweep_options *options, ent_error *error)
{
    sweep_content content = {.sweep = sweep};
    static int point_status[PRINTED_POINTS];
    int status = ent_sweep_check(sweep, &content.n_points, &content.n_columns, error);
    if (status != ENT_OK) {
        return status;
    }
    size_t *columns = calloc(content.n_columns + 1, sizeof *columns);
    double **table = calloc(content.n_columns + 1, sizeof *table);
    double *values = calloc(content.n_columns + 1, PRINTED_POINTS * sizeof *values);
    if (!columns || !table || !values) {
        status = error_no_memory(error);
        goto out;
    }
    for (size_t k = 0; k < content.n_columns; ++k) {
        columns[k] = sweep->observables ? ent_model_observable(sweep->model, sweep->observables[k]) : k;
        table[k] = &values[k * PRINTED_POINTS];
    }
    content.columns = columns;
    line->whole = content.n_points;
    for (size_t first = 0; status == ENT_OK && first < content.n_points && !ferror(stdout); first += PRINTED_POINTS) {
        const size_t rest = content.n_points - first;
        const sweep_rows rows = {first, rest < PRINTED_POINTS ? rest : PRINTED_POINTS, table, point_status};
        line->offset = first;
        status = ent_sweep_evaluate(sweep, table, point_status, first, rows.n, options, error);
        if (status == ENT_OK) {
            print_block(&content, &rows);
        }
    }
out:
    free(values);
    free(table);
    free(columns);
    return status;
}

static int run(int n, char **arguments)
{
    study self;
    ent_error error;
    bool resume = false;
    text_buffer command = {0};
    progress_line line = {.label = "sweep"};
    int status = parse(&self, &resume, n, arguments, &error);
    if (status == ENT_OK) {
        progress_catch_interrupts();
        study_command_line(&command, "sweep", n, arguments);
        const ent_sweep sweep = {.model = self.model,
                                 .parameters = self.parameters,
                                 .n_axes = self.n_axes,
                                 .axes = self.axes,
                                 .n_observables = self.n_observables,
                                 .observables = self.n_observables ? self.observables : NULL};
        const ent_sweep_options options = {.threads = self.threads,
                                           .progress = progress_on_terminal(&line),
                                           .resume = resume,
                                           .command = text_content(&command)};
        status = self.output ? ent_sweep_write(&sweep, self.output, &options, &error)
                             : print(&sweep, &line, &options, &error);
    }
    text_free(&command);
    study_free(&self);
    return status == ENT_OK ? finish_output() : complain_error(&error);
}

const verb verb_sweep = {
    .name = "sweep",
    .synopsis = "[MODEL] name=value|RANGE ... [--observe a,b,...] [-o FILE.csv|FILE.h5] [--resume] [--threads N]",
    .summary = "observables over a grid of parameters, as CSV or HDF5",
    .details =
        "Every parameter given as a RANGE is an axis; the last one varies fastest. RANGE is start:stop:count (both ends "
        "included), log:start:stop:count or v1,v2,... .\n"
        "Without -o the result is CSV on standard output: axes, observables, status. -o writes a file, CSV or HDF5 by "
        "its ending; in HDF5 each observable is an array over the axes, with units, descriptions and the command "
        "line.\n"
        "The status of a point is ok, undefined (a field is empty), or why the point failed.\n"
        "Under its name the file is absent or whole. A sweep that was interrupted, or killed, goes on with --resume and "
        "ends with the same bytes; its finished part waits in FILE.part and FILE.resume.\n"
        "--threads N, or the environment variable ENTANGINE_THREADS, limits the threads; the result does not depend on "
        "their number.",
    .run = run,
};
