/* A rule that cannot be evaluated, for lack of memory, counts as broken. */
#include "model/network_rules.h"

#include <math.h>

#include "generator/bath_rates.h"
#include "model/network_lines.h"
#include "model/network_parts.h"

/* The open system at a point, and the part that a rule looks at. */
typedef struct view {
    const ent_network *network;
    network_values values;
    int subject;
} view;

static bool open_view(view *self, const ent_model *model, const ent_validity *rule, const double *parameters)
{
    self->network = model->data;
    self->subject = self->network->limits.subjects[rule - self->network->limits.rules];
    return network_values_create(&self->values, self->network) == ENT_OK &&
           network_evaluate(self->network, parameters, &self->values) == ENT_OK;
}

static const system_site *site_of(const view *self, int bond, int end)
{
    return &self->values.sites[self->network->bonds[bond].sites[end]];
}

/* The smallest rate above 0 of the baths on the two sites of a bond; of all baths if these have none. */
static double nearest_rate(const view *self)
{
    const int *ends = self->network->bonds[self->subject].sites;
    double near = INFINITY;
    double any = INFINITY;
    for (int b = 0; b < self->values.system.n_baths; ++b) {
        const system_bath *bath = &self->values.baths[b];
        for (int k = 0; k < bath->n_sites && !bath->dephasing && bath->rate > 0.0; ++k) {
            const double rate = bath_spectral_density(bath, self->values.sites[bath->sites[k]].energy);
            any = fmin(any, rate);
            near = bath->sites[k] == ends[0] || bath->sites[k] == ends[1] ? fmin(near, rate) : near;
        }
    }
    return isfinite(near) ? near : isfinite(any) ? any : 0.0;
}

static double smaller_gap(const view *self)
{
    return fmin(site_of(self, self->subject, 0)->energy, site_of(self, self->subject, 1)->energy);
}

static void set_strength_with_rate(const view *self, const double *o, double *left, double *right)
{
    (void)o;
    *left = fabs(self->values.terms[self->network->bonds[self->subject].term].strength);
    *right = nearest_rate(self);
}

static void set_strength_with_gap(const view *self, const double *o, double *left, double *right)
{
    (void)o;
    *left = fabs(self->values.terms[self->network->bonds[self->subject].term].strength);
    *right = smaller_gap(self);
}

static void set_detuning_with_gap(const view *self, const double *o, double *left, double *right)
{
    (void)o;
    const bool coupled = self->values.terms[self->network->bonds[self->subject].term].strength != 0.0;
    *left = coupled ? fabs(site_of(self, self->subject, 0)->energy - site_of(self, self->subject, 1)->energy) : 0.0;
    *right = smaller_gap(self);
}

/* A product counts against the smallest gap of its sites. */
static void set_product_with_gap(const view *self, const double *o, double *left, double *right)
{
    (void)o;
    const system_term *term = &self->values.terms[self->subject];
    *left = hypot(term->strength, term->strength_im);
    *right = INFINITY;
    for (int k = 0; k < term->n_factors; ++k) {
        *right = fmin(*right, self->values.sites[term->factors[k].site].energy);
    }
}

static void set_tunnelling_with_gap(const view *self, const double *o, double *left, double *right)
{
    (void)o;
    *left = fabs(self->values.sites[self->subject].tunnelling);
    *right = self->values.sites[self->subject].energy;
}

/* How far the rates of a bath vary around a frequency: bosons on its own scale, fermions over the larger of the
 * distance to the chemical potential and the temperature. */
static double scale_at(const system_bath *bath, double frequency)
{
    return bath->statistics == ENT_STATISTICS_BOSON
               ? frequency
               : fmax(fabs(frequency - bath->chemical_potential), bath->temperature);
}

static void set_rate_with_gap(const view *self, const double *o, double *left, double *right)
{
    (void)o;
    const system_bath *bath = &self->values.baths[self->subject];
    *left = 0.0;
    *right = 1.0;
    for (int k = 0; k < bath->n_sites; ++k) {
        const double gap = self->values.sites[bath->sites[k]].energy;
        const double rate = bath_spectral_density(bath, gap);
        if (rate * *right > *left * scale_at(bath, gap)) {
            *left = rate;
            *right = scale_at(bath, gap);
        }
    }
}

