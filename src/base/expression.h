/* Arithmetic expressions in named variables, such as "2*g" or "sqrt(eps^2 + 4*kappa^2)", with exact derivatives.
 *
 * + - * / ^ (from the right; -x^2 is -(x^2)), parentheses, decimal numbers, pi, and the functions abs asinh cos cosh
 * exp hypot log max min sin sinh sqrt tan tanh. A text is compiled once into a small postfix program; evaluating it
 * allocates nothing and is thread-safe. */
#ifndef BASE_EXPRESSION_H
#define BASE_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "entangine/status.h"

typedef struct expression expression;

/* A value and its derivative along some direction. */
typedef struct dual {
    double value, slope;
} dual;

/* Compiles text. An error gives the character, counted from 1, and what was expected there. *self is freed by
 * expression_free; NULL after a failure. Returns ENT_OK, ENT_ERROR_BAD_NUMBER or ENT_ERROR_NO_MEMORY. */
int expression_compile(expression **self, const char *text, ent_error *error);

/* Frees an expression; NULL is fine. */
void expression_free(expression *self);

/* Looks up the names it uses: names[k] is variable k. Returns ENT_OK or ENT_ERROR_UNKNOWN_NAME (with the nearest). */
int expression_bind(expression *self, const char *const *names, size_t n, ent_error *error);

/* The value; variables as bound. Not finite where it is undefined, such as 1/0. */
double expression_value(const expression *self, const double *variables);

/* Value and derivative along tangents, one number per variable: e_k gives the derivative with respect to variable k.
 * The slope is NaN where there is none: abs, min, max and hypot at their kinks. */
dual expression_dual(const expression *self, const double *variables, const double *tangents);

/* The text it was made from. */
const char *expression_text(const expression *self);

/* The names it uses, each once, in order of appearance; NULL from the last on. */
const char *expression_name(const expression *self, size_t index);

/* The variable behind expression_name(self, index), once bound. */
size_t expression_variable(const expression *self, size_t index);

/* Whether it uses no names. */
bool expression_is_constant(const expression *self);

/* Whether it is one bare name. */
bool expression_is_name(const expression *self);

/* Whether a name means something by itself (pi, sqrt, ...), so that no variable may have it. */
bool expression_reserves(const char *name);

#endif
