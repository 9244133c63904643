#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/verb.h"

enum { MAX_Y = 12, MAX_SLICES = 64, MAX_SIZE_TEXT = 64 };

typedef struct request {
    const char *file, *output;
    ent_plot_options options;
    char *names; /* the list of --y, cut into names */
    const char *y[MAX_Y];
    assignment pairs[MAX_SLICES];
    ent_slice slices[MAX_SLICES];
} request;

static int parse_y(request *self, const char *text, ent_error *error)
{
    free(self->names);
    self->names = malloc(strlen(text) + 1);
    self->options.n_y = 0;
    if (!self->names) {
        return error_set(error, ENT_ERROR_NO_MEMORY, "not enough memory");
    }
    memcpy(self->names, text, strlen(text) + 1);
    for (char *name = self->names, *next; name; name = next) {
        next = strchr(name, ',');
        if (next) {
            *next++ = '\0';
        }
        if (*name == '\0' || self->options.n_y == MAX_Y) {
            return error_set(error, ENT_ERROR_USAGE, "--y %s: expected one to %d names, such as --y J_ratio,negativity",
                             text, MAX_Y);
        }
        self->y[self->options.n_y++] = name;
    }
    self->options.y = self->y;
    return ENT_OK;
}

static int parse_slice(request *self, const char *text, ent_error *error)
{
    const size_t n = self->options.n_slices;
    if (n == MAX_SLICES) {
        return error_set(error, ENT_ERROR_USAGE, "--at %s: more than %d slices", text, MAX_SLICES);
    }
    int status = assignment_split(&self->pairs[n], text, error);
    for (size_t i = 0; status == ENT_OK && i < n; ++i) {
        if (strcmp(self->pairs[i].name, self->pairs[n].name) == 0) {
            status = error_set(error, ENT_ERROR_DUPLICATE, "--at %s: %s is given twice", text, self->pairs[n].name);
        }
    }
    if (status == ENT_OK) {
        self->slices[n].axis = self->pairs[n].name;
        status = ent_number_parse(&self->slices[n].value, self->pairs[n].text, error);
        status = status == ENT_OK ? ENT_OK : error_in_argument(text, error);
    }
    self->options.slices = self->slices;
    self->options.n_slices += status == ENT_OK;
    return status;
}

static int parse_log(request *self, const char *text, ent_error *error)
{
    for (const char *item = text;;) {
        const size_t length = strcspn(item, ",");
        const char *const letter = length == 1 ? strchr("xyz", *item) : NULL;
        if (letter && *item) {
            self->options.log |= *item == 'x' ? ENT_PLOT_LOG_X : *item == 'y' ? ENT_PLOT_LOG_Y : ENT_PLOT_LOG_Z;
        } else if (length == 4 && strncmp(item, "none", 4) == 0) {
            self->options.log |= ENT_PLOT_LOG_NONE;
        } else {
            return error_set(error, ENT_ERROR_USAGE, "--log %s: expected x, y, z, a list of them, or none", text);
        }
        if (item[length] == '\0') {
            return ENT_OK;
        }
        item += length + 1;
    }
}

/* Two numbers with a sign between them. */
static int parse_pair(double *first, double *second, const char *option, const char *text, char sign, ent_error *error)
{
    char low[MAX_SIZE_TEXT] = "";
    const char *middle = strchr(text, sign);
    const size_t length = middle ? (size_t)(middle - text) : sizeof low;
    if (length < sizeof low) {
        memcpy(low, text, length);
    }
    if (length >= sizeof low || ent_number_parse(first, low, NULL) != ENT_OK ||
        ent_number_parse(second, middle + 1, NULL) != ENT_OK) {
        return error_set(error, ENT_ERROR_USAGE, "%s %s: expected two numbers, such as %s", option, text,
                         sign == ':' ? "0:0.5" : "86x60");
    }
    if (sign == ':' ? !(*first < *second) : !(*first > 0.0 && *second > 0.0)) {
        return error_set(error, ENT_ERROR_USAGE, "%s %s: %s", option, text,
                         sign == ':' ? "must rise from its low to its high end" : "must be above 0, in mm");
    }
    return ENT_OK;
}

static int parse_value(request *self, const char *option, const char *value, ent_error *error)
{
    ent_plot_options *options = &self->options;
    const struct {
        const char *name, **text;
    } texts[] = {{"-o", &self->output},           {"--x", &options->x},
                 {"--by", &options->by},          {"--title", &options->title},
                 {"--xlabel", &options->x_label}, {"--ylabel", &options->y_label}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        if (strcmp(option, texts[i].name) == 0) {
            *texts[i].text = value;
            return ENT_OK;
        }
    }
    if (strcmp(option, "--y") == 0) {
        return parse_y(self, value, error);
    }
    if (strcmp(option, "--at") == 0) {
        return parse_slice(self, value, error);
    }
    if (strcmp(option, "--log") == 0) {
        return parse_log(self, value, error);
    }
    if (strcmp(option, "--size") == 0) {
        return parse_pair(&options->width, &options->height, option, value, 'x', error);
    }
    return strcmp(option, "--xrange") == 0 ? parse_pair(&options->x_low, &options->x_high, option, value, ':', error)
                                           : parse_pair(&options->y_low, &options->y_high, option, value, ':', error);
}

