/* How far may the gaps of the qubits differ before the entanglement is gone?
 *
 * Evaluates J_ratio at 1001 detunings in one call, brackets the point where it falls through 1, and narrows the bracket
 * down. At the root |c|^2 = r11 r00 (section 4.1), so the negativity must vanish there. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>

enum { N = 1001, ROUNDS = 5 };

int main(void)
{
    static double column[ENT_MODEL_MAX_PARAMETERS][N], ratio[N], negativity[N];
    static int status[N];
    const ent_model *local = ent_model_find("local");
    const double *parameters[ENT_MODEL_MAX_PARAMETERS];
    double *observables[64] = {NULL}; /* a NULL column is not wanted */
    const ent_points points = {N, parameters, observables, status, NULL, ENT_ROUTE_AUTOMATIC, NULL};
    double low = 0.0, high = 0.1, *delta = column[ent_model_parameter(local, "delta")];
    size_t root = 0;
    for (size_t p = 0; p < local->n_parameters; ++p) {
        parameters[p] = column[p];
        for (size_t i = 0; i < N; ++i) {
            column[p][i] = p == ent_model_parameter(local, "T_h") ? 0.3 : local->parameters[p].initial;
        }
    }
    observables[ent_model_observable(local, "J_ratio")] = ratio;
    observables[ent_model_observable(local, "negativity_signed")] = negativity;

    for (int round = 0; round < ROUNDS; ++round) {
        for (size_t i = 0; i < N; ++i) {
            delta[i] = low + (high - low) * (double)i / (N - 1);
        }
        ent_model_evaluate(local, &points);
        for (root = 1; root < N - 1 && ratio[root] > 1.0; ++root) {
        }
        low = delta[root - 1];
        high = delta[root];
    }
    (void)printf("T_h = 0.3: entangled up to delta = %.10f\n", delta[root]);
    (void)printf("there J_ss/J_c - 1 is below 1e-12: %s\n", fabs(ratio[root] - 1.0) < 1e-12 ? "yes" : "no");
    (void)printf("and the negativity below 1e-15:   %s\n", fabs(negativity[root]) < 1e-15 ? "yes" : "no");
    return status[root] != ENT_OK || fabs(ratio[root] - 1.0) >= 1e-12 || fabs(negativity[root]) >= 1e-15;
}
