#include "solver/root.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "base/error.h"

/* Halving alone takes a bracket of any two doubles of one sign to neighbouring doubles in fewer steps than this. */
enum { MAX_STEPS = 2200 };

/* The bracket: (b, f_b) is the newest place and has the sign opposite to (a, f_a); c is the place before. */
typedef struct bracket {
    double a, b, c, f_a, f_b, f_c;
} bracket;

/* Where in the bracket, as a share of b - a from a, to look next: inverse quadratic interpolation where the three
 * places lie on a curve that is monotonic enough for it, else the middle. */
static double next_share(const bracket *s)
{
    const double xi = (s->a - s->b) / (s->c - s->b);
    const double phi = (s->f_a - s->f_b) / (s->f_c - s->f_b);
    if (!(phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi)) {
        return 0.5;
    }
    return s->f_a / (s->f_b - s->f_a) * s->f_c / (s->f_b - s->f_c) +
           (s->c - s->a) / (s->b - s->a) * s->f_a / (s->f_c - s->f_a) * s->f_b / (s->f_c - s->f_b);
}

static bool same_sign(double a, double b)
{
    return (a > 0.0) == (b > 0.0);
}

/* Puts a new place into the bracket, so that a is the newest and b the opposite end. */
static void put(bracket *s, double x, double f)
{
    if (same_sign(f, s->f_a)) {
        s->c = s->a;
        s->f_c = s->f_a;
    } else {
        s->c = s->b;
        s->f_c = s->f_b;
        s->b = s->a;
        s->f_b = s->f_a;
    }
    s->a = x;
    s->f_a = f;
}

/* The smallest step that changes x by more than rounding; 0 stays reachable through steps of the bracket's own size. */
static double smallest_step(const bracket *s)
{
    const double best = fabs(s->f_a) < fabs(s->f_b) ? s->a : s->b;
    return 2.0 * DBL_EPSILON * fabs(best) + DBL_MIN;
}

static int no_value(double *x, double where, ent_error *error)
{
    *x = NAN;
    return error_set(error, ENT_ERROR_NOT_CONVERGED, "the function has no value at %.15g", where);
}

int root_find(double *x, root_function f, void *context, double a, double b, ent_error *error)
{
    bracket s = {.a = b, .b = a, .c = a, .f_a = f(context, b), .f_b = f(context, a)};
    s.f_c = s.f_b;
    if (isnan(s.f_a) || isnan(s.f_b)) {
        return no_value(x, isnan(s.f_a) ? b : a, error);
    }
    if (s.f_a != 0.0 && s.f_b != 0.0 && same_sign(s.f_a, s.f_b)) {
        *x = NAN;
        return error_set(error, ENT_ERROR_UNDEFINED, "no change of sign between %.15g and %.15g", a, b);
    }
    double share = 0.5;
    for (int step = 0; step < MAX_STEPS && s.f_a != 0.0 && s.f_b != 0.0; ++step) {
        const double least = smallest_step(&s) / fabs(s.b - s.a);
        if (least > 0.5) {
            break;
        }
        share = fmin(fmax(share, least), 1.0 - least);
        const double place = s.a + share * (s.b - s.a);
        const double value = f(context, place);
        if (isnan(value)) {
            return no_value(x, place, error);
        }
        put(&s, place, value);
        share = next_share(&s);
    }
    *x = fabs(s.f_a) < fabs(s.f_b) ? s.a : s.b;
    return ENT_OK;
}
