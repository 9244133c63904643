/* Drawing a figure in a test, with settings as text. */
#ifndef TESTS_FIGURE_DRAWING_H
#define TESTS_FIGURE_DRAWING_H

#include "entangine/figure.h"
#include "scratch_folder.h"

enum { MAX_SETTINGS = 4 };

/* Draws with settings given as pairs of name and range; the program may be NULL. */
static inline int draw(const char *figure, const char *folder, const char *const *pairs, const char *gnuplot,
                       ent_progress progress, ent_error *error)
{
    ent_figure_setting settings[MAX_SETTINGS];
    size_t n = 0;
    for (; pairs && pairs[2 * n]; ++n) {
        settings[n].name = pairs[2 * n];
        assert_int_equal(ent_range_parse(&settings[n].range, pairs[2 * n + 1], NULL), ENT_OK);
    }
    const ent_figure_options options = {
        .directory = folder, .n_settings = n, .settings = settings, .gnuplot = gnuplot, .progress = progress};
    const int status = ent_figure_draw(ent_figure_find(figure), &options, error);
    while (n > 0) {
        ent_range_free(&settings[--n].range);
    }
    return status;
}

#define SETTINGS(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
