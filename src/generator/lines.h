/* The parts of a coupling operator that belong to one Bohr frequency each. */
#ifndef GENERATOR_LINES_H
#define GENERATOR_LINES_H

#include "generator/generator.h"

/* Lines closer than this share of the energy scale are one line. */
#define LINE_TOLERANCE 1e-12

typedef struct bohr_line {
    dd frequency;    /* mean of its transitions; exactly 0 for the line within the tolerance of 0 */
    sparse operator; /* S(w) = sum over E' - E = w of P(E) S P(E') */
} bohr_line;

typedef struct bohr_lines {
    size_t n;
    bohr_line *lines; /* by rising frequency */
} bohr_lines;

/* Cuts a coupling, given in the eigenbasis with energies[d], into lines; of the basis its energy scale and its
 * rounding count. Free with bohr_lines_free, also after a
 * failure. Returns ENT_OK or ENT_ERROR_NO_MEMORY. */
int bohr_lines_find(bohr_lines *self, const sparse *coupling, const dd *energies, const generator *basis);

void bohr_lines_free(bohr_lines *self);

#endif
