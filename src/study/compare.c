#include "entangine/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/network.h"

/* One equation: its model, and what it came to. */
typedef struct entry {
    ent_network *variant;
    ent_solution *solution;
    ent_error error;
    int status;
} entry;

struct ent_comparison {
    entry entries[ENT_MASTER_EQUATION_COUNT];
};

static const char *const names[] = {"local", "global", "redfield"};

const char *ent_master_equation_name(ent_master_equation equation)
{
    return (unsigned)equation < ENT_MASTER_EQUATION_COUNT ? names[equation] : NULL;
}

int ent_compare(ent_comparison **self, const ent_network *network, const double *parameters, ent_error *error)
{
    *self = NULL;
    int status = ent_model_check(ent_network_model(network), parameters, error);
    if (status != ENT_OK) {
        return status;
    }
    ent_comparison *made = calloc(1, sizeof *made);
    if (!made) {
        return error_no_memory(error);
    }
    for (int e = 0; status == ENT_OK && e < ENT_MASTER_EQUATION_COUNT; ++e) {
        entry *at = &made->entries[e];
        status = network_variant_create(&at->variant, network, (ent_master_equation)e, error);
        if (status == ENT_OK) {
            at->status = ent_solve(&at->solution, ent_network_model(at->variant), parameters, NULL, &at->error);
        }
    }
    if (status != ENT_OK) {
        ent_comparison_free(made);
        return status;
    }
    *self = made;
    return ENT_OK;
}

void ent_comparison_free(ent_comparison *self)
{
    for (int e = 0; self && e < ENT_MASTER_EQUATION_COUNT; ++e) {
        ent_solution_free(self->entries[e].solution);
        network_variant_free(self->entries[e].variant);
    }
    free(self);
}

int ent_comparison_status(const ent_comparison *self, ent_master_equation equation)
{
    return self->entries[equation].status;
}

const char *ent_comparison_message(const ent_comparison *self, ent_master_equation equation)
{
    return self->entries[equation].status == ENT_OK ? "" : self->entries[equation].error.message;
}

const ent_solution *ent_comparison_solution(const ent_comparison *self, ent_master_equation equation)
{
    return self->entries[equation].solution;
}

bool ent_comparison_is_valid(const ent_comparison *self, ent_master_equation equation)
{
    const ent_solution *solution = self->entries[equation].solution;
    return solution && ent_solution_limit_count(solution) == 0;
}

double ent_comparison_difference(const ent_comparison *self, ent_master_equation one, ent_master_equation other)
{
    const ent_solution *a = self->entries[one].solution;
    const ent_solution *b = self->entries[other].solution;
    const ent_model *model = a ? ent_solution_model(a) : NULL;
    double difference = 0.0;
    double size = 0.0;
    for (size_t k = 0; a && b && k < model->n_observables; ++k) {
        const ent_observable *observable = &model->observables[k];
        const char *bare = strstr(observable->name, "_bare");
        double x, y;
        if (observable->quantity == ENT_QUANTITY_HEAT_CURRENT && !(bare && bare[5] == '\0') &&
            ent_solution_get(a, &x, observable->name, NULL) == ENT_OK &&
            ent_solution_get(b, &y, observable->name, NULL) == ENT_OK) {
            difference = fmax(difference, fabs(x - y));
            size = fmax(size, fmax(fabs(x), fabs(y)));
        }
    }
    return !a || !b ? NAN : size > 0.0 ? difference / size : 0.0;
}
