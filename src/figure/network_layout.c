#include "figure/network_layout.h"

#include <math.h>
#include <stdlib.h>

#include "entangine/status.h"

enum { SPACING = 190, STUB = 66, GAP = 12, MAX_ROUNDS = 400 };

static const double pi = 3.14159265358979323846;

/* The sites in the order of the chains that they make. */
typedef struct chain {
    int n;
    int *order;     /* [n] sites, from left to right */
    int *neighbour; /* [n][2], -1: none */
    bool *placed;
    bool is_chain;
} chain;

bool diagram_boxes_touch(const diagram_box *a, const diagram_box *b, double gap)
{
    return fabs(a->x - b->x) < (a->width + b->width) / 2.0 + gap &&
           fabs(a->y - b->y) < (a->height + b->height) / 2.0 + gap;
}

static void link_sites(chain *self, int a, int b)
{
    int *from = &self->neighbour[2 * a];
    if (from[0] == b || from[1] == b) {
        return;
    }
    if (from[0] >= 0 && from[1] >= 0) {
        self->is_chain = false;
        return;
    }
    from[from[0] < 0 ? 0 : 1] = b;
}

/* Puts the chains one behind the other; a ring is left over, since no site of it is an end. */
static void order_sites(chain *self)
{
    int count = 0;
    for (int start = 0; self->is_chain && start < self->n; ++start) {
        const bool is_end = self->neighbour[2 * start + 1] < 0;
        int site = start;
        while (is_end && site >= 0 && !self->placed[site]) {
            self->placed[site] = true;
            self->order[count++] = site;
            const int *next = &self->neighbour[2 * site];
            site = next[0] >= 0 && !self->placed[next[0]] ? next[0] : next[1];
        }
    }
    self->is_chain = self->is_chain && count == self->n;
}

static int chain_create(chain *self, const open_system *system)
{
    const size_t n = (size_t)system->n_sites;
    *self = (chain){.n = system->n_sites, .is_chain = true};
    self->order = calloc(n, sizeof *self->order);
    self->neighbour = calloc(2 * n, sizeof *self->neighbour);
    self->placed = calloc(n, sizeof *self->placed);
    if (!self->order || !self->neighbour || !self->placed) {
        return ENT_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < 2 * n; ++i) {
        self->neighbour[i] = -1;
    }
    for (int t = 0; t < system->n_terms; ++t) {
        const system_term *term = &system->terms[t];
        self->is_chain = self->is_chain && term->n_factors < 3;
        if (term->n_factors == 2) {
            link_sites(self, term->factors[0].site, term->factors[1].site);
            link_sites(self, term->factors[1].site, term->factors[0].site);
        }
    }
    order_sites(self);
    return ENT_OK;
}

static void chain_free(chain *self)
{
    free(self->order);
    free(self->neighbour);
    free(self->placed);
}

static double widest(const open_system *system, const diagram_box *baths)
{
    double width = 0.0;
    for (int b = 0; b < system->n_baths; ++b) {
        width = fmax(width, baths[b].width);
    }
    return width;
}

/* How many baths of its own a site has, up to bath `before`. */
static int own_baths(const open_system *system, int site, int before)
{
    int count = 0;
    for (int b = 0; b < before; ++b) {
        count += system->baths[b].n_sites == 1 && system->baths[b].sites[0] == site;
    }
    return count;
}

