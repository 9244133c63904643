#include "solver/integrator.h"

#include <stdlib.h>

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_spgmr.h>

enum { MAX_STEPS = 10000000, KRYLOV = 30 };

struct integrator {
    const superoperator *l;
    SUNContext context;
    N_Vector x;
    SUNLinearSolver solver;
    void *cvode;
    bool started;
};

static void apply(const superoperator *l, const double *x, double *y)
{
    for (int i = 0; i < l->n; ++i) {
        y[i] = 0.0;
    }
    for (size_t k = 0; k < l->n_elements; ++k) {
        const superoperator_element *e = &l->elements[k];
        y[e->row] += e->value.hi * x[e->column];
    }
}

static int right_side(realtype t, N_Vector x, N_Vector change, void *data)
{
    const integrator *self = data;
    (void)t;
    apply(self->l, NV_DATA_S(x), NV_DATA_S(change));
    return 0;
}

/* The Jacobian of a linear equation is L itself. */
static int jacobian_times(N_Vector v, N_Vector product, realtype t, N_Vector x, N_Vector change, void *data,
                          N_Vector work)
{
    (void)x, (void)change, (void)work;
    return right_side(t, v, product, data);
}

static void say_nothing(int code, const char *module, const char *function, char *message, void *data)
{
    (void)code, (void)module, (void)function, (void)message, (void)data;
}

int integrator_create(integrator **self, const superoperator *l)
{
    *self = calloc(1, sizeof **self);
    integrator *own = *self;
    if (!own || SUNContext_Create(NULL, &own->context) != 0) {
        return ENT_ERROR_NO_MEMORY;
    }
    own->l = l;
    own->x = N_VNew_Serial(l->n, own->context);
    own->cvode = CVodeCreate(CV_BDF, own->context);
    own->solver = own->x ? SUNLinSol_SPGMR(own->x, SUN_PREC_NONE, KRYLOV, own->context) : NULL;
    return own->x && own->cvode && own->solver ? ENT_OK : ENT_ERROR_NO_MEMORY;
}

void integrator_free(integrator *self)
{
    if (self) {
        CVodeFree(&self->cvode);
        if (self->solver) {
            (void)SUNLinSolFree(self->solver);
        }
        if (self->x) {
            N_VDestroy(self->x);
        }
        if (self->context) {
            (void)SUNContext_Free(&self->context);
        }
        free(self);
    }
}

static bool start(integrator *self)
{
    if (self->started) {
        return CVodeReInit(self->cvode, 0.0, self->x) == CV_SUCCESS;
    }
    self->started = CVodeInit(self->cvode, right_side, 0.0, self->x) == CV_SUCCESS &&
                    CVodeSetErrHandlerFn(self->cvode, say_nothing, NULL) == CV_SUCCESS &&
                    CVodeSetUserData(self->cvode, self) == CV_SUCCESS &&
                    CVodeSStolerances(self->cvode, INTEGRATOR_RELATIVE, INTEGRATOR_ABSOLUTE) == CV_SUCCESS &&
                    CVodeSetMaxNumSteps(self->cvode, MAX_STEPS) == CV_SUCCESS &&
                    CVodeSetLinearSolver(self->cvode, self->solver, NULL) == CV_SUCCESS &&
                    CVodeSetJacTimes(self->cvode, NULL, jacobian_times) == CV_SUCCESS;
    return self->started;
}

int integrator_advance(integrator *self, dd *x, double t)
{
    double *values = NV_DATA_S(self->x);
    realtype reached;
    if (t == 0.0) {
        return ENT_OK;
    }
    for (int k = 0; k < self->l->n; ++k) {
        values[k] = x[k].hi;
    }
    if (!start(self) || CVodeSetStopTime(self->cvode, t) != CV_SUCCESS ||
        CVode(self->cvode, t, self->x, &reached, CV_NORMAL) < 0) {
        return ENT_ERROR_NOT_CONVERGED;
    }
    for (int k = 0; k < self->l->n; ++k) {
        x[k] = dd_from(values[k]);
    }
    return ENT_OK;
}
