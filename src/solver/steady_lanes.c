#include "solver/steady_lanes.h"

#include <math.h>
#include <string.h>

#include "base/lanes.h"

enum { MAX_N = LINDBLAD_MAX_UNKNOWNS, W = STEADY_LANES, MAX_STEPS = 6 };

/* What the refinement must promise to leave, and the largest residual, both next to 1. */
static const double ENOUGH = 1e-31, LARGEST_RESIDUAL = 1e-29;

/* Smallest pivot of rows whose largest element is 1: below, the rounding of double may have made it out of nothing, so
 * that steady_state_small must say whether there is but one steady state. */
static const double SMALLEST_PIVOT = 1e-10;

typedef double lane[W];

typedef struct factors {
    _Alignas(64) lane a[MAX_N][MAX_N]; /* L below the diagonal, U above, 1/U on it */
    lane row_scale[MAX_N];
    lane largest;      /* element of the generator */
    lane smallest;     /* pivot */
    int row[MAX_N][W]; /* which row came to this place */
} factors;

void generator_pattern_add(generator_pattern *self, const lindblad *unit)
{
    const int n = unit->d * unit->d;
    dd generator[MAX_N * MAX_N];
    lindblad_generator(unit, generator);
    self->d = unit->d;
    /* Column by column, so that successive terms go to different sums: none waits for the one before. */
    for (int k = 0; k < n * n; ++k) {
        const int row = k % n, column = k / n;
        const double factor = generator[row * n + column].hi;
        if (factor != 0.0) {
            self->entries[self->n_entries++] = (generator_entry){row, column, self->n_coefficients, factor};
        }
    }
    ++self->n_coefficients;
}

/* The generator with Tr rho = 1 in place of its last row, each row divided by its largest element. */
KERNEL void assemble(factors *f, const steady_lanes *s, const generator_pattern *pattern)
{
    const int n = pattern->d * pattern->d;
    memset(f->a, 0, sizeof f->a);
    for (int e = 0; e < pattern->n_entries; ++e) {
        const generator_entry *entry = &pattern->entries[e];
        for (int l = 0; l < W; ++l) {
            f->a[entry->row][entry->column][l] += entry->factor * s->c_hi[entry->coefficient][l];
        }
    }
    for (int l = 0; l < W; ++l) {
        f->largest[l] = 0.0;
    }
    for (int i = 0; i < n; ++i) {
        lane largest = {0.0};
        for (int j = 0; j < n; ++j) {
            for (int l = 0; l < W; ++l) {
                const double size = fabs(f->a[i][j][l]);
                largest[l] = size > largest[l] ? size : largest[l];
            }
        }
        for (int l = 0; l < W; ++l) {
            f->largest[l] = largest[l] > f->largest[l] ? largest[l] : f->largest[l];
            f->row_scale[i][l] = 1.0 / largest[l];
        }
        for (int j = 0; j < n; ++j) {
            for (int l = 0; l < W; ++l) {
                f->a[i][j][l] *= f->row_scale[i][l];
            }
        }
    }
    for (int j = 0; j < n; ++j) {
        for (int l = 0; l < W; ++l) {
            f->a[n - 1][j][l] = j % (pattern->d + 1) == 0 ? 1.0 : 0.0;
            f->row_scale[n - 1][l] = 1.0;
        }
    }
}

/* Brings the row with the largest element of column k to place k, in each lane its own. */
KERNEL void choose_pivots(factors *f, int n, int k)
{
    lane best, place;
    for (int l = 0; l < W; ++l) {
        best[l] = fabs(f->a[k][k][l]);
        place[l] = (double)k;
    }
    for (int i = k + 1; i < n; ++i) {
        for (int l = 0; l < W; ++l) {
            const double size = fabs(f->a[i][k][l]);
            place[l] = size > best[l] ? (double)i : place[l];
            best[l] = size > best[l] ? size : best[l];
        }
    }
    for (int i = k + 1; i < n; ++i) {
        lane moves;
        for (int l = 0; l < W; ++l) {
            moves[l] = place[l] == (double)i ? 1.0 : 0.0;
        }
        if (!any_lane(moves, W)) {
            continue;
        }
        for (int l = 0; l < W; ++l) {
            const int upper = f->row[k][l], lower = f->row[i][l];
            f->row[k][l] = moves[l] != 0.0 ? lower : upper;
            f->row[i][l] = moves[l] != 0.0 ? upper : lower;
        }
        for (int j = 0; j < n; ++j) {
            for (int l = 0; l < W; ++l) {
                const double upper = f->a[k][j][l], lower = f->a[i][j][l];
                f->a[k][j][l] = moves[l] != 0.0 ? lower : upper;
                f->a[i][j][l] = moves[l] != 0.0 ? upper : lower;
            }
        }
    }
}

