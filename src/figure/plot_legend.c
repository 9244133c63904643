#include "figure/plot_legend.h"

#include "figure/figure_curves.h"
#include "figure/plot_label.h"

enum { KEY_COLUMNS = 4 };

static void append_text(text_buffer *out, const plot_sheet *sheet, double x, size_t row, const char *text)
{
    text_append(out, "set label '%s' at screen %.6g, %.6g left\n", text, x / sheet->width,
                plot_sheet_row(sheet, row) / sheet->height);
}

/* "leaves as δ grows". */
static void append_direction(text_buffer *out, const plot_sheet *sheet, const char *direction)
{
    text_append(out, "%s as ", direction);
    plot_label_symbol(out, &sheet->view->file->columns[sheet->view->panels[0]]);
    text_append(out, " grows");
}

/* Solid and dashed samples beside what they mean. */
static void append_direction_row(text_buffer *out, const plot_sheet *sheet, size_t row)
{
    static const char *const names[] = {"enters", "leaves"};
    const double y = plot_sheet_row(sheet, row) / sheet->height;
    for (size_t d = 0; d < 2; ++d) {
        const double x =
            plot_sheet_left(sheet) + (double)(1 - d) * 0.5 * (plot_sheet_right(sheet) - plot_sheet_left(sheet));
        text_append(
            out,
            "set arrow from screen %.6g, %.6g to screen %.6g, %.6g nohead linewidth 1.2 linecolor rgb '#606060' "
            "dashtype %s\nset label '",
            x / sheet->width, y, (x + 6.5) / sheet->width, y, d ? "solid" : figure_curves_dash);
        append_direction(out, sheet, names[d]);
        text_append(out, "' at screen %.6g, %.6g left\n", (x + 8.0) / sheet->width, y);
    }
}

void plot_legend_append(text_buffer *out, const plot_sheet *sheet)
{
    const plot_view *view = sheet->view;
    size_t row = 0;
    if (view->options->title) {
        text_append(out, "set label '");
        plot_label_plain(out, view->options->title);
        text_append(out, "' at screen %.6g, %.6g left\n", plot_sheet_left(sheet) / sheet->width,
                    plot_sheet_row(sheet, row++) / sheet->height);
    }
    if (view->is_boundary) {
        append_direction_row(out, sheet, row++);
    }
    text_append(out, "unset key\n");
    if (view->is_map) {
        text_buffer text = {0};
        if (sheet->edge) {
            text_append(&text, sheet->edge_segments ? "white line: %s" : "%s nowhere", sheet->edge);
        }
        if (sheet->n_undefined || view->log_z) {
            text_append(&text, "%sgrey: %s", text.size ? "; " : "", view->log_z ? "not above 0" : "undefined");
        }
        append_text(out, sheet, plot_sheet_left(sheet), row, text_content(&text));
        text_free(&text);
    } else if (view->by.n && !view->is_trace) {
        text_append(out, "set label '");
        plot_label_column(out, &view->file->columns[view->by.column], 0);
        text_append(out, " =' at screen %.6g, %.6g left\n", plot_sheet_left(sheet) / sheet->width,
                    plot_sheet_row(sheet, row) / sheet->height);
        text_append(out,
                    "set key at screen %.6g, %.6g right top horizontal Left reverse maxcols %d samplen 2.2 spacing 1 "
                    "width 0 height 0\n",
                    (sheet->width - 2.5) / sheet->width, (plot_sheet_row(sheet, row) + 1.9) / sheet->height,
                    KEY_COLUMNS);
    }
}
