/* The LU decomposition of steady_lanes.c: kernels (base/instruction_set.h) for STEADY_LANES systems of one pattern. */
#ifndef SOLVER_STEADY_FACTORS_H
#define SOLVER_STEADY_FACTORS_H

#include <math.h>

#include "base/lanes.h"
#include "solver/steady_lanes.h"

enum { N = PATTERN_UNKNOWNS, W = STEADY_LANES };

typedef double lane[W];

typedef struct factors {
    _Alignas(64) lane a[N][N];       /* multipliers below the blocks, U above them */
    lane inverse[PATTERN_BLOCKS][4]; /* of the blocks, by rows; one number: the first */
    lane sum_hi[PATTERN_MAX_SUMS], sum_lo[PATTERN_MAX_SUMS];
    lane entry_hi[PATTERN_MAX_ENTRIES], entry_lo[PATTERN_MAX_ENTRIES];
    lane row_size[N]; /* largest element of each row */
    lane largest;     /* element of the generator */
    lane smallest;    /* pivot */
} factors;

KERNEL void clear(double *restrict x)
{
    for (int l = 0; l < W; ++l) {
        x[l] = 0.0;
    }
}

KERNEL void copy(double *restrict x, const double *restrict from)
{
    for (int l = 0; l < W; ++l) {
        x[l] = from[l];
    }
}

/* hi + lo += b + b_lo, as if in double-double. */
KERNEL void add_exactly(double *hi, double *lo, double b, double b_lo)
{
    const double sum = *hi + b;
    const double rest = two_sum_rest(*hi, b, sum) + (*lo + b_lo);
    *hi = sum + rest;
    *lo = rest - (*hi - sum);
}

KERNEL void find_sums(factors *f, const steady_lanes *s, const steady_pattern *pattern)
{
    for (int k = 0; k < pattern->n_sums; ++k) {
        const coefficient_sum *sum = &pattern->sums[k];
        double *restrict hi = f->sum_hi[k], *restrict lo = f->sum_lo[k];
        for (int l = 0; l < W; ++l) {
            hi[l] = sum->factors[0] * s->c_hi[sum->coefficients[0]][l];
            lo[l] = sum->factors[0] * s->c_lo[sum->coefficients[0]][l];
        }
        for (int t = 1; t < sum->n; ++t) {
            const double *c_hi = s->c_hi[sum->coefficients[t]], *c_lo = s->c_lo[sum->coefficients[t]];
            for (int l = 0; l < W; ++l) {
                add_exactly(&hi[l], &lo[l], sum->factors[t] * c_hi[l], sum->factors[t] * c_lo[l]);
            }
        }
    }
}

KERNEL void assemble(factors *f, const steady_lanes *s, const steady_pattern *pattern)
{
    find_sums(f, s, pattern);
    clear(f->largest);
    for (int i = 0; i < N; ++i) {
        clear(f->row_size[i]);
    }
    for (int e = 0; e < pattern->n_entries; ++e) {
        const pattern_entry *entry = &pattern->entries[e];
        double *restrict size = f->row_size[entry->row];
        for (int l = 0; l < W; ++l) {
            f->entry_hi[e][l] = entry->factor * f->sum_hi[entry->sum][l];
            f->entry_lo[e][l] = entry->factor * f->sum_lo[entry->sum][l];
        }
        for (int l = 0; l < W; ++l) {
            const double element = fabs(f->entry_hi[e][l]);
            size[l] = element > size[l] ? element : size[l];
        }
        if (entry->column < N) {
            copy(f->a[entry->row][entry->column], f->entry_hi[e]);
        }
    }
    for (int k = 0; k < pattern->n_fills; ++k) {
        clear(f->a[pattern->fills[k][0]][pattern->fills[k][1]]);
    }
    for (int i = 0; i < N; ++i) {
        for (int l = 0; l < W; ++l) {
            f->largest[l] = f->row_size[i][l] > f->largest[l] ? f->row_size[i][l] : f->largest[l];
        }
    }
}

/* The larger one; NaN stays. */
KERNEL double larger(double a, double b)
{
    return (int)(b > a) | (int)(b != b) ? b : a;
}

KERNEL void note_pivot(factors *f, const double *pivot, const double *scale)
{
    for (int l = 0; l < W; ++l) {
        const double size = fabs(pivot[l]) / scale[l];
        f->smallest[l] = -larger(-f->smallest[l], -size);
    }
}

