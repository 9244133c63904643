#include "base/checksum.h"

enum { WORD = 8 };

/* An odd factor for each word of the file (splitmix64): odd, so that no change of one bit is lost. */
static uint64_t factor(uint64_t index)
{
    uint64_t x = (index + 1) * UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (x ^ (x >> 31)) | 1;
}

/* The eight bytes of a whole word, least first on every machine; compilers make one load of it. */
static uint64_t whole_word(const unsigned char *from)
{
    return (uint64_t)from[0] | (uint64_t)from[1] << 8 | (uint64_t)from[2] << 16 | (uint64_t)from[3] << 24 |
           (uint64_t)from[4] << 32 | (uint64_t)from[5] << 40 | (uint64_t)from[6] << 48 | (uint64_t)from[7] << 56;
}

uint64_t checksum_add(uint64_t sum, const void *bytes, size_t n, size_t offset)
{
    const unsigned char *from = bytes;
    for (size_t i = 0; i < n;) {
        size_t place = (offset + i) % WORD;
        for (; place == 0 && n - i >= WORD; i += WORD) {
            sum += whole_word(&from[i]) * factor((offset + i) / WORD);
        }
        /* Bytes of one word, the others 0: parts of a word add up to the whole. */
        uint64_t word = 0;
        const size_t index = (offset + i) / WORD;
        for (; place < WORD && i < n; ++place, ++i) {
            word |= (uint64_t)from[i] << (8 * place);
        }
        sum += word * factor(index);
    }
    return sum;
}
