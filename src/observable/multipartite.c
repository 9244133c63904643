#include "observable/multipartite.h"

#include <math.h>

/* A difference of this size, of elements of a state of trace 1, is rounding. */
static const double RESOLVED = 1e-28;

double multipartite_ghz_fidelity(const matrix_view *rho)
{
    const int last = rho->d - 1;
    return 0.5 * (matrix_view_at(rho, 0, 0).re.hi + matrix_view_at(rho, last, last).re.hi) +
           dd_value(dd_sqrt(zdd_norm(matrix_view_at(rho, 0, last))));
}

double multipartite_w_fidelity(const matrix_view *rho, int n_qubits)
{
    const int last = rho->d - 1;
    double sum = 0.0;
    for (int i = 0; i < n_qubits; ++i) {
        for (int j = 0; j < n_qubits; ++j) {
            sum += matrix_view_at(rho, last - (1 << i), last - (1 << j)).re.hi;
        }
    }
    return sum / (double)n_qubits;
}

/* The largest population that a state within the accuracy of rho may have. */
static dd population(const matrix_view *rho, int state)
{
    const dd value = dd_add(matrix_view_at(rho, state, state).re, dd_from(rho->accuracy));
    return value.hi > 0.0 ? value : dd_from(0.0);
}

static dd mean(const matrix_view *rho, int i, int j)
{
    return dd_sqrt(dd_multiply(population(rho, i), population(rho, j)));
}

/* The smallest size that a coherence within the accuracy of rho may have. */
static dd coherence(const matrix_view *rho, int i, int j)
{
    return dd_subtract(dd_sqrt(zdd_norm(matrix_view_at(rho, i, j))), dd_from(rho->accuracy));
}

static double resolved(dd value)
{
    return fabs(value.hi) <= RESOLVED ? 0.0 : dd_value(value);
}

/* |z_i| - sum_{j != i} sqrt(a_j b_j) = |z_i| + sqrt(a_i b_i) - sum_j sqrt(a_j b_j), the sum being the same for all i.
 */
double multipartite_x(const matrix_view *rho)
{
    const int last = rho->d - 1;
    dd sum = dd_from(0.0);
    dd most = dd_from(-1.0);
    for (int i = 0; i < rho->d / 2; ++i) {
        const dd bound = mean(rho, i, last - i);
        const dd here = dd_add(coherence(rho, i, last - i), bound);
        sum = dd_add(sum, bound);
        most = dd_subtract(here, most).hi > 0.0 ? here : most;
    }
    return resolved(dd_scale(dd_subtract(most, sum), 2.0));
}

double multipartite_w(const matrix_view *rho, int n_qubits)
{
    const int last = rho->d - 1;
    dd pairs = dd_from(0.0);
    dd single = dd_from(0.0);
    for (int i = 0; i < n_qubits; ++i) {
        const int one = last - (1 << i);
        single = dd_add(single, population(rho, one));
        for (int j = 0; j < i; ++j) {
            const int other = last - (1 << j);
            pairs = dd_add(pairs, coherence(rho, one, other));
            pairs = dd_subtract(pairs, mean(rho, last, one - (1 << j)));
        }
    }
    const dd bound = dd_multiply(dd_from((double)(n_qubits - 2)), single);
    return resolved(dd_subtract(dd_scale(pairs, 2.0), bound));
}
