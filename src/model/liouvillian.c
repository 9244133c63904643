#include "model/liouvillian.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "model/dynamics.h"
#include "model/network.h"

/* Largest number of unknowns taken: dense blocks of that size need 1.5 GB. */
enum { MAX_UNKNOWNS = 4096 };

static int from_two_qubits(superoperator *self, int *d, const ent_model *model, const double *parameters)
{
    lindblad system;
    dd dense[LINDBLAD_MAX_UNKNOWNS * LINDBLAD_MAX_UNKNOWNS];
    const int status = model->dynamics->generator(parameters, &system);
    if (status != ENT_OK) {
        return status;
    }
    *d = system.d;
    *self = (superoperator){.n = system.d * system.d};
    const size_t n = (size_t)self->n;
    lindblad_generator(&system, dense);
    self->elements = malloc(n * n * sizeof *self->elements);
    for (size_t k = 0; self->elements && k < n * n; ++k) {
        if (dense[k].hi != 0.0) {
            self->elements[self->n_elements++] = (superoperator_element){(int)(k / n), (int)(k % n), dense[k]};
        }
    }
    return self->elements ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

static int from_system(superoperator *self, int *d, const open_system *system)
{
    generator master;
    support at = {0};
    int status = generator_create(&master, system);
    if (status == ENT_OK) {
        status = support_find(&at, &master, true);
    }
    if (status == ENT_OK) {
        *d = master.d;
        *self = superoperator_create(&master, &at);
        status = self->failed ? ENT_ERROR_NO_MEMORY : ENT_OK;
    }
    support_free(&at);
    generator_free(&master);
    return status;
}

static int from_network(superoperator *self, int *d, const ent_network *network, const double *parameters,
                        ent_error *error)
{
    network_values values;
    char problem[ENT_MESSAGE_SIZE / 2];
    int status = network_values_create(&values, network);
    if (status == ENT_OK) {
        status = network_evaluate(network, parameters, &values);
        if (status == ENT_ERROR_OUT_OF_RANGE) {
            (void)error_set(error, ENT_ERROR_OUT_OF_RANGE, "%s is not finite here",
                            network_number_text(network, values.undefined));
        }
    }
    const size_t dimension = status == ENT_OK ? open_system_dimension(&values.system) : 0;
    if (dimension > 0 && dimension * dimension > MAX_UNKNOWNS) {
        const double n = (double)dimension * (double)dimension;
        status =
            error_set(error, ENT_ERROR_OUT_OF_RANGE,
                      "the generator has %.0f unknowns, of which %d are taken: its matrices would need up to %.1f GB",
                      n, MAX_UNKNOWNS, 88e-9 * n * n);
    } else if (status == ENT_OK) {
        status = open_system_check(&values.system, problem, sizeof problem);
        if (status != ENT_OK) {
            (void)error_set(error, (ent_status)status, "%s", problem);
        } else {
            status = from_system(self, d, &values.system);
        }
    }
    network_values_free(&values);
    return status;
}

int liouvillian_create(superoperator *self, int *d, const ent_model *model, const double *parameters, ent_error *error)
{
    *self = (superoperator){0};
    int status = ent_model_check(model, parameters, error);
    if (status != ENT_OK) {
        return status;
    }
    if (model->units) {
        return error_set(error, ENT_ERROR_USAGE, "the spectrum takes natural units only: give numbers without units");
    }
    if (!model->dynamics && !model->data) {
        return error_set(error, ENT_ERROR_UNDEFINED, "model %s is a state of equilibrium and has no dynamics",
                         model->name);
    }
    (void)error_set(error, ENT_OK, "%s", "");
    status = model->data ? from_network(self, d, model->data, parameters, error)
                         : from_two_qubits(self, d, model, parameters);
    if (status != ENT_OK && (!error || error->status == ENT_OK)) {
        (void)error_set(error, (ent_status)status, "%s", ent_status_text(status));
    }
    return status;
}
