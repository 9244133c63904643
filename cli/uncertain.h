/* Numbers with uncertainties: 0.70+-0.02, 0.70±0.02, 0.70(2), 170(5)mK. */
#ifndef CLI_UNCERTAIN_H
#define CLI_UNCERTAIN_H

#include <stdbool.h>

#include "entangine/entangine.h"

/* A number; sigma is 0 where none is given. */
typedef struct uncertain_number {
    double value, sigma;
    bool uncertain;
} uncertain_number;

/* Cuts text into value and uncertainty, puts a unit at the end onto both, and reads them. The digits in brackets count
 * in the last places of the value: 1.234(56) is 1.234+-0.056, 1.6(2)e-3 is 1.6e-3+-2e-4. The uncertainty must be above
 * 0. Returns ENT_OK, ENT_ERROR_BAD_NUMBER or ENT_ERROR_OUT_OF_RANGE. */
int uncertain_parse(uncertain_number *number, const char *text, ent_error *error);

#endif
