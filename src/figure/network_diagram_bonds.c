/* Couplings in a diagram: lines, arrows and labels. */
#include <math.h>
#include <stdio.h>

#include "figure/network_drawing.h"
#include "figure/svg.h"

static bool is_free(const diagram *self, const diagram_box *box)
{
    bool touches = false;
    for (int i = 0; i < self->system->n_sites; ++i) {
        touches = touches || diagram_boxes_touch(box, &self->sites[i], 1.0);
    }
    for (int b = 0; b < self->system->n_baths; ++b) {
        touches = touches || diagram_boxes_touch(box, &self->baths[b], 1.0);
    }
    for (size_t k = 0; k < self->n_labels; ++k) {
        touches = touches || diagram_boxes_touch(box, &self->labels[k], 1.0);
    }
    return !touches;
}

/* A label beside the line from (x1, y1) to (x2, y2), at the first free place. */
static void place_label(diagram *self, const char *text, double x1, double y1, double x2, double y2, double gap)
{
    static const double along[] = {0.5, 0.4, 0.6, 0.3, 0.7};
    const double length = hypot(x2 - x1, y2 - y1), nx = (y2 - y1) / length, ny = -(x2 - x1) / length;
    diagram_box box = {.width = svg_text_width(text, LABEL_FONT), .height = LINE_HEIGHT};
    /* so far from the line that the box clears it */
    const double clear = fabs(nx) * box.width / 2.0 + fabs(ny) * box.height / 2.0 + gap;
    for (int step = 0; step < 60; ++step) {
        const int round = step / 10;
        const double t = along[step % 5], side = (step / 5) % 2 ? -1.0 : 1.0, away = clear + 16.0 * round;
        box.x = x1 + t * (x2 - x1) + side * away * nx;
        box.y = y1 + t * (y2 - y1) + side * away * ny;
        if (is_free(self, &box)) {
            break;
        }
    }
    self->labels[self->n_labels++] = box;
    svg_label(self->out, box.x, box.y, LABEL_FONT, INK, text);
}

void draw_current(const diagram *self, double value, double scale, const diagram_box *from, const diagram_box *to)
{
    if (isnan(value) || value == 0.0) {
        return;
    }
    const double length = hypot(to->x - from->x, to->y - from->y);
    const double ux = (to->x - from->x) / length, uy = (to->y - from->y) / length;
    const double start = fmin(from->width / 2.0 / fabs(ux), from->height / 2.0 / fabs(uy));
    const double first = fmin(start, length - SITE_RADIUS - 30.0) + 6.0, last = length - SITE_RADIUS - 6.0;
    const double tail = value > 0.0 ? first : last, head = value > 0.0 ? last : first;
    svg_arrow(self->out, from->x + tail * ux, from->y + tail * uy, from->x + head * ux, from->y + head * uy,
              fmax(0.8, 12.0 * fabs(value) / scale), ARROW_COLOUR);
}

/* How many of the first n couplings are between the same sites: they are drawn side by side. */
static int same_sites(const diagram *self, const network_bond *bond, size_t n)
{
    int count = 0;
    for (size_t k = 0; k < n; ++k) {
        const network_bond *other = network_bond_at(self->network, k);
        count += (other->sites[0] == bond->sites[0] && other->sites[1] == bond->sites[1]) ||
                 (other->sites[0] == bond->sites[1] && other->sites[1] == bond->sites[0]);
    }
    return count;
}

void draw_bonds(const diagram *self)
{
    for (size_t k = 0; k < network_bond_count(self->network); ++k) {
        const network_bond *bond = network_bond_at(self->network, k);
        const diagram_box *a = &self->sites[bond->sites[0]], *b = &self->sites[bond->sites[1]];
        const int rank = same_sites(self, bond, k);
        const int pair_rank = (rank + 1) / 2; /* they go to both sides by turns */
        const double shift = rank == 0 ? 0.0 : (rank % 2 ? 8.0 : -8.0) * pair_rank;
        const double length = hypot(b->x - a->x, b->y - a->y);
        const double dx = shift * (b->y - a->y) / length, dy = -shift * (b->x - a->x) / length;
        svg_line(self->out, a->x + dx, a->y + dy, b->x + dx, b->y + dy, BOND_COLOUR, false);
        if (self->currents) {
            draw_current(self, self->currents->particle[k], self->particle_scale, a, b);
        }
    }
}

static void draw_bond_labels(diagram *self)
{
    static const char *const kinds[] = {"", "dipole ", "zz "};
    for (size_t k = 0; k < network_bond_count(self->network); ++k) {
        const network_bond *bond = network_bond_at(self->network, k);
        const diagram_box *a = &self->sites[bond->sites[0]], *b = &self->sites[bond->sites[1]];
        char label[TEXT_SIZE];
        (void)snprintf(label, sizeof label, "%s%.4g", kinds[bond->kind], self->system->terms[bond->term].strength);
        place_label(self, label, a->x, a->y, b->x, b->y,
                    8.0 * same_sites(self, bond, network_bond_count(self->network)) - (self->currents ? -4.0 : 3.0));
    }
}

static bool is_bond(const diagram *self, int term)
{
    bool found = false;
    for (size_t k = 0; k < network_bond_count(self->network); ++k) {
        found = found || network_bond_at(self->network, k)->term == term;
    }
    return found;
}

/* A product of several sites: dashed lines from a diamond. */
static void draw_products(diagram *self)
{
    static const double offsets[] = {0.0, -80.0, 80.0, -120.0, 120.0, -160.0, 160.0};
    for (int t = 0; t < self->system->n_terms; ++t) {
        const system_term *term = &self->system->terms[t];
        diagram_box knot = {.width = 16.0, .height = 16.0};
        char label[TEXT_SIZE];
        if (term->n_factors < 2 || is_bond(self, t)) {
            continue;
        }
        double x = 0.0, y = 0.0;
        for (int k = 0; k < term->n_factors; ++k) {
            x += self->sites[term->factors[k].site].x / term->n_factors;
            y += self->sites[term->factors[k].site].y / term->n_factors;
        }
        for (size_t step = 0; step < sizeof offsets / sizeof offsets[0]; ++step) {
            knot.x = x;
            knot.y = y + offsets[step];
            if (is_free(self, &knot)) {
                break;
            }
        }
        for (int k = 0; k < term->n_factors; ++k) {
            const diagram_box *site = &self->sites[term->factors[k].site];
            svg_line(self->out, knot.x, knot.y, site->x, site->y, BOND_COLOUR, true);
        }
        svg_diamond(self->out, knot.x, knot.y, 8.0, BOND_COLOUR);
        self->labels[self->n_labels++] = knot;
        (void)snprintf(label, sizeof label, term->strength_im == 0.0 ? "%.4g" : "%.4g %+.4gi", term->strength,
                       term->strength_im);
        place_label(self, label, knot.x - 1.0, knot.y, knot.x + 1.0, knot.y, 5.0);
    }
}

void draw_labels(diagram *self)
{
    draw_bond_labels(self);
    draw_products(self);
}
