#include "figure/figure_label.h"

#include <ctype.h>
#include <string.h>

/* Whether a byte belongs to a letter; those of Greek letters have the top bit. */
static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* An index after _ or ^: one character, or a group in braces. Returns what follows. */
static const char *append_index(text_buffer *out, const char *index)
{
    const size_t length = *index == '{' ? strcspn(index, "}") + 1 : 1;
    text_append(out, *index == '{' ? "%.*s" : "{%.*s}", (int)length, index);
    return index + length;
}

/* Bytes of the first character; those after the first have the top bits 10. */
static size_t character_length(const char *text)
{
    size_t length = 1;
    while (((unsigned char)text[length] & 0xC0) == 0x80) {
        ++length;
    }
    return length;
}

/* Bytes of the word at the start of the text. */
static size_t word_length(const char *text)
{
    size_t length = 0;
    while (is_letter(text[length])) {
        ++length;
    }
    return length;
}

void figure_label_symbol(text_buffer *out, const char *symbol)
{
    while (*symbol) {
        const size_t word = word_length(symbol);
        if (*symbol == '_' || *symbol == '^') {
            text_append(out, "%c", *symbol);
            symbol = append_index(out, symbol + 1);
        } else if (word > 0) {
            text_append(out, word == character_length(symbol) ? "{/:Italic %.*s}" : "%.*s", (int)word, symbol);
            symbol += word;
        } else {
            text_append(out, "%c", *symbol++);
        }
    }
}

/* Heat currents, their noise and times aside, with hbar = k_B = 1, everything is the first power of the energy unit. */
static int unit_power(ent_quantity quantity)
{
    return quantity == ENT_QUANTITY_NUMBER         ? 0
           : quantity == ENT_QUANTITY_HEAT_CURRENT ? 2
           : quantity == ENT_QUANTITY_HEAT_NOISE   ? 3
           : quantity == ENT_QUANTITY_TIME         ? -1
                                                   : 1;
}

void figure_label_quantity(text_buffer *out, const table_column *column, int exponent, const char *unit)
{
    const int power = unit ? unit_power(column->quantity) : 0;
    figure_label_symbol(out, column->symbol);
    if (power == 0 && exponent == 0) {
        return;
    }
    text_append(out, exponent && power ? " / (" : " / ");
    if (exponent) {
        text_append(out, "10^{%s%d}%s", exponent < 0 ? "−" : "", exponent < 0 ? -exponent : exponent, power ? " " : "");
    }
    if (power) {
        figure_label_symbol(out, unit);
        text_append(out, power == 2 ? "^2" : power < 0 ? "^{−1}" : "");
    }
    text_append(out, exponent && power ? ")" : "");
}

table_column figure_label_parameter(const ent_model *model, const char *parameter)
{
    const ent_parameter *row = &model->parameters[ent_model_parameter(model, parameter)];
    return (table_column){row->name, row->symbol, row->quantity};
}
