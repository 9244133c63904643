#include "io/part_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/checksum.h"
#include "base/clock.h"
#include "base/error.h"
#include "io/part_journal.h"

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

static int damaged(const part_file *self, const char *what, ent_error *error)
{
    return error_set(error, ENT_ERROR_FILE, "%s: cannot resume, %s; run without --resume to start anew",
                     self->part_path, what);
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

/* A journal of the right work. Killed before its first record, it has none. */
static int take_over_record(part_file *self, const char *record, ent_error *error)
{
    struct stat state;
    if (*record == '\0') {
        return ENT_OK;
    }
    if (!part_journal_read_record(record, &self->done, &self->size, &self->guard)) {
        return damaged(self, "the record of what is finished is damaged", error);
    }
    if (fstat(self->data, &state) != 0 || (size_t)state.st_size < self->size) {
        return damaged(self, "it has lost bytes that were finished", error);
    }
    return ENT_OK;
}

/* Takes over progress from an earlier run; leaves done and size 0 where there is none. */
static int take_over(part_file *self, const char *description, ent_error *error)
{
    static const char head[] = "entangine: ";
    char *journal = part_journal_read(self->journal);
    if (!journal) {
        return damaged(self, "its .resume file is not one of entangine", error);
    }
    const size_t length = strlen(journal);
    int status = ENT_OK;
    if (length >= self->journal_at && strncmp(journal, description, self->journal_at) == 0) {
        status = take_over_record(self, journal + self->journal_at, error);
    } else if (strncmp(journal, description, length) != 0) { /* not only cut short while it was written */
        status = length >= sizeof head && strncmp(journal, head, sizeof head - 1) == 0
                     ? differs(self, journal, description, error)
                     : damaged(self, "its .resume file is not one of entangine", error);
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

char *part_file_beside(const part_file *self, const char *ending)
{
    return with_ending(self->part_path, ending);
}

int part_file_check_room(part_file *self, size_t size, ent_error *error)
{
    enum { DISK_BLOCK = 512 }; /* of st_blocks */
    struct statvfs disk;
    struct stat state;
    if (fstat(self->data, &state) != 0 ||
        ((size_t)state.st_size < size &&
         (ftruncate(self->data, (off_t)size) != 0 || ftruncate(self->data, state.st_size) != 0))) {
        return file_error(self->part_path, "could not grow to its full size", error);
    }
    const double megabyte = 1e6;
    const double missing = (double)size - (double)DISK_BLOCK * (double)state.st_blocks;
    if (fstatvfs(self->data, &disk) == 0 && (double)disk.f_bavail * (double)disk.f_frsize < missing) {
        return error_set(error, ENT_ERROR_FILE, "%s: needs %.0f MB, but the disk has %.0f MB left", self->part_path,
                         missing / megabyte, (double)disk.f_bavail * (double)disk.f_frsize / megabyte);
    }
    return ENT_OK;
}

int part_file_write(part_file *self, const void *bytes, size_t n, size_t offset, ent_error *error)
{
    self->sum = checksum_add(self->sum, bytes, n, offset);
    return write_all(self->data, self->part_path, bytes, n, offset, error);
}

int part_file_recall(part_file *self, size_t n, size_t offset, ent_error *error)
{
    char bytes[1 << 14];
    while (n > 0) {
        const ssize_t got = pread(self->data, bytes, n < sizeof bytes ? n : sizeof bytes, (off_t)offset);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0 ? damaged(self, "it has lost bytes that were finished", error)
                            : file_error(self->part_path, "could not be read", error);
        }
        self->sum = checksum_add(self->sum, bytes, (size_t)got, offset);
        offset += (size_t)got;
        n -= (size_t)got;
    }
    return ENT_OK;
}

int part_file_check(part_file *self, ent_error *error)
{
    if (part_journal_guard(self->sum, self->done, self->size) != self->guard) {
        return damaged(self, "it does not hold what was written, it is damaged or another file", error);
    }
    /* What stands beyond the record was not finished. */
    return ftruncate(self->data, (off_t)self->size) == 0 ? ENT_OK
                                                         : file_error(self->part_path, "could not be cut", error);
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
    char record[PART_JOURNAL_RECORD + 1];
    self->done = done;
    self->size = size;
    part_journal_write_record(record, done, size, part_journal_guard(self->sum, done, size));
    self->synced_at = seconds;
    return write_all(self->journal, self->resume_path, record, PART_JOURNAL_RECORD, self->journal_at, error);
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
