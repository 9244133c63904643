/* Where the sites and baths of a network stand in its diagram. Lengths in pixels, y downwards. */
#ifndef FIGURE_NETWORK_LAYOUT_H
#define FIGURE_NETWORK_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "generator/open_system.h"

enum { SITE_RADIUS = 38 };

/* A rectangle, by its centre. */
typedef struct diagram_box {
    double x, y, width, height;
} diagram_box;

/* Whether two boxes come closer than gap. */
bool diagram_boxes_touch(const diagram_box *a, const diagram_box *b, double gap);

/* Places sites[n_sites] and baths[n_baths], whose widths and heights are given: a chain on a line, from left to right,
 * anything else on a circle; baths outside, common baths below a line, or inside a circle if they are on all sides of
 * it. Boxes do not touch. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int network_layout(const open_system *system, diagram_box *sites, diagram_box *baths);

#endif
