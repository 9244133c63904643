/* Below which temperature are two coupled qubits entangled in thermal equilibrium, without any heat current?
 *
 * Appendix B.2: sinh(g/T) > 1, that is T < g/arcsinh 1. Bisects T on the verdict of the model `thermal`. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>

/* 1 entangled, 0 separable, -1 after a failure. */
static int is_entangled(double g, double temperature)
{
    const ent_model *thermal = ent_model_find("thermal");
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_solution *state = NULL;
    ent_error error;
    ent_model_defaults(thermal, parameters);
    if (ent_model_set(thermal, parameters, "g", g, &error) != ENT_OK ||
        ent_model_set(thermal, parameters, "T", temperature, &error) != ENT_OK ||
        ent_solve(&state, thermal, parameters, NULL, &error) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    const int entangled = ent_solution_entangled(state) == ENT_ENTANGLED;
    ent_solution_free(state);
    return entangled;
}

int main(void)
{
    static const double couplings[] = {0.2, 0.5, 0.8};
    for (size_t k = 0; k < sizeof couplings / sizeof couplings[0]; ++k) {
        const double g = couplings[k], formula = g / asinh(1.0);
        double low = 0.1 * g, high = 10.0 * g;
        while (high - low > 1e-13 * g) {
            const double middle = 0.5 * (low + high);
            const int entangled = is_entangled(g, middle);
            if (entangled < 0) {
                return 1;
            }
            *(entangled ? &low : &high) = middle;
        }
        (void)printf("g = %.1f: entangled below T = %.9f, g/arcsinh 1 = %.9f\n", g, low, formula);
        if (fabs(low - formula) > 1e-12) {
            return 1;
        }
    }
    return 0;
}
