/* What the parts of a diagram share while it is drawn. */
#ifndef FIGURE_NETWORK_DRAWING_H
#define FIGURE_NETWORK_DRAWING_H

#include "figure/network_diagram.h"
#include "figure/network_layout.h"

enum { FONT = 13, LABEL_FONT = 12, LINE_HEIGHT = 16, TEXT_SIZE = 96 };

#define INK "#222222"
#define BOND_COLOUR "#555555"
#define BATH_LINE_COLOUR "#999999"
#define ARROW_COLOUR "#009E73"

typedef struct diagram {
    text_buffer *out;
    const ent_network *network;
    const open_system *system;
    const diagram_currents *currents;
    diagram_box *sites, *baths, *labels;
    size_t n_labels;
    double heat_scale, particle_scale; /* the largest of each */
} diagram;

/* An arrow of a width to scale along the line between two boxes, to a site; nothing for NaN or 0. */
void draw_current(const diagram *self, double value, double scale, const diagram_box *from, const diagram_box *to);

/* Couplings and products: their lines, which lie below all else, and then their labels at free places. */
void draw_bonds(const diagram *self);
void draw_labels(diagram *self);

#endif
