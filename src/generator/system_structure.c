#include "generator/system_structure.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "entangine/status.h"
#include "generator/site_operator.h"

struct system_structure {
    pthread_mutex_t lock;
    atomic_int met;
    atomic_bool ready; /* operators, which nobody changes from then on */
    system_operators operators;
    int asked[2];           /* for frames, under lock */
    block_frame *frames[2]; /* without and with a gauge, which nobody changes */
};

system_structure *system_structure_create(void)
{
    system_structure *self = calloc(1, sizeof *self);
    if (self) {
        (void)pthread_mutex_init(&self->lock, NULL);
    }
    return self;
}

static void free_operators(sparse *operators, int n)
{
    for (int k = 0; operators && k < n; ++k) {
        sparse_free(&operators[k]);
    }
    free(operators);
}

static void forget(system_operators *self)
{
    free_operators(self->numbers, self->n_sites);
    free_operators(self->hoppings, self->n_sites);
    free_operators(self->lowerings, self->n_sites);
    free_operators(self->products, self->n_terms);
    free_operators(self->adjoints, self->n_terms);
    *self = (system_operators){0};
}

void system_structure_free(system_structure *self)
{
    if (self) {
        forget(&self->operators);
        block_frame_free(self->frames[0]);
        block_frame_free(self->frames[1]);
        (void)pthread_mutex_destroy(&self->lock);
        free(self);
    }
}

static bool make_sites(system_operators *self, const open_system *system)
{
    bool failed = false;
    for (int i = 0; i < self->n_sites; ++i) {
        self->numbers[i] = site_operator(system, i, LOCAL_NUMBER);
        self->hoppings[i] = site_operator(system, i, LOCAL_X);
        self->lowerings[i] = site_operator(system, i, LOCAL_LOWER);
        failed = failed || self->numbers[i].failed || self->hoppings[i].failed || self->lowerings[i].failed;
    }
    return !failed;
}

static bool make_terms(system_operators *self, const open_system *system)
{
    bool failed = false;
    for (int k = 0; k < self->n_terms; ++k) {
        const system_term *term = &system->terms[k];
        self->products[k].d = self->adjoints[k].d = (int)open_system_dimension(system);
        site_product_add(&self->products[k], system, zdd_from(1.0, 0.0), term->n_factors, term->factors);
        sparse_merge(&self->products[k], 0.0);
        if (term->add_adjoint) {
            self->adjoints[k] = sparse_adjoint(&self->products[k]);
        }
        failed = failed || self->products[k].failed || self->adjoints[k].failed;
    }
    return !failed;
}

static bool make(system_operators *self, const open_system *system)
{
    const size_t n = (size_t)system->n_sites + 1;
    const size_t m = (size_t)system->n_terms + 1;
    *self = (system_operators){.n_sites = system->n_sites,
                               .n_terms = system->n_terms,
                               .numbers = calloc(n, sizeof(sparse)),
                               .hoppings = calloc(n, sizeof(sparse)),
                               .lowerings = calloc(n, sizeof(sparse)),
                               .products = calloc(m, sizeof(sparse)),
                               .adjoints = calloc(m, sizeof(sparse))};
    const bool room = self->numbers && self->hoppings && self->lowerings && self->products && self->adjoints;
    return room && make_sites(self, system) && make_terms(self, system);
}

int system_structure_meet(const open_system *system)
{
    system_structure *self = system->structure;
    int status = ENT_OK;
    if (!self || atomic_fetch_add(&self->met, 1) == 0 || atomic_load(&self->ready)) {
        return ENT_OK;
    }
    (void)pthread_mutex_lock(&self->lock);
    if (!atomic_load(&self->ready)) {
        if (make(&self->operators, system)) {
            atomic_store(&self->ready, true);
        } else {
            forget(&self->operators);
            status = ENT_ERROR_NO_MEMORY;
        }
    }
    (void)pthread_mutex_unlock(&self->lock);
    return status;
}

const system_operators *system_structure_operators(const open_system *system)
{
    const system_structure *self = system->structure;
    return self && atomic_load(&self->ready) ? &self->operators : NULL;
}

int system_structure_frame(const block_frame **frame, const open_system *system, const generator *master, bool real)
{
    system_structure *self = system->structure;
    int status = ENT_OK;
    *frame = NULL;
    if (!self) {
        return ENT_OK;
    }
    (void)pthread_mutex_lock(&self->lock);
    if (!self->frames[real] && self->asked[real]++ > 0) {
        status = block_frame_create(&self->frames[real], master, real);
    }
    *frame = self->frames[real];
    (void)pthread_mutex_unlock(&self->lock);
    return status;
}
