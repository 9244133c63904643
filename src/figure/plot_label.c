#include "figure/plot_label.h"

#include <string.h>

#include "entangine/model.h"
#include "figure/figure_label.h"

void plot_label_plain(text_buffer *out, const char *text)
{
    for (const char *c = text; *c; ++c) {
        text_append(out, "%s%c", strchr("_^{}@&~\\", *c) ? "\\" : *c == '\'' ? "'" : "", *c);
    }
}

/* The symbol that built-in models have for a name, or NULL. */
static const char *find_symbol(const char *name)
{
    for (size_t i = 0; i < ent_model_count(); ++i) {
        const ent_model *model = ent_model_at(i);
        const size_t parameter = ent_model_parameter(model, name), observable = ent_model_observable(model, name);
        if (parameter < model->n_parameters) {
            return model->parameters[parameter].symbol;
        }
        if (observable < model->n_observables) {
            return model->observables[observable].symbol;
        }
    }
    return strcmp(name, "t") == 0 ? "t" : NULL;
}

void plot_label_symbol(text_buffer *out, const result_column *column)
{
    const char *symbol = *column->symbol ? column->symbol : find_symbol(column->name);
    if (symbol) {
        figure_label_symbol(out, symbol);
    } else {
        plot_label_plain(out, column->name);
    }
}

/* Units of the models are symbols; all others, such as mK, stand upright. */
static void append_unit(text_buffer *out, const char *unit)
{
    if (strstr(unit, "ε")) {
        figure_label_symbol(out, unit);
    } else {
        plot_label_plain(out, unit);
    }
}

void plot_label_column(text_buffer *out, const result_column *column, int exponent)
{
    const bool has_unit = *column->unit != '\0', group = has_unit && (exponent || strpbrk(column->unit, "/ *"));
    plot_label_symbol(out, column);
    if (!has_unit && !exponent) {
        return;
    }
    text_append(out, group ? " / (" : " / ");
    if (exponent) {
        text_append(out, "10^{%s%d}%s", exponent < 0 ? "−" : "", exponent < 0 ? -exponent : exponent,
                    has_unit ? " " : "");
    }
    append_unit(out, column->unit);
    text_append(out, group ? ")" : "");
}