static bool takes_value(const char *option)
{
    static const char *const names[] = {"-o",      "--x",      "--y",      "--by",     "--at",     "--log",
                                        "--title", "--xlabel", "--ylabel", "--xrange", "--yrange", "--size"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        if (strcmp(option, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int parse_kind(request *self, ent_plot_kind kind, ent_error *error)
{
    if (self->options.kind != ENT_PLOT_AUTOMATIC && self->options.kind != kind) {
        return error_set(error, ENT_ERROR_USAGE, "plot: --map and --lines exclude each other");
    }
    self->options.kind = kind;
    return ENT_OK;
}

static int parse(request *self, int n, char **arguments, ent_error *error)
{
    int status = ENT_OK;
    for (int i = 0; status == ENT_OK && i < n; ++i) {
        const char *argument = arguments[i];
        if (takes_value(argument)) {
            ++i;
            status = i < n && *arguments[i] ? parse_value(self, argument, arguments[i], error)
                                            : error_set(error, ENT_ERROR_USAGE, "plot: %s needs a value", argument);
        } else if (strcmp(argument, "--map") == 0) {
            status = parse_kind(self, ENT_PLOT_MAP, error);
        } else if (strcmp(argument, "--lines") == 0) {
            status = parse_kind(self, ENT_PLOT_LINES, error);
        } else if (argument[0] == '-') {
            status = unknown_option("plot", argument,
                                    "--x, --y, --by, --at, --log, --map, --lines, --title, --xlabel, --ylabel, "
                                    "--xrange, --yrange, --size, -o and --help",
                                    error);
        } else if (self->file) {
            status = error_set(error, ENT_ERROR_USAGE, "plot: one file at a time: '%s' is one too many", argument);
        } else {
            self->file = argument;
        }
    }
    if (status == ENT_OK && !self->file) {
        status = error_set(error, ENT_ERROR_USAGE, "plot: which file? give a result, CSV or HDF5, such as map.csv");
    }
    return status;
}

/* Without -o: FILE.svg and FILE.png beside the file. */
static int draw(const request *self, ent_error *error)
{
    static const char *const endings[] = {".svg", ".png"};
    text_buffer paths[2] = {{0}, {0}};
    const char *outputs[2] = {self->output, NULL};
    ent_plot_report report;
    int status = ENT_OK;
    const char *name = strrchr(self->file, '/'), *ending = strrchr(name ? name : self->file, '.');
    const int stem = (int)(ending ? (size_t)(ending - self->file) : strlen(self->file));
    for (size_t i = 0; !self->output && i < 2; ++i) {
        text_append(&paths[i], "%.*s%s", stem, self->file, endings[i]);
        status = paths[i].failed ? error_set(error, ENT_ERROR_NO_MEMORY, "not enough memory") : status;
        outputs[i] = text_content(&paths[i]);
    }
    if (status == ENT_OK) {
        status = ent_plot(self->file, self->output ? 1 : 2, outputs, &self->options, &report, error);
    }
    if (status == ENT_OK) {
        (void)fprintf(stderr, "entangine: %s%s%s: %s", outputs[0], self->output ? "" : " and ",
                      self->output ? "" : outputs[1], report.drawn);
        (void)fprintf(stderr, report.n_undefined ? "; %zu undefined values\n" : "\n", report.n_undefined);
    }
    text_free(&paths[0]);
    text_free(&paths[1]);
    return status;
}

static int run(int n, char **arguments)
{
    request self = {0};
    ent_error error;
    int status = parse(&self, n, arguments, &error);
    if (status == ENT_OK && self.file) {
        status = draw(&self, &error);
    }
    free(self.names);
    return status == ENT_OK ? finish_output() : complain_error(&error);
}

const verb verb_plot = {
    .name = "plot",
    .synopsis = "FILE [--x NAME] [--y NAME,...] [--by NAME] [--at name=value ...] [--map|--lines] [--log x|y|z|none] "
                "[--title TEXT] [--xlabel TEXT] [--ylabel TEXT] [--xrange LOW:HIGH] [--yrange LOW:HIGH] [--size WxH] "
                "[-o FILE.svg|.pdf|.png|.gp]",
    .summary = "a picture of a result file",
    .details =
        "Draws what sweep, boundary, optimise or evolve wrote, or any CSV with a header and the axes first. One axis "
        "gives a line, a second axis of at most 6 values a family of lines, two long axes a heat map with the contour "
        "J_ratio = 1 (without J_ratio: where the negativity ends); of a boundary, roots are solid where the observable "
        "leaves and dashed where it enters as the found parameter grows. Undefined and failed points are gaps.\n"
        "--x names the column along the axis, --by the axis that tells lines apart, --y the observables, a panel each "
        "(without it up to four; of more, J_ratio and negativity). --at keeps the points of one value of an axis; "
        "three axes need one.\n"
        "--log sets logarithmic axes (z: the colours); an axis that is spaced so is drawn so unless --log none. "
        "--size is in mm.\n"
        "-o names the picture, or the gnuplot script, which holds its data; without it FILE.svg and FILE.png are "
        "written beside FILE. Pictures need gnuplot.",
    .run = run,
};
