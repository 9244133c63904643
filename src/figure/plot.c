#include "entangine/plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "figure/figure_terminal.h"
#include "figure/plot_script.h"
#include "io/file.h"
#include "io/gnuplot.h"
#include "io/result_file.h"

static const double POINTS_IN_MM = 72.0 / 25.4;

/* A path taken apart. */
typedef struct target {
    char *directory, *name; /* the name without its ending */
    size_t kind;            /* of picture; figure_terminal_count(): a script */
} target;

static void target_free(target *self)
{
    free(self->directory);
    free(self->name);
}

static char *copy(const char *text, size_t length)
{
    char *new = calloc(length + 1, 1);
    return new ? memcpy(new, text, length) : NULL;
}

static int target_create(target *self, const char *path, ent_error *error)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *ending = strrchr(name, '.');
    const size_t scripts = figure_terminal_count();
    *self = (target){.kind = scripts + 1};
    for (size_t k = 0; ending && ending > name && k <= scripts; ++k) {
        if (strcmp(ending, k < scripts ? figure_terminal_ending(k) : ".gp") == 0) {
            self->kind = k;
        }
    }
    if (self->kind > scripts) {
        return error_set(error, ENT_ERROR_USAGE, "'%s': the name of a picture ends in .svg, .pdf, .png or .gp", path);
    }
    self->directory = !slash ? copy(".", 1) : copy(path, slash == path ? 1 : (size_t)(slash - path));
    self->name = copy(name, (size_t)(ending - name));
    return self->directory && self->name ? ENT_OK : error_no_memory(error);
}

static int check_options(const ent_plot_options *options, ent_error *error)
{
    if ((options->width != 0.0 && !(options->width >= 40.0 && options->width <= 1000.0)) ||
        (options->height != 0.0 && !(options->height >= 30.0 && options->height <= 1000.0))) {
        return error_set(error, ENT_ERROR_USAGE, "size %gx%g: expected 40 to 1000 mm of width, 30 to 1000 mm of height",
                         options->width, options->height);
    }
    if (options->x_low > options->x_high || options->y_low > options->y_high) {
        return error_set(error, ENT_ERROR_USAGE, "the range of an axis must rise from its low to its high end");
    }
    return ENT_OK;
}

static void append_terminal(text_buffer *out, const plot_sheet *sheet, size_t kind, const char *name)
{
    figure_terminal_append(out, kind, sheet->width * POINTS_IN_MM, sheet->height * POINTS_IN_MM, name);
    text_append(out, "size_of_points = %s\n", kind == 0 ? "0.6" : kind == 1 ? "4" : "0.5");
    plot_script_panels(out, sheet);
    text_append(out, "unset output\n");
}

/* The script alone draws all kinds of pictures; a picture needs only its own. */
static int write_one(const plot_sheet *sheet, const text_buffer *data, const char *path, const char *gnuplot,
                     ent_error *error)
{
    target to;
    text_buffer script = {0};
    int status = target_create(&to, path, error);
    if (status == ENT_OK) {
        const size_t n = figure_terminal_count();
        text_append(&script, "%s", text_content(data));
        for (size_t k = 0; k < n; ++k) {
            if (to.kind == n || to.kind == k) {
                append_terminal(&script, sheet, k, to.name);
            }
        }
        const char *const endings[] = {to.kind < n ? figure_terminal_ending(to.kind) : NULL, NULL};
        const gnuplot_job job = {gnuplot, to.directory, to.name, text_content(&script), NULL, endings};
        status = script.failed  ? error_no_memory(error)
                 : to.kind == n ? file_write(path, text_content(&script), script.size, error)
                                : gnuplot_draw(&job, error);
    }
    text_free(&script);
    target_free(&to);
    return status;
}

static void append_heading(text_buffer *out, const char *file, const plot_view *view)
{
    const result_column *columns = view->file->columns;
    text_append(out, "# ");
    for (const char *c = file; *c; ++c) {
        text_append(out, "%c", *c == '\n' ? ' ' : *c);
    }
    text_append(out, ": ");
    for (size_t k = 0; k < view->n_panels; ++k) {
        text_append(out, "%s%s", k ? ", " : "", columns[view->panels[k]].name);
    }
    text_append(out, " against %s", columns[view->x.column].name);
    if (view->by.n > 0 && !view->is_trace) {
        text_append(out, view->is_map ? " and %s" : " for each %s", columns[view->by.column].name);
    }
    text_append(out, "\n");
}

static void fill_report(ent_plot_report *report, const plot_sheet *sheet)
{
    text_buffer heading = {0};
    append_heading(&heading, "", sheet->view);
    *report = (ent_plot_report){
        .n_panels = sheet->view->n_panels, .n_points = sheet->view->n_rows, .n_undefined = sheet->n_undefined};
    const char *text = text_content(&heading);
    text += strlen(text) > 4 ? 4 : 0;
    (void)snprintf(report->drawn, sizeof report->drawn, "%.*s", (int)strcspn(text, "\n"), text);
    text_free(&heading);
}

static int draw(const char *file, size_t n_outputs, const char *const *outputs, const plot_view *view,
                ent_plot_report *report, ent_error *error)
{
    plot_sheet sheet;
    text_buffer data = {0};
    plot_sheet_measure(&sheet, view);
    if (plot_sheet_top(&sheet, 0) - plot_sheet_bottom(&sheet, 0) < 10.0) {
        return error_set(error, ENT_ERROR_USAGE, "a height of %g mm leaves too little for %zu panels", sheet.height,
                         view->n_panels);
    }
    append_heading(&data, file, view);
    int status = plot_script_data(&data, &sheet, error);
    for (size_t i = 0; status == ENT_OK && i < n_outputs; ++i) {
        status = write_one(&sheet, &data, outputs[i], view->options->gnuplot, error);
    }
    if (status == ENT_OK && report) {
        fill_report(report, &sheet);
    }
    text_free(&data);
    return status;
}

int ent_plot(const char *file, size_t n_outputs, const char *const *outputs, const ent_plot_options *options,
             ent_plot_report *report, ent_error *error)
{
    static const ent_plot_options defaults = {0};
    result_file results = {0};
    plot_view view = {0};
    options = options ? options : &defaults;
    int status = check_options(options, error);
    for (size_t i = 0; status == ENT_OK && i < n_outputs; ++i) { /* before anything is read */
        target to;
        status = target_create(&to, outputs[i], error);
        target_free(&to);
    }
    if (status == ENT_OK) {
        status = result_file_read(&results, file, error);
    }
    if (status == ENT_OK) {
        status = plot_view_create(&view, &results, options, error);
    }
    if (status == ENT_OK) {
        status = draw(file, n_outputs, outputs, &view, report, error);
    }
    plot_view_free(&view);
    result_file_free(&results);
    return status;
}
