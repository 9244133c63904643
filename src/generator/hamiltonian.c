#include "generator/hamiltonian.h"

#include "generator/site_operator.h"
#include "generator/system_structure.h"

static const sparse *known_operator(const open_system *self, int site, local_operator kind)
{
    const system_operators *known = system_structure_operators(self);
    return !known                 ? NULL
           : kind == LOCAL_NUMBER ? &known->numbers[site]
           : kind == LOCAL_X      ? &known->hoppings[site]
           : kind == LOCAL_LOWER  ? &known->lowerings[site]
                                  : NULL;
}

void site_operator_add(sparse *out, const open_system *self, double strength, int site, local_operator kind)
{
    const sparse *known = strength != 0.0 ? known_operator(self, site, kind) : NULL;
    const system_factor factor = {site, kind, 0};
    if (known) {
        sparse_add_scaled(out, zdd_from(strength, 0.0), known);
    } else if (strength != 0.0) {
        site_product_add(out, self, zdd_from(strength, 0.0), 1, &factor);
    }
}

sparse site_hamiltonian(const open_system *self)
{
    sparse out = {.d = (int)open_system_dimension(self)};
    for (int i = 0; i < self->n_sites; ++i) {
        site_operator_add(&out, self, self->sites[i].energy, i, LOCAL_NUMBER);
        site_operator_add(&out, self, self->sites[i].tunnelling, i, LOCAL_X);
    }
    sparse_merge(&out, 0.0);
    return out;
}

/* strength times the factors, and the adjoint */
static void add_term(sparse *out, const open_system *self, int index)
{
    const system_term *term = &self->terms[index];
    const zdd strength = zdd_from(term->strength, term->strength_im);
    const system_operators *known = system_structure_operators(self);
    if (known) {
        sparse_add_scaled(out, strength, &known->products[index]);
        sparse_add_scaled(out, zdd_conjugate(strength), &known->adjoints[index]);
        return;
    }
    sparse product = {.d = out->d};
    site_product_add(&product, self, zdd_from(1.0, 0.0), term->n_factors, term->factors);
    sparse_merge(&product, 0.0);
    sparse_add_scaled(out, strength, &product);
    if (term->add_adjoint) {
        sparse adjoint = sparse_adjoint(&product);
        sparse_add_scaled(out, zdd_conjugate(strength), &adjoint);
        sparse_free(&adjoint);
    }
    sparse_free(&product);
}

sparse coupling_hamiltonian(const open_system *self)
{
    sparse out = {.d = (int)open_system_dimension(self)};
    for (int k = 0; k < self->n_terms; ++k) {
        add_term(&out, self, k);
    }
    sparse_merge(&out, 0.0);
    return out;
}
