#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "cli/spectrum_table.h"
#include "cli/study.h"
#include "cli/verb.h"
#include "io/json.h"

typedef struct request {
    study base;
    bool json;
    bool exceptional;
    size_t count;          /* 0: all */
    ent_interval interval; /* of --exceptional */
    assignment searched;   /* owns the name in it */
} request;

static int take_option(request *self, int *position, int n, char **arguments, ent_error *error)
{
    const char *option = arguments[*position];
    const char *value = "";
    bool taken = false;
    if (strcmp(option, "--json") == 0) {
        self->json = true;
        return ENT_OK;
    }
    if (strcmp(option, "-o") == 0) {
        return study_take_option(&self->base, &taken, position, n, arguments, error);
    }
    if (strcmp(option, "--exceptional") == 0) {
        const int status = option_value(&value, position, n, arguments, error);
        if (status == ENT_OK && self->exceptional) {
            return error_set(error, ENT_ERROR_DUPLICATE, "option '--exceptional' is given twice");
        }
        self->exceptional = true;
        return status == ENT_OK ? study_take_interval(&self->base, &self->interval, &self->searched, value, error)
                                : status;
    }
    if (strcmp(option, "--count") != 0) {
        return unknown_option("spectrum", option, "--exceptional name=LOW:HIGH, --count N, --json, -o FILE and --help",
                              error);
    }
    double number = 0.0;
    int status = option_value(&value, position, n, arguments, error);
    if (status == ENT_OK && ((status = ent_number_parse(&number, value, error)) != ENT_OK || number < 1.0 ||
                             number > 1e9 || number != floor(number))) {
        status = error_set(error, ENT_ERROR_USAGE, "option '--count': '%s' is not a whole number from 1 to 1e9", value);
    }
    self->count = status == ENT_OK ? (size_t)number : 0;
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
    const char *second = self->base.n_axes > 1 ? "beside the range of another parameter"
                         : self->exceptional   ? "with --exceptional"
                         : self->json          ? "with --json: a range gives a table"
                                               : NULL;
    if (status == ENT_OK && self->base.n_axes > 0 && second) {
        status = error_set(error, ENT_ERROR_USAGE, "spectrum: %s must be one number, not a range, %s",
                           self->base.axes[self->base.n_axes - 1].parameter, second);
    }
    if (status == ENT_OK) {
        status = study_check_text_output(&self->base, error);
    }
    if (status == ENT_OK && self->exceptional && !(self->interval.lower < self->interval.upper)) {
        status = error_set(error, ENT_ERROR_USAGE,
                           "option '--exceptional': %s from %g to %g: the lower end must be below the upper one",
                           self->interval.parameter, self->interval.lower, self->interval.upper);
    }
    return status;
}

static void append_text(text_buffer *out, const ent_modes *modes, size_t count)
{
    text_append(out, "%zu eigenvalues in %zu blocks, %zu of them 0; gap %.10g; residual %.1e\n", modes->n_eigenvalues,
                modes->n_blocks, modes->n_steady, modes->gap, modes->residual);
    text_append(out, "%-16s %-16s %-16s %-16s %-10s %-9s %s\n", "decay rate", "frequency", "relaxation time", "period",
                "condition", "error", "where");
    for (size_t k = 0; k < count; ++k) {
        const ent_mode *m = &modes->modes[k];
        const bool zero = fabs(m->decay_rate) <= m->error;
        text_append(out, "%-16.10g %-16.10g %-16.10g %-16.10g %-10.4g %-9.1e %s, block %zu of size %zu, |%d><%d|\n",
                    m->decay_rate, m->frequency, zero ? INFINITY : 1.0 / m->decay_rate,
                    m->frequency > 0.0 ? 2.0 * acos(-1.0) / m->frequency : INFINITY, m->condition, m->error,
                    m->populations ? "populations" : "coherences", m->block, m->block_size, m->row, m->column);
    }
}

static void append_mode(json_writer *json, const ent_mode *m)
{
    json_write_open(json, NULL, '{');
    json_write_number(json, "decay_rate", m->decay_rate);
    json_write_number(json, "frequency", m->frequency);
    json_write_number(json, "n_eigenvalues", (double)m->n_eigenvalues);
    json_write_number(json, "condition", isfinite(m->condition) ? m->condition : NAN);
    json_write_number(json, "error", isfinite(m->error) ? m->error : NAN);
    json_write_number(json, "block", (double)m->block);
    json_write_number(json, "block_size", (double)m->block_size);
    json_write_string(json, "sector", m->populations ? "populations" : "coherences");
    json_write_number(json, "row", m->row);
    json_write_number(json, "column", m->column);
    json_write_close(json, '}');
}

static void append_json(text_buffer *out, const request *self, const ent_modes *modes, size_t count)
{
    json_writer json = {.out = out};
    json_write_open(&json, NULL, '{');
    json_write_string(&json, "model", self->base.model->name);
    json_write_number(&json, "n_eigenvalues", (double)modes->n_eigenvalues);
    json_write_number(&json, "n_blocks", (double)modes->n_blocks);
    json_write_number(&json, "n_steady", (double)modes->n_steady);
    json_write_number(&json, "gap", modes->gap);
    json_write_number(&json, "residual", modes->residual);
    json_write_open(&json, "modes", '[');
    for (size_t k = 0; k < count; ++k) {
        append_mode(&json, &modes->modes[k]);
    }
    json_write_close(&json, ']');
    json_write_close(&json, '}');
}

