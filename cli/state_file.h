/* Initial states from files. */
#ifndef CLI_STATE_FILE_H
#define CLI_STATE_FILE_H

#include "entangine/entangine.h"

/* Whether STATE can only be the name of a file, since other states are short words. */
bool state_file_is_named(const char *from);

/* Reads d x d complex numbers, row by row, as real and imaginary parts apart by blanks or line ends; # starts a
 * comment. *state is freed by free(). Returns ENT_OK, ENT_ERROR_FILE, ENT_ERROR_USAGE, ENT_ERROR_NO_MEMORY. */
int state_file_read(ent_complex **state, const char *path, const ent_model *model, ent_error *error);

#endif
