/* Why a point has no value. */
#ifndef STUDY_REASON_H
#define STUDY_REASON_H

#include "entangine/model.h"

/* Room for a reason that is not a constant. */
enum { REASON_SIZE = 384 };

/* One clause for a point that ended with this status: why it failed or, at ENT_OK, why this observable is undefined. */
const char *reason_no_value(const ent_model *model, const double *parameters, size_t observable, int status,
                            char room[REASON_SIZE]);

/* One clause for a point that failed. */
const char *reason_failed(const ent_model *model, const double *parameters, int status, char room[REASON_SIZE]);

#endif
