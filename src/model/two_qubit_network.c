/* The engines of the two-qubit models, as networks. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "entangine/network.h"

/* Parameters have the names of the model's table; a number is passed on to every digit. */
static int add_parameters(ent_network *self, const ent_model *model, ent_error *error)
{
    int status = ENT_OK;
    for (size_t k = 0; status == ENT_OK && k < model->n_parameters; ++k) {
        char value[32];
        (void)snprintf(value, sizeof value, "%.17g", model->parameters[k].initial);
        status = ent_network_add_parameter(self, model->parameters[k].name, value, error);
    }
    return status;
}

static int add_engine(ent_network *self, bool local, ent_error *error)
{
    static const char *const sites[] = {"h", "c"};
    const char *tunnelling[] = {local ? "kappa_h" : NULL, local ? "kappa_c" : NULL};
    const ent_site hot_site = {
        .name = "h", .levels = 2, .energy = local ? "eps_h" : "eps", .tunnelling = tunnelling[0]};
    const ent_site cold_site = {
        .name = "c", .levels = 2, .energy = local ? "eps_h + delta" : "eps + delta", .tunnelling = tunnelling[1]};
    const ent_coupling bond = {.kind = ENT_COUPLING_EXCHANGE, .sites = {"h", "c"}, .strength = "g"};
    const ent_bath hot = {.name = "hot", .n_sites = 1, .sites = &sites[0], .temperature = "T_h", .rate = "gamma_h"};
    const ent_bath cold = {.name = "cold", .n_sites = 1, .sites = &sites[1], .temperature = "T_c", .rate = "gamma_c"};
    int status = ent_network_add_site(self, &hot_site, error);
    status = status == ENT_OK ? ent_network_add_site(self, &cold_site, error) : status;
    status = status == ENT_OK ? ent_network_add_coupling(self, &bond, error) : status;
    status = status == ENT_OK ? ent_network_add_bath(self, &hot, error) : status;
    return status == ENT_OK ? ent_network_add_bath(self, &cold, error) : status;
}

int ent_network_two_qubit(ent_network **self, const char *model_name, ent_error *error)
{
    const bool local = strcmp(model_name, "local") == 0;
    const ent_model *model = ent_model_find(model_name);
    ent_network *made = NULL;
    *self = NULL;
    if (!model || (!local && strcmp(model_name, "global") != 0)) {
        return error_set(error, ENT_ERROR_UNKNOWN_NAME,
                         "model '%s' is not two qubits with a bath each: expected local or global", model_name);
    }
    int status = ent_network_create(&made, model->name, model->title, error);
    if (status == ENT_OK) {
        ent_network_set_master_equation(made, local ? ENT_MASTER_EQUATION_LOCAL : ENT_MASTER_EQUATION_GLOBAL);
        status = add_parameters(made, model, error);
    }
    status = status == ENT_OK ? add_engine(made, local, error) : status;
    status = status == ENT_OK ? ent_network_finish(made, error) : status;
    if (status != ENT_OK) {
        ent_network_free(made);
        return status;
    }
    *self = made;
    return ENT_OK;
}
