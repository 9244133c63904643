/* The particle current of an exchange coupling, and the largest one of a separable pair. */
#ifndef MODEL_NETWORK_BOND_H
#define MODEL_NETWORK_BOND_H

#include "base/zdd.h"
#include "generator/open_system.h"

/* I = 2 g Im <a_1 a_2^dag> of a pair in the state rho, row-major; I_c; and |I|/I_c, NaN where I_c vanishes. */
typedef struct bond_currents {
    double current, critical, ratio;
} bond_currents;

bond_currents network_bond_currents(const zdd *rho, const system_site *first, const system_site *second, double g);

#endif
