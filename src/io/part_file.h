/* A file that grows under another name: PATH.part holds what is finished, PATH.resume says of what and how much.
 * Under PATH itself the file is absent or whole. */
#ifndef IO_PART_FILE_H
#define IO_PART_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "entangine/status.h"

typedef struct part_file {
    char *path, *part_path, *resume_path;
    int data, journal; /* file descriptors, -1 when closed */
    size_t journal_at; /* where the record of progress stands in the journal */
    size_t done;       /* units of work that are safely in the file */
    size_t size;       /* bytes of the file that belong to them; may shrink back on resume */
    double synced_at;  /* seconds of the monotonic clock */
} part_file;

/* Opens PATH.part. description is text, one "name: value" a line, that tells this work from other work. With resume,
 * and an unfinished file of the same description, done and size tell where to go on; of another description: an error
 * that names the first difference. Otherwise the file starts empty.
 * Returns ENT_OK, ENT_ERROR_USAGE, ENT_ERROR_FILE or ENT_ERROR_NO_MEMORY. */
int part_file_open(part_file *self, const char *path, const char *description, bool resume, ent_error *error);

/* Whether the file can grow to this size: an error if the disk has no room or a limit forbids it. */
int part_file_check_room(part_file *self, size_t size, ent_error *error);

/* Writes bytes at an offset of the file. */
int part_file_write(part_file *self, const void *bytes, size_t n, size_t offset, ent_error *error);

/* Notes that done units of work, size bytes, are written; makes them safe about once a second, or at once if now. */
int part_file_commit(part_file *self, size_t done, size_t size, bool now, ent_error *error);

/* Gives the file its name and removes the journal. */
int part_file_finish(part_file *self, ent_error *error);

/* Closes; an unfinished file stays for a later resume. */
void part_file_close(part_file *self);

#endif