/* The first bath of the outermost sites stands beside the line, the others in rows above it; common baths below. */
static void place_line(const open_system *system, const int *order, diagram_box *sites, diagram_box *baths)
{
    const int n = system->n_sites;
    const double pitch = widest(system, baths) + GAP + 4;
    double spacing = SPACING, below = SITE_RADIUS + STUB;
    for (int k = 0, before = 0; k < n; ++k) {
        const int outer = (k == 0) + (k == n - 1), own = own_baths(system, order[k], system->n_baths);
        const int above = own > outer ? own - outer : 0;
        spacing = fmax(spacing, k ? (before + above) / 2.0 * pitch : 0.0);
        before = above;
    }
    for (int k = 0; k < n; ++k) {
        sites[order[k]].x = k * spacing;
        sites[order[k]].y = 0.0;
    }
    for (int b = 0; b < system->n_baths; ++b) {
        const system_bath *bath = &system->baths[b];
        const int site = bath->sites[0];
        double x = 0.0;
        for (int k = 0; k < bath->n_sites; ++k) {
            x += sites[bath->sites[k]].x / bath->n_sites;
        }
        baths[b].x = x;
        if (bath->n_sites > 1) {
            baths[b].y = below + baths[b].height / 2.0;
            below += baths[b].height + GAP;
            continue;
        }
        const int rank = own_baths(system, site, b);
        const int sides = (site == order[0]) + (site == order[n - 1]);
        const double reach = SITE_RADIUS + STUB + baths[b].width / 2.0;
        if (rank < sides) {
            const bool left = site == order[0] && rank == 0;
            baths[b].x = x + (left ? -reach : reach);
            baths[b].y = 0.0;
            continue;
        }
        const int above = own_baths(system, site, system->n_baths) - sides;
        baths[b].x = x + (rank - sides - (above - 1) / 2.0) * pitch;
        baths[b].y = -(SITE_RADIUS + STUB + baths[b].height / 2.0);
    }
}

/* At an angle, so far out that the box ends there. */
static void place_outside(diagram_box *box, double angle, double distance)
{
    const double half = fabs(cos(angle)) * box->width / 2.0 + fabs(sin(angle)) * box->height / 2.0;
    box->x = (distance + half) * cos(angle);
    box->y = (distance + half) * sin(angle);
}

static void place_circle(const open_system *system, double radius, diagram_box *sites, diagram_box *baths)
{
    const int n = system->n_sites;
    const double pitch = widest(system, baths) + GAP + 4;
    const double outside = radius + SITE_RADIUS + STUB;
    double middle = 0.0;
    for (int i = 0; i < n; ++i) {
        const double angle = pi * (2.0 * i / n - 0.5);
        sites[i].x = radius * cos(angle);
        sites[i].y = radius * sin(angle);
    }
    for (int b = 0; b < system->n_baths; ++b) {
        const system_bath *bath = &system->baths[b];
        double x = 0.0, y = 0.0;
        for (int k = 0; k < bath->n_sites; ++k) {
            x += sites[bath->sites[k]].x / bath->n_sites;
            y += sites[bath->sites[k]].y / bath->n_sites;
        }
        if (bath->n_sites > 1 && hypot(x, y) < 0.3 * radius) {
            baths[b].x = 0.0;
            baths[b].y = middle;
            middle += baths[b].height + GAP;
            continue;
        }
        const int site = bath->sites[0];
        const int count = own_baths(system, site, system->n_baths);
        const double fan = bath->n_sites > 1
                               ? 0.0
                               : (own_baths(system, site, b) - (count - 1) / 2.0) * pitch / (outside + SITE_RADIUS);
        place_outside(&baths[b], atan2(y, x) + fan, outside + (bath->n_sites > 1 ? STUB : 0.0));
    }
}

static bool any_touch(const open_system *system, const diagram_box *sites, const diagram_box *baths)
{
    for (int i = 0; i < system->n_sites; ++i) {
        for (int j = 0; j < i; ++j) {
            if (diagram_boxes_touch(&sites[i], &sites[j], STUB)) {
                return true;
            }
        }
        for (int b = 0; b < system->n_baths; ++b) {
            if (diagram_boxes_touch(&sites[i], &baths[b], GAP)) {
                return true;
            }
        }
    }
    for (int a = 0; a < system->n_baths; ++a) {
        for (int b = 0; b < a; ++b) {
            if (diagram_boxes_touch(&baths[a], &baths[b], GAP)) {
                return true;
            }
        }
    }
    return false;
}

int network_layout(const open_system *system, diagram_box *sites, diagram_box *baths)
{
    chain self;
    const int status = chain_create(&self, system);
    for (int i = 0; i < system->n_sites; ++i) {
        sites[i].width = sites[i].height = 2.0 * SITE_RADIUS;
    }
    if (status == ENT_OK && self.is_chain) {
        place_line(system, self.order, sites, baths);
    } else if (status == ENT_OK) {
        double radius = 120.0;
        place_circle(system, radius, sites, baths);
        for (int round = 0; round < MAX_ROUNDS && any_touch(system, sites, baths); ++round) {
            radius += 6.0;
            place_circle(system, radius, sites, baths);
        }
    }
    chain_free(&self);
    return status;
}
