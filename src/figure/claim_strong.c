/* Claims about strong coupling between the qubits: figure 6, eq (27) and appendix B. */
#include <math.h>

#include "figure/claim.h"

/* The intervals of figure 6. */
static const claim_interval GAMMA_C = {"gamma_c", 1e-3, 0.1}, T_HOT = {"T_h", 1e-2, 10.0}, T_GIBBS = {"T", 1e-2, 10.0};
static const claim_interval LOCAL_G = {"g", 1e-5, 0.1}, LOCAL_GAMMA_C = {"gamma_c", 1e-4, 0.5};

/* The couplings looked at; those up to half the gap count as not comparable to it. */
static const double couplings[] = {0.2, 0.5, 0.8};
enum { N_COUPLINGS = sizeof couplings / sizeof couplings[0] };

/* "Not significant" is taken to mean less than twice as much. */
static const double SIGNIFICANT = 2.0;

/* Two routes to one root differ by rounding only. */
static const double SAME_ROOT = 1e-9;

/* The largest negativity of the engine at coupling g, over T_h and gamma_c. */
static int best_engine(double g, double place[2], double *value, ent_error *error)
{
    probe engine;
    const claim_interval box[] = {T_HOT, GAMMA_C};
    int status = probe_create(&engine, ent_model_find("global"), error);
    if (status == ENT_OK) {
        probe_set(&engine, "g", g);
        status = claim_best(&engine, "negativity_signed", 2, box, place, value, error);
    }
    probe_free(&engine);
    return status;
}

static int best_thermal(double g, double *value, ent_error *error)
{
    probe engine;
    double place;
    int status = probe_create(&engine, ent_model_find("thermal"), error);
    if (status == ENT_OK) {
        probe_set(&engine, "g", g);
        status = claim_best(&engine, "negativity_signed", 1, &T_GIBBS, &place, value, error);
    }
    probe_free(&engine);
    return status;
}

/* The largest negativity with weak coupling at T_h, over g and gamma_c, at the parameters of figure 6a. */
static int best_local(double t_h, double place[2], double *value, ent_error *error)
{
    probe engine;
    const claim_interval box[] = {LOCAL_G, LOCAL_GAMMA_C};
    int status = probe_create(&engine, ent_model_find("local"), error);
    if (status == ENT_OK) {
        probe_set(&engine, "T_h", t_h);
        probe_set(&engine, "T_c", 0.01);
        status = claim_best(&engine, "negativity_signed", 2, box, place, value, error);
    }
    probe_free(&engine);
    return status;
}

static bool is_inside(double x, claim_interval interval)
{
    return x > interval.lower && x < interval.upper;
}

static int compute_local(ent_claim *claim, ent_error *error)
{
    double place[2], at_one = NAN, at_ten = NAN, far[2];
    int status = best_local(1.0, place, &at_one, error);
    if (status == ENT_OK) {
        status = best_local(10.0, far, &at_ten, error);
    }
    if (status == ENT_OK) {
        claim_say(claim, "T_h = 1: N = %.4e at g = %.3e, gamma_c = %.3e; T_h = 10: N = %.4e", at_one, place[0],
                  place[1], at_ten);
        claim->holds = at_one > 0.0 && is_inside(place[0], LOCAL_G) && is_inside(place[1], LOCAL_GAMMA_C);
    }
    return status;
}

static int compute_comparison(ent_claim *claim, ent_error *error)
{
    double place[2], local = NAN, engine = NAN;
    int status = best_local(10.0, place, &local, error);
    claim->holds = status == ENT_OK;
    claim_say(claim, "best N:");
    for (size_t i = 0; status == ENT_OK && i < N_COUPLINGS && couplings[i] <= 0.5; ++i) {
        status = best_engine(couplings[i], place, &engine, error);
        claim_say(claim, " %.3e (g = %g),", engine, couplings[i]);
        claim->holds = claim->holds && engine < local;
    }
    claim_say(claim, " against %.3e with weak coupling (T_h = 10)", local);
    return status;
}

static int compute_significance(ent_claim *claim, ent_error *error)
{
    double place[2], local = NAN, engine = NAN;
    const double g = couplings[N_COUPLINGS - 1];
    int status = best_local(10.0, place, &local, error);
    if (status == ENT_OK) {
        status = best_engine(g, place, &engine, error);
    }
    claim_say(claim, "best N at g = %g: %.3e, %.1f times that of weak coupling, %.3f more (Bell state: 0.5)", g, engine,
              engine / local, engine - local);
    claim->holds = engine / local < SIGNIFICANT;
    return status;
}

