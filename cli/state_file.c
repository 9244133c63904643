#include "cli/state_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/arguments.h"

bool state_file_is_named(const char *from)
{
    return from && strpbrk(from, "./");
}

static int read_line(ent_complex *state, size_t *n, size_t expected, char *line, ent_error *error)
{
    int status = ENT_OK;
    char *rest = NULL;
    line[strcspn(line, "#\r\n")] = '\0';
    for (char *word = strtok_r(line, " \t", &rest); status == ENT_OK && word; word = strtok_r(NULL, " \t", &rest)) {
        double number;
        if (*n < expected && (status = ent_number_parse(&number, word, error)) == ENT_OK) {
            *(*n % 2 == 0 ? &state[*n / 2].re : &state[*n / 2].im) = number;
        }
        ++*n;
    }
    return status;
}

int state_file_read(ent_complex **state, const char *path, const ent_model *model, ent_error *error)
{
    const size_t d = ent_evolve_dimension(model);
    const size_t expected = 2 * d * d;
    char line[1024];
    size_t n = 0;
    FILE *file = fopen(path, "r");
    if (!file) {
        return error_set(error, ENT_ERROR_FILE,
                         "initial state '%s': %s; give gibbs, steady, a basis state such as 10, "
                         "or a file of %zu complex numbers",
                         path, strerror(errno), d * d);
    }
    *state = calloc(d * d + 1, sizeof **state);
    int status = *state ? ENT_OK : error_no_memory(error);
    while (status == ENT_OK && fgets(line, sizeof line, file)) {
        status = read_line(*state, &n, expected, line, error);
    }
    (void)fclose(file);
    if (status == ENT_OK && n != expected) {
        return error_set(error, ENT_ERROR_USAGE,
                         "initial state '%s': has %zu numbers, but a state of %s has %zu, "
                         "real and imaginary parts of a %zux%zu matrix",
                         path, n, model->name, expected, d, d);
    }
    return status == ENT_OK ? ENT_OK : error_in_argument(path, error);
}
