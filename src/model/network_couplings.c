/* Couplings and products of the builder, as terms of the open system. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "model/network_parts.h"

static const network_field strength_im = {"strength_im", offsetof(system_term, strength_im), ENT_QUANTITY_ENERGY,
                                          -INFINITY, false};

/* One field for each key that a strength may have in a file, so that messages name the right one. */
static const network_field strengths[] = {
    [ENT_COUPLING_EXCHANGE] = {"exchange", offsetof(system_term, strength), ENT_QUANTITY_ENERGY, -INFINITY, false},
    [ENT_COUPLING_DIPOLE] = {"dipole", offsetof(system_term, strength), ENT_QUANTITY_ENERGY, -INFINITY, false},
    [ENT_COUPLING_ZZ] = {"zz", offsetof(system_term, strength), ENT_QUANTITY_ENERGY, -INFINITY, false}};

static const network_field product_strength = {"strength", offsetof(system_term, strength), ENT_QUANTITY_ENERGY,
                                               -INFINITY, false};

/* Takes factors; the term is counted once its numbers are in. */
static int add_term(ent_network *self, system_factor *factors, size_t n_factors, bool add_adjoint, ent_error *error)
{
    system_term *terms = network_grow(self->terms, self->n_terms, sizeof *terms);
    if (!terms) {
        return error_no_memory(error);
    }
    self->terms = terms;
    terms[self->n_terms] = (system_term){.add_adjoint = add_adjoint, .n_factors = (int)n_factors, .factors = factors};
    return ENT_OK;
}

static int bond_sites(const ent_network *self, const ent_coupling *coupling, int sites[2], const char *owner,
                      ent_error *error)
{
    for (int k = 0; k < 2; ++k) {
        const size_t site = network_find_site(self, coupling->sites[k], owner, error);
        if (site == self->n_sites) {
            return ENT_ERROR_UNKNOWN_NAME;
        }
        sites[k] = (int)site;
    }
    int status = ENT_OK;
    if (sites[0] == sites[1]) {
        status = error_set(error, ENT_ERROR_USAGE, "%s: couples site '%s' to itself", owner, coupling->sites[0]);
    }
    for (size_t b = 0; status == ENT_OK && b < self->n_bonds; ++b) {
        const network_bond *bond = &self->bonds[b];
        const bool same = (bond->sites[0] == sites[0] && bond->sites[1] == sites[1]) ||
                          (bond->sites[0] == sites[1] && bond->sites[1] == sites[0]);
        if (same && bond->kind == coupling->kind) {
            status = error_set(error, ENT_ERROR_DUPLICATE, "%s: these sites have such a coupling already", owner);
        }
    }
    if (status != ENT_OK) {
        (void)network_at_line(self, network_line(self, "sites"), error);
    }
    return status;
}

int ent_network_add_coupling(ent_network *self, const ent_coupling *coupling, ent_error *error)
{
    static const local_operator operators[][2] = {[ENT_COUPLING_EXCHANGE] = {LOCAL_RAISE, LOCAL_LOWER},
                                                  [ENT_COUPLING_DIPOLE] = {LOCAL_X, LOCAL_X},
                                                  [ENT_COUPLING_ZZ] = {LOCAL_Z, LOCAL_Z}};
    const size_t mark = self->n_numbers;
    char owner[160];
    network_bond bond = {.kind = coupling->kind, .term = (int)self->n_terms};
    (void)snprintf(owner, sizeof owner, "coupling of '%.63s' and '%.63s'", coupling->sites[0] ? coupling->sites[0] : "",
                   coupling->sites[1] ? coupling->sites[1] : "");
    int status = network_check_open(self, error);
    status = status == ENT_OK ? bond_sites(self, coupling, bond.sites, owner, error) : status;
    if (status != ENT_OK) {
        return status;
    }
    network_bond *bonds = network_grow(self->bonds, self->n_bonds, sizeof *bonds);
    self->bonds = bonds ? bonds : self->bonds;
    system_factor *factors = calloc(2, sizeof *factors);
    status = bonds && factors ? ENT_OK : error_no_memory(error);
    for (int k = 0; status == ENT_OK && k < 2; ++k) {
        factors[k] = (system_factor){.site = bond.sites[k], .kind = operators[bond.kind][k]};
    }
    if (status == ENT_OK) {
        status = add_term(self, factors, 2, bond.kind == ENT_COUPLING_EXCHANGE, error);
    }
    if (status == ENT_OK) {
        status =
            network_add_number(self, PART_TERM, self->n_terms, &strengths[bond.kind], owner, coupling->strength, error);
    }
    if (status != ENT_OK) {
        network_drop_numbers(self, mark);
        free(factors);
        return status;
    }
    ++self->n_terms;
    bonds[self->n_bonds++] = bond;
    return ENT_OK;
}

