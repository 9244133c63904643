/* Expressions: values against C, derivatives against differences, and every error with its position. */
#include "support.h"

#include "base/expression.h"

static const char *const names[] = {"x", "y", "T_h"};
static const double point[] = {0.7, -1.3, 2.5};

static expression *compiled(const char *text)
{
    expression *self = NULL;
    ent_error error;
    if (expression_compile(&self, text, &error) != ENT_OK || expression_bind(self, names, 3, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return self;
}

static double value_of(const char *text)
{
    expression *self = compiled(text);
    const double value = expression_value(self, point);
    expression_free(self);
    return value;
}

static void test_values(void **state)
{
    (void)state;
    const double x = point[0], y = point[1], t = point[2];
    const struct {
        const char *text;
        double value;
    } cases[] = {{"1.6e-3", 1.6e-3},
                 {" 2 ", 2.0},
                 {".5", 0.5},
                 {"5.", 5.0},
                 {"1E2", 100.0},
                 {"x+y*T_h", x + y * t},
                 {"(x+y)*T_h", (x + y) * t},
                 {"x-y-T_h", x - y - t},
                 {"x/y/T_h", x / y / t},
                 {"-2^2", -4.0},
                 {"(-2)^2", 4.0},
                 {"2^3^2", 512.0},
                 {"2^-1", 0.5},
                 {"-x", -x},
                 {"--x", x},
                 {"+x", x},
                 {"2*-x", 2.0 * -x},
                 {"pi", acos(-1.0)},
                 {"sqrt(T_h)", sqrt(t)},
                 {"exp(y)", exp(y)},
                 {"log(x)", log(x)},
                 {"sin(x)", sin(x)},
                 {"cos(x)", cos(x)},
                 {"tan(x)", tan(x)},
                 {"sinh(y)", sinh(y)},
                 {"cosh(y)", cosh(y)},
                 {"tanh(y)", tanh(y)},
                 {"asinh(y)", asinh(y)},
                 {"abs(y)", fabs(y)},
                 {"min(x,y)", y},
                 {"max( x , y )", x},
                 {"hypot(3, 4)", 5.0},
                 {"2*(x + sqrt(y^2 + 4*T_h^2))", 2.0 * (x + sqrt(pow(y, 2.0) + 4.0 * pow(t, 2.0)))}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        expect_close(value_of(cases[i].text), cases[i].value, 0.0, 0.0, cases[i].text);
    }
    assert_true(isinf(value_of("1/(x-x)")));
    assert_true(isnan(value_of("sqrt(y)")));
    assert_true(isnan(value_of("min(sqrt(y), x)")));
    assert_true(isnan(value_of("max(x, sqrt(y))")));
}

/* Against central differences with Richardson extrapolation, in each variable and along a direction. */
static void test_derivatives(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "x",        "-x",           "x+y",         "x-T_h",    "x*y",
        "x/y",      "x^3",          "T_h^x",       "x^T_h",    "sqrt(x)",
        "exp(x*y)", "log(x*T_h)",   "sin(x*y)",    "cos(x)",   "tan(x)",
        "sinh(x)",  "cosh(y)",      "tanh(x*T_h)", "asinh(y)", "abs(y)",
        "min(x,y)", "max(x*T_h,y)", "hypot(x,y)",  "y^2",      "sqrt(x^2+4*T_h^2)/2 - x*exp(-T_h/x)",
        "3"};
    static const double directions[][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0.3, -0.8, 0.5}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        expression *self = compiled(texts[i]);
        for (size_t d = 0; d < 4; ++d) {
            const dual both = expression_dual(self, point, directions[d]);
            double slopes[2];
            for (int level = 0; level < 2; ++level) {
                const double step = level == 0 ? 1e-3 : 5e-4;
                double up[3], down[3];
                for (int k = 0; k < 3; ++k) {
                    up[k] = point[k] + step * directions[d][k];
                    down[k] = point[k] - step * directions[d][k];
                }
                slopes[level] = (expression_value(self, up) - expression_value(self, down)) / (2.0 * step);
            }
            expect_close(both.value, expression_value(self, point), 0.0, 0.0, texts[i]);
            expect_close(both.slope, (4.0 * slopes[1] - slopes[0]) / 3.0, 1e-9, 1e-11, texts[i]);
        }
        expression_free(self);
    }
}

