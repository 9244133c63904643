/* What expressions compute with: operators and functions, each with its derivative. */
#include <math.h>
#include <string.h>

#include "base/expression_program.h"
#include "base/text.h"

static double negate(double x)
{
    return -x;
}

static double negate_slope(double x)
{
    (void)x;
    return -1.0;
}

static double sqrt_slope(double x)
{
    return 0.5 / sqrt(x);
}

static double log_slope(double x)
{
    return 1.0 / x;
}

static double cos_slope(double x)
{
    return -sin(x);
}

static double tan_slope(double x)
{
    return 1.0 + tan(x) * tan(x);
}

static double tanh_slope(double x)
{
    return 1.0 / (cosh(x) * cosh(x));
}

static double asinh_slope(double x)
{
    return 1.0 / hypot(1.0, x);
}

static double abs_slope(double x)
{
    return x == 0.0 ? NAN : copysign(1.0, x);
}

static double add(double x, double y)
{
    return x + y;
}

static void add_slopes(double x, double y, double slopes[2])
{
    (void)x, (void)y;
    slopes[0] = slopes[1] = 1.0;
}

static double subtract(double x, double y)
{
    return x - y;
}

static void subtract_slopes(double x, double y, double slopes[2])
{
    (void)x, (void)y;
    slopes[0] = 1.0;
    slopes[1] = -1.0;
}

static double multiply(double x, double y)
{
    return x * y;
}

static void multiply_slopes(double x, double y, double slopes[2])
{
    slopes[0] = y;
    slopes[1] = x;
}

static double divide(double x, double y)
{
    return x / y;
}

static void divide_slopes(double x, double y, double slopes[2])
{
    slopes[0] = 1.0 / y;
    slopes[1] = -x / (y * y);
}

static void pow_slopes(double x, double y, double slopes[2])
{
    slopes[0] = y == 0.0 ? 0.0 : y * pow(x, y - 1.0);
    slopes[1] = x == 0.0 && y > 0.0 ? 0.0 : pow(x, y) * log(x);
}

/* fmin and fmax would hide a NaN. */
static double smaller(double x, double y)
{
    return isnan(x) || isnan(y) ? NAN : fmin(x, y);
}

static double larger(double x, double y)
{
    return isnan(x) || isnan(y) ? NAN : fmax(x, y);
}

static void smaller_slopes(double x, double y, double slopes[2])
{
    slopes[0] = x == y ? NAN : (double)(x < y);
    slopes[1] = x == y ? NAN : (double)(y < x);
}

static void larger_slopes(double x, double y, double slopes[2])
{
    smaller_slopes(y, x, slopes);
}

static void hypot_slopes(double x, double y, double slopes[2])
{
    const double r = hypot(x, y);
    slopes[0] = x / r;
    slopes[1] = y / r;
}

static const function functions[] = {
    {"abs", 1, fabs, abs_slope, NULL, NULL},
    {"asinh", 1, asinh, asinh_slope, NULL, NULL},
    {"cos", 1, cos, cos_slope, NULL, NULL},
    {"cosh", 1, cosh, sinh, NULL, NULL},
    {"exp", 1, exp, exp, NULL, NULL},
    {"hypot", 2, NULL, NULL, hypot, hypot_slopes},
    {"log", 1, log, log_slope, NULL, NULL},
    {"max", 2, NULL, NULL, larger, larger_slopes},
    {"min", 2, NULL, NULL, smaller, smaller_slopes},
    {"sin", 1, sin, cos, NULL, NULL},
    {"sinh", 1, sinh, cosh, NULL, NULL},
    {"sqrt", 1, sqrt, sqrt_slope, NULL, NULL},
    {"tan", 1, tan, tan_slope, NULL, NULL},
    {"tanh", 1, tanh, tanh_slope, NULL, NULL},
};

enum { N_FUNCTIONS = sizeof functions / sizeof functions[0] };

const function *function_negate(void)
{
    static const function self = {NULL, 1, negate, negate_slope, NULL, NULL};
    return &self;
}

const function *function_of_operator(char symbol)
{
    static const char symbols[] = "+-*/^";
    static const function operators[] = {{NULL, 2, NULL, NULL, add, add_slopes},
                                         {NULL, 2, NULL, NULL, subtract, subtract_slopes},
                                         {NULL, 2, NULL, NULL, multiply, multiply_slopes},
                                         {NULL, 2, NULL, NULL, divide, divide_slopes},
                                         {NULL, 2, NULL, NULL, pow, pow_slopes}};
    const char *found = symbol ? strchr(symbols, symbol) : NULL;
    return found ? &operators[found - symbols] : NULL;
}

const function *function_find(const char *name, size_t length)
{
    for (size_t i = 0; i < N_FUNCTIONS; ++i) {
        if (strlen(functions[i].name) == length && memcmp(functions[i].name, name, length) == 0) {
            return &functions[i];
        }
    }
    return NULL;
}

const char *function_nearest(const char *name)
{
    const char *nearest = functions[0].name;
    for (size_t i = 1; i < N_FUNCTIONS; ++i) {
        if (text_distance(name, functions[i].name) < text_distance(name, nearest)) {
            nearest = functions[i].name;
        }
    }
    return nearest;
}

bool expression_reserves(const char *name)
{
    return strcmp(name, "pi") == 0 || function_find(name, strlen(name));
}
