/* Claims about heat current, negativity and their ratio without tunnelling: figures 2 and 3, eqs (10) and (18). */
#include <math.h>

#include "figure/claim.h"

/* Steps of the grids on which monotonic behaviour and crossings are looked for. */
enum { STEPS = 400 };

/* The temperatures looked at where the paper does not give its own. */
static const double temperatures[] = {0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.7, 1.0};
enum { N_TEMPERATURES = sizeof temperatures / sizeof temperatures[0] };

/* The detuning of 5 % that section 4 speaks of, at the T_h that figure 5 gives. */
static const double DETUNING = 0.05, T_HOT = 0.7;

/* The text calls 5 % detuning enough to suppress both: taken to hold if less than a tenth is left. */
static const double SUPPRESSED = 0.1;

/* Two routes to one root differ by rounding only. */
static const double SAME_ROOT = 1e-9;

static int compute_operation(ent_claim *claim, ent_error *error)
{
    probe engine;
    const int status = claim_engine(&engine, T_HOT, 0.0, error);
    if (status == ENT_OK) {
        const double negativity = claim_value(&engine, "negativity");
        const double ratio = claim_value(&engine, "J_ratio");
        claim_say(claim, "T_h = %g, delta = 0: N = %.9g, J_ss = %.10g, J_ss/J_c = %.10g", T_HOT, negativity,
                  claim_value(&engine, "J_ss"), ratio);
        claim->holds = negativity > 0.0 && ratio > 1.0;
    }
    probe_free(&engine);
    return status;
}

/* Whether both fall all the way from no detuning to 5 %. */
static bool both_fall(probe *engine)
{
    return claim_is_monotonic(engine, "J_ss", -1, "delta", 0.0, DETUNING, STEPS) &&
           claim_is_monotonic(engine, "negativity_signed", -1, "delta", 0.0, DETUNING, STEPS);
}

static int compute_reduction(ent_claim *claim, ent_error *error)
{
    probe engine;
    const int status = claim_engine(&engine, T_HOT, 0.01, error);
    if (status == ENT_OK) {
        claim_say(claim, "T_h = %g, delta = 0.01: N = %.10g, J_ss = %.10g, J_ss/J_c = %.10g", T_HOT,
                  claim_value(&engine, "negativity"), claim_value(&engine, "J_ss"), claim_value(&engine, "J_ratio"));
        claim->holds = both_fall(&engine);
        claim_say(claim, claim->holds ? "; both fall from 0 to 0.05" : "; not both fall from 0 to 0.05");
    }
    probe_free(&engine);
    return status;
}

static int compute_suppression(ent_claim *claim, ent_error *error)
{
    probe engine;
    const int status = claim_engine(&engine, T_HOT, 0.0, error);
    if (status == ENT_OK) {
        const double heat = claim_value(&engine, "J_ss"), negativity = claim_value(&engine, "negativity");
        probe_set(&engine, "delta", DETUNING);
        const double heat_left = claim_value(&engine, "J_ss") / heat;
        const double negativity_left = claim_value(&engine, "negativity") / negativity;
        claim_say(claim, "T_h = %g: J_ss falls to %.2f %%, N to %.2f %% of resonance", T_HOT, 100.0 * heat_left,
                  100.0 * negativity_left);
        claim->holds = heat_left < SUPPRESSED && negativity_left < SUPPRESSED;
    }
    probe_free(&engine);
    return status;
}

/* The plotted temperatures are at most of the order of the gap: T_h up to 1. What happens above is told beside it. */
static int compute_heating(ent_claim *claim, ent_error *error)
{
    probe engine;
    double t_h, largest;
    const claim_interval search = {"T_h", 0.2, 20.0};
    int status = claim_engine(&engine, T_HOT, 0.0, error);
    if (status == ENT_OK) {
        claim->holds = claim_is_monotonic(&engine, "J_ss", 1, "T_h", 0.2, 1.0, STEPS) &&
                       claim_is_monotonic(&engine, "negativity_signed", 1, "T_h", 0.2, 1.0, STEPS);
        status = claim_best(&engine, "negativity_signed", 1, &search, &t_h, &largest, error);
        claim_say(claim, "delta = 0: both %s from T_h = 0.2 to 1; N is largest, %.4g, at T_h = %.4g and falls beyond",
                  claim->holds ? "rise" : "do not both rise", largest, t_h);
    }
    probe_free(&engine);
    return status;
}

