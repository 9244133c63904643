#include "solver/stationary_lanes.h"

#include <float.h>
#include <math.h>

#include "base/lanes.h"

enum { W = STATIONARY_LANES, MAX_STEPS = 10 };

/* What the refinement must promise to leave, next to 1. */
static const double ENOUGH = 1e-31;

/* The largest solution for right-hand sides as large as the rows: above, the matrix may be singular, made regular by
 * rounding. */
static const double LARGEST_INVERSE = 1e11;

/* How much smaller each correction has to be than the one before. */
static const double CONTRACTION = 1e-2;

typedef stationary_lane lane;

/* The sum keeps compilers from making this a memcpy, whose pieces, smaller than a vector, would delay whoever reads
 * them next. */
KERNEL void copy_lane(double *to, const double *from)
{
    for (int l = 0; l < W; ++l) {
        to[l] = from[l] + 0.0;
    }
}

KERNEL void fill_lane(double *to, double value)
{
    for (int l = 0; l < W; ++l) {
        to[l] = value;
    }
}

/* v = sum of factor * c, in double-double. */
KERNEL void find_values(bool fused, stationary_lanes *s, const stationary_pattern *p)
{
    for (int v = 0; v < p->n_values; ++v) {
        lane hi, lo;
        for (int l = 0; l < W; ++l) {
            hi[l] = v == 0 ? 1.0 : 0.0;
            lo[l] = 0.0;
        }
        for (size_t t = p->first_term[v]; t < p->first_term[v + 1]; ++t) {
            const stationary_term *term = &p->terms[t];
            const double factor = term->factor.hi, factor_lo = term->factor.lo;
            const double *c = s->c_hi[term->coefficient], *c_lo = s->c_lo[term->coefficient];
            for (int l = 0; l < W; ++l) {
                double high = factor * c[l];
                double low = factor * c_lo[l];
                if (!term->exact) {
                    const double lost = fused ? fma(factor, c[l], -high) : two_product_rest(factor, c[l], high);
                    const double rest = lost + (low + factor_lo * c[l]);
                    const double whole = high + rest;
                    low = rest - (whole - high);
                    high = whole;
                }
                const double sum = hi[l] + high, shed = two_sum_rest(hi[l], high, sum);
                const double lower = lo[l] + low, lower_shed = two_sum_rest(lo[l], low, lower);
                const double first = shed + lower, next = sum + first;
                const double second = (first - (next - sum)) + lower_shed;
                hi[l] = next + second;
                lo[l] = second - (hi[l] - next);
            }
        }
        copy_lane(s->v_hi[v], hi);
        copy_lane(s->v_lo[v], lo);
    }
}

/* In rest a number as large as each row, with changing signs, for a test of the inverse. */
KERNEL void fill_test(stationary_lanes *s, const stationary_pattern *p)
{
    for (int i = 0; i < p->n; ++i) {
        lane most = {0.0};
        for (size_t e = p->first_element[i]; e < p->first_element[i + 1]; ++e) {
            const double *v = s->v_hi[p->elements[e].value];
            for (int l = 0; l < W; ++l) {
                const double size = fabs(v[l]);
                most[l] = size > most[l] ? size : most[l];
            }
        }
        const double sign = (i * 5 + i / 3) % 2 ? -1.0 : 1.0;
        for (int l = 0; l < W; ++l) {
            s->rest[i][l] = sign * most[l];
        }
    }
}

