#include "base/sobol.h"

#include <assert.h>
#include <stddef.h>

enum { BITS = 32, MAX_DEGREE = 8 };

/* Degree, inner coefficients and first direction numbers of the primitive polynomials of dimensions 2, 3, ...
 * Source: Joe, Kuo, SIAM J. Sci. Comput. 30, 2635 (2008), new-joe-kuo-6.21201. */
typedef struct generator {
    int degree;
    uint32_t coefficients, first[MAX_DEGREE];
} generator;

static const generator generators[SOBOL_MAX_DIMENSION - 1] = {
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
    {6, 19, {1, 1, 1, 15, 7, 5}},
    {6, 22, {1, 3, 1, 15, 13, 25}},
    {6, 25, {1, 1, 5, 5, 19, 61}},
    {7, 1, {1, 3, 7, 11, 23, 15, 103}},
    {7, 4, {1, 3, 7, 13, 13, 15, 69}},
    {7, 7, {1, 1, 3, 13, 7, 35, 63}},
    {7, 8, {1, 3, 5, 9, 1, 25, 53}},
    {7, 14, {1, 3, 1, 13, 9, 35, 107}},
    {7, 19, {1, 3, 1, 5, 27, 61, 31}},
    {7, 21, {1, 1, 5, 11, 19, 41, 61}},
    {7, 28, {1, 3, 5, 3, 3, 13, 69}},
    {7, 31, {1, 1, 7, 13, 1, 19, 1}},
    {7, 32, {1, 3, 7, 5, 13, 19, 59}},
    {7, 37, {1, 1, 3, 9, 25, 29, 41}},
    {7, 41, {1, 3, 5, 13, 23, 1, 55}},
    {7, 42, {1, 3, 7, 3, 13, 59, 17}},
    {7, 50, {1, 3, 1, 3, 5, 53, 69}},
    {7, 55, {1, 1, 5, 5, 23, 33, 13}},
    {7, 56, {1, 1, 7, 7, 1, 61, 123}},
    {7, 59, {1, 1, 7, 9, 13, 61, 49}},
    {7, 62, {1, 3, 3, 5, 3, 55, 33}},
    {8, 14, {1, 3, 1, 15, 31, 13, 49, 245}},
    {8, 21, {1, 3, 5, 15, 31, 59, 63, 97}},
    {8, 22, {1, 3, 1, 11, 11, 11, 77, 249}},
};

/* splitmix64 (Steele, Lea, Flood 2014): one well-mixed number for each state. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Direction numbers, the highest bit first: v[k] belongs to digit k of the index. */
static void set_directions(uint32_t v[BITS], int dimension)
{
    const generator *from = dimension > 0 ? &generators[dimension - 1] : NULL;
    for (int k = 0; k < BITS; ++k) {
        if (!from) {
            v[k] = UINT32_C(1) << (BITS - 1 - k);
        } else if (k < from->degree) {
            v[k] = from->first[k] << (BITS - 1 - k);
        } else {
            v[k] = v[k - from->degree] ^ (v[k - from->degree] >> from->degree);
            for (int j = 1; j < from->degree; ++j) {
                v[k] ^= ((from->coefficients >> (from->degree - 1 - j)) & 1U) ? v[k - j] : 0U;
            }
        }
    }
}

static uint32_t parity(uint32_t x)
{
    for (int shift = BITS / 2; shift > 0; shift /= 2) {
        x ^= x >> shift;
    }
    return x & 1U;
}

/* Multiplies every direction by a random lower triangular matrix with ones on the diagonal. */
static void scramble(uint32_t v[BITS], uint64_t *state)
{
    uint32_t rows[BITS];
    for (int i = 0; i < BITS; ++i) {
        const uint32_t above = i == 0 ? 0U : ~UINT32_C(0) << (BITS - i); /* digits more significant than digit i */
        rows[i] = ((uint32_t)(next_random(state) >> 32) & above) | UINT32_C(1) << (BITS - 1 - i);
    }
    for (int k = 0; k < BITS; ++k) {
        uint32_t scrambled = 0;
        for (int i = 0; i < BITS; ++i) {
            scrambled |= parity(rows[i] & v[k]) << (BITS - 1 - i);
        }
        v[k] = scrambled;
    }
}

void sobol_create(sobol *self, int dimension, uint64_t seed, uint64_t replicate)
{
    uint64_t state = seed;
    assert(dimension <= SOBOL_MAX_DIMENSION);
    state = next_random(&state) + replicate * UINT64_C(0xd1342543de82ef95);
    self->dimension = dimension;
    for (int d = 0; d < dimension; ++d) {
        set_directions(self->directions[d], d);
        scramble(self->directions[d], &state);
        self->shift[d] = (uint32_t)(next_random(&state) >> 32);
    }
}

void sobol_point(const sobol *self, double *x, uint32_t index)
{
    for (int d = 0; d < self->dimension; ++d) {
        uint32_t digits = self->shift[d];
        for (int k = 0; index >> k != 0U; ++k) {
            digits ^= ((index >> k) & 1U) ? self->directions[d][k] : 0U;
            if (k == BITS - 1) {
                break;
            }
        }
        x[d] = ((double)digits + 0.5) * 0x1p-32;
    }
}
