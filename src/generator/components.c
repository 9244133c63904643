#include "generator/components.h"

#include <math.h>
#include <string.h>

static int find_root(int *root, int k)
{
    while (root[k] != k) {
        k = root[k] = root[root[k]];
    }
    return k;
}

void components_begin(int *root, int n)
{
    for (int k = 0; k < n; ++k) {
        root[k] = k;
    }
}

void components_unite(int *root, int a, int b)
{
    a = find_root(root, a);
    b = find_root(root, b);
    root[a > b ? a : b] = a < b ? a : b;
}

void components_end(int *root, int n)
{
    for (int k = 0; k < n; ++k) {
        root[k] = find_root(root, k);
    }
}

void components_link(int *root, const superoperator *l)
{
    for (size_t e = 0; e < l->n_elements; ++e) {
        components_unite(root, l->elements[e].row, l->elements[e].column);
    }
}

void components_of(int *root, const superoperator *l)
{
    components_begin(root, l->n);
    components_link(root, l);
    components_end(root, l->n);
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