static const char *side_of(const ent_exceptional *x)
{
    const char *one = x->oscillates_above ? "above" : x->oscillates_below ? "below" : "none";
    return x->oscillates_above && x->oscillates_below ? "both" : one;
}

static void append_points(text_buffer *out, const request *self, const ent_exceptional *points, size_t n)
{
    text_append(out, "%-20s %-9s %-16s %-16s %-5s %-10s %s\n", self->interval.parameter, "error", "decay rate",
                "frequency", "order", "oscillates", "where");
    for (size_t k = 0; k < n; ++k) {
        const ent_exceptional *x = &points[k];
        text_append(out, "%-20.12g %-9.1e %-16.10g %-16.10g %-5zu %-10s %s, block of size %zu\n", x->parameter,
                    x->error, x->decay_rate, x->frequency, x->order, side_of(x),
                    x->populations ? "populations" : "coherences", x->block_size);
    }
}

static void append_points_json(text_buffer *out, const request *self, const ent_exceptional *points, size_t n)
{
    json_writer json = {.out = out};
    json_write_open(&json, NULL, '{');
    json_write_string(&json, "model", self->base.model->name);
    json_write_string(&json, "parameter", self->interval.parameter);
    json_write_number(&json, "lower", self->interval.lower);
    json_write_number(&json, "upper", self->interval.upper);
    json_write_open(&json, "exceptional_points", '[');
    for (size_t k = 0; k < n; ++k) {
        const ent_exceptional *x = &points[k];
        json_write_open(&json, NULL, '{');
        json_write_number(&json, "parameter", x->parameter);
        json_write_number(&json, "error", x->error);
        json_write_number(&json, "decay_rate", x->decay_rate);
        json_write_number(&json, "frequency", x->frequency);
        json_write_number(&json, "order", (double)x->order);
        json_write_string(&json, "oscillates", side_of(x));
        json_write_number(&json, "block_size", (double)x->block_size);
        json_write_string(&json, "sector", x->populations ? "populations" : "coherences");
        json_write_close(&json, '}');
    }
    json_write_close(&json, ']');
    json_write_close(&json, '}');
}

static int find_exceptional(const request *self, text_buffer *out, ent_error *error)
{
    ent_exceptional *points = NULL;
    size_t n = 0;
    const int status = ent_exceptional_find(&points, &n, self->base.model, self->base.parameters,
                                            ent_model_parameter(self->base.model, self->interval.parameter),
                                            self->interval.lower, self->interval.upper, error);
    if (status == ENT_OK && n == 0) {
        (void)fprintf(stderr, "entangine: no exceptional point found for %s from %g to %g\n", self->interval.parameter,
                      self->interval.lower, self->interval.upper);
    }
    const size_t count = self->count && self->count < n ? self->count : n;
    if (status == ENT_OK && self->json) {
        append_points_json(out, self, points, count);
    } else if (status == ENT_OK) {
        append_points(out, self, points, count);
    }
    free(points);
    return status;
}

static int find_modes(const request *self, text_buffer *out, ent_error *error)
{
    ent_modes *modes = NULL;
    const int status = ent_modes_find(&modes, self->base.model, self->base.parameters, error);
    if (status == ENT_OK) {
        const size_t count = self->count && self->count < modes->n_modes ? self->count : modes->n_modes;
        if (self->json) {
            append_json(out, self, modes, count);
        } else {
            append_text(out, modes, count);
        }
    }
    ent_modes_free(modes);
    return status;
}

static int run(int n, char **arguments)
{
    request self = {.json = false};
    ent_error error;
    text_buffer out = {0};
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK) {
        status = self.exceptional       ? find_exceptional(&self, &out, &error)
                 : self.base.n_axes > 0 ? spectrum_table(&out, &self.base, self.count, &error)
                                        : find_modes(&self, &out, &error);
    }
    status = study_output(&self.base, status, &out, &error);
    text_free(&out);
    study_free(&self.base);
    return status == ENT_OK ? finish_output() : complain_error(&error);
}

const verb verb_spectrum = {
    .name = "spectrum",
    .synopsis = "[MODEL] [name=value|RANGE ...] [--exceptional name=LOW:HIGH] [--count N] [--json] [-o FILE]",
    .summary = "how an engine relaxes: eigenvalues of its generator, slowest first",
    .details =
        "The eigenvalues -decay rate +- i frequency of the master equation on all operators, coherences that the steady "
        "state lacks included; a pair of complex conjugates is one line. The gap is the smallest decay rate of those "
        "that are not 0; as many are 0 as there are independent steady states.\n"
        "The condition 1/|<left|right>| is 1 where the mode is orthogonal to the others and grows without bound towards "
        "an exceptional point; error bounds the rounding of the eigenvalue. |i><j| is the largest element of the mode, "
        "basis states counted from 0 (for two qubits |11>, |10>, |01>, |00>).\n"
        "With one parameter as a RANGE it is a table (CSV): the gap, and real and imaginary parts re_1, im_1, re_2, ... of "
        "all eigenvalues, or of the N slowest at the first value; each is continued by the closest one of its block.\n"
        "--exceptional searches a parameter for points where eigenvalues meet together with their eigenvectors: where, "
        "rounding error, the eigenvalue there, how many meet, and on which side they differ in frequency. Mere crossings "
        "are left out; points closer together than 1/200 of the interval may be missed.\n"
        "Numbers are in natural units.",
    .run = run,
};
