#include "base/expression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/expression_program.h"
#include "base/text.h"

int expression_compile(expression **self, const char *text, ent_error *error)
{
    *self = calloc(1, sizeof **self);
    char *copy = malloc(strlen(text) + 1);
    if (!*self || !copy) {
        free(*self);
        free(copy);
        *self = NULL;
        return error_no_memory(error);
    }
    memcpy(copy, text, strlen(text) + 1);
    (*self)->text = copy;
    const int status = expression_parse(*self, error);
    if (status != ENT_OK) {
        expression_free(*self);
        *self = NULL;
    }
    return status;
}

void expression_free(expression *self)
{
    if (!self) {
        return;
    }
    for (size_t k = 0; k < self->n_symbols; ++k) {
        free(self->symbols[k].name);
    }
    free(self->symbols);
    free(self->code);
    free(self->text);
    free(self);
}

static int unknown_name(const expression *self, const expression_symbol *symbol, const char *const *names, size_t n,
                        ent_error *error)
{
    const char *nearest = n ? names[0] : NULL;
    for (size_t i = 1; i < n; ++i) {
        if (text_distance(symbol->name, names[i]) < text_distance(symbol->name, nearest)) {
            nearest = names[i];
        }
    }
    if (!nearest) {
        return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                         "'%.80s', character %zu: there is no parameter '%.63s': there are none", self->text,
                         symbol->position, symbol->name);
    }
    return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                     "'%.80s', character %zu: there is no parameter '%.63s': the nearest is '%.63s'", self->text,
                     symbol->position, symbol->name, nearest);
}

int expression_bind(expression *self, const char *const *names, size_t n, ent_error *error)
{
    for (size_t k = 0; k < self->n_symbols; ++k) {
        expression_symbol *symbol = &self->symbols[k];
        size_t i = 0;
        while (i < n && strcmp(names[i], symbol->name) != 0) {
            ++i;
        }
        if (i == n) {
            return unknown_name(self, symbol, names, n, error);
        }
        symbol->variable = i;
    }
    return ENT_OK;
}

double expression_value(const expression *self, const double *variables)
{
    if (self->n_code == 1) { /* most are one number or one name */
        const instruction *only = self->code;
        return only->kind == OP_NUMBER ? only->number : variables[self->symbols[only->variable].variable];
    }
    double stack[EXPRESSION_DEPTH + 1] = {0.0};
    double *top = stack;
    for (const instruction *step = self->code; step < self->code + self->n_code; ++step) {
        switch (step->kind) {
        case OP_NUMBER:
            *++top = step->number;
            break;
        case OP_VARIABLE:
            *++top = variables[self->symbols[step->variable].variable];
            break;
        case OP_UNARY:
            *top = step->function->unary(*top);
            break;
        case OP_BINARY:
            --top;
            *top = step->function->binary(top[0], top[1]);
            break;
        }
    }
    return *top;
}

/* Where nothing moves there is no change, also where the slope is infinite. */
static double change(double slope, double tangent)
{
    return tangent == 0.0 ? 0.0 : slope * tangent;
}

dual expression_dual(const expression *self, const double *variables, const double *tangents)
{
    dual stack[EXPRESSION_DEPTH + 1] = {{0.0, 0.0}};
    dual *top = stack;
    for (const instruction *step = self->code; step < self->code + self->n_code; ++step) {
        double slopes[2];
        size_t variable;
        switch (step->kind) {
        case OP_NUMBER:
            *++top = (dual){step->number, 0.0};
            break;
        case OP_VARIABLE:
            variable = self->symbols[step->variable].variable;
            *++top = (dual){variables[variable], tangents[variable]};
            break;
        case OP_UNARY:
            *top = (dual){step->function->unary(top->value), change(step->function->slope(top->value), top->slope)};
            break;
        case OP_BINARY:
            --top;
            step->function->slopes(top[0].value, top[1].value, slopes);
            *top = (dual){step->function->binary(top[0].value, top[1].value),
                          change(slopes[0], top[0].slope) + change(slopes[1], top[1].slope)};
            break;
        }
    }
    return *top;
}

const char *expression_text(const expression *self)
{
    return self->text;
}

const char *expression_name(const expression *self, size_t index)
{
    return index < self->n_symbols ? self->symbols[index].name : NULL;
}

size_t expression_variable(const expression *self, size_t index)
{
    return self->symbols[index].variable;
}

bool expression_is_constant(const expression *self)
{
    return self->n_symbols == 0;
}

bool expression_is_name(const expression *self)
{
    return self->n_code == 1 && self->code[0].kind == OP_VARIABLE;
}
