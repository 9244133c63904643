/* Directories, and files that are whole or absent. */
#ifndef IO_FILE_H
#define IO_FILE_H

#include <stddef.h>

#include "entangine/status.h"

/* Makes a directory and those above it; one that exists is fine.
 * Returns ENT_OK, ENT_ERROR_FILE or ENT_ERROR_NO_MEMORY. */
int file_make_directory(const char *path, ent_error *error);

/* Writes n bytes under a temporary name beside path, makes them safe on the disk, and gives them their name: whatever
 * happens, path holds either what it held before or all of the new content, and nothing else is left behind.
 * Returns ENT_OK, ENT_ERROR_FILE or ENT_ERROR_NO_MEMORY. */
int file_write(const char *path, const char *content, size_t n, ent_error *error);

/* directory/name with an ending such as ".csv"; the caller frees it. NULL: not enough memory. */
char *file_path(const char *directory, const char *name, const char *ending);

#endif
