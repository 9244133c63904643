/* Entanglement ends when the gaps of the qubits move apart. May it come back?
 *
 * Finds all detunings at which the heat current passes its critical value, for three temperatures of the hot bath. At
 * each of them |c|^2 = r11 r00, the condition for an X state to be at the edge of separability, must hold. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* |c|^2 / (r11 r00) at a point of the model; NaN after a failure. */
static double ratio_of_state(const ent_model *model, const double *parameters)
{
    static const char *const names[] = {"coherence_re", "coherence_im", "r11", "r00"};
    double values[4];
    ent_solution *engine = NULL;
    int status = ent_solve(&engine, model, parameters, NULL, NULL);
    for (int k = 0; k < 4 && status == ENT_OK; ++k) {
        status = ent_solution_get(engine, &values[k], names[k], NULL);
    }
    ent_solution_free(engine);
    return status == ENT_OK ? (values[0] * values[0] + values[1] * values[1]) / (values[2] * values[3]) : NAN;
}

int main(void)
{
    static const double temperatures[] = {0.3, 0.4, 0.5};
    static const ent_interval interval = {"delta", 0.0, 0.4};
    const ent_model *model = ent_model_find("local");
    double parameters[ENT_MODEL_MAX_PARAMETERS], worst = 0.0;
    ent_error error;
    ent_model_defaults(model, parameters);
    for (int k = 0; k < 3; ++k) {
        ent_root *roots = NULL;
        size_t n_roots = 0;
        if (ent_model_set(model, parameters, "T_h", temperatures[k], &error) != ENT_OK ||
            ent_boundary_find(&roots, &n_roots, model, parameters, &interval, NULL, NULL, &error) != ENT_OK) {
            (void)fprintf(stderr, "%s\n", error.message);
            return 1;
        }
        (void)printf("T_h = %.1f:", temperatures[k]);
        for (size_t i = 0; i < n_roots; ++i) {
            if (roots[i].crossing == ENT_CROSSING_MISSES) {
                continue;
            }
            parameters[ent_model_parameter(model, "delta")] = roots[i].parameter;
            worst = fmax(worst, fabs(ratio_of_state(model, parameters) - 1.0));
            (void)printf(" %s at delta = %.10f;", roots[i].crossing == ENT_CROSSING_ENTERS ? "returns" : "ends",
                         roots[i].parameter);
        }
        (void)printf("%s\n", n_roots == 0 ? " never ends" : "");
        free(roots);
    }
    (void)printf("|c|^2 = r11 r00 at each of them, to 1e-10: %s\n", worst < 1e-10 ? "yes" : "no");
    return worst < 1e-10 ? 0 : 1;
}