/* Index of an observable; n without it. */
static size_t find_quantity(const network_table *table, network_quantity quantity, int a)
{
    size_t k = 0;
    while (k < table->n && !(table->entries[k].quantity == quantity && table->entries[k].a == a)) {
        ++k;
    }
    return k;
}

/* Sum of |Q - mu I|/T. Rounding makes currents of up to 1e-30 of the rates, which must not count. */
static double entropy_flow(const view *self, const double *observables)
{
    const network_table *table = &self->network->table;
    double sum = 0.0;
    double rate = 0.0;
    for (int b = 0; b < self->values.system.n_baths; ++b) {
        const system_bath *bath = &self->values.baths[b];
        if (!bath->dephasing && bath->temperature > 0.0) {
            const double heat = observables[find_quantity(table, NETWORK_HEAT, b)];
            const double quanta = observables[find_quantity(table, NETWORK_PARTICLES, b)];
            sum += (fabs(heat) + fabs(bath->chemical_potential * quanta)) / bath->temperature;
        }
        rate = fmax(rate, bath->rate);
    }
    return sum + 1e-8 * rate;
}

static void set_entropy(const view *self, const double *o, double *left, double *right)
{
    *left = -o[find_quantity(&self->network->table, NETWORK_ENTROPY_PRODUCTION, 0)];
    *right = entropy_flow(self, o);
}

static void set_truncation(const view *self, const double *o, double *left, double *right)
{
    *left = o[find_quantity(&self->network->table, NETWORK_TOP_POPULATION, self->subject)];
    *right = 1.0;
}

static void set_positivity(const view *self, const double *o, double *left, double *right)
{
    *left = -o[find_quantity(&self->network->table, NETWORK_SMALLEST_EIGENVALUE, 0)];
    *right = 1.0;
}

static void set_rate_with_spacing(const view *self, const double *o, double *left, double *right)
{
    network_lines lines;
    (void)o;
    const int status = network_lines_find(&lines, &self->values.system, self->subject);
    *left = status == ENT_OK ? lines.relaxation : 1.0;
    *right = status == ENT_OK ? lines.spacing : 0.0;
}

static void set_rate_with_line(const view *self, const double *o, double *left, double *right)
{
    network_lines lines;
    (void)o;
    const int status = network_lines_find(&lines, &self->values.system, self->subject);
    *left = status == ENT_OK ? lines.rate : 1.0;
    *right = status == ENT_OK ? lines.scale : 0.0;
}

static void set_negative_line(const view *self, const double *o, double *left, double *right)
{
    network_lines lines;
    (void)o;
    const int status = network_lines_find(&lines, &self->values.system, self->subject);
    *left = status == ENT_OK ? lines.negative : 1.0;
    *right = 0.0;
}

static void (*const setters[])(const view *, const double *, double *, double *) = {
    [RULE_STRENGTH_RATE] = set_strength_with_rate,
    [RULE_STRENGTH_GAP] = set_strength_with_gap,
    [RULE_DETUNING] = set_detuning_with_gap,
    [RULE_PRODUCT] = set_product_with_gap,
    [RULE_TUNNELLING] = set_tunnelling_with_gap,
    [RULE_RATE_GAP] = set_rate_with_gap,
    [RULE_ENTROPY] = set_entropy,
    [RULE_TRUNCATION] = set_truncation,
    [RULE_POSITIVITY] = set_positivity,
    [RULE_SPACING] = set_rate_with_spacing,
    [RULE_LINE] = set_rate_with_line,
    [RULE_NEGATIVE_LINE] = set_negative_line,
};

void network_rule_compare(const ent_model *self, const ent_validity *rule, const double *parameters,
                          const double *observables, double *left, double *right)
{
    view at;
    const network_limits *limits = &((const ent_network *)self->data)->limits;
    *left = 1.0;
    *right = 0.0;
    if (open_view(&at, self, rule, parameters)) {
        setters[limits->kinds[rule - limits->rules]](&at, observables, left, right);
    }
    network_values_free(&at.values);
}
