#include "solver/steady_lanes.h"

#include "solver/steady_factors.h"

enum { MAX_STEPS = 6 };

/* What the refinement must promise to leave, and the largest residual, both next to 1. */
static const double ENOUGH = 1e-31, LARGEST_RESIDUAL = 1e-29;

/* Smallest pivot, or determinant of a block, of rows whose largest element is 1: below, the rounding of double may have
 * made it out of nothing, so that steady_state_small must say whether there is but one steady state. */
static const double SMALLEST_PIVOT = 1e-11;

/* Smaller populations are lost in the sums that make them of the ladder basis. */
static const double SMALLEST_POPULATION = 1e-20;

/* A state in the ladder basis, the trace last. */
typedef struct ladder_lanes {
    _Alignas(64) lane hi[N_LADDER], lo[N_LADDER];
} ladder_lanes;

/* flow = -L x, as if in double-double and then rounded (Ogita, Rump, Oishi, SIAM J. Sci. Comput. 26, 1955 (2005)). */
KERNEL void flow_of(const factors *f, const steady_pattern *pattern, bool fused, const ladder_lanes *x,
                    lane *restrict flow)
{
    _Alignas(64) lane sum[N], rest[N];
    for (int i = 0; i < N; ++i) {
        clear(sum[i]);
        clear(rest[i]);
    }
    for (int e = 0; e < pattern->n_entries; ++e) {
        const pattern_entry *entry = &pattern->entries[e];
        double *restrict total = sum[entry->row], *restrict lost = rest[entry->row];
        const double *a = f->entry_hi[e], *a_lo = f->entry_lo[e];
        const double *b = x->hi[entry->column], *b_lo = x->lo[entry->column];
        for (int l = 0; l < W; ++l) {
            const double product = a[l] * b[l];
            const double low = fused ? fma(a[l], b[l], -product) : two_product_rest(a[l], b[l], product);
            const double next = total[l] + product;
            const double shed = two_sum_rest(total[l], product, next);
            total[l] = next;
            lost[l] += shed + (low + (a[l] * b_lo[l] + a_lo[l] * b[l]));
        }
    }
    for (int i = 0; i < N; ++i) {
        for (int l = 0; l < W; ++l) {
            flow[i][l] = -(sum[i][l] + rest[i][l]);
        }
    }
}

/* flow_of where x has nothing but its trace. */
KERNEL void drive(const factors *f, const steady_pattern *pattern, lane *restrict flow)
{
    for (int i = 0; i < N; ++i) {
        clear(flow[i]);
    }
    for (int e = 0; e < pattern->n_entries; ++e) {
        const pattern_entry *entry = &pattern->entries[e];
        for (int l = 0; entry->column == LADDER_TRACE && l < W; ++l) {
            flow[entry->row][l] = -f->entry_hi[e][l];
        }
    }
}

/* x += d in lanes that are not done; what a step leaves is its size times the ratio to the step before. A sum takes
 * the place of the largest element, since NaN stays in it. */
KERNEL void take_step(ladder_lanes *x, lane *restrict d, double *restrict step, double *restrict done)
{
    lane size = {0.0}, share;
    for (int l = 0; l < W; ++l) {
        share[l] = 1.0 - done[l];
    }
    for (int i = 0; i < N; ++i) {
        for (int l = 0; l < W; ++l) {
            const double change = share[l] * d[i][l];
            add_exactly(&x->hi[i][l], &x->lo[i][l], change, 0.0);
            size[l] += fabs(change);
        }
    }
    for (int l = 0; l < W; ++l) {
        const double left = size[l] * (size[l] / step[l]);
        done[l] = done[l] != 0.0 || left <= ENOUGH ? 1.0 : 0.0;
        step[l] = size[l];
    }
}

/* x[place], x[other] = factor (a + b), factor (a - b) */
KERNEL void combine(steady_lanes *s, int place, int other, double factor, const double *a, const double *a_lo,
                    const double *b, const double *b_lo)
{
    for (int l = 0; l < W; ++l) {
        double hi = a[l], lo = a_lo[l], minus = a[l], minus_lo = a_lo[l];
        add_exactly(&hi, &lo, b[l], b_lo[l]);
        add_exactly(&minus, &minus_lo, -b[l], -b_lo[l]);
        s->x_hi[place][l] = factor * hi;
        s->x_lo[place][l] = factor * lo;
        s->x_hi[other][l] = factor * minus;
        s->x_lo[other][l] = factor * minus_lo;
    }
}

