/* The panels of figures 2 to 6 as tables: what is varied, what is held, what is drawn. */
#ifndef FIGURE_PANEL_H
#define FIGURE_PANEL_H

#include <stdbool.h>
#include <stddef.h>

/* A parameter varied along an axis. */
typedef struct figure_axis {
    const char *parameter;
    double start, stop;
    size_t count;
    bool logarithmic; /* both the spacing of the values and the drawn axis */
} figure_axis;

enum {
    FIGURE_MAX_FAMILY = 8,
    FIGURE_MAX_CURVES = 4,
    FIGURE_MAX_FIXED = 4,
    FIGURE_MAX_BOUND = 6,
    FIGURE_MAX_SEARCHED = 2
};

/* A parameter with one value. */
typedef struct figure_value {
    const char *parameter; /* NULL ends a list */
    double value;
} figure_value;

/* A parameter of a curve's model that takes the value of one of the panel's. */
typedef struct figure_binding {
    const char *parameter; /* NULL ends a list */
    const char *source;
} figure_binding;

/* A parameter optimised for the largest negativity, searched logarithmically. */
typedef struct figure_search {
    const char *parameter; /* NULL ends a list */
    const char *column;    /* of the table, where the best value goes */
    double lower, upper;
} figure_search;

/* What is drawn once, or once for every value of the family. */
typedef struct figure_curve {
    const char *model; /* NULL ends the list; parameters are the panel's if this is the panel's model */
    const char *observable;
    const char *column; /* of the table, where the observable goes */
    const char *label;  /* in the key; NULL: none */
    bool dashed, right_axis;
    figure_value fixed[FIGURE_MAX_FIXED];
    figure_binding bound[FIGURE_MAX_BOUND]; /* for another model than the panel's */
    figure_search searched[FIGURE_MAX_SEARCHED];
} figure_curve;

typedef struct figure_panel {
    const char *name, *description;
    const char *model;
    figure_axis axis;
    figure_axis rows;                        /* of a heat map: the vertical axis; else no parameter */
    const char *family;                      /* the parameter that tells curves apart, or NULL */
    double family_values[FIGURE_MAX_FAMILY]; /* 0 ends them */
    figure_value fixed[FIGURE_MAX_FIXED];    /* where the panel differs from the model's defaults */
    const char *locked[2];                   /* parameters that would take the curves apart: not to be set */
    figure_curve curves[FIGURE_MAX_CURVES];
    double row_line;        /* of a heat map: a dashed horizontal line */
    double smallest_decade; /* of a logarithmic vertical axis: nothing below is drawn */
    bool logarithmic;       /* the vertical axis */
    bool marks_crossing;    /* whether the places where the first curve crosses 1 are marked */
} figure_panel;

/* The panels in order of the paper. */
extern const figure_panel figure_panels[];
extern const size_t n_figure_panels;

/* The panel's vertical parameter of the table: the rows of a heat map, else the family; NULL if there is neither. */
const char *figure_panel_outer(const figure_panel *self);

/* Whether the curve depends on a parameter of the panel. */
bool figure_curve_follows(const figure_panel *panel, const figure_curve *curve, const char *parameter);

/* Whether the curve optimises a parameter. */
bool figure_curve_searches(const figure_curve *curve, const char *parameter);

#endif
