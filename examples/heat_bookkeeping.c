/* Which energy must be counted for the First Law to hold: H_S alone, as eq (10) is printed, or H_S + H_int?
 *
 * Each quantum that passes takes eps_h out of the hot bath and leaves eps_c = eps_h + delta in the cold one, so with
 * H_S alone Q_h + Q_c = -delta I. What is missing is the energy of the coupling: bath j damps the coherence c at the
 * rate Gamma_j/2, so it takes up Tr[H_int D_j rho] = -g Gamma_j Re c, and with that the sum vanishes. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>

static double get(const ent_solution *engine, const char *name)
{
    double value;
    return ent_solution_get(engine, &value, name, NULL) == ENT_OK ? value : NAN;
}

int main(void)
{
    static const double detunings[] = {-0.02, 0.0, 0.02};
    const ent_model *local = ent_model_find("local");
    int wrong = 0;
    (void)puts("delta   Q_h + Q_c of H_S       of H_int        of both");
    for (size_t k = 0; k < sizeof detunings / sizeof detunings[0]; ++k) {
        double p[ENT_MODEL_MAX_PARAMETERS];
        ent_solution *engine = NULL;
        ent_error error;
        ent_model_defaults(local, p);
        if (ent_model_set(local, p, "delta", detunings[k], &error) != ENT_OK ||
            ent_solve(&engine, local, p, NULL, &error) != ENT_OK) {
            (void)fprintf(stderr, "%s\n", error.message);
            return 1;
        }
        /* T_h = 0.7, T_c = 0.1, gamma_h = 1e-3, gamma_c = 1.1e-2, g = 1.6e-3 */
        const double width_h = 1e-3 * (1.0 + 2.0 * ent_bose_einstein(1.0, 0.7));
        const double width_c = 1.1e-2 * (1.0 + 2.0 * ent_bose_einstein(1.0 + detunings[k], 0.1));
        const double coupling = 0.0 - 1.6e-3 * get(engine, "coherence_re");
        const double bare_h = get(engine, "Q_h_bare"), bare_c = get(engine, "Q_c_bare");
        const double full_h = bare_h + width_h * coupling, full_c = bare_c + width_c * coupling;
        (void)printf("%5.2f   %16.4e   %12.4e   %12.0e\n", detunings[k], bare_h + bare_c,
                     (width_h + width_c) * coupling, get(engine, "Q_h") + get(engine, "Q_c"));
        wrong |= !(fabs(bare_h + bare_c + detunings[k] * get(engine, "I")) < 1e-18) ||
                 !(fabs(full_h - get(engine, "Q_h")) < 1e-18) || !(fabs(full_c - get(engine, "Q_c")) < 1e-18);
        ent_solution_free(engine);
    }
    return wrong;
}
