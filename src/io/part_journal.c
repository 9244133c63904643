#include "io/part_journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checksum.h"

char *part_journal_read(int descriptor)
{
    enum { LONGEST = 1 << 24 };
    struct stat state;
    if (fstat(descriptor, &state) != 0 || state.st_size > LONGEST) {
        return NULL;
    }
    char *content = calloc((size_t)state.st_size + 1, 1);
    if (content && (pread(descriptor, content, (size_t)state.st_size, 0) != state.st_size ||
                    strlen(content) != (size_t)state.st_size)) {
        free(content);
        content = NULL;
    }
    return content;
}

uint64_t part_journal_guard(uint64_t sum, size_t done, size_t size)
{
    const uint64_t numbers[] = {sum, done, size};
    return checksum_add(0, numbers, sizeof numbers, 0);
}

void part_journal_write_record(char record[PART_JOURNAL_RECORD + 1], size_t done, size_t size, uint64_t guard)
{
    (void)snprintf(record, PART_JOURNAL_RECORD + 1, "done: %020zu %020zu %016" PRIx64 "\n", done, size, guard);
}

bool part_journal_read_record(const char *record, size_t *done, size_t *size, uint64_t *guard)
{
    char *end = NULL;
    if (strncmp(record, "done: ", 6) != 0 || strlen(record) != PART_JOURNAL_RECORD) {
        return false;
    }
    *done = (size_t)strtoull(record + 6, &end, 10);
    *size = (size_t)strtoull(end, &end, 10);
    *guard = strtoull(end, &end, 16);
    return *end == '\n';
}
