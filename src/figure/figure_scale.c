#include "figure/figure_scale.h"

#include <math.h>

/* Room between the largest value and the frame. */
static const double HEADROOM = 1.06;

static void widen(figure_scale *self, const figure_plan *plan, const table *numbers, const figure_curve *curve)
{
    const double *values = table_values(numbers, table_find(numbers, curve->column));
    for (size_t i = 0; i < numbers->n_rows; ++i) {
        if (isfinite(values[i]) && (values[i] > 0.0 || !plan->panel->logarithmic)) {
            self->low = fmin(self->low, values[i]);
            self->high = fmax(self->high, values[i]);
        }
    }
}

/* The smallest and largest value; low above high where there is none. */
static figure_scale span(const figure_plan *plan, const figure_data *data, bool right)
{
    figure_scale self = {INFINITY, -INFINITY, 0};
    for (size_t i = 0; i < FIGURE_MAX_CURVES && plan->panel->curves[i].model; ++i) {
        if (plan->panel->curves[i].right_axis == right) {
            widen(&self, plan, &data->numbers, &plan->panel->curves[i]);
        }
    }
    return self;
}

static figure_scale logarithmic(figure_scale span, double smallest)
{
    if (span.low > span.high) {
        return (figure_scale){smallest, 1.0, 0};
    }
    const double low = fmax(smallest, pow(10.0, floor(log10(span.low))));
    return (figure_scale){fmin(low, 0.1 * span.high), 1.5 * span.high, 0};
}

/* From zero where no value is below it. */
static figure_scale linear(figure_scale span)
{
    const double largest = fmax(fabs(span.low), fabs(span.high));
    if (span.low > span.high || largest == 0.0) {
        return (figure_scale){0.0, 1.0, 0};
    }
    const double room = (HEADROOM - 1.0) * largest;
    figure_scale self = {span.low < 0.0 ? span.low - room : 0.0, span.high > 0.0 ? span.high + room : 0.0, 0};
    if (largest < 0.01 || largest >= 1000.0) {
        self.exponent = (int)floor(log10(largest));
    }
    return self;
}

/* Keeps the threshold 1 in view, and lets the ratio fill the frame. */
static figure_scale around_one(figure_scale span)
{
    if (span.low > span.high) {
        return (figure_scale){0.0, 2.0, 0};
    }
    const double low = fmin(span.low, 1.0), high = fmax(span.high, 1.0);
    const double room = fmax(0.06 * (high - low), 0.02);
    const double below = fmax(room, 0.2 * (high - 1.0));
    return (figure_scale){fmax(low - below, 0.0), high + room, 0};
}

figure_scale figure_scale_of(const figure_plan *plan, const figure_data *data, bool right)
{
    const figure_scale own = span(plan, data, right);
    if (plan->panel->logarithmic) {
        return logarithmic(own, plan->panel->smallest_decade);
    }
    if (plan->panel->rows.parameter) {
        figure_scale self = linear(own);
        self.high = own.high > 0.0 ? own.high : self.high; /* colours need no headroom */
        return self;
    }
    if (!plan->panel->marks_crossing) {
        return linear(own);
    }
    if (!right) {
        return around_one(own);
    }
    const figure_scale left = around_one(span(plan, data, false));
    figure_scale self = linear(own);
    self.low = -self.high * (1.0 - left.low) / (left.high - 1.0);
    return self;
}

double figure_scale_step(double length)
{
    const double decade = pow(10.0, floor(log10(length / 5.0)));
    const double part = length / 5.0 / decade;
    return decade * (part <= 1.001 ? 1.0 : part <= 2.001 ? 2.0 : part <= 5.001 ? 5.0 : 10.0);
}
