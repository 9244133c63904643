/* Conserved quantities of a network, by name. */
#ifndef MODEL_NETWORK_CONSERVED_H
#define MODEL_NETWORK_CONSERVED_H

#include "base/text.h"
#include "model/network_state.h"

/* Appends the names of conserved quantities, apart by commas: excitation numbers of sites, of parts that couplings hold
 * together, and of all sites; energy; parity; exchange of two equal sites. O is conserved where Tr[O L rho] = 0 for all
 * rho on the support of the state, and is left out where it follows from those before it and the trace. Returns how
 * many were appended, -1 without memory. */
int network_conserved_append(text_buffer *out, const network_state *state);

#endif
