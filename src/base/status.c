#include "entangine/status.h"

typedef struct status_row {
    ent_status status;
    int exit;
    const char *name, *text;
} status_row;

/* The one list of codes: names, texts and exit statuses. */
static const status_row rows[] = {
    {ENT_OK, 0, "ok", "done"},
    {ENT_ERROR_UNKNOWN_NAME, 2, "unknown_name", "there is nothing of that name"},
    {ENT_ERROR_BAD_NUMBER, 2, "bad_number", "the text is not a finite number or a range"},
    {ENT_ERROR_OUT_OF_RANGE, 2, "out_of_range", "a parameter is outside its admissible range"},
    {ENT_ERROR_DUPLICATE, 2, "duplicate", "a name is given twice"},
    {ENT_ERROR_USAGE, 2, "usage", "the arguments do not go together"},
    {ENT_ERROR_UNDEFINED, 3, "undefined", "the quantity has no value for these parameters"},
    {ENT_ERROR_NOT_UNIQUE, 3, "not_unique", "the steady state is not unique"},
    {ENT_ERROR_ZERO_FREQUENCY, 3, "zero_frequency",
     "a transition has frequency zero, where a flat spectrum has no rate"},
    {ENT_ERROR_NO_MEMORY, 3, "no_memory", "memory could not be allocated"},
    {ENT_ERROR_NOT_CONVERGED, 3, "not_converged", "the solver did not reach its tolerance"},
    {ENT_ERROR_FILE, 4, "file", "a file or folder could not be read or written"},
    {ENT_ERROR_TOOL, 4, "tool", "an external program is missing or failed"},
    {ENT_INTERRUPTED, 130, "interrupted", "interrupted"},
};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

static const status_row *find_row(int status)
{
    for (size_t i = 0; i < N_ROWS; ++i) {
        if (rows[i].status == status) {
            return &rows[i];
        }
    }
    return NULL;
}

const char *ent_status_name(int status)
{
    const status_row *row = find_row(status);
    return row ? row->name : "unknown_status";
}

const char *ent_status_text(int status)
{
    const status_row *row = find_row(status);
    return row ? row->text : "unknown status";
}

int ent_status_exit(int status)
{
    const status_row *row = find_row(status);
    return row ? row->exit : 3;
}

int ent_status_at(size_t index)
{
    return index < N_ROWS ? (int)rows[index].status : ENT_OK;
}

size_t ent_status_count(void)
{
    return N_ROWS;
}
