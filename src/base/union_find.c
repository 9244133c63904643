#include "base/union_find.h"

static int find_root(int *root, int k)
{
    while (root[k] != k) {
        k = root[k] = root[root[k]];
    }
    return k;
}

void union_find_begin(int *root, int n)
{
    for (int k = 0; k < n; ++k) {
        root[k] = k;
    }
}

void union_find_link(int *root, int a, int b)
{
    a = find_root(root, a);
    b = find_root(root, b);
    root[a > b ? a : b] = a < b ? a : b;
}

void union_find_end(int *root, int n)
{
    for (int k = 0; k < n; ++k) {
        root[k] = find_root(root, k);
    }
}