/* p0, p1, ...: the level, or -1. */
static int projector_level(const char *name)
{
    int level = -1;
    if (name[0] == 'p' && strlen(name) > 1 && strlen(name) < 6 && strspn(name + 1, "0123456789") == strlen(name + 1)) {
        level = (int)strtol(name + 1, NULL, 10);
    }
    return level;
}

static int parse_operator(const ent_network *self, system_factor *factor, const char *name, ent_error *error)
{
    static const char *const names[] = {"lower", "raise", "number", "x", "y", "z"};
    const system_site *site = &self->sites[factor->site];
    const char *nearest = names[0];
    const int level = projector_level(name);
    for (int k = 0; k < 6; ++k) {
        if (strcmp(names[k], name) == 0) {
            factor->kind = (local_operator)k;
            return ENT_OK;
        }
        nearest = text_distance(name, names[k]) < text_distance(name, nearest) ? names[k] : nearest;
    }
    if (level >= site->levels) {
        return error_set(error, ENT_ERROR_OUT_OF_RANGE, "product, operator '%s' of site '%s': it has levels 0 to %d",
                         name, site->name, site->levels - 1);
    }
    if (level >= 0) {
        factor->kind = LOCAL_PROJECTOR;
        factor->level = level;
        return ENT_OK;
    }
    return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                     "product: there is no operator '%.63s' of site '%s': the nearest is '%s'; there are lower, raise, "
                     "number, x, y, z and p0 to p%d",
                     name, site->name, nearest, site->levels - 1);
}

static bool is_zero(const char *text)
{
    ent_error ignored;
    expression *value = NULL;
    const bool zero = !text || (expression_compile(&value, text, &ignored) == ENT_OK && expression_is_constant(value) &&
                                expression_value(value, NULL) == 0.0);
    expression_free(value);
    return zero;
}

static int check_hermitian(const ent_product *product, const system_factor *factors, ent_error *error)
{
    for (size_t k = 0; !product->add_adjoint && k < product->n_factors; ++k) {
        if (factors[k].kind == LOCAL_LOWER || factors[k].kind == LOCAL_RAISE) {
            return error_set(error, ENT_ERROR_USAGE,
                             "product: with '%s' of site '%s' it is not hermitian: its adjoint must be added "
                             "(add_adjoint: true)",
                             product->factors[k].name, product->factors[k].site);
        }
    }
    if (!product->add_adjoint && !is_zero(product->strength_im)) {
        return error_set(error, ENT_ERROR_USAGE,
                         "product, strength_im: with an imaginary strength it is not hermitian: its adjoint must be "
                         "added (add_adjoint: true)");
    }
    return ENT_OK;
}

static int parse_factors(const ent_network *self, const ent_product *product, system_factor *factors, ent_error *error)
{
    int status = ENT_OK;
    for (size_t k = 0; status == ENT_OK && k < product->n_factors; ++k) {
        const ent_factor *factor = &product->factors[k];
        const size_t site = network_find_site(self, factor->site, "product", error);
        if (site == self->n_sites) {
            return ENT_ERROR_UNKNOWN_NAME;
        }
        factors[k].site = (int)site;
        for (size_t l = 0; status == ENT_OK && l < k; ++l) {
            if (factors[l].site == (int)site) {
                status = error_set(error, ENT_ERROR_DUPLICATE, "product: site '%s' is given twice", factor->site);
            }
        }
        if (status == ENT_OK) {
            status = parse_operator(self, &factors[k], factor->name ? factor->name : "", error);
        }
    }
    if (status == ENT_OK) {
        status = check_hermitian(product, factors, error);
    }
    if (status != ENT_OK) {
        (void)network_at_line(self, network_line(self, "product"), error);
    }
    return status;
}

int ent_network_add_product(ent_network *self, const ent_product *product, ent_error *error)
{
    const size_t mark = self->n_numbers;
    int status = network_check_open(self, error);
    if (status == ENT_OK && product->n_factors == 0) {
        status = error_set(error, ENT_ERROR_USAGE, "product: it has no factor");
        (void)network_at_line(self, network_line(self, "product"), error);
    }
    if (status != ENT_OK || product->n_factors == 0) {
        return status;
    }
    system_factor *factors = calloc(product->n_factors, sizeof *factors);
    status = factors ? parse_factors(self, product, factors, error) : error_no_memory(error);
    if (status == ENT_OK) {
        status = add_term(self, factors, product->n_factors, product->add_adjoint, error);
    }
    if (status == ENT_OK) {
        status =
            network_add_number(self, PART_TERM, self->n_terms, &product_strength, "product", product->strength, error);
    }
    if (status == ENT_OK) {
        status =
            network_add_number(self, PART_TERM, self->n_terms, &strength_im, "product", product->strength_im, error);
    }
    if (status != ENT_OK) {
        network_drop_numbers(self, mark);
        free(factors);
        return status;
    }
    ++self->n_terms;
    return ENT_OK;
}

size_t network_bond_count(const ent_network *self)
{
    return self->n_bonds;
}

const network_bond *network_bond_at(const ent_network *self, size_t index)
{
    return &self->bonds[index];
}
