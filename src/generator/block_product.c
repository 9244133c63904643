#include "generator/block_product.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/blas_threads.h"
#include "base/team.h"

/* Below this many elements of rho threads cost more than they bring. */
static const size_t WORTH_THREADS = 30000;
/* Elements of one piece of work. */
static const size_t PANEL = 4096;

/* Numbers the parts by the sectors where they end: place[p] of part p. */
static void order_parts(product_operator *self, size_t *place, const sectors *at, const sector_operator *operator)
{
    for (size_t p = 0; p < operator->n_parts; ++p) {
        ++self->first[operator->parts[p].to + 1];
    }
    for (int s = 0; s < at->n; ++s) {
        self->first[s + 1] += self->first[s];
    }
    for (size_t p = 0; p < operator->n_parts; ++p) { /* first is moved on, and back again below */
        place[p] = self->first[operator->parts[p].to]++;
    }
    for (int s = at->n; s > 0; --s) {
        self->first[s] = self->first[s - 1];
    }
    self->first[0] = 0;
}

/* Elements by columns become entries by rows; rows: room for the size of the target + 1. */
static void sort_part(product_entry *entries, size_t *rows, int n_rows, const sector_operator *operator,
                      const sector_part * part)
{
    for (size_t k = part->begin; k < part->end; ++k) {
        ++rows[operator->elements[k].row + 1];
    }
    rows[0] = part->begin;
    for (int i = 0; i < n_rows; ++i) {
        rows[i + 1] += rows[i];
    }
    for (size_t k = part->begin; k < part->end; ++k) { /* rows is moved on, and back again below */
        const sector_element *e = &operator->elements[k];
        entries[rows[e->row]++] = (product_entry){e->column, dd_value(e->value.re), dd_value(e->value.im)};
    }
    for (int i = n_rows; i > 0; --i) {
        rows[i] = rows[i - 1];
    }
    rows[0] = part->begin;
}

static int create_operator(product_operator *self, const sectors *at, const sector_operator *operator)
{
    const size_t n = operator->n_parts;
    size_t n_rows = 0;
    size_t n_entries = 0;
    for (size_t p = 0; p < n; ++p) {
        n_rows += (size_t)at->size[operator->parts[p].to] + 1;
        n_entries = operator->parts[p].end;
    }
    size_t *place = malloc((n + 1) * sizeof *place);
    *self = (product_operator){.n_parts = n,
                               .first = calloc((size_t)at->n + 2, sizeof *self->first),
                               .parts = malloc((n + 1) * sizeof *self->parts),
                               .rows = calloc(n_rows + 1, sizeof *self->rows),
                               .entries = malloc((n_entries + 1) * sizeof *self->entries)};
    const bool ready = place && self->first && self->parts && self->rows && self->entries;
    if (ready) {
        size_t *rows = self->rows;
        order_parts(self, place, at, operator);
        for (size_t p = 0; p < n; ++p) {
            const sector_part *part = &operator->parts[p];
            sort_part(self->entries, rows, at->size[part->to], operator, part);
            self->parts[place[p]] = (product_part){part->from, part->to, rows};
            rows += at->size[part->to] + 1;
        }
    }
    free(place);
    return ready ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

static void free_operator(product_operator *self)
{
    free(self->first);
    free(self->parts);
    free(self->rows);
    free(self->entries);
}

static int cut_panels(block_product *self)
{
    const block_generator *l = self->l;
    size_t columns = 0;
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const size_t rows = (size_t)l->at.size[l->blocks[b].row];
        columns += (size_t)l->at.size[l->blocks[b].column];
        self->tallest = rows > self->tallest ? rows : self->tallest;
    }
    self->panels = malloc((columns + 1) * sizeof *self->panels);
    for (size_t b = 0; self->panels && b < l->n_blocks; ++b) {
        const int n = l->at.size[l->blocks[b].column];
        const int width = (int)(PANEL / (size_t)l->at.size[l->blocks[b].row]) + 1;
        for (int begin = 0; begin < n; begin += width) {
            self->panels[self->n_panels++] = (product_panel){b, begin, begin + width < n ? begin + width : n};
        }
    }
    return self->panels ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

int block_product_threads(const block_generator *l)
{
    const int allowed = blas_threads_hold();
    blas_threads_release();
    return l->n_elements > WORTH_THREADS ? allowed : 1;
}

static size_t size_of_element(const block_generator *l)
{
    return (l->real ? 1 : 2) * sizeof(double);
}

int block_product_create(block_product *self, const block_generator *l, int threads)
{
    *self = (block_product){.l = l,
                            .jumps = calloc(2 * l->n_channels + 1, sizeof *self->jumps),
                            .full = malloc(l->n_elements * size_of_element(l)),
                            .team = team_create(threads)};
    int status = self->jumps && self->full ? cut_panels(self) : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        self->columns = malloc((size_t)team_size(self->team) * 2 * self->tallest * sizeof *self->columns);
        status = self->columns ? create_operator(&self->left, &l->at, &l->left) : ENT_ERROR_NO_MEMORY;
    }
    for (size_t k = 0; status == ENT_OK && k < 2 * l->n_channels; ++k) {
        status = create_operator(&self->jumps[k], &l->at, &l->jumps[k]);
    }
    return status;
}

void block_product_free(block_product *self)
{
    for (size_t k = 0; self->jumps && k < 2 * self->l->n_channels; ++k) {
        free_operator(&self->jumps[k]);
    }
    free_operator(&self->left);
    team_free(self->team);
    free(self->jumps);
    free(self->panels);
    free(self->full);
    free(self->columns);
    *self = (block_product){0};
}

double block_product_memory(const block_generator *l)
{
    return (double)l->n_elements * (double)size_of_element(l);
}

/* What the team shares: panels are handed out one after another. */
typedef struct product_work {
    const block_product *self;
    double *y; /* NULL: to unpack x */
    const double *x;
    atomic_size_t next;
} product_work;

static void take_panels(void *shared, int member)
{
    product_work *own = shared;
    const block_product *self = own->self;
    double *column = &self->columns[(size_t)member * 2 * self->tallest];
    for (size_t k; (k = atomic_fetch_add(&own->next, 1)) < self->n_panels;) {
        if (own->y) {
            block_product_columns(self, &self->panels[k], own->y, column);
        } else {
            block_product_unpack(self, &self->panels[k], own->x);
        }
    }
}

void block_product_apply(void *context, double *y, const double *x)
{
    const block_product *self = context;
    product_work unpack = {.self = self, .x = x};
    product_work multiply = {.self = self, .y = y};
    team_run(self->team, take_panels, &unpack);
    team_run(self->team, take_panels, &multiply);
}

double block_product_trace(const void *context, const double *x)
{
    const block_product *self = context;
    const block_generator *l = self->l;
    dd sum = dd_from(0.0);
    for (size_t b = 0; b < l->n_blocks; ++b) {
        const rho_block *block = &l->blocks[b];
        const size_t n = block->row == block->column ? (size_t)l->at.size[block->row] : 0;
        for (size_t i = 0; i < n; ++i) {
            sum = dd_add(sum, dd_from(x[block->packed + (l->real ? i * (i + 1) / 2 + i : i * n + i)]));
        }
    }
    return dd_value(sum);
}
