/* Elements of matrices, of any type that begins with its place. */
#ifndef BASE_PLACES_H
#define BASE_PLACES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct place {
    int row, column;
} place;

/* Orders n elements of so many bytes each by row, then by column; those of one place keep their order. Places lie in
 * rows x columns. False without memory. */
bool places_sort(void *elements, size_t n, size_t size, int rows, int columns);

#endif