KERNEL void factorise(stationary_lanes *s, const stationary_pattern *p)
{
    const elimination *order = &p->order;
    for (int k = 0; k < p->n; ++k) {
        for (size_t q = order->lower[k]; q < order->lower[k + 1]; ++q) {
            fill_lane(s->work[order->lower_steps[q]], 0.0);
        }
        for (size_t u = order->upper[k]; u < order->upper[k + 1]; ++u) {
            fill_lane(s->work[order->upper_steps[u]], 0.0);
        }
        fill_lane(s->work[k], 0.0);
        for (size_t e = p->first_step[k]; e < p->first_step[k + 1]; ++e) {
            copy_lane(s->work[p->steps[e].column], s->v_hi[p->steps[e].value]);
        }
        for (size_t q = order->lower[k]; q < order->lower[k + 1]; ++q) {
            const int from = order->lower_steps[q];
            lane multiple;
            for (int l = 0; l < W; ++l) {
                multiple[l] = s->work[from][l] * s->inverse[from][l];
            }
            copy_lane(s->lower[q], multiple);
            for (size_t u = order->upper[from]; u < order->upper[from + 1]; ++u) {
                double *target = s->work[order->upper_steps[u]];
                const double *upper = s->upper[u];
                for (int l = 0; l < W; ++l) {
                    target[l] -= multiple[l] * upper[l];
                }
            }
        }
        for (int l = 0; l < W; ++l) {
            s->inverse[k][l] = 1.0 / s->work[k][l];
        }
        for (size_t u = order->upper[k]; u < order->upper[k + 1]; ++u) {
            copy_lane(s->upper[u], s->work[order->upper_steps[u]]);
        }
    }
}

/* change = the solution for the right-hand side in rest. */
KERNEL void substitute(stationary_lanes *s, const stationary_pattern *p)
{
    const elimination *order = &p->order;
    for (int k = 0; k < p->n; ++k) {
        lane sum;
        copy_lane(sum, s->rest[order->rows[k]]);
        for (size_t q = order->lower[k]; q < order->lower[k + 1]; ++q) {
            const double *y = s->work[order->lower_steps[q]], *lower = s->lower[q];
            for (int l = 0; l < W; ++l) {
                sum[l] -= lower[l] * y[l];
            }
        }
        copy_lane(s->work[k], sum);
    }
    for (int k = p->n - 1; k >= 0; --k) {
        lane sum;
        copy_lane(sum, s->work[k]);
        for (size_t u = order->upper[k]; u < order->upper[k + 1]; ++u) {
            const double *x = s->work[order->upper_steps[u]], *upper = s->upper[u];
            for (int l = 0; l < W; ++l) {
                sum[l] -= upper[l] * x[l];
            }
        }
        for (int l = 0; l < W; ++l) {
            sum[l] *= s->inverse[k][l];
        }
        copy_lane(s->work[k], sum);
        copy_lane(s->change[order->columns[k]], sum);
    }
}

/* Row by row -L x as if in double-double and then rounded (Ogita, Rump, Oishi, SIAM J. Sci. Comput. 26, 1955 (2005));
 * in the replaced row 1 - Tr rho; last, the row that was replaced. */
KERNEL void find_rest(bool fused, stationary_lanes *s, const stationary_pattern *p)
{
    for (int i = 0; i <= p->n; ++i) {
        lane sum, lost;
        for (int l = 0; l < W; ++l) {
            sum[l] = i == p->replaced ? -1.0 : 0.0;
            lost[l] = 0.0;
        }
        for (size_t e = p->first_element[i]; e < p->first_element[i + 1]; ++e) {
            const stationary_element *at = &p->elements[e];
            const double *v = s->v_hi[at->value], *v_lo = s->v_lo[at->value];
            const double *x = s->x_hi[at->column], *x_lo = s->x_lo[at->column];
            for (int l = 0; l < W; ++l) {
                const double product = v[l] * x[l];
                const double low = fused ? fma(v[l], x[l], -product) : two_product_rest(v[l], x[l], product);
                const double next = sum[l] + product;
                const double shed = two_sum_rest(sum[l], product, next);
                sum[l] = next;
                lost[l] += shed + (low + (v[l] * x_lo[l] + v_lo[l] * x[l]));
            }
        }
        for (int l = 0; l < W; ++l) {
            s->rest[i][l] = -(sum[l] + lost[l]);
        }
    }
}

/* How far lanes are: the size of the last step, the worst ratio of successive ones, and whether they are done. */
typedef struct progress {
    lane step, ratio, done;
} progress;

