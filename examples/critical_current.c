/* Does the heat current of the paper's engine exceed the critical one, and by how much?
 *
 * Eq (18): the qubits are entangled exactly where J_ss > J_c. Eqs (13) and (18) say that J_ss/J_c = |c|/sqrt(r11 r00),
 * so the populations and the coherence must give the same ratio as the two currents. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>

int main(void)
{
    const ent_model *local = ent_model_find("local");
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_solution *engine = NULL;
    ent_error error;
    ent_model_defaults(local, parameters);
    if (ent_model_set(local, parameters, "delta", 0.01, &error) != ENT_OK ||
        ent_solve(&engine, local, parameters, NULL, &error) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    const double *o = ent_solution_observables(engine);
    const double j = o[ent_model_observable(local, "J_ss")];
    const double critical = o[ent_model_observable(local, "J_c")];
    const double r11 = o[ent_model_observable(local, "r11")];
    const double r00 = o[ent_model_observable(local, "r00")];
    const double c =
        hypot(o[ent_model_observable(local, "coherence_re")], o[ent_model_observable(local, "coherence_im")]);
    const double ratio = c / sqrt(r11 * r00);

    (void)printf("J_ss             %.6e\n", j);
    (void)printf("J_c              %.6e\n", critical);
    (void)printf("J_ss/J_c         %.6f\n", j / critical);
    (void)printf("|c|/sqrt(r11r00) %.6f\n", ratio);
    (void)printf("entangled        %s\n", ent_solution_entangled(engine) == ENT_ENTANGLED ? "yes" : "no");

    const int wrong = fabs(j / critical - ratio) > 1e-12 || ent_solution_entangled(engine) != ENT_ENTANGLED;
    ent_solution_free(engine);
    return wrong;
}
