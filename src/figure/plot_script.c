#include "figure/plot_script.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "figure/figure_curves.h"
#include "figure/figure_map.h"
#include "figure/figure_scale.h"
#include "figure/plot_grid.h"
#include "figure/plot_label.h"
#include "figure/plot_legend.h"
#include "figure/plot_series.h"

/* Lines with no more points than this show them. */
enum { MARKED = 12 };

static size_t family_size(const plot_view *view)
{
    return view->by.n ? view->by.n : 1;
}

/* The data block of one line has the name $line_PANEL_FAMILY_DIRECTION. */
static void append_lines(text_buffer *out, const plot_view *view)
{
    for (size_t k = 0; k < view->n_panels; ++k) {
        for (size_t f = 0; f < family_size(view); ++f) {
            for (size_t d = 0; d < plot_sheet_directions(view); ++d) {
                const plot_series series = {view, view->panels[k], f, view->is_boundary ? (int)d : -1};
                text_append(out, "$line_%zu_%zu_%zu << EOD\n", k, f, d);
                if (plot_series_append(out, &series) == 0) {
                    text_append(out, "NaN NaN\n");
                }
                text_append(out, "EOD\n");
            }
        }
    }
}

static bool has_value(const plot_view *view, size_t column)
{
    size_t i = 0;
    while (i < view->n_rows && isnan(view->file->columns[column].values[view->rows[i]])) {
        ++i;
    }
    return i < view->n_rows;
}

/* The contour says where entanglement ends, from the best column that the file has. */
static int append_edge(text_buffer *out, plot_sheet *sheet, ent_error *error)
{
    static const struct {
        const char *name, *text;
        double level;
        bool positive;
    } edges[] = {{"J_ratio", "{/:Italic J}_{ss}/{/:Italic J}_{c} = 1", 1.0, false},
                 {"negativity_signed", "{/:Italic n} = 0", 0.0, false},
                 {"negativity", "edge of negativity > 0", 0.5, true}};
    const result_file *file = sheet->view->file;
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; ++i) {
        plot_grid grid;
        const size_t column = result_file_find(file, edges[i].name);
        if (column == file->n_columns || !has_value(sheet->view, column)) {
            continue;
        }
        const int status = plot_grid_create(&grid, sheet->view, column, error);
        if (status != ENT_OK) {
            return status;
        }
        if (edges[i].positive) {
            plot_grid_mark_positive(&grid);
        }
        text_append(out, "$edge << EOD\n");
        sheet->edge_segments = plot_grid_contour(out, &grid, edges[i].level);
        text_append(out, "%sEOD\n", sheet->edge_segments ? "" : "NaN NaN\n");
        sheet->edge = edges[i].text;
        plot_grid_free(&grid);
        return ENT_OK;
    }
    return ENT_OK;
}

static int append_maps(text_buffer *out, plot_sheet *sheet, ent_error *error)
{
    int status = append_edge(out, sheet, error);
    for (size_t k = 0; status == ENT_OK && k < sheet->view->n_panels; ++k) {
        plot_grid grid;
        status = plot_grid_create(&grid, sheet->view, sheet->view->panels[k], error);
        if (status == ENT_OK) {
            text_append(out, "$map_%zu << EOD\n", k);
            plot_grid_pixels(out, &grid, &sheet->pixels[0], &sheet->pixels[1]);
            text_append(out, "EOD\n");
            plot_grid_free(&grid);
        }
    }
    return status;
}

static void append_tics(text_buffer *out, const char *axis, const plot_span *span, bool logarithmic, bool labelled)
{
    const double base = pow(10.0, -span->exponent);
    text_append(out, "set %srange [%.10g:%.10g]\n", axis, span->low * base, span->high * base);
    if (logarithmic) {
        const bool decades = span->high / span->low > 50.0;
        text_append(out, "set logscale %s\nset format %s '%s'\nset %stics autofreq\n", axis, axis,
                    !labelled ? ""
                    : decades ? "10^{%T}"
                              : "%h",
                    axis);
        return;
    }
    text_append(out, "set format %s '%s'\nset %stics %.10g\nset m%stics 2\n", axis, labelled ? "%h" : "", axis,
                figure_scale_step((span->high - span->low) * base), axis);
}

