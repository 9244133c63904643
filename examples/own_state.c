/* How entangled is a state of your own? Here a Werner state, p |psi-><psi-| + (1 - p) 1/4, whose measures are known:
 * negativity (3p - 1)/4 and concurrence (3p - 1)/2 above p = 1/3, and nothing below (Werner 1989, Wootters 1998). */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>

/* Row-major, basis |11>, |10>, |01>, |00>. */
static void set_werner(ent_complex rho[16], double p)
{
    for (int k = 0; k < 16; ++k) {
        rho[k] = (ent_complex){k % 5 == 0 ? 0.25 * (1.0 - p) : 0.0, 0.0};
    }
    rho[1 * 4 + 1].re += 0.5 * p;
    rho[2 * 4 + 2].re += 0.5 * p;
    rho[1 * 4 + 2].re = rho[2 * 4 + 1].re = -0.5 * p;
}

int main(void)
{
    static const double mixtures[] = {0.2, 0.5, 0.8, 1.0};
    ent_complex rho[16];
    ent_entanglement measures;
    ent_error error;
    (void)puts("   p   negativity   concurrence   formation");
    for (size_t k = 0; k < sizeof mixtures / sizeof mixtures[0]; ++k) {
        const double p = mixtures[k], known = fmax(0.0, (3.0 * p - 1.0) / 4.0);
        set_werner(rho, p);
        if (ent_entanglement_two_qubit(&measures, rho, &error) != ENT_OK) {
            (void)fprintf(stderr, "%s\n", error.message);
            return 1;
        }
        (void)printf("%4.1f   %10.6f   %11.6f   %9.6f\n", p, measures.negativity, measures.concurrence,
                     measures.entanglement_of_formation);
        if (fabs(measures.negativity - known) > 1e-14 || fabs(measures.concurrence - 2.0 * known) > 1e-14) {
            return 1;
        }
    }
    rho[0].re += 0.1; /* now the trace is 1.1: refused, with the reason */
    const int status = ent_entanglement_two_qubit(&measures, rho, &error);
    (void)printf("trace 1.1: %s\n", ent_status_name(status));
    return status != ENT_ERROR_OUT_OF_RANGE;
}