/* Where a slope is infinite or has no side, only what moves matters. */
static void test_kinks(void **state)
{
    (void)state;
    static const double zero[] = {0.0, 0.0, 1.0}, along_x[] = {1, 0, 0}, along_t[] = {0, 0, 1};
    static const char *const texts[] = {"abs(x)", "min(x,y)", "max(x,y)", "hypot(x,y)"};
    for (size_t i = 0; i < 4; ++i) {
        expression *self = compiled(texts[i]);
        assert_true(isnan(expression_dual(self, zero, along_x).slope));
        assert_true(expression_dual(self, zero, along_t).slope == 0.0);
        expression_free(self);
    }
    expression *root = compiled("sqrt(x)*T_h");
    assert_true(isinf(expression_dual(root, zero, along_x).slope));
    assert_true(expression_dual(root, zero, along_t).slope == 0.0);
    expression_free(root);
    expression *power = compiled("x^2 + T_h^0");
    assert_true(expression_dual(power, zero, along_x).slope == 0.0);
    assert_true(expression_dual(power, zero, along_t).slope == 0.0);
    expression_free(power);
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {{"", "'', character 1: expected a number, a name or '(', found the end"},
                 {"1 +", "'1 +', character 4: expected a number, a name or '(', found the end"},
                 {"1e-3x", "'1e-3x', character 5: expected an operator after the number, found 'x'"},
                 {"2g", "'2g', character 2: expected an operator after the number, found 'g'"},
                 {"0x10", "'0x10', character 2: expected an operator after the number, found 'x'"},
                 {"1.2.3", "'1.2.3', character 4: expected an operator after the number, found '.'"},
                 {"1 2", "'1 2', character 3: expected an operator or the end, found '2'"},
                 {"1e999", "'1e999', character 1: expected a number below 1e308, found '1'"},
                 {"(x", "'(x', character 3: expected an operator or ')', found the end"},
                 {"x)", "'x)', character 2: expected an operator or the end, found ')'"},
                 {"x**2", "'x**2', character 3: expected a number, a name or '(', found '*'"},
                 {"sin x", "'sin x', character 5: expected '(' after the name of a function, found 'x'"},
                 {"sin(x, y)", "'sin(x, y)', character 6: expected ')', found ','"},
                 {"min(x)", "'min(x)', character 6: expected ',' and a second argument, found ')'"},
                 {"sqr(x)", "'sqr(x)', character 1: there is no function 'sqr': the nearest is 'sqrt'"},
                 {"x $ y", "'x $ y', character 3: expected an operator or the end, found '$'"},
                 {"\xce\xb5", "'\xce\xb5', character 1: expected a number, a name or '(', found byte 0xce"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        expression *self = NULL;
        ent_error error = {0};
        assert_int_equal(expression_compile(&self, cases[i].text, &error), ENT_ERROR_BAD_NUMBER);
        assert_null(self);
        assert_string_equal(error.message, cases[i].message);
    }
}

/* Neither the stack of the parser nor that of the program can overflow. */
static void test_depth(void **state)
{
    (void)state;
    static const char *const openings[] = {"(", "-", "sin(", "2^", "1+("};
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; ++i) {
        char text[4096] = "";
        expression *self = NULL;
        ent_error error = {0};
        for (int k = 0; k < 500; ++k) {
            strcat(text, openings[i]);
        }
        assert_int_equal(expression_compile(&self, text, &error), ENT_ERROR_BAD_NUMBER);
        assert_non_null(strstr(error.message, "nested deeper than 64"));
    }
    assert_true(value_of("((((((((((1+(2+(3+(4+5)))))))))))))") == 15.0);
}

static void test_names(void **state)
{
    (void)state;
    expression *self = NULL;
    ent_error error;
    assert_int_equal(expression_compile(&self, "1.0 + T_c*x + T_c", &error), ENT_OK);
    assert_string_equal(expression_name(self, 0), "T_c");
    assert_string_equal(expression_name(self, 1), "x");
    assert_null(expression_name(self, 2));
    assert_int_equal(expression_bind(self, names, 3, &error), ENT_ERROR_UNKNOWN_NAME);
    assert_string_equal(error.message,
                        "'1.0 + T_c*x + T_c', character 7: there is no parameter 'T_c': the nearest is 'T_h'");
    assert_int_equal(expression_bind(self, names, 0, &error), ENT_ERROR_UNKNOWN_NAME);
    assert_string_equal(error.message, "'1.0 + T_c*x + T_c', character 7: there is no parameter 'T_c': there are none");
    assert_string_equal(expression_text(self), "1.0 + T_c*x + T_c");
    assert_false(expression_is_constant(self));
    expression_free(self);

    self = compiled("T_h");
    assert_true(expression_is_name(self));
    assert_int_equal(expression_variable(self, 0), 2);
    expression_free(self);
    self = compiled("2*pi");
    assert_true(expression_is_constant(self) && !expression_is_name(self));
    expression_free(self);
    assert_true(expression_reserves("pi") && expression_reserves("hypot") && !expression_reserves("p"));
    expression_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values), cmocka_unit_test(test_derivatives),
                                       cmocka_unit_test(test_kinks),  cmocka_unit_test(test_errors),
                                       cmocka_unit_test(test_depth),  cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