KERNEL void factorise(factors *f, int n)
{
    for (int i = 0; i < n; ++i) {
        for (int l = 0; l < W; ++l) {
            f->row[i][l] = i;
        }
    }
    for (int l = 0; l < W; ++l) {
        f->smallest[l] = 1.0;
    }
    for (int k = 0; k < n; ++k) {
        choose_pivots(f, n, k);
        for (int l = 0; l < W; ++l) {
            const double size = fabs(f->a[k][k][l]);
            f->smallest[l] = size < f->smallest[l] ? size : f->smallest[l];
            f->a[k][k][l] = 1.0 / f->a[k][k][l];
        }
        for (int i = k + 1; i < n; ++i) {
            if (!any_lane(f->a[i][k], W)) {
                continue;
            }
            for (int l = 0; l < W; ++l) {
                f->a[i][k][l] *= f->a[k][k][l];
            }
            for (int j = k + 1; j < n; ++j) {
                for (int l = 0; l < W; ++l) {
                    f->a[i][j][l] -= f->a[i][k][l] * f->a[k][j][l];
                }
            }
        }
    }
}

/* d = a^{-1} r */
KERNEL void substitute(const factors *f, int n, lane *restrict d, lane *restrict r)
{
    for (int i = 0; i < n; ++i) {
        for (int l = 0; l < W; ++l) {
            r[i][l] *= f->row_scale[i][l];
        }
    }
    for (int i = 0; i < n; ++i) {
        for (int l = 0; l < W; ++l) {
            d[i][l] = r[f->row[i][l]][l];
        }
    }
    /* By columns: the sums of different rows do not wait for each other. */
    for (int j = 0; j < n; ++j) {
        for (int i = j + 1; i < n; ++i) {
            for (int l = 0; l < W; ++l) {
                d[i][l] -= f->a[i][j][l] * d[j][l];
            }
        }
    }
    for (int j = n - 1; j >= 0; --j) {
        for (int l = 0; l < W; ++l) {
            d[j][l] *= f->a[j][j][l];
        }
        for (int i = 0; i < j; ++i) {
            for (int l = 0; l < W; ++l) {
                d[i][l] -= f->a[i][j][l] * d[j][l];
            }
        }
    }
}

/* flow = -L x, as if in double-double and then rounded (Ogita, Rump, Oishi, SIAM J. Sci. Comput. 26, 1955 (2005)). */
KERNEL void flow_of(const steady_lanes *s, const generator_pattern *pattern, bool fused, lane *restrict flow)
{
    _Alignas(64) lane sum[MAX_N], rest[MAX_N];
    memset(sum, 0, sizeof sum);
    memset(rest, 0, sizeof rest);
    for (int e = 0; e < pattern->n_entries; ++e) {
        const generator_entry *entry = &pattern->entries[e];
        double *restrict total = sum[entry->row], *restrict lost = rest[entry->row];
        const double *x = s->x_hi[entry->column], *x_lo = s->x_lo[entry->column];
        const double *c = s->c_hi[entry->coefficient], *c_lo = s->c_lo[entry->coefficient];
        for (int l = 0; l < W; ++l) {
            const double a = entry->factor * c[l];
            const double product = a * x[l];
            const double low = fused ? fma(a, x[l], -product) : two_product_rest(a, x[l], product);
            const double next = total[l] + product;
            const double shed = two_sum_rest(total[l], product, next);
            total[l] = next;
            lost[l] += shed + (low + (a * x_lo[l] + entry->factor * c_lo[l] * x[l]));
        }
    }
    for (int i = 0; i < pattern->d * pattern->d; ++i) {
        for (int l = 0; l < W; ++l) {
            flow[i][l] = -(sum[i][l] + rest[i][l]);
        }
    }
}

