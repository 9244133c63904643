/* Eigenvalues of a generator along a parameter, in blocks that are the same at every value of it. */
#ifndef STUDY_BLOCK_MODES_H
#define STUDY_BLOCK_MODES_H

#include <complex.h>

#include "entangine/model.h"

/* Eigenvalues first .. last - 1 of a block_spectrum. */
typedef struct block {
    int first, last;
    bool populations;
} block;

typedef struct block_modes {
    const ent_model *model;
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    size_t parameter;
    int n, d;
    int *root;     /* [n] union-find, then the first unknown of the block of each */
    int *position; /* [n] of an unknown in its block */
    size_t n_blocks;
    block *blocks;
} block_modes;

/* [n] each, block after block. */
typedef struct block_spectrum {
    double at;
    double complex *values;
    double *conditions, *errors;
} block_spectrum;

/* The blocks of the union of several generators between the ends. */
int block_modes_open(block_modes **self, const ent_model *model, const double *parameters, size_t parameter,
                     double lower, double upper, ent_error *error);

int block_modes_solve(block_modes *self, block_spectrum *out, double at, ent_error *error);

void block_modes_close(block_modes *self);

bool block_spectrum_create(block_spectrum *self, int n);

void block_spectrum_free(block_spectrum *self);

#endif
