#include "io/part_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"

/* "done: " and two numbers of 20 digits, a blank and a newline: always the same length, so it is rewritten in place. */
enum { RECORD_SIZE = 48 };

static int file_error(const char *path, const char *what, ent_error *error)
{
    return error_set(error, ENT_ERROR_FILE, "%s: %s: %s", path, what, strerror(errno));
}

static char *with_ending(const char *path, const char *ending)
{
    const size_t size = strlen(path) + strlen(ending) + 1;
    char *joined = malloc(size);
    if (joined) {
        (void)snprintf(joined, size, "%s%s", path, ending);
    }
    return joined;
}

static int write_all(int descriptor, const char *path, const char *bytes, size_t n, size_t offset, ent_error *error)
{
    while (n > 0) {
        const ssize_t written = pwrite(descriptor, bytes, n, (off_t)offset);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            errno = written == 0 ? ENOSPC : errno;
            return file_error(path, "could not be written", error);
        }
        bytes += written;
        offset += (size_t)written;
        n -= (size_t)written;
    }
    return ENT_OK;
}

/* Reads the whole journal, zero-terminated; NULL if that fails. */
static char *read_journal(int descriptor)
{
    struct stat state;
    if (fstat(descriptor, &state) != 0) {
        return NULL;
    }
    char *content = calloc((size_t)state.st_size + 1, 1);
    if (content && pread(descriptor, content, (size_t)state.st_size, 0) != state.st_size) {
        free(content);
        content = NULL;
    }
    return content;
}

/* Says in which line the journal differs from what is wanted now. */
static int differs(const part_file *self, const char *journal, const char *description, ent_error *error)
{
    size_t start = 0;
    for (size_t i = 0; description[i] && journal[i] == description[i]; ++i) {
        if (description[i] == '\n') {
            start = i + 1;
        }
    }
    return error_set(error, ENT_ERROR_USAGE,
                     "%s: cannot resume, the unfinished file belongs to another sweep: it has '%.*s', now '%.*s'; "
                     "run without --resume to start anew",
                     self->part_path, (int)strcspn(journal + start, "\n"), journal + start,
                     (int)strcspn(description + start, "\n"), description + start);
}

/* "done: UNITS BYTES" */
static bool read_record(part_file *self, const char *record)
{
    char *end = NULL;
    if (strncmp(record, "done: ", 6) != 0) {
        return false;
    }
    self->done = (size_t)strtoull(record + 6, &end, 10);
    self->size = (size_t)strtoull(end, &end, 10);
    return *end == '\n';
}

/* Takes over progress from an earlier run; leaves done and size 0 where there is none. */
static int take_over(part_file *self, const char *description, ent_error *error)
{
    char *journal = read_journal(self->journal);
    if (!journal) {
        return file_error(self->resume_path, "could not be read", error);
    }
    const size_t length = strlen(journal);
    const size_t compared = length < self->journal_at ? length : self->journal_at;
    struct stat state;
    int status = ENT_OK;
    if (strncmp(journal, description, compared) != 0) {
        status = differs(self, journal, description, error);
    } else if (length != self->journal_at + RECORD_SIZE || fstat(self->data, &state) != 0 ||
               !read_record(self, journal + self->journal_at) || (size_t)state.st_size < self->size) {
        self->done = self->size = 0;
    }
    free(journal);
    return status;
}

static int start_anew(part_file *self, const char *description, ent_error *error)
{
    if (ftruncate(self->journal, 0) != 0 || ftruncate(self->data, 0) != 0) {
        return file_error(self->part_path, "could not be emptied", error);
    }
    return write_all(self->journal, self->resume_path, description, self->journal_at, 0, error);
}

/* Only one process at a time may work on a file. */
static int lock(const part_file *self, ent_error *error)
{
    struct flock exclusive = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(self->journal, F_SETLK, &exclusive) != 0) {
        return error_set(error, ENT_ERROR_FILE, "%s: another process is writing this file", self->part_path);
    }
    return ENT_OK;
}

