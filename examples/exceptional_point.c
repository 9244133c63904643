/* Where do the modes of the engine coalesce, and does the cold bath's rate move that place as theory says?
 *
 * Khandelwal, Brunner, Haack (2021): at resonance, with G = gamma (1 + 2 n) of each bath, excitations are overdamped
 * below g = |G_h - G_c|/4 and oscillate above. Searches g and compares. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    static const double rates[] = {4e-3, 1.1e-2, 3e-2};
    const ent_model *local = ent_model_find("local");
    for (size_t k = 0; k < sizeof rates / sizeof rates[0]; ++k) {
        double parameters[ENT_MODEL_MAX_PARAMETERS];
        ent_exceptional *points = NULL;
        size_t n = 0;
        ent_error error;
        ent_model_defaults(local, parameters);
        const double formula = fabs(1e-3 / tanh(0.5 / 0.7) - rates[k] / tanh(0.5 / 0.1)) / 4.0;
        if (ent_model_set(local, parameters, "gamma_c", rates[k], &error) != ENT_OK ||
            ent_exceptional_find(&points, &n, local, parameters, ent_model_parameter(local, "g"), 1e-4, 1e-2, &error) !=
                ENT_OK) {
            (void)fprintf(stderr, "%s\n", error.message);
            return 1;
        }
        double found = NAN;
        for (size_t i = 0; i < n; ++i) { /* the populations' one; coherences have others */
            if (points[i].populations) {
                found = points[i].parameter;
                (void)printf(
                    "gamma_c = %g: %zu eigenvalues meet at g = %.12f, |G_h - G_c|/4 = %.12f, they oscillate %s\n",
                    rates[k], points[i].order, found, formula, points[i].oscillates_above ? "above" : "below");
            }
        }
        free(points);
        if (!(fabs(found - formula) < 1e-13)) {
            return 1;
        }
    }
    return 0;
}
