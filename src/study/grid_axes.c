#include "study/grid_axes.h"

void grid_axes_free(grid_axes *self, const ent_sweep *sweep)
{
    for (size_t k = 0; k < self->n; ++k) {
        if (self->ranges[k].values != sweep->axes[k].range.values) {
            ent_range_free(&self->ranges[k]);
        }
    }
}

int grid_axes_create(grid_axes *self, const ent_sweep *sweep, size_t n_points, ent_error *error)
{
    enum { SHORT = 1 << 16 };
    size_t stride = 1;
    int status = ENT_OK;
    self->n = sweep->n_axes;
    for (size_t k = sweep->n_axes; k-- > 0;) {
        self->parameters[k] = ent_model_parameter(sweep->model, sweep->axes[k].parameter);
        self->ranges[k] = sweep->axes[k].range;
        self->strides[k] = stride;
        stride *= self->ranges[k].n;
        if (status == ENT_OK && self->ranges[k].n <= SHORT && self->ranges[k].n <= n_points) {
            status = ent_range_expand(&self->ranges[k], error);
        }
    }
    return status;
}
