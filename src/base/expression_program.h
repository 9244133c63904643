/* The postfix program of an expression: between the parser and the evaluation. */
#ifndef BASE_EXPRESSION_PROGRAM_H
#define BASE_EXPRESSION_PROGRAM_H

#include "base/expression.h"

/* Numbers that wait while a program runs; also the depth of nesting that the parser takes. */
enum { EXPRESSION_DEPTH = 64 };

typedef enum operation { OP_NUMBER, OP_VARIABLE, OP_UNARY, OP_BINARY } operation;

typedef struct function {
    const char *name; /* as typed; NULL for operators */
    int n_arguments;
    double (*unary)(double x);
    double (*slope)(double x);
    double (*binary)(double x, double y);
    void (*slopes)(double x, double y, double slopes[2]); /* in x and y; an unused one may be anything */
} function;

typedef struct instruction {
    operation kind;
    double number;
    size_t variable; /* index of its symbol */
    const function *function;
} instruction;

typedef struct expression_symbol {
    char *name;
    size_t position; /* of its first use, counted from 1 */
    size_t variable;
} expression_symbol;

struct expression {
    char *text;
    instruction *code;
    size_t n_code;
    expression_symbol *symbols;
    size_t n_symbols;
};

/* The operators, and the function of a name of the given length (NULL: there is none). */
const function *function_negate(void);
const function *function_of_operator(char symbol);
const function *function_find(const char *name, size_t length);

/* The nearest function, for suggestions. */
const char *function_nearest(const char *name);

/* Fills code and symbols from text. */
int expression_parse(expression *self, ent_error *error);

#endif
