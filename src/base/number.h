/* Numbers as text. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stddef.h>

/* Room for the text of any double, with its terminating zero. */
#define NUMBER_SIZE 32

/* Writes the shortest decimal text that reads back as exactly this double; "" for NaN. Returns text. */
const char *number_format(char text[NUMBER_SIZE], double value);

/* a * b - product, exactly: what rounding the product lost (Dekker; far from overflow). No call of fma, which is slow
 * where the processor has none. */
static inline double product_rest(double a, double b, double product)
{
    const double split = 0x1p27 + 1.0;
    const double a_high = split * a - (split * a - a), b_high = split * b - (split * b - b);
    const double a_low = a - a_high, b_low = b - b_high;
    return ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
}

/* The power of ten that shifts 15 digits of a number before the point; 0 for sizes outside 1e-7 to 1e14. */
double number_power_15(double value);

/* The double of the nearest decimal number with 15 digits, as reading what "%.15g" prints gives it, only faster. */
double number_round_15(double value);

#endif