int plot_script_data(text_buffer *out, plot_sheet *sheet, ent_error *error)
{
    int status = ENT_OK;
    if (sheet->view->is_map) {
        status = append_maps(out, sheet, error);
    } else {
        append_lines(out, sheet->view);
    }
    text_append(out,
                "\nset encoding utf8\nset border linewidth 0.5\nset minussign\nset tics %s scale 0.7, 0.35\n"
                "set xtics nomirror offset 0, 0.3\nset lmargin at screen %.6g\nset rmargin at screen %.6g\n",
                sheet->view->is_map ? "front out" : "in", plot_sheet_left(sheet) / sheet->width,
                plot_sheet_right(sheet) / sheet->width);
    text_append(out, "%s", sheet->view->is_map ? figure_map_palette : "");
    return out->failed ? error_no_memory(error) : status;
}

static void append_scaled(text_buffer *out, const char *column, int exponent)
{
    text_append(out, exponent ? "(%s*1e%d)" : "(%s)", column, -exponent);
}

static void append_map_plot(text_buffer *out, const plot_sheet *sheet, size_t panel)
{
    const plot_span *z = &sheet->z[panel];
    const double bottom = plot_sheet_bottom(sheet, panel);
    const plot_view *view = sheet->view;
    append_tics(out, "cb", z, view->log_z, true);
    text_append(out, "unset mcbtics\nset cblabel '");
    plot_label_column(out, &view->file->columns[view->panels[panel]], z->exponent);
    text_append(out, "' offset 0.8, 0\n");
    text_append(out, "set cbtics scale 0.4\nset colorbox user origin screen %.6g, %.6g size screen %.6g, %.6g\n",
                (plot_sheet_right(sheet) + 2.0) / sheet->width, bottom / sheet->height, 3.4 / sheet->width,
                (plot_sheet_top(sheet, panel) - bottom) / sheet->height);
    text_append(out,
                "set object 1 rectangle from graph 0, 0 to graph 1, 1 behind fillcolor rgb '#c8c8c8' fillstyle "
                "solid noborder\nplot $map_%zu matrix using (column_place($1)):(row_place($2)):",
                panel);
    append_scaled(out, "$3", z->exponent);
    text_append(out, " axes x2y2 with image");
    for (int halo = 1; sheet->edge && halo >= 0; --halo) {
        text_append(out, ", \\\n     $edge using ");
        append_scaled(out, "$1", sheet->x.exponent);
        text_append(out, ":");
        append_scaled(out, "$2", sheet->y[0].exponent);
        text_append(out, " with lines linewidth %s linecolor rgb '%s'", halo ? "2.2" : "1.1", halo ? "black" : "white");
    }
    text_append(out, "\n");
}

/* Pixels are placed on hidden axes, which are linear where those shown may be logarithmic. */
static double on_paper(double value, bool logarithmic)
{
    return logarithmic ? log10(value) : value;
}

static void append_hidden_axis(text_buffer *out, const char *axis, const char *function, const plot_axis *values,
                               const plot_span *span, size_t pixels, bool logarithmic)
{
    const double low = on_paper(values->values[0], logarithmic);
    const double high = on_paper(values->values[values->n - 1], logarithmic);
    text_append(out, "%s(pixel) = %.15g + pixel*%.15g\nset %srange [%.15g:%.15g]\n", function, low,
                (high - low) / (double)(pixels - 1), axis, on_paper(span->low, logarithmic),
                on_paper(span->high, logarithmic));
}

