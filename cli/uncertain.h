/* Numbers with uncertainties: 0.70+-0.02, 0.70±0.02, 0.70(2), 170(5)mK. */
#ifndef CLI_UNCERTAIN_H
#define CLI_UNCERTAIN_H

#include <stdbool.h>

#include "entangine/entangine.h"

enum { UNCERTAIN_ROOM = 96 };

/* The two parts of such a number as texts, each with its unit; sigma is empty where there is none. */
typedef struct uncertain_number {
    char value[2 * UNCERTAIN_ROOM], sigma[2 * UNCERTAIN_ROOM];
    bool uncertain;
} uncertain_number;

/* Cuts text into value and uncertainty, and puts a unit at the end onto both. The digits in brackets count in the last
 * places of the value: 1.234(56) is 1.234+-0.056, 1.6(2)e-3 is 1.6e-3+-2e-4. Returns ENT_OK or ENT_ERROR_BAD_NUMBER. */
int uncertain_cut(uncertain_number *number, const char *text, ent_error *error);

#endif
