#include "io/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

/* Temporary names tried before giving up, and room for what is added to the path. */
enum { MAX_ATTEMPTS = 1000, SUFFIX_SIZE = 64 };

static int file_error(const char *path, const char *what, int reason, ent_error *error)
{
    return error_set(error, ENT_ERROR_FILE, "%s: %s: %s", path, what, strerror(reason));
}

static int make_one_directory(const char *path, ent_error *error)
{
    struct stat properties;
    if (mkdir(path, 0777) == 0) {
        return ENT_OK;
    }
    const int reason = errno;
    if (reason == EEXIST && stat(path, &properties) == 0) {
        return S_ISDIR(properties.st_mode) ? ENT_OK : file_error(path, "is not a directory", ENOTDIR, error);
    }
    return file_error(path, "the directory could not be made", reason, error);
}

int file_make_directory(const char *path, ent_error *error)
{
    char *part = strdup(path);
    int status = ENT_OK;
    if (!part) {
        return error_no_memory(error);
    }
    for (char *slash = part + strspn(part, "/"); status == ENT_OK && slash && *slash;) {
        slash = strchr(slash, '/');
        if (slash) {
            *slash = '\0';
        }
        status = make_one_directory(part, error);
        if (slash) {
            *slash = '/';
            slash += strspn(slash, "/");
        }
    }
    free(part);
    return status;
}

/* Opens a new file beside path and writes its name to temporary, which has SUFFIX_SIZE bytes more than path. */
static int open_temporary(int *descriptor, char *temporary, const char *path, ent_error *error)
{
    const size_t size = strlen(path) + SUFFIX_SIZE;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; ++attempt) {
        (void)snprintf(temporary, size, "%s.%ld-%d.tmp", path, (long)getpid(), attempt);
        *descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (*descriptor >= 0) {
            return ENT_OK;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return file_error(path, "could not be written", errno, error);
}

/* Returns 0, or the reason why the bytes are not all on the disk. */
static int write_all(int descriptor, const char *content, size_t n)
{
    while (n > 0) {
        const ssize_t written = write(descriptor, content, n);
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        if (written > 0) {
            content += written;
            n -= (size_t)written;
        }
    }
    /* Pipes and some special file systems cannot be synchronised, which is no failure to write. */
    return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
}

int file_write(const char *path, const char *content, size_t n, ent_error *error)
{
    int descriptor = -1;
    char *temporary = malloc(strlen(path) + SUFFIX_SIZE);
    if (!temporary) {
        return error_no_memory(error);
    }
    int status = open_temporary(&descriptor, temporary, path, error);
    if (status == ENT_OK) {
        int reason = write_all(descriptor, content, n);
        if (close(descriptor) != 0 && reason == 0) {
            reason = errno;
        }
        if (reason == 0 && rename(temporary, path) != 0) {
            reason = errno;
        }
        if (reason != 0) {
            (void)unlink(temporary);
            status = file_error(path, "could not be written", reason, error);
        }
    }
    free(temporary);
    return status;
}

char *file_path(const char *directory, const char *name, const char *ending)
{
    const size_t size = strlen(directory) + strlen(name) + strlen(ending) + 2;
    char *path = malloc(size);
    if (path) {
        (void)snprintf(path, size, "%s/%s%s", directory, name, ending);
    }
    return path;
}
