/* Numbers as text. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stddef.h>

/* Room for the text of any double, with its terminating zero. */
#define NUMBER_SIZE 32

/* Writes the shortest decimal text that reads back as exactly this double; "" for NaN. Returns text. */
const char *number_format(char text[NUMBER_SIZE], double value);

/* The double of the nearest decimal number with 15 digits, as reading what "%.15g" prints gives it, only faster. */
double number_round_15(double value);

#endif
