/* The global engine by the numerical route: jump operators between eigenstates of H, one per Bohr frequency. */
#include "model/global.h"

#include "base/hermitian.h"
#include "generator/bohr.h"
#include "model/two_qubit_motion.h"
#include "model/two_qubit_numerical.h"

enum { D = 4 };

static void set_lowering(zdd *matrix, int qubit)
{
    const sparse_operator lowering = two_qubit_lowering(qubit);
    for (int k = 0; k < lowering.n; ++k) {
        const operator_element *e = &lowering.elements[k];
        matrix[e->row * D + e->column] = e->value;
    }
}

static two_qubit_setting setting_of(const double *p)
{
    return (two_qubit_setting){
        .eps_h = dd_from(p[GLOBAL_EPS]),
        .eps_c = dd_two_sum(p[GLOBAL_EPS], p[GLOBAL_DELTA]),
        .g = p[GLOBAL_G],
        .t_h = p[GLOBAL_T_H],
        .t_c = p[GLOBAL_T_C],
    };
}

static int make_generator(const double *p, lindblad *system)
{
    const two_qubit_setting setting = setting_of(p);
    bohr_bath baths[2] = {{p[GLOBAL_GAMMA_H], p[GLOBAL_T_H], {{{0.0, 0.0}, {0.0, 0.0}}}},
                          {p[GLOBAL_GAMMA_C], p[GLOBAL_T_C], {{{0.0, 0.0}, {0.0, 0.0}}}}};
    dd energies[D];
    zdd states[D * D];
    zdd work[D * D];
    *system = (lindblad){.d = D};
    two_qubit_hamiltonian(system->hamiltonian, &setting);
    two_qubit_hamiltonian(work, &setting);
    hermitian_eigen(D, energies, states, work);
    for (int bath = 0; bath < 2; ++bath) {
        set_lowering(baths[bath].coupling, bath);
        const int status = bohr_add_bath(system, bath, &baths[bath], energies, states);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static void gibbs(const double *p, zdd *rho)
{
    const two_qubit_setting setting = setting_of(p);
    two_qubit_gibbs(rho, &setting);
}

static void observe(const double *p, const lindblad *system, const zdd *rho, double *observables)
{
    const two_qubit_setting setting = setting_of(p);
    two_qubit_observe_transient(observables, system, &setting, rho);
}

static int open_motion(motion *self, const ent_model *model, const double *parameters, motion_span span, bool matrix)
{
    static const two_qubit_equation equation = {make_generator, gibbs, observe};
    (void)span, (void)matrix;
    return two_qubit_open(self, &equation, model, parameters);
}

const ent_dynamics global_dynamics = {two_qubit_dimension, open_motion};

int global_numerical(const double *p, double *observables, double *residual)
{
    const two_qubit_setting setting = setting_of(p);
    lindblad system;
    const int status = make_generator(p, &system);
    return status == ENT_OK ? two_qubit_numerical(&system, &setting, observables, residual) : status;
}
