/* A model in units: a table like others whose functions convert, and let the model in natural units compute. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/number.h"
#include "entangine/units.h"

/* Numbers converted at a time; with the most parameters a model can have, at least 16 points. */
enum { BUFFER = 4096, MAX_OBSERVABLES = 1024 };

/* The model and everything it points to. */
typedef struct dimensional {
    ent_model model; /* first, so that its address is that of the whole */
    ent_model_units units;
    ent_parameter *parameters;
    const ent_unit **parameter_units, **observable_units;
    double *parameter_factors, *observable_factors;
} dimensional;

const ent_model *ent_model_natural(const ent_model *self, double *natural, const double *parameters)
{
    for (size_t p = 0; p < self->n_parameters; ++p) {
        natural[p] = self->units ? parameters[p] * self->units->parameter_factors[p] : parameters[p];
    }
    return self->units ? self->units->natural : self;
}

static void evaluate_some(const ent_model *self, const ent_points *points, size_t first, size_t n)
{
    const ent_model_units *units = self->units;
    double buffer[BUFFER];
    const double *parameters[ENT_MODEL_MAX_PARAMETERS];
    for (size_t p = 0; p < self->n_parameters; ++p) {
        double *column = &buffer[p * n];
        for (size_t i = 0; i < n; ++i) {
            const double value = points->parameters[p][first + i];
            column[i] = value * units->parameter_factors[p];
            if (value != 0.0 && !isnormal(column[i]) && points->status[first + i] == ENT_OK) {
                points->status[first + i] = ENT_ERROR_OUT_OF_RANGE; /* lost on the way to natural units */
            }
        }
        parameters[p] = column;
    }
    double *observables[MAX_OBSERVABLES];
    for (size_t k = 0; k < self->n_observables; ++k) {
        observables[k] = points->observables[k] ? &points->observables[k][first] : NULL;
    }
    const ent_points some = {n,
                             parameters,
                             observables,
                             &points->status[first],
                             points->residual ? &points->residual[first] : NULL,
                             points->route,
                             points->report};
    units->natural->evaluate(units->natural, &some);
    for (size_t k = 0; k < self->n_observables; ++k) {
        for (size_t i = 0; observables[k] && units->observables[k] && i < n; ++i) {
            observables[k][i] *= units->observable_factors[k];
        }
    }
}

static void evaluate(const ent_model *self, const ent_points *points)
{
    const size_t most = BUFFER / (self->n_parameters + 1);
    for (size_t first = 0; first < points->n; first += most) {
        const size_t rest = points->n - first;
        evaluate_some(self, points, first, rest < most ? rest : most);
    }
}

static ent_verdict entangled(const ent_model *self, const double *parameters, const double *observables)
{
    double natural[ENT_MODEL_MAX_PARAMETERS], scaled[MAX_OBSERVABLES];
    const ent_model *model = ent_model_natural(self, natural, parameters);
    for (size_t k = 0; k < self->n_observables; ++k) {
        scaled[k] = observables[k] / self->units->observable_factors[k];
    }
    return model->entangled(model, natural, scaled);
}

static bool decides(const ent_model *self, size_t observable)
{
    const ent_model *model = self->units->natural;
    return model->decides(model, observable);
}

static const char *why_undefined(const ent_model *self, const double *parameters, size_t observable)
{
    double natural[ENT_MODEL_MAX_PARAMETERS];
    const ent_model *model = ent_model_natural(self, natural, parameters);
    return model->why_undefined(model, natural, observable);
}

static const char *why_failed(const ent_model *self, const double *parameters, int status, char *room, size_t size)
{
    double natural[ENT_MODEL_MAX_PARAMETERS];
    const ent_model *model = ent_model_natural(self, natural, parameters);
    return model->why_failed(model, natural, status, room, size);
}

