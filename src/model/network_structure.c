#include "model/network_structure.h"

#include "generator/block_generator.h"
#include "model/network_lines.h"
#include "model/network_state.h"

static int find_sectors(network_structure *self, const generator *master)
{
    sectors found;
    sparse no_jump = sectors_no_jump(master);
    const int status = sectors_find(&found, &no_jump);
    for (int s = 0; status == ENT_OK && s < found.n; ++s) {
        const size_t size = (size_t)found.size[s];
        self->largest_sector = size > self->largest_sector ? size : self->largest_sector;
    }
    self->n_sectors = status == ENT_OK ? (size_t)found.n : 0;
    sectors_free(&found);
    sparse_free(&no_jump);
    return status;
}

static double dense_memory(double unknowns)
{
    return 8.0 * unknowns * unknowns;
}

int network_structure_find(network_structure *self, const open_system *system)
{
    const double d = (double)open_system_dimension(system);
    const bool local = system->equation == ENT_MASTER_EQUATION_LOCAL;
    *self = (network_structure){.route = "none", .memory = dense_memory(d * d)};
    if (d > (local ? NETWORK_MAX_BLOCKS : NETWORK_SHOWN_DIMENSION)) {
        self->route = d > NETWORK_MAX_DENSE ? "none" : "not counted";
        return ENT_OK;
    }
    network_state state;
    int status = network_state_create_steady(&state, system, NETWORK_WISH_FLUCTUATIONS);
    if (status == ENT_ERROR_OUT_OF_RANGE && state.unknowns > 0.0) {
        self->unknowns = (size_t)state.unknowns;
        self->memory = dense_memory(state.unknowns);
        status = ENT_OK;
    } else if (status == ENT_OK || (status == ENT_ERROR_NO_MEMORY && state.large)) {
        self->route = state.large ? "blocks" : "dense";
        self->unknowns = state.large ? state.blocks.n_unknowns : (size_t)state.at.n;
        self->memory = state.large ? state.report.memory : dense_memory(state.at.n);
        status = ENT_OK;
    }
    if (status == ENT_OK && state.master.d > 0) {
        status = find_sectors(self, &state.master);
    }
    network_state_free(&state);
    return status;
}
