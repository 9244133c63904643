#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "cli/verb.h"

enum { MAX_SETTINGS = 32 };

typedef struct request {
    const char *directory;
    size_t figure; /* ent_figure_count() means all */
    size_t n_settings;
    assignment pairs[MAX_SETTINGS];
    ent_figure_setting settings[MAX_SETTINGS];
    unit_system units;
    const ent_unit *setting_units[MAX_SETTINGS]; /* NULL: none */
    text_buffer plain[MAX_SETTINGS];             /* the values without units */
} request;

/* What a parameter measures, which is the same in all models. Returns whether there is one of that name. */
static bool find_quantity(ent_quantity *quantity, const char *parameter)
{
    for (size_t m = 0; m < ent_model_count(); ++m) {
        const ent_model *model = ent_model_at(m);
        const size_t index = ent_model_parameter(model, parameter);
        if (index < model->n_parameters) {
            *quantity = model->parameters[index].quantity;
            return true;
        }
    }
    return false;
}

/* The values of a setting; those of an unknown parameter have no units, and the figure says what is wrong with it. */
static int read_values(request *self, const assignment *pair, ent_error *error)
{
    text_buffer *plain = &self->plain[self->n_settings];
    ent_range *range = &self->settings[self->n_settings].range;
    ent_quantity quantity = ENT_QUANTITY_NUMBER;
    const bool known = find_quantity(&quantity, pair->name);
    int status = ENT_OK;
    if (known) {
        status = unit_system_read(&self->units, plain, &self->setting_units[self->n_settings], quantity, pair->text,
                                  pair->argument, error);
    } else {
        text_append(plain, "%s", pair->text);
    }
    if (status == ENT_OK && ent_range_parse(range, text_content(plain), error) != ENT_OK) {
        status = known ? error_in_argument(pair->argument, error)
                       : error_set(error, ENT_ERROR_UNKNOWN_NAME,
                                   "argument '%s': no figure has a parameter '%s' to set", pair->argument, pair->name);
    }
    return status;
}

static int add_setting(request *self, const char *argument, ent_error *error)
{
    if (self->n_settings == MAX_SETTINGS) {
        return error_set(error, ENT_ERROR_USAGE, "argument '%s': more than %d settings", argument, MAX_SETTINGS);
    }
    assignment *pair = &self->pairs[self->n_settings];
    ent_figure_setting *setting = &self->settings[self->n_settings];
    int status = assignment_split(pair, argument, error);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < self->n_settings; ++i) {
        if (strcmp(self->pairs[i].name, pair->name) == 0) {
            return error_set(error, ENT_ERROR_DUPLICATE, "argument '%s': %s is given twice", argument, pair->name);
        }
    }
    status = read_values(self, pair, error);
    setting->name = pair->name;
    ++self->n_settings; /* also after a failure, to be freed */
    return status;
}

static int set_figure(request *self, const char *name, ent_error *error)
{
    self->figure = ent_figure_find(name);
    if (self->figure < ent_figure_count() || strcmp(name, "all") == 0) {
        return ENT_OK;
    }
    return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                     "figure: there is no figure '%s'; give 2a 2b 3a 3b 4a 4b 5a 5b 6a 6b or all", name);
}

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    if (n == 0 || arguments[0][0] == '-') {
        return error_set(error, ENT_ERROR_USAGE,
                         "figure: which one? give 2a 2b 3a 3b 4a 4b 5a 5b 6a 6b or all as the first argument");
    }
    int status = set_figure(self, arguments[0], error);
    for (int i = 1; status == ENT_OK && i < n; ++i) {
        if (strcmp(arguments[i], "-o") == 0) {
            ++i;
            self->directory = i < n ? arguments[i] : "";
            if (*self->directory == '\0') {
                status = error_set(error, ENT_ERROR_USAGE, "figure: -o needs the name of a directory");
            }
        } else if (arguments[i][0] == '-') {
            status = unknown_option("figure", arguments[i], "-o DIR and --help", error);
        } else {
            status = add_setting(self, arguments[i], error);
        }
    }
    return status;
}

/* For `all`, every setting must fit some figure; each figure takes those that fit it. */
static int check_settings_for_all(const request *self, ent_error *error)
{
    for (size_t i = 0; i < self->n_settings; ++i) {
        size_t k = 0;
        while (k < ent_figure_count() && !ent_figure_accepts(k, self->settings[i].name)) {
            ++k;
        }
        if (k == ent_figure_count()) {
            return error_set(error, ENT_ERROR_UNKNOWN_NAME, "argument '%s': no figure has a parameter '%s' to set",
                             self->pairs[i].argument, self->settings[i].name);
        }
    }
    return ENT_OK;
}

/* The model of a figure in the units of the settings, which must give its unit of energy; *unit is that setting. */
static int make_model(const request *self, size_t figure, ent_model **model, size_t *unit, ent_error *error)
{
    const ent_model *natural = ent_figure_model(figure);
    const ent_unit *units[ENT_MODEL_MAX_PARAMETERS] = {NULL};
    double value;
    *unit = self->n_settings;
    for (size_t i = 0; i < self->n_settings; ++i) {
        const size_t p = ent_model_parameter(natural, self->settings[i].name);
        if (p < natural->n_parameters) {
            units[p] = self->setting_units[i];
            *unit = strcmp(self->settings[i].name, natural->unit_parameter) == 0 ? i : *unit;
        }
    }
    if (*unit == self->n_settings || ent_number_parse(&value, text_content(&self->plain[*unit]), error) != ENT_OK) {
        return error_set(error, ENT_ERROR_USAGE,
                         "figure %s: '%.100s' has a unit, so %s must be given as one number with a unit, such as "
                         "%s=5GHz: the figure is drawn in units of it",
                         ent_figure_name(figure), self->units.with, natural->unit_parameter, natural->unit_parameter);
    }
    return ent_model_in_units(model, natural, value, self->setting_units[*unit], units, error);
}

