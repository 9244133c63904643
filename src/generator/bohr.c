#include "generator/bohr.h"

#include <math.h>
#include <stdbool.h>

#include "physics/bose.h"

static const double LINE_TOLERANCE = 1e-20;
/* Matrix elements below this come from rounding. */
static const double ELEMENT_TOLERANCE = 1e-28;

/* <states_a| S |states_b> */
static zdd matrix_element(int d, const zdd *s, const zdd *states, int a, int b)
{
    zdd sum = zdd_from(0.0, 0.0);
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            const zdd left = zdd_multiply(zdd_conjugate(states[i * d + a]), s[i * d + j]);
            sum = zdd_add(sum, zdd_multiply(left, states[j * d + b]));
        }
    }
    return sum;
}

/* |a><b| in the basis in which the states are given, times value, added element by element. */
static void add_transition(int d, zdd *jump, const zdd *states, int a, int b, zdd value)
{
    for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
            const zdd outer = zdd_multiply(states[i * d + a], zdd_conjugate(states[j * d + b]));
            jump[i * d + j] = zdd_add(jump[i * d + j], zdd_multiply(outer, value));
        }
    }
}

/* S(w) of the line that the transition b -> a belongs to; marks all its transitions as done. */
static sparse_operator line_operator(int d, const zdd *elements, const zdd *states, const dd *energies, dd frequency,
                                     double tolerance, bool *done)
{
    zdd jump[LINDBLAD_MAX_UNKNOWNS] = {0};
    for (int a = 0; a < d; ++a) {
        for (int b = 0; b < d; ++b) {
            const dd distance = dd_subtract(dd_subtract(energies[b], energies[a]), frequency);
            if (!done[a * d + b] && fabs(distance.hi) <= tolerance) {
                done[a * d + b] = true;
                add_transition(d, jump, states, a, b, elements[a * d + b]);
            }
        }
    }
    sparse_operator result = {0};
    for (int k = 0; k < d * d; ++k) {
        if (zdd_norm(jump[k]).hi > ELEMENT_TOLERANCE * ELEMENT_TOLERANCE) {
            operator_add(&result, k / d, k % d, jump[k]);
        }
    }
    return result;
}

static void add_line(lindblad *self, int index, const bohr_bath *bath, const sparse_operator *line, dd frequency)
{
    const sparse_operator adjoint = operator_adjoint(line);
    const bool lowers = frequency.hi > 0.0;
    const dd n = bose_dd(lowers ? frequency : dd_negate(frequency), bath->temperature);
    const dd absorption = dd_multiply(dd_from(bath->rate), n);
    const dd emission = dd_add(absorption, dd_from(bath->rate));
    lindblad_add_channel(self, index, emission, lowers ? line : &adjoint);
    lindblad_add_channel(self, index, absorption, lowers ? &adjoint : line);
}

int bohr_add_bath(lindblad *self, int index, const bohr_bath *bath, const dd *energies, const zdd *states)
{
    const int d = self->d;
    const double tolerance = LINE_TOLERANCE * fmax(fabs(energies[0].hi), fabs(energies[d - 1].hi));
    bool done[LINDBLAD_MAX_UNKNOWNS] = {false};
    zdd elements[LINDBLAD_MAX_UNKNOWNS];
    for (int k = 0; k < d * d; ++k) {
        elements[k] = matrix_element(d, bath->coupling, states, k / d, k % d);
        done[k] = zdd_norm(elements[k]).hi <= ELEMENT_TOLERANCE * ELEMENT_TOLERANCE;
    }
    for (int k = 0; k < d * d; ++k) {
        if (done[k]) {
            continue;
        }
        const dd frequency = dd_subtract(energies[k % d], energies[k / d]);
        if (fabs(frequency.hi) <= tolerance) {
            return ENT_ERROR_ZERO_FREQUENCY;
        }
        const sparse_operator line = line_operator(d, elements, states, energies, frequency, tolerance, done);
        add_line(self, index, bath, &line, frequency);
    }
    return ENT_OK;
}
