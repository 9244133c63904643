#include "solver/steady_pattern.h"

#include <assert.h>
#include <stdbool.h>

enum { N = PATTERN_UNKNOWNS };

static const int BLOCK_STARTS[PATTERN_BLOCKS + 1] = {
    LADDER_BOTH,     LADDER_HOT, LADDER_COLD,  LADDER_HOT_SIGNED, LADDER_COLD_SIGNED,
    LADDER_EXCHANGE, LADDER_ZZ,  LADDER_Z_HOT, LADDER_Z_COLD,     LADDER_TRACE};

/* elements[row][column][k]: of unit k. */
typedef double element_table[N_LADDER][N_LADDER][PATTERN_MAX_COEFFICIENTS];

static void add_unit(element_table elements, const lindblad *unit, int k)
{
    dd generator[N_LADDER * N_LADDER];
    lindblad_generator(unit, generator);
    for (int column = 0; column < N_LADDER; ++column) {
        double basis[N_LADDER] = {0.0}, state[N_LADDER], change[N_LADDER] = {0.0};
        basis[column] = 1.0;
        ladder_to_unknowns(state, basis);
        for (int j = 0; j < N_LADDER; ++j) {
            for (int i = 0; state[j] != 0.0 && i < N_LADDER; ++i) {
                change[i] += generator[i * N_LADDER + j].hi * state[j];
            }
        }
        ladder_from_unknowns(basis, change);
        for (int row = 0; row < N_LADDER; ++row) {
            elements[row][column][k] = basis[row];
        }
    }
}

static bool is_same_sum(const coefficient_sum *a, const coefficient_sum *b)
{
    bool same = a->n == b->n;
    for (int k = 0; same && k < a->n; ++k) {
        same = a->coefficients[k] == b->coefficients[k] && a->factors[k] == b->factors[k];
    }
    return same;
}

/* The sum that is proportional to these factors, made where there is none yet; the first factor tells how large. */
static int find_sum(steady_pattern *self, const double *factors, double *scale)
{
    coefficient_sum sum = {.n = 0};
    for (int k = 0; k < self->n_coefficients; ++k) {
        if (factors[k] != 0.0) {
            *scale = sum.n == 0 ? factors[k] : *scale;
            sum.coefficients[sum.n] = k;
            sum.factors[sum.n++] = factors[k] / *scale;
        }
    }
    int s = 0;
    while (s < self->n_sums && !is_same_sum(&self->sums[s], &sum)) {
        ++s;
    }
    if (s == self->n_sums) {
        assert(s < PATTERN_MAX_SUMS);
        self->sums[self->n_sums++] = sum;
    }
    return s;
}

static bool any_factor(const double *factors)
{
    bool any = false;
    for (int k = 0; k < PATTERN_MAX_COEFFICIENTS; ++k) {
        any = any || factors[k] != 0.0;
    }
    return any;
}

static void make_entries(steady_pattern *self, element_table elements, bool there[N][N])
{
    for (int row = 0; row < N; ++row) {
        for (int column = 0; column < N_LADDER; ++column) {
            if (any_factor(elements[row][column])) {
                pattern_entry *entry = &self->entries[self->n_entries++];
                *entry = (pattern_entry){.row = row, .column = column};
                entry->sum = find_sum(self, elements[row][column], &entry->factor);
                if (column < N) {
                    there[row][column] = true;
                }
            }
        }
        self->first_entry[row + 1] = self->n_entries;
    }
}

static void fill(steady_pattern *self, bool there[N][N], int row, int column)
{
    if (!there[row][column]) {
        there[row][column] = true;
        self->fills[self->n_fills][0] = row;
        self->fills[self->n_fills++][1] = column;
    }
}

static void make_block(steady_pattern *self, pattern_block *block, bool there[N][N])
{
    const int last = block->first + block->size - 1;
    for (int k = last + 1; k < N; ++k) {
        if (there[k][block->first] || there[k][last]) {
            block->rows[block->n_rows++] = k;
        }
        if (there[block->first][k] || there[last][k]) {
            block->columns[block->n_columns++] = k;
        }
    }
    for (int p = block->first; p <= last; ++p) {
        for (int q = block->first; q <= last; ++q) {
            fill(self, there, p, q);
        }
        for (int k = 0; k < block->n_rows; ++k) {
            fill(self, there, block->rows[k], p);
        }
        for (int k = 0; k < block->n_columns; ++k) {
            fill(self, there, p, block->columns[k]);
        }
    }
    for (int i = 0; i < block->n_rows; ++i) {
        for (int j = 0; j < block->n_columns; ++j) {
            fill(self, there, block->rows[i], block->columns[j]);
        }
    }
}

static void make_rows(steady_pattern *self)
{
    for (int b = 0; b < PATTERN_BLOCKS; ++b) {
        const pattern_block *block = &self->blocks[b];
        for (int i = 0; i < block->n_rows; ++i) {
            pattern_row *row = &self->rows[block->rows[i]];
            for (int p = block->first; p < block->first + block->size; ++p) {
                row->columns[row->n++] = p;
            }
        }
    }
}

void steady_pattern_make(steady_pattern *self, const lindblad *units, int n)
{
    element_table elements = {{{0.0}}};
    bool there[N][N] = {{false}};
    assert(n <= PATTERN_MAX_COEFFICIENTS);
    *self = (steady_pattern){.n_coefficients = n};
    for (int k = 0; k < n; ++k) {
        add_unit(elements, &units[k], k);
    }
    make_entries(self, elements, there);
    for (int b = 0; b < PATTERN_BLOCKS; ++b) {
        self->blocks[b].first = BLOCK_STARTS[b];
        self->blocks[b].size = BLOCK_STARTS[b + 1] - BLOCK_STARTS[b];
        make_block(self, &self->blocks[b], there);
    }
    make_rows(self);
}
