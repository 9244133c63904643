#include "generator/block_generator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/lapack.h"
#include "generator/block_halves.h"

/* A flood over pairs of sectors, from those on the diagonal. */
static void reach(block_generator *self, int a, int b)
{
    const int row = a < b ? a : b;
    const int column = a < b ? b : a;
    int *index = &self->index[(size_t)row * (size_t)self->at.n + (size_t)column];
    if (*index < 0) {
        *index = (int)self->n_blocks;
        self->blocks[self->n_blocks] = (rho_block){row, column, self->n_unknowns, self->n_elements, 0};
        self->n_elements += (size_t)self->at.size[row] * (size_t)self->at.size[column];
        self->n_unknowns += block_generator_size(self, self->n_blocks++);
    }
}

static void spread(block_generator *self, int row, int column)
{
    for (size_t k = 0; k < self->n_channels; ++k) {
        const sector_operator *left = &self->jumps[2 * k];
        const sector_operator *right = left[1].n_parts ? left + 1 : left;
        for (int turn = 0; turn < 2; ++turn) {
            const int from = turn ? column : row;
            const int other = turn ? row : column;
            for (size_t p = left->first[from]; p < left->first[from + 1]; ++p) {
                for (size_t q = right->first[other]; q < right->first[other + 1]; ++q) {
                    reach(self, left->parts[p].to, right->parts[q].to);
                }
            }
        }
    }
}

static int find_blocks(block_generator *self, bool whole)
{
    const size_t n = (size_t)self->at.n;
    self->blocks = calloc(n * (n + 1) / 2, sizeof *self->blocks);
    self->index = malloc(n * n * sizeof *self->index);
    if (!self->blocks || !self->index) {
        return ENT_ERROR_NO_MEMORY;
    }
    memset(self->index, -1, n * n * sizeof *self->index);
    for (int s = 0; s < self->at.n; ++s) {
        for (int t = s; t < (whole ? self->at.n : s + 1); ++t) {
            reach(self, s, t);
        }
    }
    for (size_t next = 0; !whole && next < self->n_blocks; ++next) {
        spread(self, self->blocks[next].row, self->blocks[next].column);
    }
    return ENT_OK;
}

int block_generator_cut(block_generator *self, const generator *system)
{
    const size_t n = system->n_channels;
    self->weights = malloc((n + 1) * sizeof *self->weights);
    self->jumps = calloc(2 * n + 1, sizeof *self->jumps);
    int status = self->weights && self->jumps ? sector_operator_create(&self->left, &self->at, &self->no_jump)
                                              : ENT_ERROR_NO_MEMORY;
    self->size = sparse_size(&self->no_jump);
    for (; status == ENT_OK && self->n_channels < n; ++self->n_channels) {
        const generator_channel *channel = &system->channels[self->n_channels];
        sector_operator *jump = &self->jumps[2 * self->n_channels];
        const double first = sparse_size(&channel->left);
        const double second = channel->right.n ? sparse_size(&channel->right) : first;
        self->size = fmax(self->size, fabs(channel->weight.hi) * first * second);
        self->weights[self->n_channels] = channel->weight;
        status = sector_operator_create(jump, &self->at, &channel->left);
        if (status == ENT_OK) {
            status = sector_operator_create(jump + 1, &self->at, &channel->right);
        }
    }
    return status;
}

static int create(block_generator *self, const generator *system, bool whole, bool all_pairs)
{
    *self = (block_generator){.no_jump = sectors_no_jump(system)};
    int status = whole ? sectors_whole(&self->at, system->d) : sectors_find(&self->at, &self->no_jump);
    status = status == ENT_OK ? block_generator_cut(self, system) : status;
    return status == ENT_OK ? find_blocks(self, all_pairs) : status;
}

int block_generator_create(block_generator *self, const generator *system)
{
    const int status = create(self, system, false, false);
    return status == ENT_OK ? block_halves_find(self) : status;
}

int block_generator_create_whole(block_generator *self, const generator *system)
{
    return create(self, system, true, false);
}

int block_generator_create_pairs(block_generator *self, const generator *system)
{
    return create(self, system, false, true);
}

void block_generator_free(block_generator *self)
{
    for (size_t k = 0; self->jumps && !self->borrows_jumps && k < 2 * self->n_channels; ++k) {
        sector_operator_free(&self->jumps[k]);
    }
    if (!self->borrows_jumps) {
        free(self->jumps);
    }
    sector_operator_free(&self->left);
    sparse_free(&self->no_jump);
    free(self->weights);
    if (!self->borrows) {
        gauge_free(&self->gauge);
        sectors_free(&self->at);
        free(self->blocks);
        free(self->index);
    }
    *self = (block_generator){0};
}

static size_t rows_of(const block_generator *self, const rho_block *block)
{
    return (size_t)self->at.size[block->row];
}

/* Where J_k leads: left (of the first sector) and right (of the second) act on block, whose adjoint is meant where
 * turned. */
typedef struct passage {
    const sector_element *left, *left_end, *right, *right_end;
    bool turned, triangle; /* triangle: only what is on and above the diagonal of the target */
    bool real;
    size_t rows, target_rows; /* of the stored blocks */
    int begin, end;           /* columns of the target that are made */
} passage;

