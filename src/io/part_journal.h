/* The journal of an unfinished file: a description of the work, then one record of what is finished. */
#ifndef IO_PART_JOURNAL_H
#define IO_PART_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of a record: "done: UNITS BYTES GUARD" and a newline, always the same, so it is rewritten in place. */
enum { PART_JOURNAL_RECORD = 65 };

/* Reads the whole journal as zero-terminated text, to be freed; NULL if it is no text, or too long to be one of ours.
 */
char *part_journal_read(int descriptor);

/* What guards the numbers of a record together with the checksum of the finished bytes. */
uint64_t part_journal_guard(uint64_t sum, size_t done, size_t size);

void part_journal_write_record(char record[PART_JOURNAL_RECORD + 1], size_t done, size_t size, uint64_t guard);

/* False if the text is not one whole record. */
bool part_journal_read_record(const char *record, size_t *done, size_t *size, uint64_t *guard);

#endif