static int compute_bump(ent_claim *claim, ent_error *error)
{
    probe engine;
    double delta, largest;
    const claim_interval search = {"delta", 0.0, DETUNING};
    int status = claim_engine(&engine, T_HOT, 0.0, error);
    if (status == ENT_OK) {
        const double at_zero = claim_value(&engine, "J_ratio");
        status = claim_best(&engine, "J_ratio", 1, &search, &delta, &largest, error);
        claim->holds = status == ENT_OK && delta > 0.0 && delta < DETUNING && largest > at_zero &&
                       claim_is_monotonic(&engine, "J_ratio", 1, "delta", 0.0, delta, STEPS) &&
                       claim_is_monotonic(&engine, "J_ratio", -1, "delta", delta, DETUNING, STEPS);
        claim_say(claim, "T_h = %g: from %.4f at delta = 0 up to %.4f at delta = %.4f, then down to %.4f at delta = %g",
                  T_HOT, at_zero, largest, delta, claim_value_at(&engine, "J_ratio", "delta", DETUNING), DETUNING);
    }
    probe_free(&engine);
    return status;
}

/* Finds both roots independently at each temperature that has them. */
static int compute_same_root(ent_claim *claim, ent_error *error)
{
    probe engine;
    double difference = 0.0;
    size_t n = 0;
    const int status = claim_engine(&engine, T_HOT, 0.0, error);
    claim_say(claim, "delta =");
    for (size_t i = 0; status == ENT_OK && i < N_TEMPERATURES; ++i) {
        probe_set(&engine, "T_h", temperatures[i]);
        const double ratio = claim_first_crossing(&engine, "J_ratio", 1.0, "delta", 0.0, 0.2, STEPS);
        const double negativity = claim_first_crossing(&engine, "negativity_signed", 0.0, "delta", 0.0, 0.2, STEPS);
        if (isnan(ratio) != isnan(negativity)) {
            difference = INFINITY;
        } else if (!isnan(ratio)) {
            claim_say(claim, "%s %.4f (T_h = %g)", n ? "," : "", ratio, temperatures[i]);
            difference = fmax(difference, fabs(ratio / negativity - 1.0));
            ++n;
        }
    }
    probe_free(&engine);
    claim_say(claim, "; the two roots differ by %.0e", difference);
    claim->holds = n > 0 && difference < SAME_ROOT;
    return status;
}

/* A bound on the detuning exists where the ratio falls below 1, and is the only one if it never rises again. */
static int compute_detuning_bound(ent_claim *claim, ent_error *error)
{
    probe engine;
    bool all = true, again = false;
    double without = NAN, returns = NAN;
    const int status = claim_engine(&engine, T_HOT, 0.0, error);
    for (size_t i = 0; status == ENT_OK && i < N_TEMPERATURES; ++i) {
        probe_set(&engine, "T_h", temperatures[i]);
        const double bound = claim_first_crossing(&engine, "J_ratio", 1.0, "delta", 0.0, 1.0, STEPS);
        if (isnan(bound)) {
            without = all ? temperatures[i] : without;
            all = false;
        } else if (!again) {
            returns = claim_first_crossing(&engine, "J_ratio", 1.0, "delta", 1.001 * bound, 1.0, STEPS);
            again = !isnan(returns);
        }
    }
    probe_free(&engine);
    if (!all) {
        claim_say(claim, "none up to delta = 1 for T_h >= %g, where J_ss/J_c stays above 1", without);
    }
    if (again) {
        claim_say(claim, "%sat T_h = %g entanglement returns at delta = %.4f", all ? "" : "; ", temperatures[0],
                  returns);
    }
    claim->holds = all && !again;
    return status;
}

