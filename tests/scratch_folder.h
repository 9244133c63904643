/* A folder for one test, made anew and removed with all that is in it. */
#ifndef TESTS_SCRATCH_FOLDER_H
#define TESTS_SCRATCH_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCRATCH_SIZE = 512 };

static inline char *scratch_create(void)
{
    char *path = strdup("/tmp/entangine-test.XXXXXX");
    return path ? mkdtemp(path) : NULL;
}

/* Calls visit for every entry of the folder; returns how many there are. */
static inline size_t scratch_each(const char *folder, void (*visit)(const char *path))
{
    size_t n = 0;
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        char path[2 * SCRATCH_SIZE];
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            const int length = snprintf(path, sizeof path, "%.500s/%.500s", folder, entry->d_name);
            if (visit && length > 0) {
                visit(path);
            }
            ++n;
        }
    }
    if (directory) {
        (void)closedir(directory);
    }
    return n;
}

static inline void scratch_remove_path(const char *path)
{
    struct stat properties;
    if (lstat(path, &properties) == 0 && S_ISDIR(properties.st_mode)) {
        (void)chmod(path, 0700);
        (void)scratch_each(path, scratch_remove_path);
        (void)rmdir(path);
    } else {
        (void)unlink(path);
    }
}

static inline void scratch_free(char *folder)
{
    scratch_remove_path(folder);
    free(folder);
}

/* The content of a file, to be freed; NULL if it cannot be read. */
static inline char *scratch_read(const char *folder, const char *name)
{
    char path[SCRATCH_SIZE];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        return NULL;
    }
    char *content = NULL;
    size_t size = 0;
    for (size_t got = 1; got > 0; size += got) {
        char *larger = realloc(content, size + 65537);
        if (!larger) {
            break;
        }
        content = larger;
        got = fread(content + size, 1, 65536, file);
        content[size + got] = '\0';
    }
    (void)fclose(file);
    return content;
}

static inline int scratch_has(const char *folder, const char *name)
{
    char path[SCRATCH_SIZE];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

#endif