static int compute_thermal_bound(ent_claim *claim, ent_error *error)
{
    probe gibbs;
    double difference = 0.0, bound = NAN;
    const int status = probe_create(&gibbs, ent_model_find("thermal"), error);
    for (size_t i = 0; status == ENT_OK && i < N_COUPLINGS; ++i) {
        probe_set(&gibbs, "g", couplings[i]);
        bound = claim_first_crossing(&gibbs, "negativity_signed", 0.0, "T", 0.02, 2.0, 100);
        const double expected = couplings[i] / asinh(1.0);
        difference = fmax(difference, isnan(bound) ? INFINITY : fabs(bound / expected - 1.0));
    }
    probe_free(&gibbs);
    claim_say(claim, "N = 0 at T = %.6f for g = 0.8; g = 0.2, 0.5, 0.8 agree with g/arcsinh 1 to %.0e", bound,
              difference);
    claim->holds = status == ENT_OK && difference < SAME_ROOT;
    return status;
}

static int compute_thermal_best(ent_claim *claim, ent_error *error)
{
    double place[2], engine, thermal;
    int status = ENT_OK;
    bool edge = true;
    claim->holds = true;
    claim_say(claim, "best N, engine/thermal:");
    for (size_t i = 1; status == ENT_OK && i < N_COUPLINGS; ++i) {
        status = best_engine(couplings[i], place, &engine, error);
        if (status == ENT_OK) {
            status = best_thermal(couplings[i], &thermal, error);
        }
        if (status == ENT_OK) {
            claim_say(claim, "%s %.3e/%.3e (g = %g)", i > 1 ? "," : "", engine, thermal, couplings[i]);
            claim->holds = claim->holds && thermal > engine;
            edge = edge && place[1] == GAMMA_C.lower;
        }
    }
    if (edge) {
        claim_say(claim, "; best gamma_c is the smallest allowed, %g", GAMMA_C.lower);
    }
    return status;
}

static int compute_approach(ent_claim *claim, ent_error *error)
{
    static const double rates[] = {0.1, 0.01, 0.001, 0.0001};
    probe engine;
    double place, value, thermal, before = 0.0;
    int status = probe_create(&engine, ent_model_find("global"), error);
    if (status == ENT_OK) {
        probe_set(&engine, "g", 0.5);
        status = best_thermal(0.5, &thermal, error);
    }
    claim->holds = status == ENT_OK;
    claim_say(claim, "g = 0.5, best T_h: N is");
    for (size_t i = 0; status == ENT_OK && i < sizeof rates / sizeof rates[0]; ++i) {
        probe_set(&engine, "gamma_c", rates[i]);
        status = claim_best(&engine, "negativity_signed", 1, &T_HOT, &place, &value, error);
        if (status == ENT_OK) {
            claim_say(claim, "%s %.1f", i ? "," : "", 100.0 * value / thermal);
            claim->holds = claim->holds && value > before && value < thermal;
            before = value;
        }
    }
    probe_free(&engine);
    claim_say(claim, " %% of the thermal state's for gamma_c = 0.1, 0.01, 0.001, 0.0001");
    return status;
}

/* J_ss/J_c as eq (27) prints it is d/sqrt(s1 s4), with the sign of d. */
static int compute_printed_bound(ent_claim *claim, ent_error *error)
{
    probe engine;
    const int status = probe_create(&engine, ent_model_find("global"), error);
    if (status == ENT_OK) {
        probe_set(&engine, "g", 0.1);
        probe_set(&engine, "T_h", 1.0);
        const double bound = sqrt(claim_value(&engine, "r11") * claim_value(&engine, "r00"));
        const double printed = claim_value(&engine, "coherence_re") / bound;
        const bool entangled = claim_value(&engine, "negativity_signed") > 0.0;
        /* With J_ss > 0, a negative J_c is always exceeded. */
        const bool exceeded = printed < 0.0 || printed > 1.0;
        claim_say(claim, "g = 0.1, T_h = 1: J_ss/J_c = %.3f as printed, %.3f with |d|; J_ss > J_c %s, the state is %s",
                  printed, claim_value(&engine, "J_ratio"), exceeded ? "holds" : "fails",
                  entangled ? "entangled" : "separable");
        claim->holds = exceeded == entangled;
    }
    probe_free(&engine);
    return status;
}

const claim_row claim_strong_rows[] = {
    {"6a", "weak coupling has a best g and gamma_c", "optimised to maximise negativity", compute_local},
    {"6a", "strong coupling gives no more unless g is comparable to the gaps", "not more entanglement",
     compute_comparison},
    {"6a", "even then the difference is not significant", "not significant", compute_significance},
    {"6b", "a thermal state beats the engine", "more than in any state out of equilibrium", compute_thermal_best},
    {"6b", "with smaller gamma_c the engine approaches the thermal state", "approaches the thermal-state value",
     compute_approach},
    {"app. B", "the thermal state is entangled iff sinh^2(g/T) > 1", "T < g/arcsinh 1", compute_thermal_bound},
    {"eq (27)", "J_ss > J_c as printed means entanglement", "J_c with d in the denominator", compute_printed_bound},
};

const size_t n_claim_strong_rows = sizeof claim_strong_rows / sizeof claim_strong_rows[0];
