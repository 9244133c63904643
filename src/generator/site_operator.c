#include "generator/site_operator.h"

#include <assert.h>

/* Elements of one column of a local operator: at most two. */
typedef struct local_column {
    int n, levels[2]; /* n of the rows */
    zdd values[2];
} local_column;

static size_t stride_of(const open_system *self, int site)
{
    size_t stride = 1;
    for (int i = site + 1; i < self->n_sites; ++i) {
        stride *= (size_t)self->sites[i].levels;
    }
    return stride;
}

int site_excitation(const open_system *self, int site, int state)
{
    const int levels = self->sites[site].levels;
    return levels - 1 - (int)((size_t)state / stride_of(self, site)) % levels;
}

/* <n - 1| a |n> */
static zdd lowering_element(const system_site *site, int n)
{
    const dd square = dd_from(site->kind == ENT_SITE_OSCILLATOR ? n : 1);
    return (zdd){dd_sqrt(square), dd_from(0.0)};
}

static void push(local_column *self, int level, zdd value)
{
    self->levels[self->n] = level;
    self->values[self->n++] = value;
}

static zdd turned(zdd value, double quarter) /* times i or -i */
{
    return zdd_multiply(value, zdd_from(0.0, quarter));
}

/* y = i a - i a^dag is sigma_y of a qubit whose excited state comes first. */
static local_column column_of(const system_site *site, const system_factor *factor, int n)
{
    local_column out = {0};
    const bool down = n > 0;
    const bool up = n + 1 < site->levels;
    const zdd lower = down ? lowering_element(site, n) : zdd_from(0.0, 0.0);
    const zdd raise = up ? lowering_element(site, n + 1) : zdd_from(0.0, 0.0);
    const local_operator kind = factor->kind;
    if (down && (kind == LOCAL_LOWER || kind == LOCAL_X || kind == LOCAL_Y)) {
        push(&out, n - 1, kind == LOCAL_Y ? turned(lower, 1.0) : lower);
    }
    if (up && (kind == LOCAL_RAISE || kind == LOCAL_X || kind == LOCAL_Y)) {
        push(&out, n + 1, kind == LOCAL_Y ? turned(raise, -1.0) : raise);
    }
    if (kind == LOCAL_NUMBER) {
        push(&out, n, zdd_from(n, 0.0));
    } else if (kind == LOCAL_Z) {
        push(&out, n, zdd_from(2.0 * n - (site->levels - 1), 0.0));
    } else if (kind == LOCAL_PROJECTOR && n == factor->level) {
        push(&out, n, zdd_from(1.0, 0.0));
    }
    return out;
}

/* Follows one basis state through the factors. */
static void expand(sparse *out, const open_system *self, int n_factors, const system_factor *factors, int column,
                   int row, zdd value)
{
    if (n_factors == 0) {
        sparse_add(out, row, column, value);
        return;
    }
    const int site = factors->site;
    const int n = site_excitation(self, site, row);
    const local_column local = column_of(&self->sites[site], factors, n);
    for (int k = 0; k < local.n; ++k) {
        const int moved = row + (n - local.levels[k]) * (int)stride_of(self, site);
        expand(out, self, n_factors - 1, factors + 1, column, moved, zdd_multiply(local.values[k], value));
    }
}

void site_product_add(sparse *out, const open_system *self, zdd strength, int n_factors, const system_factor *factors)
{
    for (int column = 0; column < out->d; ++column) {
        expand(out, self, n_factors, factors, column, column, strength);
    }
}

sparse site_operator(const open_system *self, int site, local_operator kind)
{
    sparse out = {.d = (int)open_system_dimension(self)};
    const system_factor factor = {site, kind, 0};
    site_product_add(&out, self, zdd_from(1.0, 0.0), 1, &factor);
    sparse_merge(&out, 0.0);
    return out;
}
