/* Proof that a master equation has one steady state only, without solving it. */
#ifndef GENERATOR_UNIQUE_H
#define GENERATOR_UNIQUE_H

#include "generator/open_system.h"

/* True: the local master equation of self has exactly one steady state. False: nothing is proved.
 *
 * A bath on one site alone that both emits and absorbs has jump operators that generate all operators of that site, and
 * their adjoints are jump operators too. Then the support of any steady state is spanned by a projector that commutes
 * with all jumps and with H, so it acts trivially on those sites. Where such a site is linked with one other site by an
 * exchange coupling and with none else, the commutator with H says the same of that other site, and so on (zero
 * forcing). Once all sites are reached, every steady state has full support, hence there is one only. Sources: Spohn,
 * Rev. Mod. Phys. 52, 569 (1980); Burgarth et al., Phys. Rev. A 79, 060305 (2009). */
bool unique_is_proved(const open_system *self);

#endif
