/* A sum over bytes and their places that does not depend on the order in which they are written. */
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* The sum with n more bytes that stand at an offset. Each place counts once; zeros count as nothing. One wrong bit is
 * always seen, anything else but with probability 2^-64 or so: it guards against accidents, not against intent. */
uint64_t checksum_add(uint64_t sum, const void *bytes, size_t n, size_t offset);

#endif
