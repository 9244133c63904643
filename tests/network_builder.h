/* A small network to build on, for the tests of the builder. */
#ifndef TESTS_NETWORK_BUILDER_H
#define TESTS_NETWORK_BUILDER_H

#include "support.h"

#include "generator/open_system.h"
#include "model/network.h"

static const char *const a[] = {"a"}, *const both[] = {"a", "b"}, *const twice[] = {"a", "a"},
                         *const nowhere[] = {"aa_"};

static const ent_bath hot = {.name = "hot", .n_sites = 1, .sites = a, .temperature = "T", .rate = "1e-3"};

static inline void must(int status, const ent_error *error)
{
    if (status != ENT_OK) {
        fail_msg("%s", error->message);
    }
}

/* Sites a (2 levels) and b (3), parameters g, T, half (follows g). */
static inline ent_network *start(void)
{
    ent_network *self;
    ent_error error;
    must(ent_network_create(&self, "test", NULL, &error), &error);
    must(ent_network_add_parameter(self, "half", "g/2", &error), &error);
    must(ent_network_add_parameter(self, "g", "0.25", &error), &error);
    must(ent_network_add_parameter(self, "T", "3*0.1", &error), &error);
    must(ent_network_add_site(self, &(ent_site){.name = "a", .levels = 2, .energy = "1 + g^2"}, &error), &error);
    must(ent_network_add_site(
             self,
             &(ent_site){.name = "b", .kind = ENT_SITE_OSCILLATOR, .levels = 3, .energy = "2", .tunnelling = "half*T"},
             &error),
         &error);
    return self;
}

static inline void finish(ent_network *self)
{
    ent_error error;
    must(ent_network_finish(self, &error), &error);
}

static inline void couple(ent_network *self, ent_coupling_kind kind, const char *strength)
{
    ent_error error;
    must(ent_network_add_coupling(self, &(ent_coupling){kind, {"b", "a"}, strength}, &error), &error);
}

static inline ent_network *complete(void)
{
    static const ent_factor factors[] = {{"a", "raise"}, {"b", "p2"}};
    const ent_product product = {"exp(-T)", "-g", true, 2, factors};
    const ent_bath cold = {.name = "cold",
                           .n_sites = 2,
                           .sites = both,
                           .temperature = "T/3",
                           .rate = "g",
                           .statistics = ENT_STATISTICS_FERMION,
                           .chemical_potential = "0.5",
                           .spectrum = ENT_SPECTRUM_OHMIC,
                           .frequency = "1",
                           .cutoff = "10*T",
                           .dipole = true};
    ent_network *self = start();
    ent_error error;
    must(ent_network_add_dephasing(self, &(ent_dephasing){"noise", "b", "half"}, &error), &error);
    couple(self, ENT_COUPLING_EXCHANGE, "2*g");
    couple(self, ENT_COUPLING_ZZ, "half");
    must(ent_network_add_product(self, &product, &error), &error);
    must(ent_network_add_bath(self, &hot, &error), &error);
    must(ent_network_add_bath(self, &cold, &error), &error);
    ent_network_set_master_equation(self, ENT_MASTER_EQUATION_GLOBAL);
    finish(self);
    return self;
}

#define REFUSED(call, code, text)                                                                                      \
    do {                                                                                                               \
        ent_error error = {0};                                                                                         \
        assert_int_equal(call, code);                                                                                  \
        assert_int_equal(error.status, code);                                                                          \
        assert_string_equal(error.message, text);                                                                      \
    } while (0)

#endif
