/* The LU decomposition of steady_wide.c, for eight systems of one pattern. */
#ifndef SOLVER_STEADY_FACTORS_H
#define SOLVER_STEADY_FACTORS_H

#include "base/wide.h"
#include "solver/steady_lanes.h"

enum { N = PATTERN_UNKNOWNS, W = STEADY_LANES };

/* Smallest pivot, or determinant of a block, of rows whose largest element is 1: below, the rounding of double may have
 * made it out of nothing, so that steady_state_small must say whether there is but one steady state. */
static const double SMALLEST_PIVOT = 1e-11;

typedef struct factors {
    wide a[N][N];                    /* multipliers below the blocks, U above them */
    wide inverse[PATTERN_BLOCKS][4]; /* of the blocks, by rows; one number: the first */
    wide_dd sums[PATTERN_MAX_SUMS];
    wide row_size[N]; /* largest element of each row */
    wide largest;     /* element of the generator */
    wide good;        /* 1 where all pivots are large enough, else less; NaN is not */
} factors;

KERNEL void find_sums(factors *f, const steady_lanes *s, const steady_pattern *pattern)
{
    for (int k = 0; k < pattern->n_sums; ++k) {
        const coefficient_sum *sum = &pattern->sums[k];
        wide_dd total = {wide_from(0.0), wide_from(0.0)};
        for (int t = 0; t < sum->n; ++t) {
            const wide_dd c = {wide_load(s->c_hi[sum->coefficients[t]]), wide_load(s->c_lo[sum->coefficients[t]])};
            const wide_dd term = wide_dd_scale(c, sum->factors[t]);
            total = t == 0 ? term : wide_dd_add(total, term);
        }
        f->sums[k] = total;
    }
}

KERNEL void assemble(factors *f, const steady_lanes *s, const steady_pattern *pattern)
{
    find_sums(f, s, pattern);
    f->largest = wide_from(0.0);
    for (int i = 0; i < N; ++i) {
        wide size = wide_from(0.0);
        for (int e = pattern->first_entry[i]; e < pattern->first_entry[i + 1]; ++e) {
            const pattern_entry *entry = &pattern->entries[e];
            const wide element = wide_scale(f->sums[entry->sum].hi, entry->factor);
            size = wide_larger(size, wide_absolute(element));
            if (entry->column < N) {
                f->a[i][entry->column] = element;
            }
        }
        f->row_size[i] = size;
        f->largest = wide_larger(f->largest, size);
    }
    for (int k = 0; k < pattern->n_fills; ++k) {
        f->a[pattern->fills[k][0]][pattern->fills[k][1]] = wide_from(0.0);
    }
}

KERNEL void note_pivot(factors *f, wide pivot, wide scale)
{
    f->good = wide_multiply(f->good, wide_at_least(wide_absolute(pivot), wide_scale(scale, SMALLEST_PIVOT)));
}

KERNEL wide products_sum(wide a, wide b, wide c, wide d)
{
    return wide_add(wide_multiply(a, b), wide_multiply(c, d));
}

KERNEL void eliminate_pair(factors *f, const pattern_block *block, wide *inverse)
{
    const int p = block->first, q = p + 1;
    const wide determinant =
        wide_subtract(wide_multiply(f->a[p][p], f->a[q][q]), wide_multiply(f->a[p][q], f->a[q][p]));
    const wide factor = wide_divide(wide_from(1.0), determinant);
    const wide pp = wide_multiply(f->a[q][q], factor), pq = wide_multiply(wide_negate(f->a[p][q]), factor);
    const wide qp = wide_multiply(wide_negate(f->a[q][p]), factor), qq = wide_multiply(f->a[p][p], factor);
    inverse[0] = pp;
    inverse[1] = pq;
    inverse[2] = qp;
    inverse[3] = qq;
    note_pivot(f, determinant, wide_multiply(f->row_size[p], f->row_size[q]));
    for (int i = 0; i < block->n_rows; ++i) {
        wide *row = f->a[block->rows[i]];
        const wide first = products_sum(row[p], pp, row[q], qp), second = products_sum(row[p], pq, row[q], qq);
        row[p] = first;
        row[q] = second;
        for (int j = 0; j < block->n_columns; ++j) {
            const int column = block->columns[j];
            row[column] = wide_subtract(row[column], products_sum(first, f->a[p][column], second, f->a[q][column]));
        }
    }
}

KERNEL void eliminate_one(factors *f, const pattern_block *block, wide *inverse)
{
    const int p = block->first;
    const wide factor = wide_divide(wide_from(1.0), f->a[p][p]);
    inverse[0] = factor;
    note_pivot(f, f->a[p][p], f->row_size[p]);
    for (int i = 0; i < block->n_rows; ++i) {
        wide *row = f->a[block->rows[i]];
        const wide multiple = wide_multiply(row[p], factor);
        row[p] = multiple;
        for (int j = 0; j < block->n_columns; ++j) {
            const int column = block->columns[j];
            row[column] = wide_subtract(row[column], wide_multiply(multiple, f->a[p][column]));
        }
    }
}

KERNEL void factorise(factors *f, const steady_pattern *pattern)
{
    f->good = wide_from(1.0);
    for (int b = 0; b < PATTERN_BLOCKS; ++b) {
        if (pattern->blocks[b].size == 2) {
            eliminate_pair(f, &pattern->blocks[b], f->inverse[b]);
        } else {
            eliminate_one(f, &pattern->blocks[b], f->inverse[b]);
        }
    }
}

/* r becomes a^{-1} r. */
KERNEL void substitute(const factors *f, const steady_pattern *pattern, wide *r)
{
    for (int i = 0; i < N; ++i) {
        const pattern_row *row = &pattern->rows[i];
        wide x = r[i];
        for (int k = 0; k < row->n; ++k) {
            x = wide_subtract(x, wide_multiply(f->a[i][row->columns[k]], r[row->columns[k]]));
        }
        r[i] = x;
    }
    for (int b = PATTERN_BLOCKS - 1; b >= 0; --b) {
        const pattern_block *block = &pattern->blocks[b];
        const int p = block->first, q = p + block->size - 1;
        const wide *inverse = f->inverse[b];
        wide first = r[p], second = r[q];
        for (int j = 0; j < block->n_columns; ++j) {
            const int column = block->columns[j];
            first = wide_subtract(first, wide_multiply(f->a[p][column], r[column]));
            second = wide_subtract(second, wide_multiply(f->a[q][column], r[column]));
        }
        if (p == q) {
            r[p] = wide_multiply(inverse[0], first);
        } else {
            r[p] = products_sum(inverse[0], first, inverse[1], second);
            r[q] = products_sum(inverse[2], first, inverse[3], second);
        }
    }
}

#endif
