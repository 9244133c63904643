/* Single columns of L x, in double precision. */
#include <string.h>

#include "generator/block_product.h"

/* rho_ij of a state by its packed columns; what lies below the diagonal of a block on it is set as well. */
static void unpack_real(double *full, size_t n, const product_panel *panel, const double *x)
{
    for (size_t j = (size_t)panel->begin; j < (size_t)panel->end; ++j) {
        const double *from = &x[j * (j + 1) / 2];
        for (size_t i = 0; i <= j; ++i) {
            full[j * n + i] = full[i * n + j] = from[i];
        }
    }
}

static void set(double *full, size_t place, double re, double im)
{
    full[2 * place] = re;
    full[2 * place + 1] = im;
}

static void unpack_hermitian(double *full, size_t n, const product_panel *panel, const double *x)
{
    for (size_t j = (size_t)panel->begin; j < (size_t)panel->end; ++j) {
        for (size_t i = 0; i < j; ++i) {
            set(full, j * n + i, x[j * n + i], x[i * n + j]);
            set(full, i * n + j, x[j * n + i], -x[i * n + j]);
        }
        set(full, j * n + j, x[j * n + j], 0.0);
    }
}

static void unpack_other(double *full, size_t m, size_t n, const product_panel *panel, const double *x)
{
    for (size_t k = (size_t)panel->begin * m; k < (size_t)panel->end * m; ++k) {
        set(full, k, x[k], x[m * n + k]);
    }
}

void block_product_unpack(const block_product *self, const product_panel *panel, const double *x)
{
    const block_generator *l = self->l;
    const rho_block *block = &l->blocks[panel->block];
    const size_t m = (size_t)l->at.size[block->row];
    const size_t n = (size_t)l->at.size[block->column];
    const double *from = &x[block->packed];
    if (l->real) {
        unpack_real(&self->full[block->full], n, panel, from);
    } else if (block->row == block->column) {
        unpack_hermitian(&self->full[2 * block->full], n, panel, from);
    } else {
        unpack_other(&self->full[2 * block->full], m, n, panel, from);
    }
}

/* The part from one sector to another; NULL: none. */
static const product_part *part_between(const product_operator *operator, int from, int to)
{
    for (size_t p = operator->first[to]; p < operator->first[to + 1]; ++p) {
        if (operator->parts[p].from == from) {
            return &operator->parts[p];
        }
    }
    return NULL;
}

/* y += factor A x for rows up to n */
static void add_real(const product_operator *operator, const product_part * part, size_t n, double factor,
                     const double *x, double *y)
{
    for (size_t i = 0; i < n; ++i) {
        for (size_t k = part->rows[i]; k < part->rows[i + 1]; ++k) {
            y[i] += factor * operator->entries[k].re * x[operator->entries[k].column];
        }
    }
}

/* Column j of a block on the diagonal, down to the diagonal: G rho + rho G^T + sum_k weight L rho L^T. */
static void real_column(const block_product *self, int sector, size_t j, double *y)
{
    const block_generator *l = self->l;
    const size_t stride = (size_t)l->at.n + 1;
    const size_t n = (size_t)l->at.size[sector];
    const double *rho = &self->full[l->blocks[l->index[(size_t)sector * stride]].full];
    const product_part *inside = part_between(&self->left, sector, sector);
    memset(y, 0, (j + 1) * sizeof *y);
    if (inside) {
        add_real(&self->left, inside, j + 1, 1.0, &rho[j * n], y);
        for (size_t k = inside->rows[j]; k < inside->rows[j + 1]; ++k) {
            const double factor = self->left.entries[k].re;
            const double *x = &rho[(size_t)self->left.entries[k].column * n];
            for (size_t i = 0; i <= j; ++i) {
                y[i] += factor * x[i];
            }
        }
    }
    for (size_t c = 0; c < l->n_channels; ++c) {
        const product_operator *jump = &self->jumps[2 * c];
        for (size_t p = jump->first[sector]; p < jump->first[sector + 1]; ++p) {
            const product_part *part = &jump->parts[p];
            const double *from = &self->full[l->blocks[l->index[(size_t)part->from * stride]].full];
            for (size_t k = part->rows[j]; k < part->rows[j + 1]; ++k) {
                const product_entry *right = &jump->entries[k];
                const double factor = dd_value(l->weights[c]) * right->re;
                add_real(jump, part, j + 1, factor, &from[(size_t)right->column * (size_t)l->at.size[part->from]], y);
            }
        }
    }
}

/* A column of the state: elements 2 stride doubles apart, or its conjugate. */
typedef struct strided {
    const double *x;
    size_t stride;
    double sign; /* of the imaginary part */
} strided;