static void pass(const passage *self, double weight, const double complex *from, double complex *to)
{
    for (const sector_element *r = self->right; r < self->right_end; ++r) {
        if (r->row < self->begin || r->row >= self->end) {
            continue;
        }
        const double re = weight * r->value.re.hi;
        const double im = -weight * r->value.im.hi;
        double complex *column = &to[(size_t)r->row * self->target_rows];
        for (const sector_element *l = self->left; l < self->left_end; ++l) {
            if (self->triangle && l->row > r->row) {
                continue;
            }
            const size_t i = (size_t)l->column;
            const size_t j = (size_t)r->column;
            const double complex stored = self->turned ? from[i * self->rows + j] : from[j * self->rows + i];
            const double y = self->turned ? -cimag(stored) : cimag(stored);
            const double x = creal(stored);
            const double a = l->value.re.hi * re - l->value.im.hi * im;
            const double b = l->value.re.hi * im + l->value.im.hi * re;
            column[l->row] += complex_from(a * x - b * y, a * y + b * x);
        }
    }
}

static void pass_exactly(const passage *self, dd weight, const zdd *from, zdd *to)
{
    for (const sector_element *r = self->right; r < self->right_end; ++r) {
        if (r->row < self->begin || r->row >= self->end) {
            continue;
        }
        const zdd factor = zdd_times(zdd_conjugate(r->value), weight);
        zdd *column = &to[(size_t)r->row * self->target_rows];
        for (const sector_element *l = self->left; l < self->left_end; ++l) {
            if (self->triangle && l->row > r->row) {
                continue;
            }
            const size_t i = (size_t)l->column;
            const size_t j = (size_t)r->column;
            const zdd x = self->turned ? zdd_conjugate(from[i * self->rows + j]) : from[j * self->rows + i];
            zdd *target = &column[l->row];
            if (self->real) {
                *target = zdd_add(*target, zdd_times(x, dd_multiply(factor.re, l->value.re)));
            } else {
                *target = zdd_add(*target, zdd_multiply(x, zdd_multiply(factor, l->value)));
            }
        }
    }
}

/* Columns of the result, and whether they are made in double-double. */
typedef struct destination {
    block_part part;
    bool exactly;
} destination;

/* out += weight L rho R^dag of one block, or its adjoint where turned, as far as it leads to the destination. */
static void jump_block(const block_generator *self, size_t channel, const sector_operator *left,
                       const sector_operator *right, const rho_block *block, bool turned, void *out, const void *rho,
                       destination to)
{
    const int s = turned ? block->column : block->row;
    const int t = turned ? block->row : block->column;
    for (size_t p = left->first[s]; p < left->first[s + 1]; ++p) {
        for (size_t q = right->first[t]; q < right->first[t + 1]; ++q) {
            const sector_part *l = &left->parts[p];
            const sector_part *r = &right->parts[q];
            if (l->to > r->to) {
                continue; /* its adjoint is kept */
            }
            const int index = self->index[(size_t)l->to * (size_t)self->at.n + (size_t)r->to];
            if (index < 0 || (size_t)index != to.part.block) {
                continue; /* below 0: the kept part of a change; see block_tangent.h */
            }
            const rho_block *target = &self->blocks[index];
            const passage way = {.left = left->elements + l->begin,
                                 .left_end = left->elements + l->end,
                                 .right = right->elements + r->begin,
                                 .right_end = right->elements + r->end,
                                 .turned = turned,
                                 .triangle = l->to == r->to,
                                 .real = l->real && r->real,
                                 .rows = rows_of(self, block),
                                 .target_rows = rows_of(self, target),
                                 .begin = (int)to.part.begin,
                                 .end = (int)to.part.end};
            if (to.exactly) {
                pass_exactly(&way, self->weights[channel], (const zdd *)rho + block->full, (zdd *)out + target->full);
            } else {
                pass(&way, dd_value(self->weights[channel]), (const double complex *)rho + block->full,
                     (double complex *)out + target->full);
            }
        }
    }
}

static void jump(const block_generator *self, void *out, const void *rho, destination to)
{
    for (size_t k = 0; k < self->n_channels; ++k) {
        const sector_operator *pair = &self->jumps[2 * k];
        const int second = pair[1].n_parts ? 1 : 0;
        if (self->weights[k].hi == 0.0) {
            continue; /* not counted */
        }
        for (size_t b = 0; b < self->n_blocks; ++b) {
            const rho_block *block = &self->blocks[b];
            for (int turned = 0; turned <= (block->row != block->column); ++turned) {
                for (int first = 0; first <= second; ++first) { /* L rho R^dag, then R rho L^dag */
                    jump_block(self, k, &pair[first], &pair[second - first], block, turned, out, rho, to);
                }
            }
        }
    }
}

void block_generator_jump(const block_generator *self, block_part part, double complex *out, const double complex *rho)
{
    const rho_block *block = &self->blocks[part.block];
    double complex *to = &out[block->full];
    for (size_t k = part.begin * rows_of(self, block); k < part.end * rows_of(self, block); ++k) {
        to[k] = 0.0;
    }
    jump(self, out, rho, (destination){part, false});
}

void block_generator_jump_exactly(const block_generator *self, block_part part, zdd *out, const zdd *rho)
{
    jump(self, out, rho, (destination){part, true});
}
