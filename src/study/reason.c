#include "study/reason.h"

const char *reason_failed(const ent_model *model, const double *parameters, int status, char room[REASON_SIZE])
{
    const char *why = model->why_failed ? model->why_failed(model, parameters, status, room, REASON_SIZE) : NULL;
    return why ? why : ent_status_text(status);
}

const char *reason_no_value(const ent_model *model, const double *parameters, size_t observable, int status,
                            char room[REASON_SIZE])
{
    return status == ENT_OK ? model->why_undefined(model, parameters, observable)
                            : reason_failed(model, parameters, status, room);
}
