#include "model/network_conserved.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "generator/hamiltonian.h"
#include "generator/site_operator.h"

/* Changes below this share of the generator are rounding. */
static const double CONSERVED = 1e-24, INDEPENDENT = 1e-9;
enum { MAX_CONSERVED = 16 };

/* The conserved functionals found so far, orthonormal. */
typedef struct search {
    const network_state *state;
    text_buffer *out;
    dd *w, *change; /* [n] */
    double size;    /* of the generator */
    int n_found;    /* with the trace */
    double *found[MAX_CONSERVED];
    bool failed;
} search;

/* w with Tr[O rho] = sum w_k x_k for every hermitian rho. */
static void set_functional(search *self, const sparse *operator)
{
    const support *at = &self->state->at;
    const size_t d = (size_t)at->d;
    for (int k = 0; k < at->n; ++k) {
        self->w[k] = dd_from(0.0);
    }
    for (size_t k = 0; k < operator->n; ++k) {
        const sparse_element *e = &operator->elements[k];
        const size_t i = (size_t)(e->row < e->column ? e->row : e->column);
        const size_t j = (size_t)(e->row < e->column ? e->column : e->row);
        const int re = at->index[i * d + j];
        if (re < 0) {
            continue;
        }
        /* O_ab rho_ba with rho_ji = conj(rho_ij), i < j */
        self->w[re] = dd_add(self->w[re], e->value.re);
        if (i != j) {
            const int im = at->index[j * d + i];
            const dd part = e->row < e->column ? e->value.im : dd_negate(e->value.im);
            self->w[im] = dd_add(self->w[im], part);
        }
    }
}

static double length(const search *self)
{
    double sum = 0.0;
    for (int k = 0; k < self->state->at.n; ++k) {
        sum += self->w[k].hi * self->w[k].hi;
    }
    return sqrt(sum);
}

static bool is_conserved(search *self)
{
    superoperator_apply_transposed(&self->state->l, self->change, self->w);
    double largest = 0.0;
    for (int k = 0; k < self->state->at.n; ++k) {
        largest = fmax(largest, fabs(self->change[k].hi));
    }
    return largest <= CONSERVED * self->size * length(self);
}

/* Keeps what is independent of those before; whether anything is left. */
static bool keep(search *self)
{
    const int n = self->state->at.n;
    double *left = malloc((size_t)n * sizeof *left);
    const double whole = length(self);
    double rest = 0.0;
    if (!left || self->n_found == MAX_CONSERVED) {
        self->failed = self->failed || !left;
        free(left);
        return false;
    }
    for (int k = 0; k < n; ++k) {
        left[k] = self->w[k].hi;
    }
    for (int f = 0; f < self->n_found; ++f) {
        double overlap = 0.0;
        for (int k = 0; k < n; ++k) {
            overlap += left[k] * self->found[f][k];
        }
        for (int k = 0; k < n; ++k) {
            left[k] -= overlap * self->found[f][k];
        }
    }
    for (int k = 0; k < n; ++k) {
        rest += left[k] * left[k];
    }
    rest = sqrt(rest);
    if (rest <= INDEPENDENT * whole) {
        free(left);
        return false;
    }
    for (int k = 0; k < n; ++k) {
        left[k] /= rest;
    }
    self->found[self->n_found++] = left;
    return true;
}

/* Takes an operator in the basis of the sites, and frees it; whether it is conserved and independent. */
static bool try_operator(search *self, sparse *operator)
{
    sparse_merge(operator, 0.0);
    sparse turned = generator_operator(&self->state->master, operator);
    self->failed = self->failed || turned.failed;
    bool good = false;
    if (!turned.failed) {
        set_functional(self, &turned);
        good = is_conserved(self) && keep(self);
    }
    sparse_free(&turned);
    sparse_free(operator);
    return good;
}

static void append_name(search *self, const char *name)
{
    text_append(self->out, "%s%s", self->n_found > 2 ? ", " : "", name);
}

/* sum_i of a set f(n_i): the number, or its parity. */
static sparse diagonal(const search *self, const bool *set, bool parity)
{
    const open_system *system = self->state->system;
    sparse sum = {.d = self->state->master.d};
    for (int state = 0; state < sum.d; ++state) {
        int n = 0;
        for (int i = 0; i < system->n_sites; ++i) {
            n += !set || set[i] ? site_excitation(system, i, state) : 0;
        }
        sparse_add(&sum, state, state, zdd_from(parity ? 1.0 - 2.0 * (n % 2) : n, 0.0));
    }
    return sum;
}

