#include "observable/entanglement.h"

#include <math.h>
#include <string.h>

#include "base/hermitian.h"
#include "observable/density_matrix.h"
#include "observable/measures.h"

enum { D = 4 };

dd smallest_transposed_eigenvalue(const zdd *rho)
{
    zdd transposed[D * D];
    dd values[D];
    for (int a = 0; a < 2; ++a) {
        for (int b = 0; b < 2; ++b) {
            for (int c = 0; c < 2; ++c) {
                for (int e = 0; e < 2; ++e) {
                    transposed[(2 * a + e) * D + 2 * c + b] = rho[(2 * a + b) * D + 2 * c + e];
                }
            }
        }
    }
    hermitian_eigen(D, values, NULL, transposed);
    return values[0];
}

/* The concurrence max(0, l_1 - l_2 - l_3 - l_4), where l_k are the singular values, falling, of
 * tau = W^T (sigma_y x sigma_y) W and rho = W W^dag. Source: Wootters, Phys. Rev. Lett. 80, 2245 (1998). */
double concurrence_of(const zdd *rho)
{
    static const double flip[D] = {-1.0, 1.0, 1.0, -1.0};
    zdd work[D * D];
    zdd w[D * D];
    zdd tau[D * D];
    dd values[D];
    memcpy(work, rho, sizeof work);
    hermitian_eigen(D, values, w, work);
    for (int k = 0; k < D * D; ++k) {
        w[k] = zdd_times(w[k], dd_sqrt(values[k % D]));
    }
    for (int k = 0; k < D * D; ++k) {
        tau[k] = zdd_from(0.0, 0.0);
        for (int i = 0; i < D; ++i) {
            const zdd term = zdd_multiply(w[i * D + k / D], w[(D - 1 - i) * D + k % D]);
            tau[k] = zdd_add(tau[k], zdd_times(term, dd_from(flip[i])));
        }
    }
    for (int k = 0; k < D * D; ++k) {
        work[k] = zdd_from(0.0, 0.0);
        for (int i = 0; i < D; ++i) {
            work[k] = zdd_add(work[k], zdd_multiply(zdd_conjugate(tau[i * D + k / D]), tau[i * D + k % D]));
        }
    }
    hermitian_eigen(D, values, NULL, work);
    dd sum = dd_sqrt(values[D - 1]);
    for (int k = 0; k < D - 1; ++k) {
        sum = dd_subtract(sum, dd_sqrt(values[k]));
    }
    return sum.hi > 0.0 ? dd_value(sum) : 0.0;
}

void entanglement_measure(ent_entanglement *measures, const zdd *rho)
{
    const double smallest = dd_value(smallest_transposed_eigenvalue(rho));
    measures->negativity_signed = 0.0 - smallest;
    measures->negativity = smallest < 0.0 ? -smallest : 0.0;
    measures->log_negativity = log_negativity(measures->negativity);
    measures->concurrence = concurrence_of(rho);
    measures->entanglement_of_formation = entanglement_of_formation(measures->concurrence);
}

int ent_entanglement_two_qubit(ent_entanglement *measures, const ent_complex rho[16], ent_error *error)
{
    zdd state[D * D];
    *measures = (ent_entanglement){NAN, NAN, NAN, NAN, NAN};
    const int status = density_matrix_read(state, rho, D, error);
    if (status == ENT_OK) {
        entanglement_measure(measures, state);
    }
    return status;
}
