#include "generator/block_frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entangine/status.h"
#include "generator/block_real.h"

struct block_frame {
    block_generator l; /* of the generator that it was made of */
    bool looks_for_gauge;
    size_t unknowns;      /* without a gauge */
    sector_operator left; /* G as it was cut, before the gauge */
    size_t *places;       /* [elements of G] where they stand in left */
    size_t n_operators;
    sparse *operators; /* L and R of each channel */
    double *sizes;     /* of both: the product */
};

static sparse copy_of(const sparse *from)
{
    sparse copy = {.d = from->d};
    copy.failed = from->failed;
    for (size_t k = 0; k < from->n; ++k) {
        sparse_add(&copy, from->elements[k].row, from->elements[k].column, from->elements[k].value);
    }
    return copy;
}

static bool is_same_number(zdd a, zdd b)
{
    return a.re.hi == b.re.hi && a.re.lo == b.re.lo && a.im.hi == b.im.hi && a.im.lo == b.im.lo;
}

static bool is_same(const sparse *a, const sparse *b, bool values)
{
    bool same = a->n == b->n;
    for (size_t k = 0; same && k < a->n; ++k) {
        const sparse_element *x = &a->elements[k], *y = &b->elements[k];
        same = x->row == y->row && x->column == y->column && (!values || is_same_number(x->value, y->value));
    }
    return same;
}

static int keep_operators(block_frame *self, const generator *system)
{
    self->operators = calloc(2 * system->n_channels + 1, sizeof *self->operators);
    self->sizes = calloc(system->n_channels + 1, sizeof *self->sizes);
    if (!self->operators || !self->sizes) {
        return ENT_ERROR_NO_MEMORY;
    }
    bool failed = false;
    for (size_t k = 0; k < system->n_channels; ++k) {
        const generator_channel *channel = &system->channels[k];
        const double first = sparse_size(&channel->left);
        self->operators[2 * k] = copy_of(&channel->left);
        self->operators[2 * k + 1] = copy_of(&channel->right);
        self->n_operators += 2;
        self->sizes[k] = first * (channel->right.n ? sparse_size(&channel->right) : first);
        failed = failed || self->operators[2 * k].failed || self->operators[2 * k + 1].failed;
    }
    return failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
}

/* Elements of a part are ordered by columns, then rows. */
static size_t place_of(const sector_operator *g, const sector_part *part, int row, int column)
{
    size_t low = part->begin;
    for (size_t high = part->end; low + 1 < high;) {
        const size_t middle = low + (high - low) / 2;
        const sector_element *e = &g->elements[middle];
        const bool after = e->column != column ? e->column > column : e->row > row;
        *(after ? &high : &low) = middle;
    }
    return low;
}

static int find_places(block_frame *self)
{
    const sectors *at = &self->l.at;
    const sparse *g = &self->l.no_jump;
    const int status = sector_operator_create(&self->left, at, g);
    self->places = malloc((g->n + 1) * sizeof *self->places);
    for (size_t k = 0; status == ENT_OK && self->places && k < g->n; ++k) {
        const sparse_element *e = &g->elements[k];
        size_t p = self->left.first[at->of[e->column]];
        while (self->left.parts[p].to != at->of[e->row]) {
            ++p;
        }
        self->places[k] = place_of(&self->left, &self->left.parts[p], at->place[e->row], at->place[e->column]);
    }
    return self->places ? status : ENT_ERROR_NO_MEMORY;
}

int block_frame_create(block_frame **self, const generator *system, bool real)
{
    block_frame *frame = calloc(1, sizeof *frame);
    int status = frame ? block_generator_create(&frame->l, system) : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        frame->looks_for_gauge = real;
        frame->unknowns = frame->l.n_unknowns;
        status = find_places(frame);
    }
    status = status == ENT_OK ? keep_operators(frame, system) : status;
    if (status == ENT_OK && real) {
        status = block_real_find(&frame->l);
    }
    if (status != ENT_OK) {
        block_frame_free(frame);
        frame = NULL;
    }
    *self = frame;
    return status;
}