/* y += (re + i im) A x for rows up to n */
static void add_column(const product_operator *operator, const product_part * part, size_t n, double re, double im,
                       const strided *from, double *y)
{
    for (size_t i = 0; i < n; ++i) {
        for (size_t k = part->rows[i]; k < part->rows[i + 1]; ++k) {
            const product_entry *e = &operator->entries[k];
            const double *x = &from->x[2 * (size_t)e->column * from->stride];
            const double a = re * e->re - im * e->im;
            const double b = re * e->im + im * e->re;
            const double x_im = from->sign * x[1];
            y[2 * i] += a * x[0] - b * x_im;
            y[2 * i + 1] += a * x_im + b * x[0];
        }
    }
}

/* Column c of the block between two sectors, also where its adjoint is kept; false where neither is. */
static bool column_of(const block_product *self, int row, int column, size_t c, strided *found)
{
    const block_generator *l = self->l;
    const bool turned = row > column;
    const int first = turned ? column : row;
    const int index = l->index[(size_t)first * (size_t)l->at.n + (size_t)(turned ? row : column)];
    if (index >= 0) {
        const size_t m = (size_t)l->at.size[first];
        const double *block = &self->full[2 * l->blocks[index].full];
        *found = turned ? (strided){&block[2 * c], m, -1.0} : (strided){&block[2 * c * m], 1, 1.0};
    }
    return index >= 0;
}

/* y += weight L rho R^dag in column j of a block, for rows up to n */
static void add_jump(const block_product *self, const rho_block *block, const product_operator *left,
                     const product_operator *right, double weight, size_t j, size_t n, double *y)
{
    for (size_t q = right->first[block->column]; q < right->first[block->column + 1]; ++q) {
        const product_part *r = &right->parts[q];
        for (size_t k = r->rows[j]; k < r->rows[j + 1]; ++k) {
            const product_entry *e = &right->entries[k];
            for (size_t p = left->first[block->row]; p < left->first[block->row + 1]; ++p) {
                strided from;
                if (column_of(self, left->parts[p].from, r->from, (size_t)e->column, &from)) {
                    add_column(left, &left->parts[p], n, weight * e->re, -weight * e->im, &from, y);
                }
            }
        }
    }
}

/* The first n elements of column j of a block. */
static void complex_column(const block_product *self, const rho_block *block, size_t j, size_t n, double *y)
{
    const block_generator *l = self->l;
    const size_t m = (size_t)l->at.size[block->row];
    const double *rho = &self->full[2 * block->full];
    const product_part *above = part_between(&self->left, block->row, block->row);
    const product_part *beside = part_between(&self->left, block->column, block->column);
    memset(y, 0, 2 * n * sizeof *y);
    if (above) {
        const strided column = {&rho[2 * j * m], 1, 1.0};
        add_column(&self->left, above, n, 1.0, 0.0, &column, y);
    }
    for (size_t k = beside ? beside->rows[j] : 0; beside && k < beside->rows[j + 1]; ++k) {
        const product_entry *e = &self->left.entries[k];
        const double *x = &rho[2 * (size_t)e->column * m];
        for (size_t i = 0; i < n; ++i) { /* conj(e) x */
            y[2 * i] += e->re * x[2 * i] + e->im * x[2 * i + 1];
            y[2 * i + 1] += e->re * x[2 * i + 1] - e->im * x[2 * i];
        }
    }
    for (size_t c = 0; c < l->n_channels; ++c) {
        const product_operator *pair = &self->jumps[2 * c];
        const int second = pair[1].n_parts ? 1 : 0;
        for (int first = 0; first <= second; ++first) { /* L rho R^dag, then R rho L^dag */
            add_jump(self, block, &pair[first], &pair[second - first], dd_value(l->weights[c]), j, n, y);
        }
    }
}

static void pack_column(double *out, bool diagonal, size_t m, size_t n, size_t j, const double *y)
{
    for (size_t i = 0; i < (diagonal ? j + 1 : m); ++i) {
        out[j * m + i] = y[2 * i];
        if (!diagonal) {
            out[m * n + j * m + i] = y[2 * i + 1];
        } else if (i < j) {
            out[i * n + j] = y[2 * i + 1];
        }
    }
}

void block_product_columns(const block_product *self, const product_panel *panel, double *y, double *column)
{
    const block_generator *l = self->l;
    const rho_block *block = &l->blocks[panel->block];
    const bool diagonal = block->row == block->column;
    const size_t m = (size_t)l->at.size[block->row];
    double *out = &y[block->packed];
    for (size_t j = (size_t)panel->begin; j < (size_t)panel->end; ++j) {
        if (l->real) {
            real_column(self, block->row, j, &out[j * (j + 1) / 2]);
        } else {
            complex_column(self, block, j, diagonal ? j + 1 : m, column);
            pack_column(out, diagonal, m, (size_t)l->at.size[block->column], j, column);
        }
    }
}
