#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "cli/state_file.h"
#include "cli/study.h"
#include "cli/verb.h"
#include "io/evolution_hdf5.h"
#include "io/unit_label.h"

typedef struct request {
    study base;
    text_buffer command;
    const char *from;
    ent_range times;
    ent_complex *state; /* from a file; else NULL */
    size_t n_samples;   /* 0: not given */
} request;

static int take_times(request *self, const char *text, ent_error *error)
{
    text_buffer plain = {0};
    int status = unit_system_read_quantity(&self->base.units, &plain, ENT_QUANTITY_TIME, text, "--times", error);
    ent_range_free(&self->times);
    if (status == ENT_OK && (ent_range_parse(&self->times, text_content(&plain), error) != ENT_OK ||
                             ent_range_expand(&self->times, error) != ENT_OK)) {
        status = error_in_argument("--times", error);
    }
    text_free(&plain);
    return status;
}

static int take_samples(request *self, const char *text, ent_error *error)
{
    unsigned long long number = 0;
    const int status = option_whole_number(&number, "--samples", text, error);
    self->n_samples = (size_t)number;
    return status == ENT_OK && number < 9
               ? error_set(error, ENT_ERROR_OUT_OF_RANGE, "option '--samples': must be 9 or more")
               : status;
}

static int take_option(request *self, int *position, int n, char **arguments, ent_error *error)
{
    const char *option = arguments[*position];
    const char *value = "";
    bool taken = false;
    const bool samples = strcmp(option, "--samples") == 0;
    if (!samples && strcmp(option, "--from") != 0 && strcmp(option, "--times") != 0) {
        const int status = study_take_option(&self->base, &taken, position, n, arguments, error);
        return status == ENT_OK && (!taken || strcmp(option, "--threads") == 0)
                   ? unknown_option("evolve", option,
                                    "--from STATE, --times RANGE, --observe a,b,..., --samples N, -o FILE and --help",
                                    error)
                   : status;
    }
    int status = option_value(&value, position, n, arguments, error);
    if (status == ENT_OK && strcmp(option, "--from") == 0) {
        self->from = value;
    } else if (status == ENT_OK) {
        status = samples ? take_samples(self, value, error) : take_times(self, value, error);
    }
    return status;
}

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    int position = 0;
    int status = study_begin(&self->base, &position, n, arguments, error);
    for (; status == ENT_OK && position < n; ++position) {
        status = arguments[position][0] == '-' ? take_option(self, &position, n, arguments, error)
                                               : study_take_parameter(&self->base, arguments[position], error);
    }
    if (status == ENT_OK) {
        status = study_end(&self->base, error);
    }
    if (status == ENT_OK && self->base.n_axes > 0) {
        status = error_set(error, ENT_ERROR_USAGE, "evolve follows one engine: %s must be one number, not a range",
                           self->base.axes[0].parameter);
    }
    if (status == ENT_OK && (!self->from || self->times.n == 0)) {
        status = error_set(error, ENT_ERROR_USAGE,
                           "evolve: give --from STATE and --times RANGE, such as --from gibbs "
                           "--times 0:2000:201");
    }
    return status == ENT_OK && state_file_is_named(self->from)
               ? state_file_read(&self->state, self->from, self->base.model, error)
               : status;
}

static const char *observable_name(const study *base, size_t k)
{
    return base->n_observables ? base->observables[k] : base->model->observables[k].name;
}

static void append_table(text_buffer *out, const request *self, double *const *columns, size_t n_columns)
{
    char number[NUMBER_SIZE];
    char unit[UNIT_SIZE];
    const ent_model *model = self->base.model;
    text_append(out, model->units ? "t [%s]," : "t,", unit_of_time(unit, model));
    for (size_t k = 0; k < n_columns; ++k) {
        label_append(out, model, observable_name(&self->base, k));
        text_append(out, ",");
    }
    text_append(out, "status\r\n");
    for (size_t i = 0; i < self->times.n; ++i) {
        bool defined = true;
        text_append(out, "%s,", number_format(number, self->times.values[i]));
        for (size_t k = 0; k < n_columns; ++k) {
            defined = defined && !isnan(columns[k][i]);
            text_append(out, "%s,", number_format(number, columns[k][i]));
        }
        text_append(out, "%s\r\n", ent_status_name(defined ? ENT_OK : ENT_ERROR_UNDEFINED));
    }
}

