#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "entangine/units.h"
#include "study/solution.h"
#include "study/solve_from.h"

/* What 1 in natural units is in the unit of an observable. */
static double unit_of(const ent_model *model, size_t observable)
{
    return model->units ? model->units->observable_factors[observable] : 1.0;
}

/* What a side of a rule is, from what follows its key: ":temperature}", ":entropy_rate}", ":number}", or "}". */
static ent_quantity side_quantity(const char *rest)
{
    return strncmp(rest, ":temperature}", 13) == 0    ? ENT_QUANTITY_TEMPERATURE
           : strncmp(rest, ":entropy_rate}", 14) == 0 ? ENT_QUANTITY_ENTROPY_RATE
           : strncmp(rest, ":number}", 8) == 0        ? ENT_QUANTITY_NUMBER
                                                      : ENT_QUANTITY_ENERGY;
}

/* A side of a rule with its unit, if the model has units: energies and rates in that of the unit parameter. */
static void append_side(text_buffer *out, const ent_model *model, double value, ent_quantity quantity)
{
    const ent_model_units *units = model->units;
    if (!units || quantity == ENT_QUANTITY_NUMBER) {
        text_append(out, "%.4g", value);
        return;
    }
    const size_t parameter = ent_model_parameter(model, model->unit_parameter ? model->unit_parameter : "");
    const bool known = quantity == ENT_QUANTITY_ENERGY && parameter < model->n_parameters;
    const ent_unit *unit = known ? units->parameters[parameter] : ent_unit_si(quantity);
    text_append(out, "%.4g %s", value * ent_quantity_size(quantity, units->energy) / ent_unit_size(unit, quantity),
                unit->symbol);
}

/* Replaces {left}, {right}, {ratio} and {limit} in a template. */
static void expand(text_buffer *out, const ent_model *model, const ent_validity *rule, double left, double right)
{
    const struct {
        const char *key;
        double value;
    } numbers[] = {{"{left", left}, {"{right", right}, {"{ratio}", left / right}, {"{limit}", rule->limit}};
    const char *rest = rule->text;
    while (*rest) {
        size_t k = 0;
        while (k < 4 && strncmp(rest, numbers[k].key, strlen(numbers[k].key)) != 0) {
            ++k;
        }
        if (k == 4) {
            text_append(out, "%c", *rest++);
            continue;
        }
        rest += strlen(numbers[k].key);
        if (k < 2) {
            append_side(out, model, numbers[k].value, side_quantity(rest));
            rest += strcspn(rest, "}") + (strchr(rest, '}') != NULL);
        } else {
            text_append(out, "%.4g", numbers[k].value);
        }
    }
}

/* Takes the text over, also when it fails. */
static int add_warning(ent_solution *self, text_buffer *message)
{
    if (message->failed) {
        text_free(message);
        return ENT_ERROR_NO_MEMORY;
    }
    self->warnings[self->n_warnings++] = message->data;
    return ENT_OK;
}

/* Names the numbers of a numerical solution that may be nothing but rounding. */
static int warn_of_rounding(ent_solution *self)
{
    const double resolved = fmax(1e-20, 10.0 * self->residual);
    text_buffer message = {0};
    for (size_t i = 0; i < self->model->n_observables; ++i) {
        const double size = fabs(self->observables[i]) / unit_of(self->model, i);
        if (size > 0.0 && size < resolved) {
            text_append(&message, message.size ? ", %s" : "%s", self->model->observables[i].name);
        }
    }
    if (message.size == 0 && !message.failed) {
        return ENT_OK;
    }
    text_append(&message, ": below %.0e the numerical route gives rounding, so this is 0 within its accuracy",
                resolved);
    return add_warning(self, &message);
}

/* The limits of the model, compared in natural units. */
static int warn_of_limits(ent_solution *self)
{
    const ent_model *model = self->model;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    int status = ENT_OK;
    double *observables = calloc(model->n_observables + 1, sizeof *observables);
    if (!observables) {
        return ENT_ERROR_NO_MEMORY;
    }
    const ent_model *natural = ent_model_natural(model, parameters, self->parameters);
    for (size_t i = 0; i < model->n_observables; ++i) {
        observables[i] = self->observables[i] / unit_of(model, i);
    }
    for (size_t i = 0; status == ENT_OK && i < model->n_validity; ++i) {
        const ent_validity *rule = &model->validity[i];
        double left, right;
        rule->compare(natural, rule, parameters, observables, &left, &right);
        if (left > rule->limit * right) {
            text_buffer message = {0};
            expand(&message, model, rule, left, right);
            status = add_warning(self, &message);
        }
    }
    free(observables);
    return status;
}

/* Why no fluctuation at all is known of this state; NULL: they are. */
static const char *why_no_fluctuations(const ent_solution *self)
{
    if (self->selected) {
        return "they belong to a steady state that is unique";
    }
    const bool in_blocks = self->report.route && strcmp(self->report.route, "blocks") == 0;
    const size_t activity = ent_model_observable(self->model, "activity"); /* is known where any is */
    return in_blocks && activity < self->model->n_observables && isnan(self->observables[activity])
               ? self->model->why_undefined(self->model, self->parameters, activity)
               : NULL;
}

static bool is_fluctuation(const ent_observable *observable)
{
    return strcmp(observable->group, "fluctuations") == 0;
}

/* One warning for all of them. */
static int warn_of_fluctuations(ent_solution *self, const char *why)
{
    text_buffer message = {0};
    for (size_t i = 0; i < self->model->n_observables; ++i) {
        if (isnan(self->observables[i]) && is_fluctuation(&self->model->observables[i])) {
            text_append(&message, message.size ? ", %s" : "%s", self->model->observables[i].name);
        }
    }
    if (message.size == 0 && !message.failed) {
        return ENT_OK;
    }
    text_append(&message, " are undefined: %s", why);
    return add_warning(self, &message);
}

static int warn_of_undefined(ent_solution *self)
{
    const ent_model *model = self->model;
    const char *no_fluctuations = why_no_fluctuations(self);
    int status = no_fluctuations ? warn_of_fluctuations(self, no_fluctuations) : ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < model->n_observables; ++i) {
        if (isnan(self->observables[i]) && !(no_fluctuations && is_fluctuation(&model->observables[i]))) {
            text_buffer message = {0};
            const char *why = self->selected ? solve_from_why_undefined(&model->observables[i]) : NULL;
            text_append(&message, "%s is undefined: %s", model->observables[i].name,
                        why ? why : model->why_undefined(model, self->parameters, i));
            status = add_warning(self, &message);
        }
    }
    return status;
}

int solution_collect_warnings(ent_solution *self)
{
    const ent_model *model = self->model;
    self->warnings = calloc(model->n_validity + model->n_observables + 2, sizeof *self->warnings);
    if (!self->warnings) {
        return ENT_ERROR_NO_MEMORY;
    }
    int status = warn_of_limits(self);
    self->n_limits = self->n_warnings;
    if (status == ENT_OK && !ent_solution_is_closed_form(self)) {
        status = warn_of_rounding(self);
    }
    return status == ENT_OK ? warn_of_undefined(self) : status;
}
