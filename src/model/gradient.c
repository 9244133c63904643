#include "model/gradient.h"

#include "observable/two_qubit.h"

enum { MAX_PARAMETERS = 16 };

int gradient_of_form(const ent_model *self, const double *parameters, gradient_form form, double *gradients)
{
    dual p[MAX_PARAMETERS];
    dual o[N_TWO_QUBIT];
    int status = ENT_OK;
    for (size_t k = 0; k < self->n_parameters; ++k) {
        p[k] = dual_from(parameters[k]);
    }
    for (size_t k = 0; status == ENT_OK && k < self->n_parameters; ++k) {
        p[k].d = dd_from(1.0);
        status = form(p, o);
        p[k].d = dd_from(0.0);
        for (size_t i = 0; status == ENT_OK && i < N_TWO_QUBIT; ++i) {
            const double slope = dd_value(o[i].d) + 0.0;
            gradients[i * self->n_parameters + k] = isfinite(slope) ? slope : NAN;
        }
    }
    return status;
}
