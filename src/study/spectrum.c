/* Modes of a generator, block by block. */
#include "entangine/spectrum.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/lapack.h"
#include "generator/components.h"
#include "model/liouvillian.h"

typedef struct workspace {
    superoperator l;
    int d;
    int *root;     /* [n] union-find, then the first unknown of the block */
    int *position; /* [n] of an unknown in its block */
    int *members;  /* [n] unknowns of the block at hand */
    double norm;   /* Frobenius */
} workspace;

static void find_blocks(workspace *self)
{
    components_of(self->root, &self->l);
    for (size_t e = 0; e < self->l.n_elements; ++e) {
        self->norm = hypot(self->norm, self->l.elements[e].value.hi);
    }
}

static double residual_of(const double *a, int n, double complex value, const double complex *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; ++i) {
        double complex part = -value * x[i];
        for (int j = 0; j < n; ++j) {
            part += a[(size_t)j * (size_t)n + (size_t)i] * x[j];
        }
        sum = hypot(sum, cabs(part));
    }
    return sum;
}

/* The element |i><j| on which a mode has the most weight: rho_ij = re + i im of two unknowns. */
static void find_largest(const workspace *self, ent_mode *mode, const double complex *x, int n)
{
    double largest = -1.0;
    for (int k = 0; k < n; ++k) {
        const int place = self->members[k];
        if (cabs(x[k]) > largest * (1.0 + 1e-9)) {
            const int i = place / self->d;
            const int j = place % self->d;
            largest = cabs(x[k]);
            mode->row = i < j ? i : j;
            mode->column = i < j ? j : i;
        }
    }
}

static int solve_block(workspace *self, ent_modes *out, int first)
{
    int n = 0;
    bool populations = false;
    for (int k = first; k < self->l.n; ++k) {
        if (self->root[k] == first) {
            populations = populations || k % (self->d + 1) == 0;
            self->position[k] = n;
            self->members[n++] = k;
        }
    }
    const size_t size = (size_t)n;
    double *a = malloc(2 * size * size * sizeof *a);
    double complex *z = malloc((2 * size * size + size) * sizeof *z);
    int status = a && z ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        const double norm = component_fill(a, n, &self->l, self->d, self->root, self->position, first);
        double *copy = a + size * size;
        double complex *left = z + size;
        double complex *right = left + size * size;
        (void)component_fill(copy, n, &self->l, self->d, self->root, self->position, first);
        status = lapack_eigen_sides(n, copy, z, left, right) ? ENT_OK : ENT_ERROR_NOT_CONVERGED;
        for (size_t k = 0; status == ENT_OK && k < size; ++k) {
            double complex product = 0.0;
            for (size_t i = 0; i < size; ++i) {
                product += conj(left[k * size + i]) * right[k * size + i];
            }
            const double residual = residual_of(a, n, z[k], &right[k * size]);
            out->residual = fmax(out->residual, self->norm > 0.0 ? residual / self->norm : 0.0);
            if (cimag(z[k]) < 0.0) {
                continue; /* the other of a pair */
            }
            ent_mode *mode = &out->modes[out->n_modes++];
            *mode = (ent_mode){.decay_rate = 0.0 - creal(z[k]),
                               .frequency = cimag(z[k]),
                               .n_eigenvalues = cimag(z[k]) > 0.0 ? 2 : 1,
                               .condition = fmax(1.0, 1.0 / cabs(product)),
                               .block = out->n_blocks,
                               .block_size = size,
                               .populations = populations};
            mode->error = DBL_EPSILON * norm * (double)n * mode->condition;
            find_largest(self, mode, &right[k * size], n);
        }
    }
    free(z);
    free(a);
    ++out->n_blocks;
    return status;
}

static int compare_modes(const void *a, const void *b)
{
    const ent_mode *x = a;
    const ent_mode *y = b;
    const int decay = (x->decay_rate > y->decay_rate) - (x->decay_rate < y->decay_rate);
    return decay ? decay : (x->frequency > y->frequency) - (x->frequency < y->frequency);
}

static void summarise(ent_modes *self)
{
    qsort(self->modes, self->n_modes, sizeof *self->modes, compare_modes);
    self->gap = NAN;
    for (size_t k = 0; k < self->n_modes; ++k) {
        const ent_mode *mode = &self->modes[k];
        if (hypot(mode->decay_rate, mode->frequency) <= mode->error) {
            self->n_steady += mode->n_eigenvalues;
        } else if (!(mode->decay_rate >= self->gap)) {
            self->gap = mode->decay_rate;
        }
    }
}

int ent_modes_find(ent_modes **modes, const ent_model *model, const double *parameters, ent_error *error)
{
    workspace self = {.norm = 0.0};
    *modes = NULL;
    int status = liouvillian_create(&self.l, &self.d, model, parameters, error);
    if (status != ENT_OK) {
        superoperator_free(&self.l);
        return status;
    }
    const size_t n = (size_t)self.l.n;
    ent_modes *out = calloc(1, sizeof *out);
    self.root = malloc(3 * n * sizeof *self.root);
    if (out) {
        *out = (ent_modes){.n_eigenvalues = n, .dimension = (size_t)self.d, .modes = calloc(n, sizeof *out->modes)};
    }
    status = out && out->modes && self.root ? ENT_OK : ENT_ERROR_NO_MEMORY;
    if (status == ENT_OK) {
        self.position = self.root + n;
        self.members = self.position + n;
        find_blocks(&self);
    }
    for (int k = 0; status == ENT_OK && k < self.l.n; ++k) {
        status = self.root[k] == k ? solve_block(&self, out, k) : ENT_OK;
    }
    free(self.root);
    superoperator_free(&self.l);
    if (status != ENT_OK) {
        ent_modes_free(out);
        return error_set(error, (ent_status)status, "the spectrum: %s", ent_status_text(status));
    }
    summarise(out);
    *modes = out;
    return ENT_OK;
}

void ent_modes_free(ent_modes *modes)
{
    if (modes) {
        free(modes->modes);
    }
    free(modes);
}
