/* Matrices in double-double for propagator.c, eight columns at a time, once for each instruction set (base/wide.h). */
#include "base/dd.h"
#include "base/wide.h"
#include "solver/propagator.h"

enum { MAX_N = PROPAGATOR_MAX, W = WIDE_LANES, MAX_TERMS = 40 };

/* A term of the series that is smaller next to the sum ends it. */
static const double SMALLEST_TERM = 1e-34;

/* Columns that go side by side; what is missing is 0. */
typedef struct columns {
    _Alignas(64) double hi[MAX_N][W];
    double lo[MAX_N][W];
} columns;

KERNEL void take_columns(columns *to, int n, const dd *a, int first)
{
    for (int k = 0; k < n; ++k) {
        for (int l = 0; l < W; ++l) {
            const dd value = first + l < n ? a[k * n + first + l] : dd_from(0.0);
            to->hi[k][l] = value.hi;
            to->lo[k][l] = value.lo;
        }
    }
}

KERNEL void put_row(dd *row, int n, int first, wide_dd value)
{
    double hi[W], lo[W];
    wide_store(hi, value.hi);
    wide_store(lo, value.lo);
    for (int l = 0; l < W && first + l < n; ++l) {
        row[first + l] = (dd){hi[l], lo[l]};
    }
}

/* One row of a times these columns. */
KERNEL wide_dd product_of(int n, const dd *row, const columns *b)
{
    wide_products sum = {wide_from(0.0), wide_from(0.0)};
    for (int k = 0; k < n; ++k) {
        if (row[k].hi != 0.0) {
            const wide_dd factor = {wide_from(row[k].hi), wide_from(row[k].lo)};
            sum = wide_products_add(sum, factor, (wide_dd){wide_load(b->hi[k]), wide_load(b->lo[k])});
        }
    }
    return wide_quick_sum(sum.sum, sum.lost);
}

void WIDE_NAME(propagator_square)(int n, dd *result, const dd *a);

void WIDE_NAME(propagator_square)(int n, dd *result, const dd *a)
{
    columns b;
    for (int first = 0; first < n; first += W) {
        take_columns(&b, n, a, first);
        for (int i = 0; i < n; ++i) {
            put_row(&result[i * n], n, first, product_of(n, &a[i * n], &b));
        }
    }
}

/* Columns of a term of the series, and of the sum. */
typedef struct series {
    wide_dd term[MAX_N], sum[MAX_N];
} series;

/* term = factor L term, which is added to the sum; returns whether it mattered. */
KERNEL bool add_term(series *self, const superoperator *l, dd factor)
{
    const wide_dd scale = {wide_from(factor.hi), wide_from(factor.lo)};
    wide_dd next[MAX_N];
    wide most_term = wide_from(0.0), most_sum = wide_from(0.0);
    double term[W], sum[W];
    bool mattered = false;
    size_t e = 0;
    for (int i = 0; i < l->n; ++i) {
        wide_products row = {wide_from(0.0), wide_from(0.0)};
        for (; e < l->n_elements && l->elements[e].row == i; ++e) {
            const dd value = l->elements[e].value;
            row = wide_products_add(row, (wide_dd){wide_from(value.hi), wide_from(value.lo)},
                                    self->term[l->elements[e].column]);
        }
        next[i] = wide_dd_multiply(wide_quick_sum(row.sum, row.lost), scale);
    }
    for (int i = 0; i < l->n; ++i) {
        self->term[i] = next[i];
        self->sum[i] = wide_dd_add(self->sum[i], next[i]);
        most_term = wide_larger(most_term, wide_absolute(next[i].hi));
        most_sum = wide_larger(most_sum, wide_absolute(self->sum[i].hi));
    }
    wide_store(term, most_term);
    wide_store(sum, most_sum);
    for (int lane = 0; lane < W; ++lane) {
        mattered = mattered || term[lane] > SMALLEST_TERM * sum[lane];
    }
    return mattered;
}

void WIDE_NAME(propagator_exponential)(dd *result, const superoperator *l, double t);

void WIDE_NAME(propagator_exponential)(dd *result, const superoperator *l, double t)
{
    series at;
    for (int first = 0; first < l->n; first += W) {
        for (int i = 0; i < l->n; ++i) {
            double unit[W];
            for (int lane = 0; lane < W; ++lane) {
                unit[lane] = first + lane == i ? 1.0 : 0.0;
            }
            at.term[i] = at.sum[i] = (wide_dd){wide_load(unit), wide_from(0.0)};
        }
        int k = 1;
        while (k <= MAX_TERMS && add_term(&at, l, dd_divide(dd_from(t), dd_from((double)k)))) {
            ++k;
        }
        for (int i = 0; i < l->n; ++i) {
            put_row(&result[i * l->n], l->n, first, at.sum[i]);
        }
    }
}
