#include "io/sweep_format.h"

#include <string.h>

const sweep_format *sweep_format_find(const char *path)
{
    const char *ending = strrchr(path, '.');
    if (!ending || strchr(ending, '/')) {
        return NULL;
    }
    if (strcmp(ending, ".csv") == 0) {
        return &sweep_format_csv;
    }
    return strcmp(ending, ".h5") == 0 || strcmp(ending, ".hdf5") == 0 ? &sweep_format_hdf5 : NULL;
}
