#include "base/places.h"

#include <stdlib.h>
#include <string.h>

/* Fewer elements than this are inserted one by one. */
enum { FEW = 32 };

static place place_of(const unsigned char *element)
{
    place at;
    memcpy(&at, element, sizeof at);
    return at;
}

static bool comes_after(place a, place b)
{
    return a.row != b.row ? a.row > b.row : a.column > b.column;
}

/* Each element moves down to where it belongs. */
static void insert(unsigned char *elements, size_t n, size_t size)
{
    for (size_t k = 1; k < n; ++k) {
        for (size_t i = k; i > 0; --i) {
            unsigned char *here = &elements[i * size], *before = here - size;
            if (!comes_after(place_of(before), place_of(here))) {
                break;
            }
            for (size_t b = 0; b < size; ++b) {
                const unsigned char byte = here[b];
                here[b] = before[b];
                before[b] = byte;
            }
        }
    }
}

/* Counting sort by row or by column: what has the same one keeps its order. counts: [range + 1], 0. */
static void distribute(unsigned char *to, const unsigned char *from, size_t n, size_t size, bool by_row, int range,
                       size_t *counts)
{
    memset(counts, 0, ((size_t)range + 1) * sizeof *counts);
    for (size_t k = 0; k < n; ++k) {
        const place at = place_of(&from[k * size]);
        ++counts[(by_row ? at.row : at.column) + 1];
    }
    for (int i = 0; i < range; ++i) {
        counts[i + 1] += counts[i];
    }
    for (size_t k = 0; k < n; ++k) {
        const place at = place_of(&from[k * size]);
        memcpy(&to[counts[by_row ? at.row : at.column]++ * size], &from[k * size], size);
    }
}

bool places_sort(void *elements, size_t n, size_t size, int rows, int columns)
{
    if (n <= FEW) {
        insert(elements, n, size);
        return true;
    }
    const int range = rows > columns ? rows : columns;
    unsigned char *other = malloc(n * size);
    size_t *counts = malloc(((size_t)range + 1) * sizeof *counts);
    const bool memory = other && counts;
    if (memory) {
        distribute(other, elements, n, size, false, columns, counts);
        distribute(elements, other, n, size, true, rows, counts);
    }
    free(counts);
    free(other);
    return memory;
}