static int gradient(const ent_model *self, const double *parameters, ent_route route, double *gradients)
{
    double natural[ENT_MODEL_MAX_PARAMETERS];
    const ent_model *model = ent_model_natural(self, natural, parameters);
    const int status = model->gradient(model, natural, route, gradients);
    for (size_t k = 0; k < self->n_observables; ++k) {
        for (size_t p = 0; p < self->n_parameters; ++p) {
            gradients[k * self->n_parameters + p] *=
                self->units->observable_factors[k] * self->units->parameter_factors[p];
        }
    }
    return status;
}

/* The unit of a parameter that was not given in one. */
static const ent_unit *choose_unit(const ent_model *model, size_t parameter, const ent_unit *energy,
                                   const ent_unit *const *units)
{
    const ent_quantity quantity = model->parameters[parameter].quantity;
    for (size_t p = 0; p < model->n_parameters; ++p) {
        if (units[p] && model->parameters[p].quantity == quantity) {
            return units[p];
        }
    }
    const bool same =
        quantity == ENT_QUANTITY_ENERGY || (quantity == ENT_QUANTITY_RATE && energy->base <= ENT_UNIT_ELECTRONVOLT);
    return same ? energy : ent_unit_si(quantity);
}

/* A unit of a quantity, in natural units whose unit of energy is `scale` (a power of two) times the unit `energy`. */
static double factor_of(const ent_unit *unit, ent_quantity quantity, const ent_unit *energy, double scale)
{
    const bool like_energy =
        quantity == ENT_QUANTITY_ENERGY || quantity == ENT_QUANTITY_TEMPERATURE || quantity == ENT_QUANTITY_RATE;
    if (!unit) {
        return 1.0;
    }
    if (like_energy && unit->base == energy->base) {
        return ent_unit_convert(1.0, unit, energy, ENT_QUANTITY_ENERGY) / scale;
    }
    return ent_unit_size(unit, quantity) /
           ent_quantity_size(quantity, scale * ent_unit_size(energy, ENT_QUANTITY_ENERGY));
}

/* The decimal of 15 digits if it is the same to rounding: 0.011 * 20 ueV is shown as 0.22 ueV. */
static double round_decimal(double value)
{
    char text[NUMBER_SIZE];
    (void)snprintf(text, sizeof text, "%.15g", value);
    const double rounded = strtod(text, NULL);
    return fabs(rounded - value) <= DBL_EPSILON * fabs(value) ? rounded : value;
}

static void set_parameters(dimensional *self, double value, const ent_unit *unit, const ent_unit *const *units)
{
    const ent_model *natural = self->units.natural;
    const double scale = exp2(floor(log2(value)));
    self->units.energy = scale * ent_unit_size(unit, ENT_QUANTITY_ENERGY);
    for (size_t p = 0; p < natural->n_parameters; ++p) {
        ent_parameter *parameter = &self->parameters[p];
        *parameter = natural->parameters[p];
        const bool number = parameter->quantity == ENT_QUANTITY_NUMBER;
        self->parameter_units[p] = number ? NULL : units[p] ? units[p] : choose_unit(natural, p, unit, units);
        const double factor = factor_of(self->parameter_units[p], parameter->quantity, unit, scale);
        self->parameter_factors[p] = factor;
        if (!number) {
            parameter->initial = round_decimal(parameter->initial * value / scale / factor);
            parameter->lower *= value / scale / factor;
            parameter->upper *= value / scale / factor;
        }
    }
}

static void set_observables(dimensional *self)
{
    const ent_model *natural = self->units.natural;
    for (size_t k = 0; k < natural->n_observables; ++k) {
        const ent_quantity quantity = natural->observables[k].quantity;
        self->observable_units[k] = ent_unit_si(quantity);
        self->observable_factors[k] = ent_quantity_size(quantity, self->units.energy);
    }
}

