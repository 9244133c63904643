/* Entanglement of any two-qubit state, in double-double. */
#ifndef OBSERVABLE_ENTANGLEMENT_H
#define OBSERVABLE_ENTANGLEMENT_H

#include "base/zdd.h"
#include "entangine/entanglement.h"

/* All measures of a density matrix, row-major 4x4, basis |11>, |10>, |01>, |00>. */
void entanglement_measure(ent_entanglement *measures, const zdd *rho);

/* Concurrence of a density matrix. */
double concurrence_of(const zdd *rho);

/* Smallest eigenvalue of the partial transpose over the second qubit. */
dd smallest_transposed_eigenvalue(const zdd *rho);

#endif
