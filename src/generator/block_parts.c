#include "generator/block_parts.h"

#include <stdlib.h>

/* Columns of one panel: enough for products to be quick, and a share of large blocks. */
enum { NARROWEST = 32, SHARES = 16 };

static size_t rows_of(const block_generator *l, size_t block)
{
    return (size_t)l->at.size[l->blocks[block].row];
}

static size_t columns_of(const block_generator *l, size_t block)
{
    return (size_t)l->at.size[l->blocks[block].column];
}

block_part block_parts_whole(const block_generator *l, size_t block)
{
    return (block_part){block, 0, columns_of(l, block)};
}

block_part block_parts_panel(size_t block, size_t begin, size_t n)
{
    const size_t share = n / SHARES / 2 * 2;
    const size_t width = share > NARROWEST ? share : NARROWEST;
    return (block_part){block, begin, begin + width < n ? begin + width : n};
}

double block_parts_cost(const block_generator *l, block_part part)
{
    const rho_block *block = &l->blocks[part.block];
    const double m = (double)rows_of(l, part.block);
    const double top = block->row == block->column ? (double)part.end : m;
    return (double)(part.end - part.begin) * m * (m + top);
}

typedef struct costly {
    block_part part;
    double cost, of_block;
} costly;

static int compare(double a, double b)
{
    return (a < b) - (a > b); /* large ones first */
}

/* Block by block. */
static int compare_costs(const void *a, const void *b)
{
    const costly *x = a;
    const costly *y = b;
    const int blocks = (x->part.block > y->part.block) - (x->part.block < y->part.block);
    return x->of_block != y->of_block ? compare(x->of_block, y->of_block) : blocks ? blocks : compare(x->cost, y->cost);
}

/* Whether blocks, one for each thread, would leave threads waiting for the largest of a half. */
static bool has_few_blocks(const block_generator *l)
{
    static const double few = 8.0;
    double sums[2] = {0.0, 0.0}, most[2] = {0.0, 0.0};
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const int half = l->n_first > 0 ? l->blocks[b].half : 0;
        const double cost = block_parts_cost(l, block_parts_whole(l, b));
        sums[half] += cost;
        most[half] = cost > most[half] ? cost : most[half];
    }
    return sums[0] <= few * most[0] || (l->n_first > 0 && sums[1] <= few * most[1]);
}

static size_t count(const block_generator *l, bool cut)
{
    size_t n = 0;
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const size_t columns = columns_of(l, b);
        for (size_t begin = 0; begin < columns; begin = cut ? block_parts_panel(b, begin, columns).end : columns) {
            ++n;
        }
    }
    return n;
}

bool block_parts_create(block_parts *self, const block_generator *l)
{
    const bool cut = has_few_blocks(l);
    const size_t n = count(l, cut);
    costly *all = malloc((n + 1) * sizeof *all);
    *self = (block_parts){.cut = cut, .list = malloc((n + 1) * sizeof *self->list)};
    for (size_t b = 0; all && self->list && b < l->n_blocks; ++b) {
        const size_t columns = columns_of(l, b);
        const double of_block = block_parts_cost(l, block_parts_whole(l, b));
        for (size_t begin = 0; begin < columns;) {
            const block_part part = cut ? block_parts_panel(b, begin, columns) : block_parts_whole(l, b);
            all[self->n++] = (costly){part, block_parts_cost(l, part), of_block};
            begin = part.end;
        }
    }
    const bool done = all && self->list;
    if (done) {
        qsort(all, self->n, sizeof *all, compare_costs);
    }
    for (size_t k = 0; done && k < self->n; ++k) {
        self->list[k] = all[k].part;
    }
    free(all);
    return done;
}

/* What is being split. */
typedef struct division {
    const block_parts *parts;
    const block_generator *l;
    int members;
    double share, loads[TEAM_MOST_THREADS];
    int *homes;
} division;

/* Parts begin .. end - 1, all of one block, to one member if it has room for them. */
static void give_block(division *self, size_t begin, size_t end)
{
    static const double slack = 1.05;
    double cost = 0.0, before[TEAM_MOST_THREADS] = {0.0};
    for (size_t k = begin; k < end; ++k) {
        cost += block_parts_cost(self->l, self->parts->list[k]);
    }
    for (int m = 0; m < self->members; ++m) {
        before[m] = self->loads[m];
    }
    const int home = team_split_lightest(self->loads, self->members, cost);
    const bool fits = self->loads[home] <= slack * self->share;
    for (int m = 0; !fits && m < self->members; ++m) {
        self->loads[m] = before[m];
    }
    for (size_t k = begin; k < end; ++k) {
        const double of_part = block_parts_cost(self->l, self->parts->list[k]);
        self->homes[k] = fits ? home : team_split_lightest(self->loads, self->members, of_part);
    }
}

static bool counts(const division *self, size_t k, int half)
{
    return half < 0 || self->l->blocks[self->parts->list[k].block].half == half;
}

bool block_parts_split(const block_parts *self, const block_generator *l, int half, int members, team_split *split)
{
    division all = {.parts = self, .l = l, .members = members, .homes = malloc((self->n + 1) * sizeof *all.homes)};
    for (size_t k = 0; k < self->n; ++k) {
        all.share += counts(&all, k, half) ? block_parts_cost(l, self->list[k]) / members : 0.0;
    }
    for (size_t begin = 0, end; all.homes && begin < self->n; begin = end) {
        for (end = begin; end < self->n && self->list[end].block == self->list[begin].block; ++end) {
            all.homes[end] = -1;
        }
        if (counts(&all, begin, half)) {
            give_block(&all, begin, end);
        }
    }
    *split = (team_split){.members = members};
    const bool done = all.homes && team_split_create(split, members, (int)self->n, all.homes);
    free(all.homes);
    return done;
}

void block_parts_free(block_parts *self)
{
    free(self->list);
    *self = (block_parts){0};
}
