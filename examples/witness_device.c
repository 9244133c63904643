/* A device with error bars: how probable is it that it is entangled?
 *
 * Only T_h is uncertain, and above T_h = x alone the engine is entangled (x from its boundary), so the probability must
 * be Phi((T_h - x)/sigma). */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    const ent_model *local = ent_model_find("local");
    const ent_interval interval = {"T_h", 0.1, 0.3};
    const ent_uncertain uncertain = {"T_h", 0.015};
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    const ent_witness_problem problem = {local, parameters, 1, &uncertain, NULL};
    static ent_witness_result result;
    ent_root *roots = NULL;
    size_t n_roots = 0;
    ent_error error;

    ent_model_defaults(local, parameters);
    if (ent_model_set(local, parameters, "delta", 0.018, &error) != ENT_OK ||
        ent_model_set(local, parameters, "T_h", 0.21, &error) != ENT_OK ||
        ent_boundary_find(&roots, &n_roots, local, parameters, &interval, NULL, NULL, &error) != ENT_OK ||
        ent_witness(&result, &problem, NULL, &error) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
        free(roots);
        return 1;
    }
    const double expected = n_roots == 1 ? 0.5 * erfc((roots[0].parameter - 0.21) / 0.015 / sqrt(2.0)) : NAN;
    const int agrees = fabs(result.from_model.value - expected) < 1e-4;
    (void)printf("T_h = 0.21 +- 0.015: entangled with probability %.3f\n", result.from_model.value);
    (void)printf("for 95 %% T_h would have to be known to +- %.4f\n", result.influences[0].needed[0]);
    (void)printf("agrees with the boundary: %s\n", agrees ? "yes" : "no");
    free(roots);
    return !agrees;
}
