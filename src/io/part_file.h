/* A file that grows under another name: PATH.part holds what is finished, PATH.resume says of what and how much.
 * Under PATH itself the file is absent or whole. */
#ifndef IO_PART_FILE_H
#define IO_PART_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entangine/status.h"

typedef struct part_file {
    char *path, *part_path, *resume_path;
    int data, journal; /* file descriptors, -1 when closed */
    size_t journal_at; /* where the record of progress stands in the journal */
    size_t done;       /* units of work that are safely in the file */
    size_t size;       /* bytes of the file that belong to them; may shrink back on resume */
    uint64_t sum;      /* checksum of what was written or recalled */
    uint64_t guard;    /* of a record that was taken over */
    double synced_at;  /* seconds of the monotonic clock */
} part_file;

/* Opens PATH.part. description is text, one "name: value" a line, that tells this work from other work. With resume,
 * and an unfinished file of the same description, done and size tell where to go on; of another description: an error
 * that names the first difference. Files that are damaged, or none of ours, are refused too. Otherwise the file starts
 * empty. Who goes on must recall all that is finished, and check it.
 * Returns ENT_OK, ENT_ERROR_USAGE, ENT_ERROR_FILE or ENT_ERROR_NO_MEMORY. */
int part_file_open(part_file *self, const char *path, const char *description, bool resume, ent_error *error);

/* The name of another file beside this one, to be freed; NULL: not enough memory. */
char *part_file_beside(const part_file *self, const char *ending);

/* Whether the file can grow to this size: an error if the disk has no room or a limit forbids it. */
int part_file_check_room(part_file *self, size_t size, ent_error *error);

/* Writes bytes at an offset of the file, every place once. */
int part_file_write(part_file *self, const void *bytes, size_t n, size_t offset, ent_error *error);

/* Reads n finished bytes at an offset, every place once, for the check. */
int part_file_recall(part_file *self, size_t n, size_t offset, ent_error *error);

/* Whether what was recalled is what earlier runs wrote, ENT_ERROR_FILE if not; cuts off what is not finished. */
int part_file_check(part_file *self, ent_error *error);

/* Notes that done units of work, size bytes, are written; makes them safe about once a second, or at once if now. */
int part_file_commit(part_file *self, size_t done, size_t size, bool now, ent_error *error);

/* Gives the file its name and removes the journal. */
int part_file_finish(part_file *self, ent_error *error);

/* Closes; an unfinished file stays for a later resume. */
void part_file_close(part_file *self);

#endif
