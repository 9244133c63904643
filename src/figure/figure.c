#include "entangine/figure.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "figure/figure_data.h"
#include "figure/figure_panel.h"
#include "figure/figure_plan.h"
#include "figure/figure_script.h"
#include "io/csv.h"
#include "io/file.h"
#include "io/gnuplot.h"

size_t ent_figure_count(void)
{
    return n_figure_panels;
}

const char *ent_figure_name(size_t index)
{
    return index < n_figure_panels ? figure_panels[index].name : NULL;
}

const char *ent_figure_description(size_t index)
{
    return index < n_figure_panels ? figure_panels[index].description : NULL;
}

const ent_model *ent_figure_model(size_t index)
{
    return index < n_figure_panels ? ent_model_find(figure_panels[index].model) : NULL;
}

size_t ent_figure_find(const char *name)
{
    size_t i = 0;
    while (i < n_figure_panels && strcmp(figure_panels[i].name, name) != 0) {
        ++i;
    }
    return i;
}

bool ent_figure_accepts(size_t index, const char *parameter)
{
    return index < n_figure_panels && figure_panel_accepts(&figure_panels[index], parameter);
}

static int write_text(const char *directory, const char *name, const char *ending, const text_buffer *content,
                      ent_error *error)
{
    char *path = file_path(directory, name, ending);
    const int status = path && !content->failed ? file_write(path, text_content(content), content->size, error)
                                                : error_no_memory(error);
    free(path);
    return status;
}

static int write_files(const figure_plan *plan, const figure_data *data, const char *directory, const char *gnuplot,
                       ent_error *error)
{
    const char *name = plan->panel->name;
    text_buffer csv = {0}, script = {0};
    csv_append(&csv, &data->numbers);
    figure_script_append(&script, plan, data);
    int status = write_text(directory, name, ".csv", &csv, error);
    if (status == ENT_OK) {
        status = write_text(directory, name, ".gp", &script, error);
    }
    if (status == ENT_OK) {
        const gnuplot_job job = {gnuplot, directory, name, text_content(&script), text_content(&csv), NULL};
        status = gnuplot_draw(&job, error);
    }
    text_free(&csv);
    text_free(&script);
    return status;
}

int ent_figure_draw(size_t index, const ent_figure_options *options, ent_error *error)
{
    static const ent_figure_options defaults = {0};
    options = options ? options : &defaults;
    const char *directory = options->directory ? options->directory : "figures";
    figure_plan plan;
    figure_data data = {0};
    if (index >= n_figure_panels) {
        return error_set(error, ENT_ERROR_UNKNOWN_NAME, "there is no figure of index %zu: there are %zu", index,
                         n_figure_panels);
    }
    int status = figure_plan_create(&plan, &figure_panels[index], options->n_settings, options->settings, error);
    if (status != ENT_OK) {
        goto out;
    }
    /* Before the computation, so that nobody waits for it in vain. */
    status = file_make_directory(directory, error);
    if (status != ENT_OK) {
        goto out;
    }
    status = figure_data_compute(&data, &plan, &options->progress, error);
    if (status != ENT_OK) {
        goto out;
    }
    status = write_files(&plan, &data, directory, options->gnuplot, error);
out:
    figure_data_free(&data);
    figure_plan_free(&plan);
    return status;
}