static void print_events(const ent_model *model, const ent_event *events, size_t n)
{
    static const char *const texts[] = {"entanglement appears", "negativity peaks", "entanglement disappears",
                                        "within 1 % of the steady state from here on"};
    progress_clear();
    for (size_t i = 0; i < n; ++i) {
        /* The time of a peak is known to half the digits of its height. */
        const int digits = events[i].kind == ENT_EVENT_PEAKS ? 6 : 10;
        (void)fprintf(stderr, "entangine: t = %.*g%s: %s", digits, events[i].time, model->units ? " s" : "",
                      texts[events[i].kind]);
        (void)fprintf(stderr, events[i].kind == ENT_EVENT_PEAKS ? " at %.6g\n" : "\n", events[i].negativity);
    }
}

static int evolve(const request *self, text_buffer *out, ent_error *error)
{
    const study *base = &self->base;
    const size_t n_columns = base->n_observables ? base->n_observables : base->model->n_observables;
    progress_line line = {.label = "evolve"};
    const ent_evolve_options options = {.n_samples = self->n_samples, .progress = progress_on_terminal(&line)};
    const ent_evolution evolution = {.model = base->model,
                                     .parameters = base->parameters,
                                     .from = state_file_is_named(self->from) ? NULL : self->from,
                                     .state = self->state,
                                     .n_times = self->times.n,
                                     .times = self->times.values,
                                     .n_observables = base->n_observables,
                                     .observables = base->n_observables ? base->observables : NULL};
    ent_event *events = NULL;
    size_t n_events = 0;
    double **columns = calloc(n_columns + 1, sizeof *columns);
    double *values = calloc(n_columns + 1, self->times.n * sizeof *values);
    if (!columns || !values) {
        free(columns);
        free(values);
        return error_no_memory(error);
    }
    for (size_t k = 0; k < n_columns; ++k) {
        columns[k] = &values[k * self->times.n];
    }
    int status = ent_evolve(columns, &events, &n_events, &evolution, &options, error);
    if (status == ENT_OK) {
        if (!study_wants_hdf5(base)) {
            append_table(out, self, columns, n_columns);
        }
        print_events(base->model, events, n_events);
    }
    if (status == ENT_OK && study_wants_hdf5(base)) {
        const evolution_content content = {&evolution, columns,    n_events,
                                           events,     self->from, text_content(&self->command)};
        status = evolution_hdf5_write(base->output, &content, error);
    }
    free(events);
    free(columns);
    free(values);
    return status;
}

static int run(int n, char **arguments)
{
    request self = {.from = NULL};
    ent_error error;
    text_buffer out = {0};
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK) {
        progress_catch_interrupts();
        study_command_line(&self.command, "evolve", n, arguments);
        status = evolve(&self, &out, &error);
    }
    if (!study_wants_hdf5(&self.base)) {
        status = study_output(&self.base, status, &out, &error);
    }
    text_free(&out);
    text_free(&self.command);
    free(self.state);
    ent_range_free(&self.times);
    study_free(&self.base);
    return status == ENT_OK ? finish_output() : complain_error(&error);
}

const verb verb_evolve = {
    .name = "evolve",
    .synopsis = "[MODEL] [name=value ...] --from STATE --times RANGE [--observe a,b,...] [--samples N] "
                "[-o FILE.csv|FILE.h5]",
    .summary = "the course of one engine in time, and when entanglement comes and goes",
    .details =
        "STATE is gibbs (each qubit in the Gibbs state of its bath), steady, a basis state such as 10, or the name of a "
        "file (with a dot or a slash in it) that holds a density matrix: d x d complex numbers, row by row in the basis "
        "|11>, |10>, |01>, |00> (networks: first site slowest, highest level first), each as real and imaginary part.\n"
        "Times are in the inverse of the unit of energy; with units, such as eps_h=5GHz --times 0:2us:201, in s. CSV: t, "
        "observables, status. Evolution is exact at every time, up to errors of some 1e-13 where a state has more than 128 "
        "unknowns (1e-9 in the global and the Redfield equation). In HDF5 each observable is an array over t; event_time "
        "and event_negativity stand over the names of the events.\n"
        "On standard error: when entanglement appears, peaks and disappears, and from when on the trace distance to the "
        "steady state stays within 0.01. It is looked for at 2000 moments, or as many as --samples says; where a network's "
        "state has more than 6000 unknowns, only if --samples is given.\n"
        "J_c and J_ratio belong to the steady state and are undefined in time; I_ratio > 1 proves entanglement at any "
        "time.",
    .run = run,
};
