/* The kernel of steady_lanes.c, once for each instruction set (base/wide.h). */
#include "solver/steady_factors.h"

enum { MAX_STEPS = 6 };

/* What the refinement must promise to leave, and the largest residual, both next to 1. */
static const double ENOUGH = 1e-31, LARGEST_RESIDUAL = 1e-29;

/* Smaller populations are lost in the sums that make them of the ladder basis. */
static const double SMALLEST_POPULATION = 1e-20;

/* flow = -L x, as if in double-double and then rounded. */
KERNEL void flow_of(const factors *f, const steady_pattern *pattern, const wide_dd *x, wide *flow)
{
    for (int i = 0; i < N; ++i) {
        wide_products total = {wide_from(0.0), wide_from(0.0)};
        for (int e = pattern->first_entry[i]; e < pattern->first_entry[i + 1]; ++e) {
            const pattern_entry *entry = &pattern->entries[e];
            total = wide_products_add(total, wide_dd_scale(f->sums[entry->sum], entry->factor), x[entry->column]);
        }
        flow[i] = wide_negate(wide_add(total.sum, total.lost));
    }
}

/* flow_of where x has nothing but its trace: the last entry of a row. */
KERNEL void drive(const factors *f, const steady_pattern *pattern, wide *flow)
{
    for (int i = 0; i < N; ++i) {
        const int last = pattern->first_entry[i + 1] - 1;
        const pattern_entry *entry = &pattern->entries[last];
        const bool driven = last >= pattern->first_entry[i] && entry->column == LADDER_TRACE;
        flow[i] = driven ? wide_scale(f->sums[entry->sum].hi, -entry->factor) : wide_from(0.0);
    }
}

/* How far lanes are: the size of the last step, and 1 where they are done. */
typedef struct progress {
    wide step, done;
} progress;

/* x += d in lanes that are not done; what a step leaves is its size times the ratio to the step before. A sum takes
 * the place of the largest element, since NaN stays in it. */
KERNEL void take_step(wide_dd *x, const wide *d, progress *at)
{
    const wide share = wide_subtract(wide_from(1.0), at->done);
    wide size = wide_from(0.0);
    for (int i = 0; i < N; ++i) {
        const wide change = wide_multiply(share, d[i]);
        x[i] = wide_dd_add(x[i], (wide_dd){change, wide_from(0.0)});
        size = wide_add(size, wide_absolute(change));
    }
    const wide left = wide_multiply(size, wide_divide(size, at->step));
    at->done = wide_larger(at->done, wide_at_least(wide_from(ENOUGH), left));
    at->step = size;
}

KERNEL void put(steady_lanes *s, int place, wide_dd value)
{
    wide_store(s->x_hi[place], value.hi);
    wide_store(s->x_lo[place], value.lo);
}

/* Unknowns place, other: factor (a + b), factor (a - b). */
KERNEL void combine(steady_lanes *s, int place, int other, double factor, wide_dd a, wide_dd b)
{
    put(s, place, wide_dd_scale(wide_dd_add(a, b), factor));
    put(s, other, wide_dd_scale(wide_dd_subtract(a, b), factor));
}

/* The state in the unknowns of lindblad.h: ladder_to_unknowns in double-double. */
KERNEL void to_unknowns(steady_lanes *s, const wide_dd *x)
{
    static const int coherences[2][2] = {{LADDER_BOTH, LADDER_RE(0, 3)}, {LADDER_EXCHANGE, LADDER_RE(1, 2)}};
    for (int k = 0; k < 2; ++k) {
        put(s, coherences[k][1], x[coherences[k][0]]);
        put(s, LADDER_IM(coherences[k][1]), x[coherences[k][0] + 1]);
    }
    for (int q = 0; q < 2; ++q) {
        const ladder_pair *pair = &LADDER_PAIRS[q];
        for (int part = 0; part < 2; ++part) {
            combine(s, part ? LADDER_IM(pair->excited) : pair->excited, part ? LADDER_IM(pair->ground) : pair->ground,
                    0.5, x[pair->sum + part], x[pair->difference + part]);
        }
    }
    const wide_dd one = x[LADDER_TRACE], both = x[LADDER_ZZ], hot = x[LADDER_Z_HOT], cold = x[LADDER_Z_COLD];
    combine(s, 0, 15, 0.25, wide_dd_add(one, both), wide_dd_add(hot, cold));
    combine(s, 5, 10, 0.25, wide_dd_subtract(one, both), wide_dd_subtract(hot, cold));
}

KERNEL wide smaller(wide a, wide b)
{
    return wide_negate(wide_larger(wide_negate(a), wide_negate(b)));
}

KERNEL void judge(steady_lanes *s, const factors *f, const wide *flow, wide done)
{
    wide most = wide_from(0.0), sum = wide_from(0.0); /* NaN is not larger, but stays in a sum */
    for (int i = 0; i < N; ++i) {
        most = wide_larger(most, wide_absolute(flow[i]));
        sum = wide_add(sum, wide_absolute(flow[i]));
    }
    const wide residual = wide_divide(most, f->largest);
    const wide lowest = smaller(smaller(wide_load(s->x_hi[0]), wide_load(s->x_hi[5])),
                                smaller(wide_load(s->x_hi[10]), wide_load(s->x_hi[15])));
    const wide fits = wide_multiply(wide_at_least(wide_from(LARGEST_RESIDUAL), residual),
                                    wide_at_least(lowest, wide_from(SMALLEST_POPULATION)));
    const wide all =
        wide_multiply(wide_multiply(done, f->good), wide_multiply(fits, wide_at_least(sum, wide_from(0.0))));
    double solved[W];
    wide_store(solved, all);
    wide_store(s->residual, residual);
    for (int l = 0; l < W; ++l) {
        s->solved[l] = solved[l] == 1.0;
    }
}

void WIDE_NAME(steady_lanes_solve)(steady_lanes *s, const steady_pattern *pattern);

void WIDE_NAME(steady_lanes_solve)(steady_lanes *s, const steady_pattern *pattern)
{
    factors f;
    wide r[N];
    wide_dd x[N_LADDER];
    progress at = {wide_from(1.0), wide_from(0.0)};
    assemble(&f, s, pattern);
    factorise(&f, pattern);
    for (int i = 0; i < N_LADDER; ++i) {
        x[i] = (wide_dd){wide_from(i == LADDER_TRACE ? 1.0 : 0.0), wide_from(0.0)};
    }
    drive(&f, pattern, r);
    for (int k = 0; k < MAX_STEPS && wide_sum(at.done) < (double)W; ++k) {
        substitute(&f, pattern, r);
        take_step(x, r, &at);
        flow_of(&f, pattern, x, r);
    }
    to_unknowns(s, x);
    judge(s, &f, r, at.done);
}
