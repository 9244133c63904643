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
} request;

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
    status = ent_range_parse(&setting->range, pair->text, error);
    setting->name = pair->name;
    self->n_settings += status == ENT_OK;
    return status == ENT_OK ? ENT_OK : error_in_argument(argument, error);
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

static int draw(const request *self, size_t figure, bool only_fitting, ent_error *error)
{
    ent_figure_setting settings[MAX_SETTINGS];
    size_t n = 0;
    for (size_t i = 0; i < self->n_settings; ++i) {
        if (!only_fitting || ent_figure_accepts(figure, self->settings[i].name)) {
            settings[n++] = self->settings[i];
        }
    }
    const char *name = ent_figure_name(figure);
    progress_line line = {.label = name};
    const ent_figure_options options = {
        .directory = self->directory, .n_settings = n, .settings = settings, .progress = progress_on_terminal(&line)};
    const int status = ent_figure_draw(figure, &options, error);
    if (status == ENT_OK) {
        (void)printf("%s/%s.{csv,gp,svg,png,pdf}: %s\n", self->directory, name, ent_figure_description(figure));
        (void)fflush(stdout);
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
        "'all' draws all ten and ends with the paper's claims, each beside what was computed just now.\n"
        "Pictures need gnuplot; without it the CSV and the scripts are written and the exit status is 4.",
    .run = run,
};
