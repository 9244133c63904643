#include "generator/gauge.h"

#include <stdlib.h>
#include <string.h>

#include "entangine/status.h"

void gauge_free(gauge *self)
{
    free(self->phases);
    free(self->first);
    *self = (gauge){0};
}

static bool is_real(zdd value)
{
    return value.im.hi == 0.0 && value.im.lo == 0.0;
}

static bool is_imaginary(zdd value)
{
    return value.re.hi == 0.0 && value.re.lo == 0.0;
}

zdd gauge_turn(zdd value, int turns)
{
    for (; turns < 0 || turns > 0; turns += turns < 0 ? 1 : -1) {
        value = turns < 0 ? (zdd){value.im, dd_negate(value.re)} : (zdd){dd_negate(value.im), value.re};
    }
    return value;
}

/* Phases of one sector from place 0 on along the elements of G, -1 where none is known; queue holds as many places. */
static bool walk(const sector_operator *g, const sector_part *part, int n, signed char *phase, int *queue)
{
    int known = 1;
    size_t *first = calloc((size_t)n + 1, sizeof *first);
    memset(phase, -1, (size_t)n);
    for (size_t k = part->begin; first && k < part->end; ++k) {
        ++first[g->elements[k].column + 1];
    }
    for (int i = 0; first && i < n; ++i) {
        first[i + 1] += first[i];
    }
    phase[0] = 0;
    queue[0] = 0;
    for (int next = 0; first && next < known; ++next) {
        const int from = queue[next];
        for (size_t k = first[from]; k < first[from + 1]; ++k) {
            const sector_element *e = &g->elements[part->begin + k];
            if (phase[e->row] < 0) {
                phase[e->row] = (signed char)(is_real(e->value) ? phase[from] : !phase[from]);
                queue[known++] = e->row;
            }
        }
    }
    free(first);
    return first != NULL;
}

/* Whether these phases make the part of G real but for one imaginary number. */
static bool fits(const sector_operator *g, const sector_part *part, int n, const signed char *phase)
{
    const zdd *diagonal = NULL;
    for (int i = 0; i < n; ++i) {
        if (phase[i] < 0) {
            return false;
        }
    }
    int seen = 0;
    for (size_t k = part->begin; k < part->end; ++k) {
        const sector_element *e = &g->elements[k];
        if (e->row != e->column) {
            const bool same = phase[e->row] == phase[e->column];
            if (same ? !is_real(e->value) : !is_imaginary(e->value)) {
                return false;
            }
            continue;
        }
        ++seen;
        diagonal = diagonal ? diagonal : &e->value;
        if (e->value.im.hi != diagonal->im.hi || e->value.im.lo != diagonal->im.lo) {
            return false;
        }
    }
    return seen == n || !diagonal || is_real(*diagonal);
}

static int find_sector(gauge *self, const sectors *at, const sector_operator *g, int sector, int *queue)
{
    const int n = at->size[sector];
    signed char *phase = &self->phases[self->first[sector]];
    if (g->first[sector + 1] == g->first[sector]) {
        phase[0] = 0; /* one state on which nothing acts */
        return ENT_OK;
    }
    const sector_part *part = &g->parts[g->first[sector]];
    if (!walk(g, part, n, phase, queue)) {
        return ENT_ERROR_NO_MEMORY;
    }
    self->exists = self->exists && fits(g, part, n, phase);
    return ENT_OK;
}

int gauge_find(gauge *self, const sectors *at, const sector_operator *g)
{
    int *queue = malloc((size_t)at->d * sizeof *queue);
    *self = (gauge){.exists = true,
                    .phases = malloc((size_t)at->d * sizeof *self->phases),
                    .first = calloc((size_t)at->n + 1, sizeof *self->first)};
    int status = queue && self->phases && self->first ? ENT_OK : ENT_ERROR_NO_MEMORY;
    for (int s = 0; status == ENT_OK && s < at->n; ++s) {
        self->first[s + 1] = self->first[s] + (size_t)at->size[s];
    }
    for (int s = 0; status == ENT_OK && self->exists && s < at->n; ++s) {
        status = find_sector(self, at, g, s, queue);
    }
    free(queue);
    return status;
}

bool gauge_fits_inside(const gauge *self, const sectors *at, const sector_operator *g)
{
    bool fit = true;
    for (size_t p = 0; fit && p < g->n_parts; ++p) {
        const int sector = g->parts[p].from;
        fit = g->parts[p].to == sector && fits(g, &g->parts[p], at->size[sector], &self->phases[self->first[sector]]);
    }
    return fit;
}

static int turns_of(const gauge *self, const sector_part *part, const sector_element *e)
{
    return gauge_phase(self, part->to, e->row) - gauge_phase(self, part->from, e->column);
}

bool gauge_fits(const gauge *self, const sector_operator *jump)
{
    for (size_t p = 0; p < jump->n_parts; ++p) {
        bool real = true;
        bool imaginary = true;
        for (size_t k = jump->parts[p].begin; k < jump->parts[p].end; ++k) {
            const sector_element *e = &jump->elements[k];
            const zdd value = gauge_turn(e->value, turns_of(self, &jump->parts[p], e));
            real = real && is_real(value);
            imaginary = imaginary && is_imaginary(value);
        }
        if (!real && !imaginary) {
            return false;
        }
    }
    return true;
}

void gauge_transform(const gauge *self, sector_operator *operator, bool jump)
{
    for (size_t p = 0; p < operator->n_parts; ++p) {
        sector_part *part = &operator->parts[p];
        bool real = true;
        for (size_t k = part->begin; k < part->end; ++k) {
            sector_element *e = &operator->elements[k];
            e->value = gauge_turn(e->value, turns_of(self, part, e));
            real = real && is_real(e->value);
        }
        for (size_t k = part->begin; k < part->end; ++k) {
            zdd *value = &operator->elements[k].value;
            *value = (zdd){real || !jump ? value->re : value->im, dd_from(0.0)};
        }
        part->real = true;
    }
}
