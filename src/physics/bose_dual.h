/* Bose-Einstein occupation with its derivative. */
#ifndef PHYSICS_BOSE_DUAL_H
#define PHYSICS_BOSE_DUAL_H

#include "base/dual.h"

/* n(x) e^shift for x > 0 and 0 <= shift <= x, to about 1e-30 relative. */
dual bose_dual(dual x, dual shift);

#endif