/* The state in the unknowns of lindblad.h: ladder_to_unknowns in double-double. */
KERNEL void to_unknowns(steady_lanes *s, const ladder_lanes *x)
{
    static const int coherences[2][2] = {{LADDER_BOTH, LADDER_RE(0, 3)}, {LADDER_EXCHANGE, LADDER_RE(1, 2)}};
    for (int k = 0; k < 2; ++k) {
        const int from = coherences[k][0], re = coherences[k][1];
        copy(s->x_hi[re], x->hi[from]);
        copy(s->x_lo[re], x->lo[from]);
        copy(s->x_hi[LADDER_IM(re)], x->hi[from + 1]);
        copy(s->x_lo[LADDER_IM(re)], x->lo[from + 1]);
    }
    for (int q = 0; q < 2; ++q) {
        const ladder_pair *pair = &LADDER_PAIRS[q];
        for (int part = 0; part < 2; ++part) {
            const int sum = pair->sum + part, difference = pair->difference + part;
            combine(s, part ? LADDER_IM(pair->excited) : pair->excited, part ? LADDER_IM(pair->ground) : pair->ground,
                    0.5, x->hi[sum], x->lo[sum], x->hi[difference], x->lo[difference]);
        }
    }
    enum { EVEN = 0, SUM = 5, ODD = 10, DIFFERENCE = 15 };
    combine(s, EVEN, ODD, 1.0, x->hi[LADDER_TRACE], x->lo[LADDER_TRACE], x->hi[LADDER_ZZ], x->lo[LADDER_ZZ]);
    combine(s, SUM, DIFFERENCE, 1.0, x->hi[LADDER_Z_HOT], x->lo[LADDER_Z_HOT], x->hi[LADDER_Z_COLD],
            x->lo[LADDER_Z_COLD]);
    lane even, even_lo, odd, odd_lo, sum, sum_lo, difference, difference_lo;
    copy(even, s->x_hi[EVEN]);
    copy(even_lo, s->x_lo[EVEN]);
    copy(odd, s->x_hi[ODD]);
    copy(odd_lo, s->x_lo[ODD]);
    copy(sum, s->x_hi[SUM]);
    copy(sum_lo, s->x_lo[SUM]);
    copy(difference, s->x_hi[DIFFERENCE]);
    copy(difference_lo, s->x_lo[DIFFERENCE]);
    combine(s, 0, 15, 0.25, even, even_lo, sum, sum_lo);
    combine(s, 5, 10, 0.25, odd, odd_lo, difference, difference_lo);
}

KERNEL bool all_done(const double *done)
{
    double all = 0.0;
    for (int l = 0; l < W; ++l) {
        all += done[l];
    }
    return all >= (double)W;
}

KERNEL void judge(steady_lanes *s, const factors *f, const lane *flow, const double *done)
{
    lane largest = {0.0}, population;
    for (int i = 0; i < N; ++i) {
        for (int l = 0; l < W; ++l) {
            largest[l] = larger(largest[l], fabs(flow[i][l]));
        }
    }
    for (int l = 0; l < W; ++l) {
        const double low = s->x_hi[0][l] < s->x_hi[5][l] ? s->x_hi[0][l] : s->x_hi[5][l];
        const double high = s->x_hi[10][l] < s->x_hi[15][l] ? s->x_hi[10][l] : s->x_hi[15][l];
        population[l] = low < high ? low : high;
        s->residual[l] = largest[l] / f->largest[l];
    }
    for (int l = 0; l < W; ++l) {
        s->solved[l] = done[l] != 0.0 && s->residual[l] <= LARGEST_RESIDUAL && f->smallest[l] >= SMALLEST_PIVOT &&
                       population[l] >= SMALLEST_POPULATION;
    }
}

KERNEL void solve_kernel(bool fused, steady_lanes *s, const steady_pattern *pattern)
{
    _Alignas(64) lane r[N];
    ladder_lanes x = {0};
    lane step, done = {0.0};
    factors f;
    assemble(&f, s, pattern);
    factorise(&f, pattern);
    for (int l = 0; l < W; ++l) {
        x.hi[LADDER_TRACE][l] = step[l] = 1.0;
    }
    drive(&f, pattern, r);
    for (int k = 0; k < MAX_STEPS && !all_done(done); ++k) {
        substitute(&f, pattern, r);
        take_step(&x, r, step, done);
        flow_of(&f, pattern, fused, &x, r);
    }
    to_unknowns(s, &x);
    judge(s, &f, r, done);
}
KERNELS_FUSED(solve, (steady_lanes *restrict s, const steady_pattern *restrict pattern), s, pattern)

void steady_lanes_solve(steady_lanes *self, const steady_pattern *pattern, instruction_set set)
{
    solve_variants[set](self, pattern);
}
