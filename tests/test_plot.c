/* Scripts of plots: their data against the file and against roots found otherwise, and gaps. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entangine/entangine.h"
#include "io/file.h"
#include "scratch_folder.h"
#include "support.h"

static int set_up(void **state)
{
    *state = scratch_create();
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    scratch_free(*state);
    return 0;
}

/* The script that a file gives, to be freed. */
static char *plot(const char *folder, const char *name, const ent_plot_options *options)
{
    char file[SCRATCH_SIZE], script[SCRATCH_SIZE];
    const char *const outputs[] = {script};
    ent_error error = {.message = ""};
    (void)snprintf(file, sizeof file, "%s/%s", folder, name);
    (void)snprintf(script, sizeof script, "%s/out.gp", folder);
    const int status = ent_plot(file, 1, outputs, options, NULL, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, ENT_OK);
    char *text = scratch_read(folder, "out.gp");
    assert_non_null(text);
    return text;
}

static char *plot_text(const char *folder, const char *content, const ent_plot_options *options)
{
    char file[SCRATCH_SIZE];
    (void)snprintf(file, sizeof file, "%s/in.csv", folder);
    assert_int_equal(file_write(file, content, strlen(content), NULL), ENT_OK);
    return plot(folder, "in.csv", options);
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part)) {
        fail_msg("'%s' is not in: %.2000s", part, text);
    }
}

static void test_gaps_are_blank_lines(void **state)
{
    char *script = plot_text(*state, "t,y,status\n0,1,ok\n1,,undefined\n2,4,ok\n3,9,not_converged\n4,5,ok\n", NULL);
    assert_has(script, "$line_0_0_0 << EOD\n0 1\n\n2 4\n\n4 5\nEOD\n");
    free(script);
}

static void test_unordered_axis_is_sorted(void **state)
{
    char *script = plot_text(*state, "x [mK],Q_h [W]\n3,1\n1,2\n2,3\n", NULL);
    assert_has(script, "<< EOD\n1 2\n2 3\n3 1\nEOD\n");
    assert_has(script, "set xlabel 'x / mK'");
    assert_has(script, "set ylabel '{/:Italic Q}_{h} / W'");
    free(script);
}

static void test_family(void **state)
{
    const ent_plot_options options = {.title = "it's T_h"};
    char *script = plot_text(*state, "T_h,x,y\n1,1,10\n1,2,20\n1,3,25\n2,1,30\n2,2,40\n2,3,45\n", &options);
    assert_has(script, "$line_0_0_0 << EOD\n1 10\n2 20\n3 25\nEOD\n$line_0_1_0 << EOD\n1 30\n2 40\n3 45\nEOD\n");
    assert_has(script, "title '1'");
    assert_has(script, "set label '{/:Italic T}_{h} ='");
    assert_has(script, "'it''s T\\_h'");
    free(script);
}

/* Each root is joined to the nearest one of its direction at the next value, if that has it as its nearest too. */
static void test_boundary(void **state)
{
    char *script = plot_text(
        *state, "T_h,delta,direction\n1,0.1,leaves\n1,0.9,enters\n2,0.2,leaves\n2,0.8,enters\n3,0.3,leaves\n", NULL);
    assert_has(script, "$line_0_0_0 << EOD\n1 0.9\n2 0.8\n\n2 0.8\n\nEOD\n");
    assert_has(script, "$line_0_0_1 << EOD\n1 0.1\n2 0.2\n\n2 0.2\n3 0.3\n\n3 0.3\n\nEOD\n");
    free(script);
}

static void test_map_of_even_axes(void **state)
{
    const ent_plot_options options = {.kind = ENT_PLOT_MAP};
    char *script = plot_text(*state, "a,b,z\n1,1,1\n1,2,\n2,1,3\n2,2,4\n", &options);
    assert_has(script, "$map_0 << EOD\n1 NaN\n3 4\nEOD\n");
    assert_has(script, "grey: undefined");
    free(script);
}

/* A peak of one point among a million stays. */
static void test_extremes_of_long_lines(void **state)
{
    enum { N = 200000 };
    char path[SCRATCH_SIZE];
    (void)snprintf(path, sizeof path, "%s/long.csv", (char *)*state);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fprintf(file, "t,y\n");
    for (int i = 0; i < N; ++i) {
        (void)fprintf(file, "%d,%d\n", i, i == 123457 ? 1000 : i == 77777 ? -500 : i % 7);
    }
    assert_int_equal(fclose(file), 0);
    char *script = plot(*state, "long.csv", NULL);
    assert_has(script, "\n123457 1000\n");
    assert_has(script, "\n77777 -500\n");
    assert_true(strlen(script) < 200000);
    free(script);
}