static void append_line(text_buffer *out, const plot_sheet *sheet, size_t panel, size_t f, size_t d)
{
    static const char *const touching = "points pointtype 7";
    const plot_view *view = sheet->view;
    const bool family = view->by.n && !view->is_trace;
    const bool marked = view->x.n <= MARKED && !view->is_trace;
    const bool touches = view->is_boundary && d == RESULT_TOUCHES;
    text_append(out, "$line_%zu_%zu_%zu using ", panel, f, d);
    append_scaled(out, "$1", sheet->x.exponent);
    text_append(out, ":");
    append_scaled(out, "$2", sheet->y[panel].exponent);
    text_append(out, " with %s linewidth 1.2 linecolor rgb '%s'",
                touches                       ? touching
                : marked || view->is_boundary ? "linespoints pointtype 7"
                                              : "lines",
                figure_curves_nth_colour(family ? f : 0));
    if (!touches) {
        text_append(out, " dashtype %s",
                    view->is_boundary ? d == RESULT_ENTERS ? figure_curves_dash : "solid"
                    : family          ? figure_curves_nth_dash(f)
                                      : "solid");
        text_append(out, "%s", view->is_boundary ? " pointsize 0.35*size_of_points" : "");
        text_append(out, "%s", !view->is_boundary && marked ? " pointsize 0.6*size_of_points" : "");
    }
    if (family && panel == 0 && (!view->is_boundary || d == RESULT_LEAVES)) {
        char number[NUMBER_SIZE];
        text_append(out, " title '%s'", number_format(number, view->by.values[f]));
    } else {
        text_append(out, " notitle");
    }
}

static void append_line_plot(text_buffer *out, const plot_sheet *sheet, size_t panel)
{
    const plot_view *view = sheet->view;
    const bool is_ratio = strcmp(view->file->columns[view->panels[panel]].name, "J_ratio") == 0;
    const plot_span *y = &sheet->y[panel];
    if (is_ratio && y->low < 1.0 && y->high > 1.0) { /* above it the state is entangled */
        text_append(out,
                    "set arrow 100 from graph 0, first %.10g to graph 1, first %.10g nohead linewidth 0.5 linecolor "
                    "rgb '#808080' back\n",
                    pow(10.0, -y->exponent), pow(10.0, -y->exponent));
    }
    for (size_t f = 0; f < family_size(view); ++f) {
        for (size_t d = 0; d < plot_sheet_directions(view); ++d) {
            text_append(out, "%s", f || d ? ", \\\n     " : "plot ");
            append_line(out, sheet, panel, f, d);
        }
    }
    text_append(out, "\n");
}

static void append_axis_label(text_buffer *out, const char *axis, const char *given, const result_column *column,
                              int exponent, const char *offset)
{
    text_append(out, "set %slabel '", axis);
    if (given) {
        plot_label_plain(out, given);
    } else {
        plot_label_column(out, column, exponent);
    }
    text_append(out, "' offset %s\n", offset);
}

static void append_panel(text_buffer *out, const plot_sheet *sheet, size_t panel)
{
    const plot_view *view = sheet->view;
    const bool last = panel + 1 == view->n_panels;
    const plot_span *y = view->is_map ? &sheet->y[0] : &sheet->y[panel];
    text_append(out, "\nset bmargin at screen %.6g\nset tmargin at screen %.6g\n",
                plot_sheet_bottom(sheet, panel) / sheet->height, plot_sheet_top(sheet, panel) / sheet->height);
    append_tics(out, "x", &sheet->x, view->log_x, last);
    append_tics(out, "y", y, view->log_y, true);
    append_axis_label(out, "x", last ? view->options->x_label : "", &view->file->columns[view->x.column],
                      sheet->x.exponent, "0, 0.7");
    append_axis_label(out, "y", view->options->y_label,
                      &view->file->columns[view->is_map ? view->by.column : view->panels[panel]], y->exponent,
                      view->log_y ? "0.4, 0" : "-0.2, 0");
    if (view->is_map) {
        append_map_plot(out, sheet, panel);
    } else {
        append_line_plot(out, sheet, panel);
    }
    text_append(out, "unset label\nunset key\nunset arrow\n");
}

void plot_script_panels(text_buffer *out, const plot_sheet *sheet)
{
    const plot_view *view = sheet->view;
    text_append(out, "unset logscale\nunset arrow\nunset label\nunset object\nset multiplot\n");
    if (view->is_map) {
        append_hidden_axis(out, "x2", "column_place", &view->x, &sheet->x, sheet->pixels[0], view->log_x);
        append_hidden_axis(out, "y2", "row_place", &view->by, &sheet->y[0], sheet->pixels[1], view->log_y);
    }
    plot_legend_append(out, sheet);
    for (size_t k = 0; k < view->n_panels; ++k) {
        append_panel(out, sheet, k);
    }
    text_append(out, "unset multiplot\n");
}
