/* A panel with the caller's settings: every value that will be computed, checked. */
#ifndef FIGURE_PLAN_H
#define FIGURE_PLAN_H

#include "entangine/figure.h"
#include "entangine/model.h"
#include "figure/figure_panel.h"

typedef struct figure_plan {
    const figure_panel *panel;
    const ent_model *model;
    double parameters[ENT_MODEL_MAX_PARAMETERS]; /* of the model; axis and outer are replaced point by point */
    size_t axis_index, outer_index;              /* of the model's parameters; n_parameters if there is no outer */
    ent_range axis, outer;                       /* outer is the family or the rows; those from settings rise */
    bool logarithmic_axis;
} figure_plan;

/* Puts the settings into the panel; free with figure_plan_free, also after a failure.
 * Returns ENT_OK, ENT_ERROR_UNKNOWN_NAME, ENT_ERROR_OUT_OF_RANGE, ENT_ERROR_USAGE, ENT_ERROR_DUPLICATE or
 * ENT_ERROR_NO_MEMORY. */
int figure_plan_create(figure_plan *self, const figure_panel *panel, size_t n, const ent_figure_setting *settings,
                       ent_error *error);

void figure_plan_free(figure_plan *self);

/* Whether a setting may replace the parameter. */
bool figure_panel_accepts(const figure_panel *panel, const char *parameter);

/* The symbol of the model's unit of energy, or NULL where a setting gave that energy another value than 1. */
const char *figure_plan_unit(const figure_plan *self);

#endif