/* x += change in lanes that are not done; what a step leaves is its size times the ratio to the step before. */
KERNEL void take_step(stationary_lanes *s, int n, int round, progress *at)
{
    lane size = {0.0};
    for (int i = 0; i < n; ++i) {
        for (int l = 0; l < W; ++l) {
            const double change = at->done[l] != 0.0 ? 0.0 : s->change[i][l];
            const double next = s->x_hi[i][l] + change;
            const double low = s->x_lo[i][l] + two_sum_rest(s->x_hi[i][l], change, next);
            s->x_hi[i][l] = next + low;
            s->x_lo[i][l] = low - (s->x_hi[i][l] - next);
            size[l] = fabs(change) > size[l] ? fabs(change) : size[l];
        }
    }
    for (int l = 0; l < W; ++l) {
        const double ratio = size[l] / at->step[l];
        const double left = size[l] * ratio;
        if (at->done[l] == 0.0) {
            at->ratio[l] = round == 0 || ratio <= at->ratio[l] ? at->ratio[l] : ratio;
            at->done[l] = left <= ENOUGH ? 1.0 : 0.0;
        }
        at->step[l] = size[l];
    }
}

/* inverse: how large the solution of the test is. */
KERNEL void judge(stationary_lanes *s, int n, const progress *at, const double *inverse)
{
    lane sum = {0.0}; /* NaN stays */
    for (int i = 0; i < n; ++i) {
        for (int l = 0; l < W; ++l) {
            sum[l] += fabs(s->x_hi[i][l]) + fabs(s->x_lo[i][l]);
        }
    }
    for (int l = 0; l < W; ++l) {
        s->solved[l] =
            at->done[l] != 0.0 && at->ratio[l] <= CONTRACTION && inverse[l] <= LARGEST_INVERSE && sum[l] <= DBL_MAX;
    }
}

KERNEL void residual_kernel(bool fused, stationary_lanes *s, const stationary_pattern *p)
{
    lane largest = {0.0}, size = {0.0}, rest = {0.0};
    find_rest(fused, s, p);
    for (int v = 1; v < p->n_values; ++v) {
        for (int l = 0; l < W; ++l) {
            const double value = fabs(s->v_hi[v][l]);
            largest[l] = value > largest[l] ? value : largest[l];
        }
    }
    for (int i = 0; i <= p->n; ++i) {
        for (int l = 0; l < W; ++l) {
            const double x = i < p->n ? fabs(s->x_hi[i][l]) : 0.0;
            const double r = i == p->replaced ? 0.0 : fabs(s->rest[i][l]);
            size[l] = x > size[l] ? x : size[l];
            rest[l] = r > rest[l] ? r : rest[l];
        }
    }
    for (int l = 0; l < W; ++l) {
        s->residual[l] = rest[l] / (largest[l] * size[l]);
    }
}

KERNEL void solve_kernel(bool fused, stationary_lanes *s, const stationary_pattern *p)
{
    progress at = {.ratio = {0.0}, .done = {0.0}};
    lane inverse = {0.0};
    find_values(fused, s, p);
    factorise(s, p);
    fill_test(s, p);
    substitute(s, p);
    for (int i = 0; i < p->n; ++i) {
        for (int l = 0; l < W; ++l) {
            inverse[l] += fabs(s->change[i][l]);
        }
    }
    for (int i = 0; i < p->n; ++i) {
        fill_lane(s->x_hi[i], 0.0);
        fill_lane(s->x_lo[i], 0.0);
        fill_lane(s->rest[i], i == p->replaced ? 1.0 : 0.0);
    }
    fill_lane(at.step, 1.0);
    double all = 0.0;
    for (int round = 0; round < MAX_STEPS && all < (double)W; ++round) {
        if (round > 0) {
            find_rest(fused, s, p);
        }
        substitute(s, p);
        take_step(s, p->n, round, &at);
        all = 0.0;
        for (int l = 0; l < W; ++l) {
            all += at.done[l];
        }
    }
    judge(s, p->n, &at, inverse);
}
KERNELS_FUSED(solve, (stationary_lanes *restrict s, const stationary_pattern *restrict p), s, p)

KERNELS_FUSED(residual, (stationary_lanes *restrict s, const stationary_pattern *restrict p), s, p)

void stationary_lanes_solve(stationary_lanes *self, const stationary_pattern *pattern, instruction_set set)
{
    solve_variants[set](self, pattern);
}

void stationary_lanes_residual(stationary_lanes *self, const stationary_pattern *pattern, instruction_set set)
{
    residual_variants[set](self, pattern);
}
