#include "generator/sectors.h"

#include <stdlib.h>

#include "generator/eigenbasis.h"

sparse sectors_no_jump(const generator *system)
{
    sparse sum = {.d = system->d};
    sparse_add_scaled(&sum, zdd_from(0.0, -1.0), &system->hamiltonian);
    for (int b = 0; b < system->n_baths; ++b) {
        sparse_add_scaled(&sum, zdd_from(1.0, 0.0), &system->no_jump[b]);
    }
    sparse_merge(&sum, 0.0);
    return sum;
}

static bool sectors_create(sectors *self, int dimension)
{
    const size_t d = (size_t)dimension;
    *self = (sectors){.d = dimension,
                      .of = calloc(d, sizeof *self->of),
                      .place = malloc(d * sizeof *self->place),
                      .size = calloc(d, sizeof *self->size)};
    return self->of && self->place && self->size;
}

static void number_states(sectors *self)
{
    for (int i = 0; i < self->d; ++i) {
        self->place[i] = self->size[self->of[i]]++;
    }
}

int sectors_find(sectors *self, const sparse *no_jump)
{
    if (!sectors_create(self, no_jump->d) || no_jump->failed) {
        return ENT_ERROR_NO_MEMORY;
    }
    self->n = eigenbasis_components(self->of, no_jump);
    number_states(self);
    return ENT_OK;
}

int sectors_whole(sectors *self, int d)
{
    if (!sectors_create(self, d)) {
        return ENT_ERROR_NO_MEMORY;
    }
    self->n = 1;
    number_states(self);
    return ENT_OK;
}

void sectors_free(sectors *self)
{
    free(self->of);
    free(self->place);
    free(self->size);
    *self = (sectors){0};
}

/* An element while the operator is cut. */
typedef struct cut_element {
    int from, to;
    sector_element element;
} cut_element;

static int compare(const void *a, const void *b)
{
    const cut_element *x = a;
    const cut_element *y = b;
    const int keys[4][2] = {
        {x->from, y->from}, {x->to, y->to}, {x->element.column, y->element.column}, {x->element.row, y->element.row}};
    for (int k = 0; k < 4; ++k) {
        if (keys[k][0] != keys[k][1]) {
            return keys[k][0] < keys[k][1] ? -1 : 1;
        }
    }
    return 0;
}

static void fill_parts(sector_operator *self, const sectors *at, const cut_element *cut, size_t n)
{
    for (size_t k = 0; k < n; ++k) {
        if (k == 0 || cut[k].from != cut[k - 1].from || cut[k].to != cut[k - 1].to) {
            self->parts[self->n_parts++] = (sector_part){cut[k].from, cut[k].to, true, k, k};
            ++self->first[cut[k].from + 1];
        }
        sector_part *part = &self->parts[self->n_parts - 1];
        part->end = k + 1;
        part->real = part->real && cut[k].element.value.im.hi == 0.0;
        self->elements[k] = cut[k].element;
    }
    for (int s = 0; s < at->n; ++s) {
        self->first[s + 1] += self->first[s];
    }
}

int sector_operator_create(sector_operator *self, const sectors *at, const sparse *operator)
{
    const size_t n = operator->n;
    cut_element *cut = malloc((n + 1) * sizeof *cut);
    *self = (sector_operator){.first = calloc((size_t)at->n + 1, sizeof *self->first),
                              .parts = malloc((n + 1) * sizeof *self->parts),
                              .elements = malloc((n + 1) * sizeof *self->elements)};
    const bool ready = cut && self->first && self->parts && self->elements && !operator->failed;
    for (size_t k = 0; ready && k < n; ++k) {
        const sparse_element *e = &operator->elements[k];
        cut[k] = (cut_element){at->of[e->column], at->of[e->row], {at->place[e->row], at->place[e->column], e->value}};
    }
    if (ready) {
        qsort(cut, n, sizeof *cut, compare);
        fill_parts(self, at, cut, n);
    }
    free(cut);
    return ready ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

void sector_operator_free(sector_operator *self)
{
    free(self->first);
    free(self->parts);
    free(self->elements);
    *self = (sector_operator){0};
}
