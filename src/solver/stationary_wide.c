/* The kernels of stationary_lanes.c, once for each instruction set (base/wide.h). */
#include <float.h>

#include "base/wide.h"
#include "solver/stationary_lanes.h"

enum { W = STATIONARY_LANES, MAX_STEPS = 10 };

/* What the refinement must promise to leave, next to 1. */
static const double ENOUGH = 1e-31;

/* The largest solution for right-hand sides as large as the rows: above, the matrix may be singular, made regular by
 * rounding. */
static const double LARGEST_INVERSE = 1e11;

/* How much smaller each correction has to be than the one before. */
static const double CONTRACTION = 1e-2;

KERNEL wide_dd load_dd(const double *hi, const double *lo)
{
    return (wide_dd){wide_load(hi), wide_load(lo)};
}

/* factor * coefficient */
KERNEL wide_dd term_of(const stationary_lanes *s, const stationary_term *term)
{
    const wide_dd c = load_dd(s->c_hi[term->coefficient], s->c_lo[term->coefficient]);
    const wide high = wide_scale(c.hi, term->factor.hi), low = wide_scale(c.lo, term->factor.hi);
    if (term->exact) {
        return (wide_dd){high, low};
    }
    const wide lost = wide_product_rest(wide_from(term->factor.hi), c.hi, high);
    const wide rest = wide_add(lost, wide_add(low, wide_scale(c.hi, term->factor.lo)));
    return wide_quick_sum(high, rest);
}

/* v = sum of factor * c, in double-double. */
KERNEL void find_values(stationary_lanes *s, const stationary_pattern *p)
{
    for (int v = 0; v < p->n_values; ++v) {
        wide_dd value = {wide_from(v == 0 ? 1.0 : 0.0), wide_from(0.0)};
        for (size_t t = p->first_term[v]; t < p->first_term[v + 1]; ++t) {
            const wide_dd term = term_of(s, &p->terms[t]);
            const wide sum = wide_add(value.hi, term.hi), shed = wide_sum_rest(value.hi, term.hi, sum);
            const wide low = wide_add(value.lo, term.lo), low_shed = wide_sum_rest(value.lo, term.lo, low);
            const wide_dd next = wide_quick_sum(sum, wide_add(shed, low));
            value = wide_quick_sum(next.hi, wide_add(next.lo, low_shed));
        }
        wide_store(s->v_hi[v], value.hi);
        wide_store(s->v_lo[v], value.lo);
    }
}

/* In rest a number as large as each row, with changing signs, for a test of the inverse. */
KERNEL void fill_test(stationary_lanes *s, const stationary_pattern *p)
{
    for (int i = 0; i < p->n; ++i) {
        wide most = wide_from(0.0);
        for (size_t e = p->first_element[i]; e < p->first_element[i + 1]; ++e) {
            most = wide_larger(most, wide_absolute(wide_load(s->v_hi[p->elements[e].value])));
        }
        wide_store(s->rest[i], wide_scale(most, (i * 5 + i / 3) % 2 ? -1.0 : 1.0));
    }
}

/* In work the row of step k. */
KERNEL void fetch_row(stationary_lanes *s, const stationary_pattern *p, int k)
{
    const elimination *order = &p->order;
    const wide zero = wide_from(0.0);
    for (size_t q = order->lower[k]; q < order->lower[k + 1]; ++q) {
        wide_store(s->work[order->lower_steps[q]], zero);
    }
    for (size_t u = order->upper[k]; u < order->upper[k + 1]; ++u) {
        wide_store(s->work[order->upper_steps[u]], zero);
    }
    wide_store(s->work[k], zero);
    for (size_t e = p->first_step[k]; e < p->first_step[k + 1]; ++e) {
        wide_store(s->work[p->steps[e].column], wide_load(s->v_hi[p->steps[e].value]));
    }
}

KERNEL void factorise(stationary_lanes *s, const stationary_pattern *p)
{
    const elimination *order = &p->order;
    for (int k = 0; k < p->n; ++k) {
        fetch_row(s, p, k);
        for (size_t q = order->lower[k]; q < order->lower[k + 1]; ++q) {
            const int from = order->lower_steps[q];
            const wide multiple = wide_multiply(wide_load(s->work[from]), wide_load(s->inverse[from]));
            wide_store(s->lower[q], multiple);
            for (size_t u = order->upper[from]; u < order->upper[from + 1]; ++u) {
                double *target = s->work[order->upper_steps[u]];
                const wide product = wide_multiply(multiple, wide_load(s->upper[u]));
                wide_store(target, wide_subtract(wide_load(target), product));
            }
        }
        wide_store(s->inverse[k], wide_divide(wide_from(1.0), wide_load(s->work[k])));
        for (size_t u = order->upper[k]; u < order->upper[k + 1]; ++u) {
            wide_store(s->upper[u], wide_load(s->work[order->upper_steps[u]]));
        }
    }
}

/* sum - the products of elements begin .. end - 1 with the numbers in work at their steps. */
KERNEL wide without(wide sum, const stationary_lane *elements, const int *steps, size_t begin, size_t end,
                    const stationary_lane *work)
{
    for (size_t k = begin; k < end; ++k) {
        sum = wide_subtract(sum, wide_multiply(wide_load(elements[k]), wide_load(work[steps[k]])));
    }
    return sum;
}