KERNEL void eliminate_pair(factors *f, const pattern_block *block, lane *restrict inverse)
{
    const int p = block->first, q = p + 1;
    lane determinant, scale;
    for (int l = 0; l < W; ++l) {
        determinant[l] = f->a[p][p][l] * f->a[q][q][l] - f->a[p][q][l] * f->a[q][p][l];
        scale[l] = f->row_size[p][l] * f->row_size[q][l];
        const double factor = 1.0 / determinant[l];
        inverse[0][l] = f->a[q][q][l] * factor;
        inverse[1][l] = -f->a[p][q][l] * factor;
        inverse[2][l] = -f->a[q][p][l] * factor;
        inverse[3][l] = f->a[p][p][l] * factor;
    }
    note_pivot(f, determinant, scale);
    for (int i = 0; i < block->n_rows; ++i) {
        lane *restrict row = f->a[block->rows[i]];
        lane first, second;
        for (int l = 0; l < W; ++l) {
            first[l] = row[p][l] * inverse[0][l] + row[q][l] * inverse[2][l];
            second[l] = row[p][l] * inverse[1][l] + row[q][l] * inverse[3][l];
            row[p][l] = first[l];
            row[q][l] = second[l];
        }
        for (int j = 0; j < block->n_columns; ++j) {
            const int column = block->columns[j];
            double *restrict target = row[column];
            for (int l = 0; l < W; ++l) {
                target[l] -= first[l] * f->a[p][column][l] + second[l] * f->a[q][column][l];
            }
        }
    }
}

KERNEL void eliminate_one(factors *f, const pattern_block *block, lane *restrict inverse)
{
    const int p = block->first;
    note_pivot(f, f->a[p][p], f->row_size[p]);
    for (int l = 0; l < W; ++l) {
        inverse[0][l] = 1.0 / f->a[p][p][l];
    }
    for (int i = 0; i < block->n_rows; ++i) {
        lane *restrict row = f->a[block->rows[i]];
        for (int l = 0; l < W; ++l) {
            row[p][l] *= inverse[0][l];
        }
        for (int j = 0; j < block->n_columns; ++j) {
            double *restrict target = row[block->columns[j]];
            for (int l = 0; l < W; ++l) {
                target[l] -= row[p][l] * f->a[p][block->columns[j]][l];
            }
        }
    }
}

KERNEL void factorise(factors *f, const steady_pattern *pattern)
{
    for (int l = 0; l < W; ++l) {
        f->smallest[l] = 1.0;
    }
    for (int b = 0; b < PATTERN_BLOCKS; ++b) {
        if (pattern->blocks[b].size == 2) {
            eliminate_pair(f, &pattern->blocks[b], f->inverse[b]);
        } else {
            eliminate_one(f, &pattern->blocks[b], f->inverse[b]);
        }
    }
}

/* r becomes a^{-1} r. */
KERNEL void substitute(const factors *f, const steady_pattern *pattern, lane *restrict r)
{
    for (int b = 0; b < PATTERN_BLOCKS; ++b) {
        const pattern_block *block = &pattern->blocks[b];
        const int p = block->first, q = p + block->size - 1;
        for (int i = 0; i < block->n_rows; ++i) {
            const lane *row = f->a[block->rows[i]];
            double *restrict target = r[block->rows[i]];
            for (int l = 0; l < W; ++l) {
                target[l] -= row[p][l] * r[p][l];
            }
            for (int l = 0; p != q && l < W; ++l) {
                target[l] -= row[q][l] * r[q][l];
            }
        }
    }
    for (int b = PATTERN_BLOCKS - 1; b >= 0; --b) {
        const pattern_block *block = &pattern->blocks[b];
        const int p = block->first, q = p + 1;
        const lane *inverse = f->inverse[b];
        for (int j = 0; j < block->n_columns; ++j) {
            const int column = block->columns[j];
            for (int i = p; i < p + block->size; ++i) {
                for (int l = 0; l < W; ++l) {
                    r[i][l] -= f->a[i][column][l] * r[column][l];
                }
            }
        }
        for (int l = 0; l < W; ++l) {
            const double first = r[p][l];
            if (block->size == 1) {
                r[p][l] = inverse[0][l] * first;
            } else {
                const double second = r[q][l];
                r[p][l] = inverse[0][l] * first + inverse[1][l] * second;
                r[q][l] = inverse[2][l] * first + inverse[3][l] * second;
            }
        }
    }
}

#endif
