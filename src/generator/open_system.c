#include "generator/open_system.h"

size_t open_system_dimension(const open_system *self)
{
    size_t d = 1;
    for (int i = 0; i < self->n_sites; ++i) {
        d *= (size_t)self->sites[i].levels;
    }
    return d;
}