static int open_files(part_file *self, const char *path, ent_error *error)
{
    enum { MODE = 0666 };
    struct stat state;
    self->path = with_ending(path, "");
    self->part_path = with_ending(path, ".part");
    self->resume_path = with_ending(path, ".resume");
    if (!self->path || !self->part_path || !self->resume_path) {
        return error_no_memory(error);
    }
    if (stat(path, &state) == 0 && S_ISDIR(state.st_mode)) {
        errno = EISDIR;
        return file_error(path, "could not be written", error);
    }
    self->journal = open(self->resume_path, O_RDWR | O_CREAT | O_CLOEXEC, MODE);
    if (self->journal < 0) {
        return file_error(self->resume_path, "could not be opened for writing", error);
    }
    const int status = lock(self, error);
    if (status != ENT_OK) {
        return status;
    }
    self->data = open(self->part_path, O_RDWR | O_CREAT | O_CLOEXEC, MODE);
    return self->data < 0 ? file_error(self->part_path, "could not be opened for writing", error) : ENT_OK;
}

int part_file_open(part_file *self, const char *path, const char *description, bool resume, ent_error *error)
{
    *self = (part_file){.data = -1, .journal = -1, .journal_at = strlen(description)};
    int status = open_files(self, path, error);
    if (status == ENT_OK && resume) {
        status = take_over(self, description, error);
    }
    if (status == ENT_OK && self->done == 0) {
        status = start_anew(self, description, error);
    }
    self->synced_at = monotonic_seconds();
    if (status != ENT_OK) {
        part_file_close(self);
    }
    return status;
}

int part_file_check_room(part_file *self, size_t size, ent_error *error)
{
    struct statvfs disk;
    struct stat state;
    if (fstat(self->data, &state) != 0 || ftruncate(self->data, (off_t)size) != 0 ||
        ftruncate(self->data, state.st_size) != 0) {
        return file_error(self->part_path, "could not grow to its full size", error);
    }
    const double megabyte = 1e6;
    if (fstatvfs(self->data, &disk) == 0 && (double)disk.f_bavail * (double)disk.f_frsize < (double)size) {
        return error_set(error, ENT_ERROR_FILE, "%s: needs %.0f MB, but the disk has %.0f MB left", self->part_path,
                         (double)size / megabyte, (double)disk.f_bavail * (double)disk.f_frsize / megabyte);
    }
    return ENT_OK;
}

int part_file_write(part_file *self, const void *bytes, size_t n, size_t offset, ent_error *error)
{
    return write_all(self->data, self->part_path, bytes, n, offset, error);
}

int part_file_commit(part_file *self, size_t done, size_t size, bool now, ent_error *error)
{
    const double seconds = monotonic_seconds();
    if (!now && seconds - self->synced_at < 1.0) {
        return ENT_OK;
    }
    /* The journal must never be ahead of the data, not even after a power failure. */
    if (fdatasync(self->data) != 0) {
        return file_error(self->part_path, "could not be written", error);
    }
    char record[RECORD_SIZE + 1];
    (void)snprintf(record, sizeof record, "done: %020zu %020zu\n", done, size);
    self->done = done;
    self->size = size;
    self->synced_at = seconds;
    return write_all(self->journal, self->resume_path, record, RECORD_SIZE, self->journal_at, error);
}

int part_file_finish(part_file *self, ent_error *error)
{
    if (fsync(self->data) != 0 || rename(self->part_path, self->path) != 0) {
        return file_error(self->path, "could not be written", error);
    }
    (void)unlink(self->resume_path);
    return ENT_OK;
}

void part_file_close(part_file *self)
{
    if (self->data >= 0) {
        (void)close(self->data);
    }
    if (self->journal >= 0) {
        (void)close(self->journal);
    }
    free(self->path);
    free(self->part_path);
    free(self->resume_path);
    *self = (part_file){.data = -1, .journal = -1};
}