/* lack = 1 - Tr rho */
KERNEL void lack_of_trace(const steady_lanes *s, int d, double *restrict lack)
{
    lane sum, rest;
    for (int l = 0; l < W; ++l) {
        sum[l] = -1.0;
        rest[l] = 0.0;
    }
    for (int i = 0; i < d; ++i) {
        for (int l = 0; l < W; ++l) {
            const double x = s->x_hi[i * (d + 1)][l];
            const double next = sum[l] + x;
            rest[l] += two_sum_rest(sum[l], x, next) + s->x_lo[i * (d + 1)][l];
            sum[l] = next;
        }
    }
    for (int l = 0; l < W; ++l) {
        lack[l] = -(sum[l] + rest[l]);
    }
}

/* x += d in lanes that are not done; what a step leaves is its size times the ratio to the step before. */
KERNEL void take_step(steady_lanes *s, int n, lane *restrict d, lane *restrict step, lane *restrict done)
{
    lane size = {0.0};
    for (int i = 0; i < n; ++i) {
        for (int l = 0; l < W; ++l) {
            const double change = (*done)[l] != 0.0 ? 0.0 : d[i][l];
            const double next = s->x_hi[i][l] + change;
            const double low = s->x_lo[i][l] + two_sum_rest(s->x_hi[i][l], change, next);
            s->x_hi[i][l] = next + low;
            s->x_lo[i][l] = low - (s->x_hi[i][l] - next);
            size[l] = fabs(change) > size[l] ? fabs(change) : size[l];
        }
    }
    for (int l = 0; l < W; ++l) {
        const double left = size[l] * (size[l] / (*step)[l]);
        (*done)[l] = (*done)[l] != 0.0 || left <= ENOUGH ? 1.0 : 0.0;
        (*step)[l] = size[l];
    }
}

KERNEL void solve_kernel(bool fused, steady_lanes *s, const generator_pattern *pattern)
{
    const int n = pattern->d * pattern->d;
    _Alignas(64) lane d[MAX_N], r[MAX_N];
    lane step, done = {0.0};
    factors f;
    assemble(&f, s, pattern);
    factorise(&f, n);
    memset(s->x_hi, 0, sizeof s->x_hi);
    memset(s->x_lo, 0, sizeof s->x_lo);
    memset(r, 0, sizeof r);
    for (int l = 0; l < W; ++l) {
        r[n - 1][l] = step[l] = 1.0;
    }
    double all = 0.0;
    for (int k = 0; k < MAX_STEPS && all < (double)W; ++k) {
        if (k > 0) {
            flow_of(s, pattern, fused, r);
            lack_of_trace(s, pattern->d, r[n - 1]);
        }
        substitute(&f, n, d, r);
        take_step(s, n, d, &step, &done);
        all = 0.0;
        for (int l = 0; l < W; ++l) {
            all += done[l];
        }
    }
    flow_of(s, pattern, fused, r);
    for (int l = 0; l < W; ++l) {
        double largest = 0.0;
        for (int i = 0; i < n; ++i) {
            largest = fabs(r[i][l]) > largest ? fabs(r[i][l]) : largest;
        }
        s->residual[l] = largest / f.largest[l];
        s->solved[l] = f.smallest[l] >= SMALLEST_PIVOT && done[l] != 0.0 && s->residual[l] <= LARGEST_RESIDUAL;
    }
}
KERNELS_FUSED(solve, (steady_lanes *restrict s, const generator_pattern *restrict pattern), s, pattern)

void steady_lanes_solve(steady_lanes *self, const generator_pattern *pattern, instruction_set set)
{
    solve_variants[set](self, pattern);
}