static void try_set(search *self, const bool *set)
{
    const open_system *system = self->state->system;
    sparse number = diagonal(self, set, false);
    if (try_operator(self, &number)) {
        append_name(self, "the excitations of ");
        bool first = true;
        for (int i = 0; i < system->n_sites; ++i) {
            if (set[i]) {
                text_append(self->out, "%s'%s'", first ? "" : " + ", system->sites[i].name);
                first = false;
            }
        }
    }
}

static void try_numbers(search *self)
{
    const open_system *system = self->state->system;
    bool *set = calloc((size_t)system->n_sites, sizeof *set);
    self->failed = self->failed || !set;
    for (int i = 0; set && i < system->n_sites; ++i) {
        memset(set, 0, (size_t)system->n_sites * sizeof *set);
        set[i] = true;
        try_set(self, set);
    }
    for (int i = 0; set && i < system->n_sites; ++i) {
        memset(set, 0, (size_t)system->n_sites * sizeof *set);
        set[i] = true;
        open_system_spread(system, set);
        try_set(self, set);
    }
    for (int i = 0; set && i < system->n_sites; ++i) {
        set[i] = true;
    }
    if (set) {
        try_set(self, set);
    }
    free(set);
}

/* |..a..b..> -> |..b..a..> */
static sparse exchange_of(const search *self, int a, int b)
{
    const open_system *system = self->state->system;
    sparse swap = {.d = self->state->master.d};
    int stride_a = 1;
    int stride_b = 1;
    for (int i = system->n_sites; --i > a;) {
        stride_a *= system->sites[i].levels;
    }
    for (int i = system->n_sites; --i > b;) {
        stride_b *= system->sites[i].levels;
    }
    for (int state = 0; state < swap.d; ++state) {
        const int difference = site_excitation(system, a, state) - site_excitation(system, b, state);
        /* the highest level stands first */
        sparse_add(&swap, state + difference * (stride_a - stride_b), state, zdd_from(1.0, 0.0));
    }
    return swap;
}

static void try_exchanges(search *self)
{
    const open_system *system = self->state->system;
    for (int a = 0; a < system->n_sites; ++a) {
        for (int b = a + 1; b < system->n_sites; ++b) {
            if (system->sites[a].levels != system->sites[b].levels) {
                continue;
            }
            sparse swap = exchange_of(self, a, b);
            if (try_operator(self, &swap)) {
                append_name(self, "");
                text_append(self->out, "the exchange of '%s' and '%s'", system->sites[a].name, system->sites[b].name);
            }
        }
    }
}

static void try_others(search *self)
{
    sparse energy = site_hamiltonian(self->state->system);
    sparse coupling = coupling_hamiltonian(self->state->system);
    sparse_add_scaled(&energy, zdd_from(1.0, 0.0), &coupling);
    sparse_free(&coupling);
    if (try_operator(self, &energy)) {
        append_name(self, "the energy");
    }
    sparse parity = diagonal(self, NULL, true);
    if (try_operator(self, &parity)) {
        append_name(self, "the parity of all excitations");
    }
}

int network_conserved_append(text_buffer *out, const network_state *state)
{
    const size_t n = (size_t)state->at.n;
    search self = {.state = state, .out = out};
    self.w = calloc(n + 1, sizeof *self.w);
    self.change = calloc(n + 1, sizeof *self.change);
    self.failed = !self.w || !self.change;
    for (size_t k = 0; k < state->l.n_elements; ++k) {
        self.size = fmax(self.size, fabs(state->l.elements[k].value.hi));
    }
    if (!self.failed) {
        sparse one = {.d = state->master.d};
        for (int i = 0; i < one.d; ++i) {
            sparse_add(&one, i, i, zdd_from(1.0, 0.0));
        }
        (void)try_operator(&self, &one); /* the trace, which is no news */
        try_numbers(&self);
        try_others(&self);
        try_exchanges(&self);
    }
    const int named = self.n_found - 1;
    for (int f = 0; f < self.n_found; ++f) {
        free(self.found[f]);
    }
    free(self.change);
    free(self.w);
    return self.failed || out->failed ? -1 : named;
}
