#include "io/unit_label.h"

#include <stdio.h>

#include "entangine/units.h"

/* What a name stands for: a quantity, and its unit if it has one. Times go by the name t. */
typedef struct named_quantity {
    ent_quantity quantity;
    const ent_unit *unit;
} named_quantity;

static named_quantity find(const ent_model *model, const char *name)
{
    const ent_model_units *units = model->units;
    const size_t p = ent_model_parameter(model, name);
    if (p < model->n_parameters) {
        return (named_quantity){model->parameters[p].quantity, units ? units->parameters[p] : NULL};
    }
    const size_t k = ent_model_observable(model, name);
    if (k < model->n_observables) {
        return (named_quantity){model->observables[k].quantity, units ? units->observables[k] : NULL};
    }
    return (named_quantity){ENT_QUANTITY_NUMBER, NULL};
}

/* Powers of the unit of energy, with hbar = k_B = 1. */
static const char *natural_unit(char unit[UNIT_SIZE], const ent_model *model, ent_quantity quantity)
{
    (void)snprintf(unit, UNIT_SIZE, "%s%s%s", quantity == ENT_QUANTITY_TIME ? "1/" : "",
                   quantity == ENT_QUANTITY_NUMBER ? "1" : model->energy_unit,
                   quantity == ENT_QUANTITY_HEAT_CURRENT ? "^2"
                   : quantity == ENT_QUANTITY_HEAT_NOISE ? "^3"
                                                         : "");
    return unit;
}

const char *unit_of_name(char unit[UNIT_SIZE], const ent_model *model, const char *name)
{
    const named_quantity found = find(model, name);
    if (!found.unit) {
        return natural_unit(unit, model, found.quantity);
    }
    (void)snprintf(unit, UNIT_SIZE, "%s", found.unit->symbol);
    return unit;
}

const char *unit_of_time(char unit[UNIT_SIZE], const ent_model *model)
{
    if (!model->units) {
        return natural_unit(unit, model, ENT_QUANTITY_TIME);
    }
    (void)snprintf(unit, UNIT_SIZE, "%s", ent_unit_si(ENT_QUANTITY_TIME)->symbol);
    return unit;
}

void label_append(text_buffer *out, const ent_model *model, const char *name)
{
    const ent_unit *unit = find(model, name).unit;
    text_append(out, unit ? "%s [%s]" : "%s", name, unit ? unit->symbol : "");
}

const char *unit_after_number(char unit[UNIT_SIZE], const ent_model *model, const char *name)
{
    const named_quantity found = find(model, name);
    (void)snprintf(unit, UNIT_SIZE, "%s%s", found.unit ? " " : "", found.unit ? found.unit->symbol : "");
    return unit;
}
