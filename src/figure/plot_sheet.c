#include "figure/plot_sheet.h"

#include <math.h>
#include <string.h>

/* Distances in mm: around the frames, between them, of a row of text; and heights of frames. */
static const double LEFT = 15.0, RIGHT = 4.5, COLOURS = 19.5, BOTTOM = 11.0, EDGE = 2.5, GAP = 3.5, ROW = 4.2;
static const double WIDTH = 86.0, ALONE = 50.0, STACKED = 34.0, MAP = 50.0;
static const size_t KEY_COLUMNS = 4;

static plot_span span_of(const plot_view *view, const double *values, bool logarithmic)
{
    plot_span self = {INFINITY, -INFINITY, 0};
    for (size_t i = 0; i < view->n_rows; ++i) {
        const double value = values[view->rows[i]];
        if (isfinite(value) && (value > 0.0 || !logarithmic)) {
            self.low = fmin(self.low, value);
            self.high = fmax(self.high, value);
        }
    }
    return self;
}

static int exponent_of(const plot_span *self)
{
    const double largest = fmax(fabs(self->low), fabs(self->high));
    return largest > 0.0 && (largest < 0.01 || largest >= 10000.0) ? (int)floor(log10(largest)) : 0;
}

/* Room around the data; from zero where that costs little. */
static plot_span widen(plot_span self, bool logarithmic)
{
    if (logarithmic) {
        const double room = fmax(pow(self.high / self.low, 0.04), 1.05);
        return (plot_span){self.low / room, self.high * room, 0};
    }
    const double length = self.high - self.low;
    const double room = length > 0.0 ? 0.06 * length : fmax(0.06 * fabs(self.low), self.low == 0.0 ? 1.0 : 0.0);
    const bool from_zero = self.low >= 0.0 && self.low <= 0.4 * self.high;
    self.low = from_zero ? 0.0 : self.low - room;
    self.high += room;
    return self;
}

static plot_span chosen(plot_span self, double low, double high, bool logarithmic)
{
    if (low != high) {
        self.low = low;
        self.high = high;
    }
    self.exponent = logarithmic ? 0 : exponent_of(&self);
    return self;
}

static void measure_panels(plot_sheet *self)
{
    const plot_view *view = self->view;
    const ent_plot_options *options = view->options;
    for (size_t k = 0; k < view->n_panels; ++k) {
        const double *values = view->file->columns[view->panels[k]].values;
        plot_span span = span_of(view, values, view->is_map ? view->log_z : view->log_y);
        for (size_t i = 0; i < view->n_rows; ++i) {
            self->n_undefined += isnan(values[view->rows[i]]) ? 1 : 0;
        }
        if (view->is_map) {
            span.high = span.high > span.low ? span.high : span.low + fmax(fabs(span.low), 1.0);
            self->z[k] = chosen(span, 0.0, 0.0, view->log_z);
        } else {
            self->y[k] = chosen(widen(span, view->log_y), options->y_low, options->y_high, view->log_y);
        }
    }
}

static void measure_legend(plot_sheet *self)
{
    const plot_view *view = self->view;
    self->legend_rows = view->options->title != NULL;
    if (view->is_map) {
        self->legend_rows += 1;
    } else if (!view->is_trace && view->by.n > 0) {
        self->legend_rows += (view->by.n + KEY_COLUMNS - 1) / KEY_COLUMNS;
    }
    if (view->is_boundary) {
        self->legend_rows += 1;
    }
}

size_t plot_sheet_directions(const plot_view *view)
{
    return view->is_boundary ? 3 : 1;
}

void plot_sheet_measure(plot_sheet *self, const plot_view *view)
{
    const ent_plot_options *options = view->options;
    *self = (plot_sheet){.view = view};
    plot_span x = span_of(view, view->file->columns[view->x.column].values, view->log_x);
    if (x.high <= x.low) {
        x = widen(x, false);
    }
    self->x = chosen(x, options->x_low, options->x_high, view->log_x);
    measure_panels(self);
    if (view->is_map) {
        const plot_span y = {view->by.values[0], view->by.values[view->by.n - 1], 0};
        self->y[0] = chosen(y, options->y_low, options->y_high, view->log_y);
    }
    measure_legend(self);
    const double frame = view->is_map ? MAP : view->n_panels == 1 ? ALONE : STACKED;
    const double n = (double)view->n_panels;
    self->width = options->width > 0.0 ? options->width : WIDTH;
    self->height = options->height > 0.0
                       ? options->height
                       : BOTTOM + EDGE + ROW * (double)self->legend_rows + n * frame + (n - 1.0) * GAP;
}

double plot_sheet_left(const plot_sheet *self)
{
    (void)self;
    return LEFT;
}

double plot_sheet_right(const plot_sheet *self)
{
    return self->width - (self->view->is_map ? COLOURS : RIGHT);
}

static double frame_height(const plot_sheet *self)
{
    const double n = (double)self->view->n_panels;
    return (self->height - BOTTOM - EDGE - ROW * (double)self->legend_rows - (n - 1.0) * GAP) / n;
}

double plot_sheet_bottom(const plot_sheet *self, size_t panel)
{
    return BOTTOM + (double)(self->view->n_panels - 1 - panel) * (frame_height(self) + GAP);
}

double plot_sheet_top(const plot_sheet *self, size_t panel)
{
    return plot_sheet_bottom(self, panel) + frame_height(self);
}

double plot_sheet_row(const plot_sheet *self, size_t row)
{
    return self->height - EDGE - ROW * ((double)row + 0.4);
}