/* change = the solution for the right-hand side in rest. */
KERNEL void substitute(stationary_lanes *s, const stationary_pattern *p)
{
    const elimination *order = &p->order;
    for (int k = 0; k < p->n; ++k) {
        wide_store(s->work[k], without(wide_load(s->rest[order->rows[k]]), s->lower, order->lower_steps,
                                       order->lower[k], order->lower[k + 1], s->work));
    }
    for (int k = p->n - 1; k >= 0; --k) {
        const wide sum =
            without(wide_load(s->work[k]), s->upper, order->upper_steps, order->upper[k], order->upper[k + 1], s->work);
        const wide x = wide_multiply(sum, wide_load(s->inverse[k]));
        wide_store(s->work[k], x);
        wide_store(s->change[order->columns[k]], x);
    }
}

/* Row by row -L x; in the replaced row 1 - Tr rho; last, the row that was replaced. */
KERNEL void find_rest(stationary_lanes *s, const stationary_pattern *p)
{
    for (int i = 0; i <= p->n; ++i) {
        wide_products total = {wide_from(i == p->replaced ? -1.0 : 0.0), wide_from(0.0)};
        for (size_t e = p->first_element[i]; e < p->first_element[i + 1]; ++e) {
            const stationary_element *at = &p->elements[e];
            total = wide_products_add(total, load_dd(s->v_hi[at->value], s->v_lo[at->value]),
                                      load_dd(s->x_hi[at->column], s->x_lo[at->column]));
        }
        wide_store(s->rest[i], wide_negate(wide_add(total.sum, total.lost)));
    }
}

/* How far lanes are: the size of the last step, the worst ratio of successive ones, and 1 where they are done. */
typedef struct progress {
    stationary_lane step, ratio, done;
} progress;

/* x += change in lanes that are not done; what a step leaves is its size times the ratio to the step before. */
KERNEL void take_step(stationary_lanes *s, int n, int round, progress *at)
{
    const wide waits = wide_at_least(wide_from(0.5), wide_load(at->done));
    wide size = wide_from(0.0);
    stationary_lane sizes;
    for (int i = 0; i < n; ++i) {
        const wide change = wide_where(waits, wide_load(s->change[i]));
        const wide_dd x = wide_dd_add(load_dd(s->x_hi[i], s->x_lo[i]), (wide_dd){change, wide_from(0.0)});
        wide_store(s->x_hi[i], x.hi);
        wide_store(s->x_lo[i], x.lo);
        size = wide_larger(size, wide_absolute(change));
    }
    wide_store(sizes, size);
    for (int l = 0; l < W; ++l) {
        const double ratio = sizes[l] / at->step[l];
        const double left = sizes[l] * ratio;
        if (at->done[l] == 0.0) {
            at->ratio[l] = round == 0 || ratio <= at->ratio[l] ? at->ratio[l] : ratio;
            at->done[l] = left <= ENOUGH ? 1.0 : 0.0;
        }
        at->step[l] = sizes[l];
    }
}

/* inverse: how large the solution of the test is. */
KERNEL void judge(stationary_lanes *s, int n, const progress *at, const double *inverse)
{
    wide sum = wide_from(0.0); /* NaN stays */
    stationary_lane sums;
    for (int i = 0; i < n; ++i) {
        sum = wide_add(sum, wide_add(wide_absolute(wide_load(s->x_hi[i])), wide_absolute(wide_load(s->x_lo[i]))));
    }
    wide_store(sums, sum);
    for (int l = 0; l < W; ++l) {
        s->solved[l] =
            at->done[l] != 0.0 && at->ratio[l] <= CONTRACTION && inverse[l] <= LARGEST_INVERSE && sums[l] <= DBL_MAX;
    }
}

void WIDE_NAME(stationary_lanes_residual)(stationary_lanes *s, const stationary_pattern *p);
void WIDE_NAME(stationary_lanes_solve)(stationary_lanes *s, const stationary_pattern *p);

void WIDE_NAME(stationary_lanes_residual)(stationary_lanes *s, const stationary_pattern *p)
{
    wide largest = wide_from(0.0), size = wide_from(0.0), rest = wide_from(0.0);
    find_rest(s, p);
    for (int v = 1; v < p->n_values; ++v) {
        largest = wide_larger(largest, wide_absolute(wide_load(s->v_hi[v])));
    }
    for (int i = 0; i < p->n; ++i) {
        size = wide_larger(size, wide_absolute(wide_load(s->x_hi[i])));
    }
    for (int i = 0; i <= p->n; ++i) {
        if (i != p->replaced) {
            rest = wide_larger(rest, wide_absolute(wide_load(s->rest[i])));
        }
    }
    wide_store(s->residual, wide_divide(rest, wide_multiply(largest, size)));
}

void WIDE_NAME(stationary_lanes_solve)(stationary_lanes *s, const stationary_pattern *p)
{
    progress at = {.ratio = {0.0}, .done = {0.0}};
    wide inverse = wide_from(0.0);
    stationary_lane inverses;
    find_values(s, p);
    factorise(s, p);
    fill_test(s, p);
    substitute(s, p);
    for (int i = 0; i < p->n; ++i) {
        inverse = wide_add(inverse, wide_absolute(wide_load(s->change[i])));
        wide_store(s->x_hi[i], wide_from(0.0));
        wide_store(s->x_lo[i], wide_from(0.0));
        wide_store(s->rest[i], wide_from(i == p->replaced ? 1.0 : 0.0));
    }
    wide_store(inverses, inverse);
    wide_store(at.step, wide_from(1.0));
    for (int round = 0; round < MAX_STEPS && wide_sum(wide_load(at.done)) < (double)W; ++round) {
        if (round > 0) {
            find_rest(s, p);
        }
        substitute(s, p);
        take_step(s, p->n, round, &at);
    }
    judge(s, p->n, &at, inverses);
}
