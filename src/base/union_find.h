/* Connected parts of the numbers 0 .. n - 1 under links between them. */
#ifndef BASE_UNION_FIND_H
#define BASE_UNION_FIND_H

/* root[n]. Between begin and end any number of links; afterwards root[k] is the smallest member of the part of k. */
void union_find_begin(int *root, int n);
void union_find_link(int *root, int a, int b);
void union_find_end(int *root, int n);

#endif