static double ratio_at(double delta, double t_h)
{
    engine point = engine_default("local");
    point.parameters[ent_model_parameter(point.model, "delta")] = delta;
    point.parameters[ent_model_parameter(point.model, "T_h")] = t_h;
    double ratio;
    ent_solution *solution;
    assert_int_equal(ent_solve(&solution, point.model, point.parameters, NULL, NULL), ENT_OK);
    assert_int_equal(ent_solution_get(solution, &ratio, "J_ratio", NULL), ENT_OK);
    ent_solution_free(solution);
    return ratio;
}

/* The contour J_ratio = 1 of a map passes through the roots that ent_boundary_find has at T_h = 0.4. */
static void test_contour_lies_on_the_boundary(void **state)
{
    char path[SCRATCH_SIZE];
    const ent_model *model = ent_model_find("local");
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_axis axes[2] = {{.parameter = "T_h"}, {.parameter = "delta"}};
    static const char *const observables[] = {"J_ratio"};
    const ent_interval interval = {"delta", 0.0, 0.4};
    ent_root *roots;
    size_t n_roots, n_on_row = 0, n_points = 0;
    (void)snprintf(path, sizeof path, "%s/map.csv", (char *)*state);
    ent_model_defaults(model, parameters);
    assert_int_equal(ent_range_parse(&axes[0].range, "0.2:0.6:41", NULL), ENT_OK);
    assert_int_equal(ent_range_parse(&axes[1].range, "0:0.4:161", NULL), ENT_OK);
    const ent_sweep sweep = {model, parameters, 2, axes, 1, observables};
    assert_int_equal(ent_sweep_write(&sweep, path, NULL, NULL), ENT_OK);
    parameters[ent_model_parameter(model, "T_h")] = 0.4;
    assert_int_equal(ent_boundary_find(&roots, &n_roots, model, parameters, &interval, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(n_roots, 2);

    char *script = plot(*state, "map.csv", NULL);
    const char *line = strstr(script, "$edge << EOD\n");
    assert_non_null(line);
    for (line = strchr(line, '\n') + 1; strncmp(line, "EOD", 3) != 0; line = strchr(line, '\n') + 1) {
        if (*line != '\n') {
            char *end;
            const double delta = strtod(line, &end), t_h = strtod(end, NULL);
            assert_true(fabs(ratio_at(delta, t_h) - 1.0) < 2e-3);
            ++n_points;
            if (t_h == 0.4) {
                assert_true(fmin(fabs(delta - roots[0].parameter), fabs(delta - roots[1].parameter)) < 1e-4);
                ++n_on_row;
            }
        }
    }
    assert_true(n_points > 100);
    assert_int_equal(n_on_row, 4); /* two roots, each the end of one segment and the start of the next */
    free(script);
    free(roots);
    ent_range_free(&axes[0].range);
    ent_range_free(&axes[1].range);
}

static void test_missing_gnuplot(void **state)
{
    char file[SCRATCH_SIZE], picture[SCRATCH_SIZE];
    const char *const outputs[] = {picture};
    const ent_plot_options options = {.gnuplot = "/nonexistent"};
    ent_error error;
    (void)snprintf(file, sizeof file, "%s/in.csv", (char *)*state);
    (void)snprintf(picture, sizeof picture, "%s/in.png", (char *)*state);
    assert_int_equal(file_write(file, "x,y\n1,2\n2,3\n", 12, NULL), ENT_OK);
    assert_int_equal(ent_plot(file, 1, outputs, &options, NULL, &error), ENT_ERROR_TOOL);
    assert_has(error.message, "install gnuplot (Debian: apt install gnuplot-nox)");
    assert_int_equal(scratch_each(*state, NULL), 1);
}

static void test_pictures(void **state)
{
    char file[SCRATCH_SIZE], paths[3][SCRATCH_SIZE];
    static const char *const names[] = {"it's.svg", "|x.png", "~.pdf"};
    const char *const outputs[] = {paths[0], paths[1], paths[2]};
    ent_plot_report report;
    ent_error error = {.message = ""};
    (void)snprintf(file, sizeof file, "%s/in.csv", (char *)*state);
    for (size_t i = 0; i < 3; ++i) {
        (void)snprintf(paths[i], SCRATCH_SIZE, "%.400s/%s", (char *)*state, names[i]);
    }
    assert_int_equal(file_write(file, "x,J_ratio,status\n1,2,ok\n2,,undefined\n3,0.5,ok\n", 46, NULL), ENT_OK);
    const int status = ent_plot(file, 3, outputs, NULL, &report, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, ENT_OK);
    assert_true(report.n_panels == 1 && report.n_points == 3 && report.n_undefined == 1);
    assert_string_equal(report.drawn, "J_ratio against x");
    assert_int_equal(scratch_each(*state, NULL), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_gaps_are_blank_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unordered_axis_is_sorted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_family, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_boundary, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_map_of_even_axes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_extremes_of_long_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_contour_lies_on_the_boundary, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_gnuplot, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pictures, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
