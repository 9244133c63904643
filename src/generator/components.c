#include "generator/components.h"

#include <math.h>
#include <string.h>

#include "base/union_find.h"

void components_link(int *root, const superoperator *l)
{
    for (size_t e = 0; e < l->n_elements; ++e) {
        union_find_link(root, l->elements[e].row, l->elements[e].column);
    }
}

void components_of(int *root, const superoperator *l)
{
    union_find_begin(root, l->n);
    components_link(root, l);
    union_find_end(root, l->n);
}

double component_weight(int d, int unknown)
{
    return unknown % (d + 1) == 0 ? 1.0 : sqrt(2.0);
}

double component_fill(double *a, int n, const superoperator *l, int d, const int *root, const int *position, int part)
{
    double norm = 0.0;
    memset(a, 0, (size_t)n * (size_t)n * sizeof *a);
    for (size_t e = 0; e < l->n_elements; ++e) {
        const superoperator_element *x = &l->elements[e];
        if (root[x->row] == part && root[x->column] == part) {
            const double value = x->value.hi * component_weight(d, x->row) / component_weight(d, x->column);
            a[(size_t)position[x->column] * (size_t)n + (size_t)position[x->row]] = value;
            norm = hypot(norm, value);
        }
    }
    return norm;
}
