#include "figure/figure_panel.h"

#include <string.h>

/* Figures 2 to 5 are drawn at the defaults of the model `local`. The values of T_h (but for 0.7), g of 6a and gamma_c
 * of 6b are not in the paper's text: those here show what the text says of the figures. */
const figure_panel figure_panels[] = {
    {
        .name = "2a",
        .description = "heat current J_ss against detuning delta, for several T_h",
        .model = "local",
        .axis = {"delta", 0.0, 0.05, 201, false},
        .family = "T_h",
        .family_values = {0.3, 0.5, 0.7, 1.0},
        .curves = {{.model = "local", .observable = "J_ss", .column = "J_ss"}},
    },
    {
        .name = "2b",
        .description = "negativity against detuning delta, for several T_h",
        .model = "local",
        .axis = {"delta", 0.0, 0.05, 201, false},
        .family = "T_h",
        .family_values = {0.3, 0.5, 0.7, 1.0},
        .curves = {{.model = "local", .observable = "negativity", .column = "negativity"}},
    },
    {
        .name = "3a",
        .description = "J_ss/J_c and negativity against detuning delta: entanglement ends where the ratio falls to 1",
        .model = "local",
        .axis = {"delta", 0.0, 0.06, 241, false},
        .fixed = {{"T_h", 0.25}},
        .curves = {{.model = "local", .observable = "J_ratio", .column = "J_ratio"},
                   {.model = "local",
                    .observable = "negativity",
                    .column = "negativity",
                    .dashed = true,
                    .right_axis = true}},
        .marks_crossing = true,
    },
    {
        .name = "3b",
        .description = "J_ss/J_c and negativity against hot-bath temperature T_h: entanglement begins at ratio 1",
        .model = "local",
        .axis = {"T_h", 0.1, 1.0, 241, false},
        .fixed = {{"delta", 0.01}},
        .curves = {{.model = "local", .observable = "J_ratio", .column = "J_ratio"},
                   {.model = "local",
                    .observable = "negativity",
                    .column = "negativity",
                    .dashed = true,
                    .right_axis = true}},
        .marks_crossing = true,
    },
    {
        .name = "4a",
        .description =
            "heat current J_ss against tunnelling kappa_h at fixed detuning; dashed: no detuning, no tunnelling",
        .model = "local",
        .axis = {"kappa_h", 0.0, 0.15, 151, false},
        .family = "T_h",
        .family_values = {0.5, 0.7, 1.0},
        .fixed = {{"delta", 0.01}},
        .curves = {{.model = "local", .observable = "J_ss", .column = "J_ss"},
                   {.model = "local",
                    .observable = "J_ss",
                    .column = "J_ss_resonant",
                    .label = "δ = κ_h = 0",
                    .dashed = true,
                    .fixed = {{"delta", 0.0}, {"kappa_h", 0.0}, {"kappa_c", 0.0}}}},
    },
    {
        .name = "4b",
        .description = "negativity against tunnelling kappa_h at fixed detuning; dashed: no detuning, no tunnelling",
        .model = "local",
        .axis = {"kappa_h", 0.0, 0.15, 151, false},
        .family = "T_h",
        .family_values = {0.5, 0.7, 1.0},
        .fixed = {{"delta", 0.01}},
        .curves = {{.model = "local", .observable = "negativity", .column = "negativity"},
                   {.model = "local",
                    .observable = "negativity",
                    .column = "negativity_resonant",
                    .label = "δ = κ_h = 0",
                    .dashed = true,
                    .fixed = {{"delta", 0.0}, {"kappa_h", 0.0}, {"kappa_c", 0.0}}}},
    },
    {
        .name = "5a",
        .description = "heat current J_ss over tunnelling kappa_h and detuning delta",
        .model = "local",
        .axis = {"kappa_h", 0.0, 0.2, 101, false},
        .rows = {"delta", 0.0, 0.05, 101, false},
        .curves = {{.model = "local", .observable = "J_ss", .column = "J_ss"}},
        .row_line = 0.01,
    },
    {
        .name = "5b",
        .description = "negativity over tunnelling kappa_h and detuning delta",
        .model = "local",
        .axis = {"kappa_h", 0.0, 0.2, 101, false},
        .rows = {"delta", 0.0, 0.05, 101, false},
        .curves = {{.model = "local", .observable = "negativity", .column = "negativity"}},
        .row_line = 0.01,
    },
    {
        .name = "6a",
        .description =
            "negativity against T_h with gamma_c optimised, for several g; thermal state; best weak coupling",
        .model = "global",
        .axis = {"T_h", 0.03, 10.0, 151, true},
        .family = "g",
        .family_values = {0.2, 0.5, 0.8},
        .locked = {"delta"},
        .curves = {{.model = "global",
                    .observable = "negativity",
                    .column = "negativity",
                    .searched = {{"gamma_c", "gamma_c", 1e-3, 0.1}}},
                   {.model = "thermal",
                    .observable = "negativity",
                    .column = "negativity_thermal",
                    .label = "thermal state",
                    .dashed = true,
                    .bound = {{"eps", "eps"}, {"g", "g"}, {"T", "T_h"}}},
                   {.model = "local",
                    .observable = "negativity",
                    .column = "negativity_local",
                    .label = "best weak coupling",
                    .fixed = {{"gamma_h", 1e-3}},
                    .bound = {{"eps_h", "eps"}, {"T_h", "T_h"}, {"T_c", "T_c"}},
                    .searched = {{"g", "g_local", 1e-5, 0.1}, {"gamma_c", "gamma_c_local", 1e-4, 0.5}}}},
        .logarithmic = true,
        .smallest_decade = 1e-6,
    },
    {
        .name = "6b",
        .description = "negativity against g with T_h optimised, for several gamma_c; thermal state with T optimised",
        .model = "global",
        .axis = {"g", 0.1, 0.99, 90, false},
        .family = "gamma_c",
        .family_values = {0.1, 0.01, 0.001},
        .locked = {"delta"},
        .curves = {{.model = "global",
                    .observable = "negativity",
                    .column = "negativity",
                    .searched = {{"T_h", "T_h", 1e-2, 10.0}}},
                   {.model = "thermal",
                    .observable = "negativity",
                    .column = "negativity_thermal",
                    .label = "best thermal state",
                    .dashed = true,
                    .bound = {{"eps", "eps"}, {"g", "g"}},
                    .searched = {{"T", "T_thermal", 1e-2, 10.0}}}},
        .logarithmic = true,
        .smallest_decade = 1e-6,
    },
};