static int compute_ratio_of_temperature(ent_claim *claim, ent_error *error)
{
    probe engine;
    double t_h, largest;
    const claim_interval search = {"T_h", 0.1, 1.0};
    int status = claim_engine(&engine, T_HOT, 0.01, error);
    if (status == ENT_OK) {
        claim->holds = claim_is_monotonic(&engine, "J_ratio", 1, "T_h", 0.1, 1.0, STEPS);
        status = claim_best(&engine, "J_ratio", 1, &search, &t_h, &largest, error);
        claim_say(claim, "delta = 0.01: rises to %.4f at T_h = %.4f, then falls to %.4f at T_h = 1", largest, t_h,
                  claim_value_at(&engine, "J_ratio", "T_h", 1.0));
    }
    probe_free(&engine);
    return status;
}

static int compute_temperature_bound(ent_claim *claim, ent_error *error)
{
    static const double detunings[] = {0.0, 0.01, 0.02, 0.05};
    probe engine;
    const int status = claim_engine(&engine, T_HOT, 0.0, error);
    claim->holds = status == ENT_OK;
    claim_say(claim, "T_h =");
    for (size_t i = 0; status == ENT_OK && i < sizeof detunings / sizeof detunings[0]; ++i) {
        probe_set(&engine, "delta", detunings[i]);
        const double bound = claim_first_crossing(&engine, "J_ratio", 1.0, "T_h", 0.11, 1.0, STEPS);
        claim_say(claim, "%s %.6f (delta = %g)", i ? "," : "", bound, detunings[i]);
        claim->holds = claim->holds && claim_value_at(&engine, "negativity", "T_h", 0.999 * bound) == 0.0 &&
                       claim_value_at(&engine, "negativity", "T_h", 1.001 * bound) > 0.0;
    }
    probe_free(&engine);
    return status;
}

/* Heat counted with H_S alone, as eq (10) is printed, against the full Hamiltonian. */
static int compute_first_law(ent_claim *claim, ent_error *error)
{
    probe engine;
    const int status = claim_engine(&engine, T_HOT, 0.02, error);
    if (status == ENT_OK) {
        const double bare = claim_value(&engine, "Q_h_bare") + claim_value(&engine, "Q_c_bare");
        const double full = claim_value(&engine, "Q_h") + claim_value(&engine, "Q_c");
        const double scale = fabs(claim_value(&engine, "Q_h"));
        claim_say(claim, "delta = 0.02: Q_h + Q_c = %.3g (%.2g of Q_h) with H_S alone, %.1g with H_S + H_int", bare,
                  fabs(bare) / scale, full);
        claim->holds = fabs(bare) < 1e-12 * scale;
    }
    probe_free(&engine);
    return status;
}

const claim_row claim_detuning_rows[] = {
    {"2", "the engine entangles the qubits and carries heat", "N > 0 while J_ss > J_c", compute_operation},
    {"2", "detuning reduces heat current and negativity", "both fall with delta", compute_reduction},
    {"2", "5 % detuning suppresses both", "reduced even for 5 %", compute_suppression},
    {"2", "both increase with T_h", "increase with T_h", compute_heating},
    {"3a", "J_ss/J_c first rises a little with delta", "small increase, then monotonic decrease", compute_bump},
    {"3a", "N reaches 0 where J_ss/J_c = 1", "the same value of delta", compute_same_root},
    {"3a", "the critical current bounds the detuning from above (T_h = 0.2 to 1)",
     "an upper bound at the one T_h plotted, for small delta", compute_detuning_bound},
    {"3b", "J_ss/J_c increases monotonically with T_h", "monotonic increase", compute_ratio_of_temperature},
    {"3b", "entanglement needs a least T_h", "a lower bound on T_h", compute_temperature_bound},
    {"eq (10)", "Q_h + Q_c = 0 with heat counted by H_S", "First Law, with H_S printed", compute_first_law},
};

const size_t n_claim_detuning_rows = sizeof claim_detuning_rows / sizeof claim_detuning_rows[0];
