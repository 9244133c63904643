/* Claims about tunnelling in the hot qubit: figures 4 and 5. */
#include <math.h>

#include "figure/claim.h"

/* Where the largest value is looked for; the master equation is solved numerically at every step. */
static const claim_interval KAPPA = {"kappa_h", 0.0, 0.25};
enum { STEPS = 100 };

/* "The same" and "approximately the same" are taken at the resolution of a printed figure. */
static const double SAME = 0.01;

/* "Little variation" with T_h: no more than this share over the whole range looked at. */
static const double LITTLE = 0.02;

static const double T_HOT = 0.7, DELTA = 0.01;

/* The tunnelling that gives the largest value of an observable, and that value. */
static int find_largest(probe *engine, const char *observable, double *kappa, double *value, ent_error *error)
{
    return claim_best(engine, observable, 1, &KAPPA, kappa, value, error);
}

static int compute_restoration(ent_claim *claim, ent_error *error)
{
    probe engine;
    double kappa, heat = NAN, negativity = NAN;
    int status = claim_engine(&engine, T_HOT, 0.0, error);
    if (status == ENT_OK) {
        const double heat_resonant = claim_value(&engine, "J_ss");
        const double negativity_resonant = claim_value(&engine, "negativity");
        probe_set(&engine, "delta", DELTA);
        status = find_largest(&engine, "J_ss", &kappa, &heat, error);
        if (status == ENT_OK) {
            status = find_largest(&engine, "negativity_signed", &kappa, &negativity, error);
        }
        heat /= heat_resonant;
        negativity /= negativity_resonant;
    }
    probe_free(&engine);
    claim_say(claim, "T_h = %g, delta = %g: J_ss back to %.2f %%, N to %.2f %%: the same within %g %%, not exactly",
              T_HOT, DELTA, 100.0 * heat, 100.0 * negativity, 100.0 * SAME);
    claim->holds = fabs(heat - 1.0) < SAME && fabs(negativity - 1.0) < SAME;
    return status;
}

static int compute_agreement(ent_claim *claim, ent_error *error)
{
    probe engine;
    double heat_kappa = NAN, negativity_kappa = NAN, value;
    int status = claim_engine(&engine, T_HOT, DELTA, error);
    if (status == ENT_OK) {
        status = find_largest(&engine, "J_ss", &heat_kappa, &value, error);
    }
    if (status == ENT_OK) {
        status = find_largest(&engine, "negativity_signed", &negativity_kappa, &value, error);
    }
    probe_free(&engine);
    /* Tunnelling widens the hot gap to sqrt(eps_h^2 + 4 kappa^2), which then equals the cold one, 1 + delta. */
    const double matching = 0.5 * sqrt(DELTA * (2.0 + DELTA));
    claim_say(claim, "kappa_max = %.5f (J_ss), %.5f (N), %.1f %% apart; equal gaps would give %.6f", heat_kappa,
              negativity_kappa, 100.0 * fabs(heat_kappa / negativity_kappa - 1.0), matching);
    claim->holds = fabs(heat_kappa / negativity_kappa - 1.0) < SAME;
    return status;
}

static int compute_shape(ent_claim *claim, ent_error *error)
{
    static const char *const observables[] = {"J_ss", "negativity_signed"};
    probe engine;
    double kappa, value;
    int status = claim_engine(&engine, T_HOT, DELTA, error);
    claim->holds = status == ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < 2; ++i) {
        status = find_largest(&engine, observables[i], &kappa, &value, error);
        claim->holds = claim->holds && status == ENT_OK &&
                       claim_is_monotonic(&engine, observables[i], 1, "kappa_h", 0.0, kappa, STEPS) &&
                       claim_is_monotonic(&engine, observables[i], -1, "kappa_h", kappa, 0.2, STEPS);
        claim_say(claim, "%s %s monotonically to kappa_h = %.4f and %s beyond, up to 0.2", i ? "; N" : "J_ss",
                  claim->holds ? "rises" : "does not rise", kappa, claim->holds ? "falls" : "does not only fall");
    }
    probe_free(&engine);
    return status;
}

static int compute_temperature(ent_claim *claim, ent_error *error)
{
    static const double temperatures[] = {0.3, 0.5, 0.7, 1.0, 2.0};
    probe engine;
    double kappa, value, low = INFINITY, high = 0.0;
    int status = claim_engine(&engine, T_HOT, DELTA, error);
    for (size_t i = 0; status == ENT_OK && i < sizeof temperatures / sizeof temperatures[0]; ++i) {
        probe_set(&engine, "T_h", temperatures[i]);
        status = find_largest(&engine, "J_ss", &kappa, &value, error);
        low = fmin(low, kappa);
        high = fmax(high, kappa);
    }
    probe_free(&engine);
    claim_say(claim, "kappa_max (J_ss) between %.5f and %.5f for T_h = 0.3 to 2: %.2f %% of variation", low, high,
              100.0 * (high / low - 1.0));
    claim->holds = status == ENT_OK && high / low - 1.0 < LITTLE;
    return status;
}

static int compute_growth(ent_claim *claim, ent_error *error)
{
    static const double detunings[] = {0.005, 0.01, 0.02, 0.03, 0.04, 0.05};
    enum { N = sizeof detunings / sizeof detunings[0] };
    probe engine;
    double kappa[N] = {0.0}, value;
    int status = claim_engine(&engine, T_HOT, 0.0, error);
    claim->holds = status == ENT_OK;
    claim_say(claim, "kappa_max (J_ss) =");
    for (size_t i = 0; status == ENT_OK && i < N; ++i) {
        probe_set(&engine, "delta", detunings[i]);
        status = find_largest(&engine, "J_ss", &kappa[i], &value, error);
        claim_say(claim, "%s %.5f", i ? "," : "", kappa[i]);
        claim->holds = claim->holds && (i == 0 || kappa[i] > kappa[i - 1]);
    }
    probe_free(&engine);
    claim_say(claim, " at delta = 0.005, 0.01, ... 0.05");
    /* Proportional growth would make the last ten times the first. */
    claim->holds = claim->holds && kappa[N - 1] / kappa[0] < 0.9 * detunings[N - 1] / detunings[0];
    return status;
}

const claim_row claim_tunnelling_rows[] = {
    {"4", "at kappa_max both reach the values of delta = kappa = 0", "the same values", compute_restoration},
    {"4", "kappa_max is the same for J_ss and N", "approximately the same", compute_agreement},
    {"4", "both rise up to kappa_max and fall beyond", "increase, then monotonic decrease", compute_shape},
    {"4", "kappa_max hardly depends on T_h", "little variation", compute_temperature},
    {"5", "kappa_max grows with delta", "non-linear but monotonic increase", compute_growth},
};

const size_t n_claim_tunnelling_rows = sizeof claim_tunnelling_rows / sizeof claim_tunnelling_rows[0];