void block_frame_free(block_frame *self)
{
    if (!self) {
        return;
    }
    for (size_t k = 0; k < self->n_operators; ++k) {
        sparse_free(&self->operators[k]);
    }
    block_generator_free(&self->l);
    sector_operator_free(&self->left);
    free(self->places);
    free(self->operators);
    free(self->sizes);
    free(self);
}

size_t block_frame_unknowns(const block_frame *self)
{
    return self->unknowns;
}

static bool has_same_jumps(const block_frame *self, const generator *system)
{
    bool same = self->l.n_channels == system->n_channels;
    for (size_t k = 0; same && k < system->n_channels; ++k) {
        same = is_same(&self->operators[2 * k], &system->channels[k].left, true) &&
               is_same(&self->operators[2 * k + 1], &system->channels[k].right, true);
    }
    return same;
}

static void *duplicate(const void *from, size_t n, size_t size)
{
    void *copy = calloc(n + 1, size);
    if (copy) {
        memcpy(copy, from, n * size);
    }
    return copy;
}

/* G with its own numbers. */
static int fill_left(const block_frame *self, block_generator *l)
{
    const sector_operator *from = &self->left;
    const size_t n = l->no_jump.n;
    l->left = (sector_operator){.n_parts = from->n_parts,
                                .first = duplicate(from->first, (size_t)l->at.n + 1, sizeof *from->first),
                                .parts = duplicate(from->parts, from->n_parts, sizeof *from->parts),
                                .elements = duplicate(from->elements, n, sizeof *from->elements)};
    if (!l->left.first || !l->left.parts || !l->left.elements) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t k = 0; k < n; ++k) {
        l->left.elements[self->places[k]].value = l->no_jump.elements[k].value;
    }
    for (size_t p = 0; p < from->n_parts; ++p) {
        sector_part *part = &l->left.parts[p];
        part->real = true;
        for (size_t k = part->begin; k < part->end; ++k) {
            part->real = part->real && l->left.elements[k].value.im.hi == 0.0;
        }
    }
    return ENT_OK;
}

static int fill_weights(const block_frame *self, block_generator *l, const generator *system)
{
    l->n_channels = system->n_channels;
    l->weights = malloc((system->n_channels + 1) * sizeof *l->weights);
    l->size = sparse_size(&l->no_jump);
    for (size_t k = 0; l->weights && k < system->n_channels; ++k) {
        l->weights[k] = system->channels[k].weight;
        l->size = fmax(l->size, fabs(l->weights[k].hi) * self->sizes[k]);
    }
    return l->weights ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

/* The gauge of l must be that of the frame: then l goes over to it. */
static int take_gauge(const block_frame *self, block_generator *l, bool *fits)
{
    gauge own = {.exists = false};
    const int status = gauge_find(&own, &l->at, &l->left);
    *fits = status == ENT_OK && own.exists == self->l.real;
    if (*fits && own.exists) {
        *fits = memcmp(own.phases, self->l.gauge.phases, (size_t)l->at.d * sizeof *own.phases) == 0;
    }
    if (*fits && own.exists) {
        gauge_transform(&self->l.gauge, &l->left, false);
        l->gauge = self->l.gauge;
        l->real = true;
    }
    gauge_free(&own);
    return status;
}

int block_frame_apply(const block_frame *self, block_generator *l, const generator *system, bool *fits)
{
    *fits = false;
    *l = (block_generator){.borrows = true,
                           .borrows_jumps = true,
                           .at = self->l.at,
                           .n_blocks = self->l.n_blocks,
                           .n_unknowns = self->l.n_unknowns,
                           .n_elements = self->l.n_elements,
                           .n_first = self->l.n_first,
                           .blocks = self->l.blocks,
                           .index = self->l.index,
                           .jumps = self->l.jumps};
    if (!has_same_jumps(self, system)) {
        return ENT_OK;
    }
    l->no_jump = sectors_no_jump(system);
    *fits = !l->no_jump.failed && is_same(&self->l.no_jump, &l->no_jump, false);
    int status = l->no_jump.failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
    if (*fits) {
        status = fill_left(self, l);
        status = status == ENT_OK ? fill_weights(self, l, system) : status;
    }
    if (*fits && status == ENT_OK && self->looks_for_gauge) {
        status = take_gauge(self, l, fits);
    }
    if (!*fits || status != ENT_OK) {
        block_generator_free(l);
    }
    return status;
}
