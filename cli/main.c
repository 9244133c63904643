/* entangine: what an entanglement engine does, from the command line. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/blas_threads.h"
#include "base/text.h"
#include "cli/progress.h"
#include "cli/threads.h"
#include "cli/verb.h"

static const verb *const verbs[] = {&verb_solve,    &verb_sweep,   &verb_boundary, &verb_optimise, &verb_evolve,
                                    &verb_spectrum, &verb_witness, &verb_plot,     &verb_network,  &verb_check,
                                    &verb_figure,   &verb_list,    &verb_help};

enum { N_VERBS = sizeof verbs / sizeof verbs[0] };

size_t verb_list_all(const verb *const **all)
{
    *all = verbs;
    return N_VERBS;
}

const verb *verb_find(const char *name)
{
    for (size_t i = 0; i < N_VERBS; ++i) {
        if (strcmp(verbs[i]->name, name) == 0 || (verbs[i]->alias && strcmp(verbs[i]->alias, name) == 0)) {
            return verbs[i];
        }
    }
    return NULL;
}

int complain(int status, const char *format, ...)
{
    va_list arguments;
    progress_clear();
    va_start(arguments, format);
    (void)fputs("entangine: ", stderr);
    (void)vfprintf(stderr, format, arguments);
    (void)fputc('\n', stderr);
    va_end(arguments);
    return ent_status_exit(status);
}

int complain_error(const ent_error *error)
{
    return complain(error->status, "%s", error->message);
}

int finish_output(void)
{
    progress_clear();
    if (fflush(stdout) != 0 || ferror(stdout)) {
        return complain(ENT_ERROR_FILE, "standard output could not be written");
    }
    return 0;
}

static int unknown_verb(const char *name)
{
    const char *nearest = verbs[0]->name;
    for (size_t i = 0; i < N_VERBS; ++i) {
        if (text_distance(name, verbs[i]->name) < text_distance(name, nearest)) {
            nearest = verbs[i]->name;
        }
    }
    return complain(ENT_ERROR_USAGE, "there is no verb '%s': the nearest is '%s'; 'entangine help' lists them", name,
                    nearest);
}

/* What the environment says about one large problem; studies read it again for their points. */
static int limit_threads(ent_error *error)
{
    size_t threads = 0;
    blas_threads_rest();
    const int status = threads_of_environment(&threads, error);
    return status == ENT_OK && threads > 0 ? ent_threads_limit(threads, error) : status;
}

int main(int argc, char **argv)
{
    ent_error error;
    if (argc < 2) {
        (void)complain(ENT_ERROR_USAGE, "a verb is missing: try 'entangine solve' or 'entangine help'");
        return ent_status_exit(ENT_ERROR_USAGE);
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0) {
        (void)printf("entangine %s\n", ent_version());
        return finish_output();
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        return verb_help.run(0, NULL);
    }
    const verb *found = verb_find(name);
    if (!found) {
        return unknown_verb(name);
    }
    if (argc > 2 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0)) {
        return verb_help.run(1, (char *[]){argv[1]});
    }
    return limit_threads(&error) == ENT_OK ? found->run(argc - 2, argv + 2) : complain_error(&error);
}
