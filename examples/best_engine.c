/* How much entanglement can a weakly coupled engine have at best?
 *
 * Searches the coupling g of the qubits and the coupling gamma_c to the cold bath for the largest negativity, as figure
 * 6a of the paper does, for hotter and hotter baths. No other pair on a grid around the best one may do better, and the
 * best value must not fall as the hot bath becomes hotter. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>

/* The negativity of one engine; NaN after a failure. */
static double negativity(const ent_model *model, double *parameters, double g, double gamma_c)
{
    double value = NAN;
    ent_solution *engine = NULL;
    if (ent_model_set(model, parameters, "g", g, NULL) == ENT_OK &&
        ent_model_set(model, parameters, "gamma_c", gamma_c, NULL) == ENT_OK &&
        ent_solve(&engine, model, parameters, NULL, NULL) == ENT_OK &&
        ent_solution_get(engine, &value, "negativity", NULL) != ENT_OK) {
        value = NAN;
    }
    ent_solution_free(engine);
    return value;
}

int main(void)
{
    static const double temperatures[] = {0.5, 1.0, 2.0, 10.0};
    static const ent_interval variables[] = {{"g", 1e-5, 0.1}, {"gamma_c", 1e-4, 0.5}};
    const ent_model *model = ent_model_find("local");
    double parameters[ENT_MODEL_MAX_PARAMETERS], best[2], before = 0.0;
    const ent_problem problem = {
        .model = model, .parameters = parameters, .objective = "negativity", .n_variables = 2, .variables = variables};
    int surpassed = 0;
    ent_error error;
    ent_model_defaults(model, parameters);
    for (int k = 0; k < 4; ++k) {
        ent_optimum optimum;
        if (ent_model_set(model, parameters, "T_c", 0.01, &error) != ENT_OK ||
            ent_model_set(model, parameters, "T_h", temperatures[k], &error) != ENT_OK ||
            ent_optimise(best, &optimum, &problem, NULL, &error) != ENT_OK) {
            (void)fprintf(stderr, "%s\n", error.message);
            return 1;
        }
        (void)printf("T_h = %4.1f: negativity %.8f at g = %.4f, gamma_c = %.4f\n", temperatures[k], optimum.value,
                     best[0], best[1]);
        for (int i = -20; i <= 20; ++i) {
            for (int j = -20; j <= 20; ++j) {
                const double other = negativity(model, parameters, best[0] * exp(0.02 * i), best[1] * exp(0.02 * j));
                surpassed += !(other <= optimum.value * (1.0 + 1e-12));
            }
        }
        surpassed += optimum.value < before;
        before = optimum.value;
    }
    (void)printf("no place nearby is better, and hotter is better: %s\n", surpassed ? "no" : "yes");
    return surpassed != 0;
}
