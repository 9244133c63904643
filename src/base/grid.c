#include "base/grid.h"

#include <string.h>

/* The fastest range: runs up to its end, then the same again. */
static void fastest_column(double *column, const ent_range *range, size_t first, size_t n)
{
    size_t index = first % range->n;
    for (size_t i = 0; i < n; index = 0) {
        const size_t run = n - i < range->n - index ? n - i : range->n - index;
        if (index == 0 && i >= range->n) {
            memcpy(&column[i], &column[i - range->n], run * sizeof *column);
        } else {
            ent_range_values(range, &column[i], index, run);
        }
        i += run;
    }
}

void grid_column(double *column, const ent_range *range, size_t stride, size_t first, size_t n)
{
    if (stride == 1) {
        fastest_column(column, range, first, n);
        return;
    }
    size_t index = first / stride % range->n;
    size_t left = stride - first % stride;
    for (size_t i = 0; i < n; left = stride, index = index + 1 < range->n ? index + 1 : 0) {
        const double value = ent_range_value(range, index);
        for (const size_t end = n - i < left ? n : i + left; i < end; ++i) {
            column[i] = value;
        }
    }
}