/* The settings in units of the figure's unit of energy; their ranges are freed by the caller. */
static int convert(const request *self, size_t figure, ent_figure_setting *settings, size_t n, size_t *unit,
                   ent_error *error)
{
    ent_model *model = NULL;
    int status = make_model(self, figure, &model, unit, error);
    for (size_t i = 0; i < n; ++i) {
        settings[i].range = (ent_range){0};
    }
    for (size_t i = 0, k = 0; status == ENT_OK && k < n; ++i) {
        text_buffer scaled = {0};
        if (settings[k].name != self->settings[i].name) {
            continue;
        }
        const size_t u = ent_model_parameter(model, model->unit_parameter);
        const double one = model->parameters[u].initial * model->units->parameter_factors[u];
        const double factor = model->units->parameter_factors[ent_model_parameter(model, settings[k].name)] / one;
        status = unit_system_scale(&scaled, i == *unit ? "1" : text_content(&self->plain[i]), i == *unit ? 1.0 : factor,
                                   error);
        if (status == ENT_OK) {
            status = ent_range_parse(&settings[k].range, text_content(&scaled), error);
        }
        text_free(&scaled);
        ++k;
    }
    ent_model_in_units_free(model);
    return status;
}

static int draw(const request *self, size_t figure, bool only_fitting, ent_error *error)
{
    ent_figure_setting settings[MAX_SETTINGS];
    size_t n = 0, unit = 0;
    int status = ENT_OK;
    for (size_t i = 0; i < self->n_settings; ++i) {
        if (!only_fitting || ent_figure_accepts(figure, self->settings[i].name)) {
            settings[n++] = self->settings[i];
        }
    }
    const bool converted = n > 0 && self->units.with;
    if (converted) {
        status = convert(self, figure, settings, n, &unit, error);
    }
    const char *name = ent_figure_name(figure);
    progress_line line = {.label = name};
    const ent_figure_options options = {
        .directory = self->directory, .n_settings = n, .settings = settings, .progress = progress_on_terminal(&line)};
    status = status == ENT_OK ? ent_figure_draw(figure, &options, error) : status;
    if (status == ENT_OK) {
        (void)printf("%s/%s.{csv,gp,svg,png,pdf}: %s%s%s\n", self->directory, name, ent_figure_description(figure),
                     converted ? "; in units of " : "", converted ? self->pairs[unit].argument : "");
        (void)fflush(stdout);
    }
    for (size_t i = 0; converted && i < n; ++i) {
        ent_range_free(&settings[i].range);
    }
    return status;
}

static int print_claims(ent_error *error)
{
    progress_line line = {.label = "claims"};
    const ent_progress progress = progress_on_terminal(&line);
    ent_claim *claims = NULL;
    size_t n = 0;
    const int status = ent_claims_compute(&claims, &n, &progress, error);
    if (status != ENT_OK) {
        return status;
    }
    (void)puts("\nthe paper's claims, held against numbers computed just now");
    for (size_t i = 0; i < n; ++i) {
        (void)printf("\n%-8s %s\n  paper    %s\n  computed %s\n  holds    %s\n", claims[i].figure, claims[i].claim,
                     claims[i].paper, claims[i].computed, claims[i].holds ? "yes" : "no");
    }
    free(claims);
    return ENT_OK;
}

/* Draws all; what cannot be drawn is told and does not stop the others, an interruption does. */
static int draw_all(const request *self, ent_error *error)
{
    int worst = check_settings_for_all(self, error);
    if (worst != ENT_OK) {
        return complain_error(error);
    }
    for (size_t i = 0; i < ent_figure_count(); ++i) {
        const int status = draw(self, i, true, error);
        if (status == ENT_ERROR_TOOL) {
            worst = complain_error(error);
        } else if (status != ENT_OK) {
            return complain_error(error);
        }
    }
    return print_claims(error) == ENT_OK ? worst : complain_error(error);
}

static int run(int n, char **arguments)
{
    request self = {.directory = "figures"};
    ent_error error;
    int exit_status;
    progress_catch_interrupts();
    if (parse(&self, n, arguments, &error) != ENT_OK) {
        exit_status = complain_error(&error);
    } else if (self.figure == ent_figure_count()) {
        exit_status = draw_all(&self, &error);
    } else {
        exit_status = draw(&self, self.figure, false, &error) == ENT_OK ? 0 : complain_error(&error);
    }
    for (size_t i = 0; i < self.n_settings; ++i) {
        ent_range_free(&self.settings[i].range);
        text_free(&self.plain[i]);
    }
    return exit_status == 0 ? finish_output() : exit_status;
}

const verb verb_figure = {
    .name = "figure",
    .synopsis = "NAME|all [name=value|RANGE ...] [-o DIR]",
    .summary = "the figures of the paper, computed and drawn anew",
    .details =
        "NAME is 2a 2b 3a 3b 4a 4b 5a 5b 6a or 6b; 'entangine list figures' tells what each shows. Each gives NAME.csv "
        "(the numbers), NAME.gp (a gnuplot script that draws them) and NAME.svg, NAME.png and NAME.pdf in DIR (default "
        "figures).\n"
        "name=value replaces a parameter, name=RANGE the axis or the family of curves; RANGE is start:stop:count, "
        "log:start:stop:count or v1,v2,... .\n"
        "Values may have units if eps_h (or eps) is given with one too; the figure is drawn in units of that energy.\n"
        "'all' draws all ten and ends with the paper's claims, each beside what was computed just now.\n"
        "Pictures need gnuplot; without it the CSV and the scripts are written and the exit status is 4.",
    .run = run,
};
