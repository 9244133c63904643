/* Recursive descent: sum -> product -> sign -> power -> atom. */
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/expression_program.h"

static const double pi = 3.14159265358979323846;

typedef struct parser {
    expression *self;
    const char *at;
    int waiting; /* numbers on the stack of the program so far */
    int nesting;
    ent_error *error;
} parser;

static int parse_sum(parser *p);
static int parse_sign(parser *p);

static size_t position(const parser *p)
{
    return (size_t)(p->at - p->self->text) + 1;
}

static void skip_blanks(parser *p)
{
    while (*p->at == ' ' || *p->at == '\t' || *p->at == '\n') {
        ++p->at;
    }
}

static int expected(parser *p, const char *what)
{
    char found[16] = "the end";
    if (*p->at != '\0') {
        const bool plain = isprint((unsigned char)*p->at);
        (void)snprintf(found, sizeof found, plain ? "'%c'" : "byte 0x%02x", (unsigned char)*p->at);
    }
    return error_set(p->error, ENT_ERROR_BAD_NUMBER, "'%.80s', character %zu: expected %s, found %s", p->self->text,
                     position(p), what, found);
}

static int too_deep(parser *p)
{
    return error_set(p->error, ENT_ERROR_BAD_NUMBER, "'%.80s', character %zu: nested deeper than %d", p->self->text,
                     position(p), (int)EXPRESSION_DEPTH);
}

static int emit(parser *p, instruction step)
{
    expression *self = p->self;
    p->waiting += step.kind == OP_BINARY ? -1 : step.kind != OP_UNARY;
    if (p->waiting > EXPRESSION_DEPTH) {
        return too_deep(p);
    }
    if ((self->n_code & (self->n_code - 1)) == 0) { /* full at powers of two */
        instruction *code = realloc(self->code, (self->n_code ? 2 * self->n_code : 1) * sizeof *code);
        if (!code) {
            return error_no_memory(p->error);
        }
        self->code = code;
    }
    self->code[self->n_code++] = step;
    return ENT_OK;
}

static size_t word_length(const char *text)
{
    size_t n = 0;
    while (isalnum((unsigned char)text[n]) || text[n] == '_') {
        ++n;
    }
    return n;
}

/* Index of the symbol of this name, which may be new; SIZE_MAX: not enough memory. */
static size_t symbol_index(parser *p, const char *name, size_t length)
{
    expression *self = p->self;
    for (size_t k = 0; k < self->n_symbols; ++k) {
        if (strlen(self->symbols[k].name) == length && memcmp(self->symbols[k].name, name, length) == 0) {
            return k;
        }
    }
    expression_symbol *symbols = realloc(self->symbols, (self->n_symbols + 1) * sizeof *symbols);
    char *copy = malloc(length + 1);
    if (symbols) {
        self->symbols = symbols;
    }
    if (!symbols || !copy) {
        free(copy);
        return SIZE_MAX;
    }
    memcpy(copy, name, length);
    copy[length] = '\0';
    symbols[self->n_symbols] = (expression_symbol){copy, position(p), 0};
    return self->n_symbols++;
}

/* function ( sum [, sum] ) with p->at behind the name. */
static int parse_call(parser *p, const function *called)
{
    for (int i = 0; i < called->n_arguments; ++i) {
        skip_blanks(p);
        const char opening = i == 0 ? '(' : ',';
        if (*p->at != opening) {
            return expected(p, i == 0 ? "'(' after the name of a function" : "',' and a second argument");
        }
        ++p->at;
        const int status = parse_sum(p);
        if (status != ENT_OK) {
            return status;
        }
    }
    skip_blanks(p);
    if (*p->at != ')') {
        return expected(p, "')'");
    }
    ++p->at;
    return emit(p, (instruction){.kind = called->n_arguments == 2 ? OP_BINARY : OP_UNARY, .function = called});
}

static int parse_word(parser *p)
{
    const size_t length = word_length(p->at);
    const char *name = p->at;
    const function *called = function_find(name, length);
    if (called) {
        p->at += length;
        return parse_call(p, called);
    }
    const char *next = name + length + strspn(name + length, " \t\n");
    if (*next == '(') {
        char copy[64];
        (void)snprintf(copy, sizeof copy, "%.*s", (int)(length < 63 ? length : 63), name);
        return error_set(p->error, ENT_ERROR_BAD_NUMBER,
                         "'%.80s', character %zu: there is no function '%s': the nearest is '%s'", p->self->text,
                         position(p), copy, function_nearest(copy));
    }
    if (length == 2 && memcmp(name, "pi", 2) == 0) {
        p->at += length;
        return emit(p, (instruction){.kind = OP_NUMBER, .number = pi});
    }
    const size_t symbol = symbol_index(p, name, length);
    p->at += length;
    return symbol == SIZE_MAX ? error_no_memory(p->error)
                              : emit(p, (instruction){.kind = OP_VARIABLE, .variable = symbol});
}

