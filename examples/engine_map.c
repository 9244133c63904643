/* Which couplings entangle the qubits, and is it their size or their ratios that matters?
 *
 * Sweeps the coupling g of the qubits (across) and the coupling gamma_c of the cold qubit to its bath (down), in units
 * of gamma_h, and writes the negativity as a grey picture (PGM) on standard output. At equal gaps the master equation
 * (3) is linear in g, gamma_h and gamma_c, so a machine ten times faster must show the same picture. */
#include <entangine/entangine.h>
#include <math.h>
#include <stdio.h>

enum { N_G = 24, N_GAMMA = 12, N = N_G * N_GAMMA, WHITE = 255 };

/* The negativity over the grid of a machine with this gamma_h; 0 after a failure. */
static int sweep(double *negativity, double gamma_h)
{
    static int status[N];
    const char *observable = "negativity";
    double parameters[ENT_MODEL_MAX_PARAMETERS];
    ent_axis axes[2] = {{.parameter = "gamma_c"}, {.parameter = "g"}};
    const ent_model *model = ent_model_find("local");
    const ent_sweep grid = {model, parameters, 2, axes, 1, &observable};
    ent_error error;
    ent_model_defaults(model, parameters);
    const int good = ent_model_set(model, parameters, "gamma_h", gamma_h, &error) == ENT_OK &&
                     ent_range_logarithmic(&axes[0].range, gamma_h, 100.0 * gamma_h, N_GAMMA, &error) == ENT_OK &&
                     ent_range_logarithmic(&axes[1].range, 0.1 * gamma_h, 100.0 * gamma_h, N_G, &error) == ENT_OK &&
                     ent_sweep_evaluate(&grid, &negativity, status, 0, N, NULL, &error) == ENT_OK;
    if (!good) {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    return good;
}

int main(void)
{
    double slow[N], fast[N], largest = 0.0, difference = 0.0;
    if (!sweep(slow, 1e-5) || !sweep(fast, 1e-4)) {
        return 1;
    }
    for (int i = 0; i < N; ++i) {
        largest = fmax(largest, slow[i]);
        difference = fmax(difference, fabs(slow[i] - fast[i]));
    }
    (void)printf("P2\n# negativity up to %.6f; g from 0.1 to 100 gamma_h, gamma_c from 1 to 100 gamma_h\n", largest);
    (void)printf("# the same for a machine ten times faster: %s\n%d %d\n%d\n", difference < 1e-12 ? "yes" : "no", N_G,
                 N_GAMMA, WHITE);
    for (int i = 0; i < N; ++i) {
        (void)printf("%3.0f%c", WHITE * slow[i] / largest, i % N_G == N_G - 1 ? '\n' : ' ');
    }
    return difference < 1e-12 ? 0 : 1;
}
