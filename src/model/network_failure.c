#include "model/network_failure.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "model/network_conserved.h"
#include "model/network_lines.h"
#include "model/network_parts.h"

/* Marks the sites that a bath reaches, directly or through couplings that are not 0. */
static void reach(bool *reached, const open_system *system)
{
    for (int b = 0; b < system->n_baths; ++b) {
        const system_bath *bath = &system->baths[b];
        for (int k = 0; k < bath->n_sites && !bath->dephasing && bath->rate > 0.0; ++k) {
            reached[bath->sites[k]] = true;
        }
    }
    open_system_spread(system, reached);
}

static const char *isolated_site(const open_system *system)
{
    bool *reached = calloc((size_t)system->n_sites, sizeof *reached);
    const char *name = NULL;
    if (reached) {
        reach(reached, system);
    }
    for (int i = system->n_sites; reached && i-- > 0;) {
        name = reached[i] ? name : system->sites[i].name;
    }
    free(reached);
    return name;
}

static void explain_conservation(char *room, size_t size, const network_state *state)
{
    const char *isolated = isolated_site(state->system);
    text_buffer names = {0};
    text_buffer out = {0};
    const int named = state->large ? 0 : network_conserved_append(&names, state);
    if (state->nullity > 1 && !state->large) {
        text_append(&out, "there are %d independent ones; ", state->nullity);
    }
    if (isolated) {
        text_append(&out, "site '%s' is linked with no bath, directly or through couplings; ", isolated);
    }
    if (named > 0) {
        text_append(&out, "conserved: %s; ", text_content(&names));
    } else if (!isolated) {
        text_append(&out, "some states are dark to the baths; ");
    }
    text_append(&out, "choose one by its start (solve --from STATE), or make %s",
                isolated ? "a rate or a strength larger than 0" : "sites, couplings or rates unequal");
    (void)snprintf(room, size, "%s", text_content(&out));
    text_free(&out);
    text_free(&names);
}

static void explain_size(char *room, size_t size, const network_state *state)
{
    const size_t dimension = open_system_dimension(state->system);
    const double gigabytes = 8e-9 * state->unknowns * state->unknowns;
    (void)snprintf(room, size,
                   "its dimension is %zu and its state has %s%.0f unknowns, more than %d: the matrix would need %s%.3g "
                   "GB; use fewer sites or levels",
                   dimension, dimension > NETWORK_MAX_DENSE ? "up to " : "", state->unknowns, NETWORK_MAX_DENSE,
                   dimension > NETWORK_MAX_DENSE ? "up to " : "", gigabytes);
}

/* Without a line of negative frequency nothing holds what it links, and other lines of the bath drive it: occupations
 * drift for ever, and the generator has no state of trace 1 in its null space. */
static bool explain_drift(char *room, size_t size, const open_system *system)
{
    for (int b = 0; b < system->n_baths && system->equation == ENT_MASTER_EQUATION_REDFIELD; ++b) {
        network_lines lines;
        if (!system->baths[b].dephasing && network_lines_find(&lines, system, b) == ENT_OK && lines.negative > 0.0) {
            (void)snprintf(
                room, size,
                "the Redfield equation leaves out lines of negative frequency of bosons coupled by exchange, "
                "bath '%s' has one at -%.6g, and the states that it links drift without end; take the global "
                "equation, or coupling: dipole",
                system->baths[b].name, lines.negative);
            return true;
        }
    }
    return false;
}

/* Who asks for states in time or for derivatives is refused where steady states are not. Of small states the dense
 * route tells more. */
static int create(network_state *state, const open_system *system, int failure)
{
    int status = failure == ENT_ERROR_OUT_OF_RANGE ? network_state_create(state, system, false)
                                                   : network_state_create_steady(state, system, NETWORK_WISH_VALUES);
    if (status == ENT_OK && state->large && state->blocks.n_unknowns <= NETWORK_LAST_DENSE) {
        network_state_free(state);
        status = network_state_create(state, system, false);
    }
    return status;
}

static const char *explain(char *room, size_t size, const open_system *system, int failure)
{
    network_state state;
    const char *why = room;
    const int status = create(&state, system, failure);
    const bool not_unique =
        status == ENT_OK && (state.large ? failure : network_state_solve(&state)) == ENT_ERROR_NOT_UNIQUE;
    if (status != ENT_OK && state.unknowns > 0.0) {
        explain_size(room, size, &state);
    } else if (status != ENT_OK && state.problem) {
        (void)snprintf(room, size, "bath '%s': %s", system->baths[state.master.bath].name, state.problem);
    } else if (not_unique) {
        explain_conservation(room, size, &state);
    } else if (failure != ENT_ERROR_NOT_CONVERGED || !explain_drift(room, size, system)) {
        why = NULL;
    }
    network_state_free(&state);
    return why;
}

const char *network_why_failed(const ent_model *self, const double *parameters, int status, char *room, size_t size)
{
    const ent_network *network = self->data;
    network_values values;
    const char *why = room;
    if (status == ENT_ERROR_UNDEFINED) {
        return "a network has no closed form: use the numerical route";
    }
    if (status == ENT_ERROR_NO_MEMORY) {
        return NULL;
    }
    if (network_values_create(&values, network) != ENT_OK) {
        why = NULL;
    } else if (network_evaluate(network, parameters, &values) != ENT_OK) {
        (void)snprintf(room, size, "%s is not a finite number with these parameters",
                       network_number_text(network, values.undefined));
    } else if (open_system_check(&values.system, room, size) == ENT_OK) {
        why = explain(room, size, &values.system, status);
    }
    network_values_free(&values);
    return why;
}