static size_t digits(const char *text)
{
    size_t n = 0;
    while (isdigit((unsigned char)text[n])) {
        ++n;
    }
    return n;
}

/* Digits with a point and an exponent, cut out by hand: strtod alone would take hexadecimal numbers too. */
static int parse_number(parser *p)
{
    const char *end = p->at + digits(p->at);
    if (*end == '.') {
        end += 1 + digits(end + 1);
    }
    if (*end == 'e' || *end == 'E') {
        const char *exponent = end + 1 + (end[1] == '+' || end[1] == '-');
        if (digits(exponent) > 0) {
            end = exponent + digits(exponent);
        }
    }
    char *stop = NULL;
    const double number = strtod(p->at, &stop);
    if (stop != end && !isalpha((unsigned char)*end)) {
        return expected(p, "a decimal number");
    }
    if (isalpha((unsigned char)*end) || *end == '_' || *end == '.') {
        p->at = end;
        return expected(p, "an operator after the number");
    }
    if (!isfinite(number)) {
        return expected(p, "a number below 1e308");
    }
    p->at = end;
    return emit(p, (instruction){.kind = OP_NUMBER, .number = number});
}

static int parse_atom(parser *p)
{
    skip_blanks(p);
    if (isdigit((unsigned char)*p->at) || (*p->at == '.' && isdigit((unsigned char)p->at[1]))) {
        return parse_number(p);
    }
    if (isalpha((unsigned char)*p->at) || *p->at == '_') {
        return parse_word(p);
    }
    if (*p->at != '(') {
        return expected(p, "a number, a name or '('");
    }
    ++p->at;
    const int status = parse_sum(p);
    skip_blanks(p);
    if (status == ENT_OK && *p->at != ')') {
        return expected(p, "an operator or ')'");
    }
    p->at += status == ENT_OK;
    return status;
}

/* atom [^ sign]: from the right, and 2^-1 is fine. */
static int parse_power(parser *p)
{
    int status = parse_atom(p);
    skip_blanks(p);
    if (status == ENT_OK && *p->at == '^') {
        ++p->at;
        status = parse_sign(p);
        if (status == ENT_OK) {
            status = emit(p, (instruction){.kind = OP_BINARY, .function = function_of_operator('^')});
        }
    }
    return status;
}

static int parse_sign(parser *p)
{
    skip_blanks(p);
    const bool minus = *p->at == '-';
    if (!minus && *p->at != '+') {
        return parse_power(p);
    }
    if (++p->nesting > EXPRESSION_DEPTH) {
        return too_deep(p);
    }
    ++p->at;
    int status = parse_sign(p);
    --p->nesting;
    if (status == ENT_OK && minus) {
        status = emit(p, (instruction){.kind = OP_UNARY, .function = function_negate()});
    }
    return status;
}

/* Operands joined from the left by any of two operators. */
static int parse_chain(parser *p, char first, char second, int (*operand)(parser *p))
{
    int status = operand(p);
    skip_blanks(p);
    while (status == ENT_OK && (*p->at == first || *p->at == second)) {
        const function *joined = function_of_operator(*p->at);
        ++p->at;
        status = operand(p);
        if (status == ENT_OK) {
            status = emit(p, (instruction){.kind = OP_BINARY, .function = joined});
        }
        skip_blanks(p);
    }
    return status;
}

static int parse_product(parser *p)
{
    return parse_chain(p, '*', '/', parse_sign);
}

static int parse_sum(parser *p)
{
    if (++p->nesting > EXPRESSION_DEPTH) {
        return too_deep(p);
    }
    const int status = parse_chain(p, '+', '-', parse_product);
    --p->nesting;
    return status;
}

int expression_parse(expression *self, ent_error *error)
{
    parser p = {.self = self, .at = self->text, .error = error};
    const int status = parse_sum(&p);
    if (status == ENT_OK && *p.at != '\0') {
        return expected(&p, "an operator or the end");
    }
    return status;
}