static bool allocate(dimensional *self, const ent_model *natural)
{
    const size_t n = natural->n_parameters + 1, m = natural->n_observables + 1;
    self->parameters = calloc(n, sizeof *self->parameters);
    self->parameter_units = calloc(n, sizeof(void *));
    self->parameter_factors = calloc(n, sizeof *self->parameter_factors);
    self->observable_units = calloc(m, sizeof(void *));
    self->observable_factors = calloc(m, sizeof *self->observable_factors);
    return self->parameters && self->parameter_units && self->parameter_factors && self->observable_units &&
           self->observable_factors;
}

static int check(const ent_model *natural, double value, const ent_unit *unit, const ent_unit *const *units,
                 ent_error *error)
{
    if (natural->units || natural->n_observables > MAX_OBSERVABLES) {
        return error_set(error, ENT_ERROR_USAGE, "model %s %s", natural->name,
                         natural->units ? "has units already" : "has too many observables to have units");
    }
    if (!(value > 0.0 && isfinite(value))) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "a unit of energy of %.15g %s: must be finite and above 0",
                         value, unit->symbol);
    }
    const double power = ent_quantity_size(ENT_QUANTITY_HEAT_CURRENT, value * ent_unit_size(unit, ENT_QUANTITY_ENERGY));
    if (power < 1e-250 || power > 1e250) { /* what is computed must not underflow or overflow in W */
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "a unit of energy of %.15g %s: too %s for results in SI units",
                         value, unit->symbol, power < 1.0 ? "small" : "large");
    }
    if (!ent_unit_fits(unit, ENT_QUANTITY_ENERGY)) {
        return error_set(error, ENT_ERROR_USAGE, "'%s' is no unit of an energy", unit->symbol);
    }
    for (size_t p = 0; p < natural->n_parameters; ++p) {
        if (units[p] && !ent_unit_fits(units[p], natural->parameters[p].quantity)) {
            return error_set(error, ENT_ERROR_USAGE, "'%s' is no unit of %s", units[p]->symbol,
                             natural->parameters[p].name);
        }
    }
    return ENT_OK;
}

int ent_model_in_units(ent_model **model, const ent_model *natural, double value, const ent_unit *unit,
                       const ent_unit *const *units, ent_error *error)
{
    *model = NULL;
    const int status = check(natural, value, unit, units, error);
    if (status != ENT_OK) {
        return status;
    }
    dimensional *self = calloc(1, sizeof *self);
    if (!self || !allocate(self, natural)) {
        ent_model_in_units_free(self ? &self->model : NULL);
        return error_no_memory(error);
    }
    /* Field by field: a function that is not wrapped would take numbers in units for natural ones. */
    self->model = (ent_model){.name = natural->name,
                              .title = natural->title,
                              .energy_unit = natural->energy_unit,
                              .unit_parameter = natural->unit_parameter,
                              .citation = natural->citation,
                              .n_parameters = natural->n_parameters,
                              .n_observables = natural->n_observables,
                              .n_constraints = natural->n_constraints,
                              .n_validity = natural->n_validity,
                              .parameters = self->parameters,
                              .observables = natural->observables,
                              .constraints = natural->constraints,
                              .validity = natural->validity,
                              .evaluate = evaluate,
                              .entangled = entangled,
                              .decides = natural->decides ? decides : NULL,
                              .why_undefined = why_undefined,
                              .why_failed = natural->why_failed ? why_failed : NULL,
                              .gradient = natural->gradient ? gradient : NULL,
                              .dynamics = natural->dynamics,
                              .units = &self->units};
    self->units = (ent_model_units){.natural = natural,
                                    .parameters = self->parameter_units,
                                    .observables = self->observable_units,
                                    .parameter_factors = self->parameter_factors,
                                    .observable_factors = self->observable_factors};
    set_parameters(self, value, unit, units);
    set_observables(self);
    *model = &self->model;
    return ENT_OK;
}

void ent_model_in_units_free(ent_model *self)
{
    dimensional *whole = (dimensional *)self;
    if (whole) {
        free(whole->parameters);
        free(whole->parameter_units);
        free(whole->parameter_factors);
        free(whole->observable_units);
        free(whole->observable_factors);
        free(whole);
    }
}
