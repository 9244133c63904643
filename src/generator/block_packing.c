/* States in blocks between their two forms, packed and full. */
#include "base/lapack.h"
#include "generator/block_generator.h"

static size_t rows_of(const block_generator *self, const rho_block *block)
{
    return (size_t)self->at.size[block->row];
}

static size_t area_of(const block_generator *self, const rho_block *block)
{
    return rows_of(self, block) * (size_t)self->at.size[block->column];
}

size_t block_generator_size(const block_generator *self, size_t block)
{
    const rho_block *at = &self->blocks[block];
    const size_t n = rows_of(self, at);
    return self->real ? n * (n + 1) / 2 : at->row == at->column ? n * n : 2 * area_of(self, at);
}

void block_generator_unpack(const block_generator *self, block_part part, double complex *rho, const double *x)
{
    const rho_block *block = &self->blocks[part.block];
    const size_t m = rows_of(self, block);
    const double *from = &x[block->packed];
    double complex *to = &rho[block->full];
    if (block->row != block->column) {
        for (size_t k = part.begin * m; k < part.end * m; ++k) {
            to[k] = complex_from(from[k], from[area_of(self, block) + k]);
        }
        return;
    }
    for (size_t j = part.begin; j < part.end; ++j) {
        to[j * m + j] = from[j * m + j];
        for (size_t i = 0; i < j; ++i) {
            to[j * m + i] = complex_from(from[j * m + i], from[i * m + j]);
            to[i * m + j] = complex_from(from[j * m + i], -from[i * m + j]);
        }
    }
}

void block_generator_pack(const block_generator *self, block_part part, double *x, const double complex *rho)
{
    const rho_block *block = &self->blocks[part.block];
    const size_t m = rows_of(self, block);
    const double complex *from = &rho[block->full];
    double *to = &x[block->packed];
    if (block->row != block->column) {
        for (size_t k = part.begin * m; k < part.end * m; ++k) {
            to[k] = creal(from[k]);
            to[area_of(self, block) + k] = cimag(from[k]);
        }
        return;
    }
    for (size_t j = part.begin; j < part.end; ++j) {
        to[j * m + j] = creal(from[j * m + j]);
        for (size_t i = 0; i < j; ++i) {
            to[j * m + i] = creal(from[j * m + i]);
            to[i * m + j] = cimag(from[j * m + i]);
        }
    }
}