const size_t n_figure_panels = sizeof figure_panels / sizeof figure_panels[0];

const char *figure_panel_outer(const figure_panel *self)
{
    return self->rows.parameter ? self->rows.parameter : self->family;
}

bool figure_curve_searches(const figure_curve *curve, const char *parameter)
{
    for (size_t i = 0; i < FIGURE_MAX_SEARCHED && curve->searched[i].parameter; ++i) {
        if (strcmp(curve->searched[i].parameter, parameter) == 0) {
            return true;
        }
    }
    return false;
}

static bool fixes(const figure_curve *curve, const char *parameter)
{
    for (size_t i = 0; i < FIGURE_MAX_FIXED && curve->fixed[i].parameter; ++i) {
        if (strcmp(curve->fixed[i].parameter, parameter) == 0) {
            return true;
        }
    }
    return false;
}

bool figure_curve_follows(const figure_panel *panel, const figure_curve *curve, const char *parameter)
{
    if (strcmp(curve->model, panel->model) == 0) {
        return !fixes(curve, parameter) && !figure_curve_searches(curve, parameter);
    }
    for (size_t i = 0; i < FIGURE_MAX_BOUND && curve->bound[i].parameter; ++i) {
        if (strcmp(curve->bound[i].source, parameter) == 0) {
            return true;
        }
    }
    return false;
}
