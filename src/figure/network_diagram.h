/* A picture of a network, as SVG: sites are circles, couplings lines, baths boxes coloured by temperature. */
#ifndef FIGURE_NETWORK_DIAGRAM_H
#define FIGURE_NETWORK_DIAGRAM_H

#include "base/text.h"
#include "model/network.h"

/* What flows, to be drawn as arrows whose widths are to scale; NaN: not drawn. */
typedef struct diagram_currents {
    const double *heat;     /* [baths] out of each bath, Q_<bath> */
    const double *particle; /* [bonds] from the first site to the second, I_<site>_<site> */
} diagram_currents;

/* Appends the SVG. currents may be NULL. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int network_diagram(text_buffer *out, const ent_network *network, const network_values *values,
                    const diagram_currents *currents);

#endif
