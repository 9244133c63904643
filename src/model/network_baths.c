/* Baths and dephasings of the builder. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/network_parts.h"

enum { N_FIELDS = 6 };

static const network_field fields[N_FIELDS] = {
    {"temperature", offsetof(system_bath, temperature), ENT_QUANTITY_TEMPERATURE, 0.0, false},
    {"rate", offsetof(system_bath, rate), ENT_QUANTITY_RATE, 0.0, false},
    {"chemical_potential", offsetof(system_bath, chemical_potential), ENT_QUANTITY_ENERGY, -INFINITY, false},
    {"frequency", offsetof(system_bath, frequency), ENT_QUANTITY_ENERGY, 0.0, true},
    {"cutoff", offsetof(system_bath, cutoff), ENT_QUANTITY_ENERGY, 0.0, true},
    {"width", offsetof(system_bath, width), ENT_QUANTITY_ENERGY, 0.0, true}};

/* Which numbers a spectrum has, in the order of the table: - must not, ? may, + must be given. */
static const char *const spectrum_fields[] = {
    [ENT_SPECTRUM_FLAT] = "++?---", [ENT_SPECTRUM_OHMIC] = "++?+?-", [ENT_SPECTRUM_LORENTZIAN] = "++?+-+"};

static const char *const spectrum_names[] = {
    [ENT_SPECTRUM_FLAT] = "a flat", [ENT_SPECTRUM_OHMIC] = "an ohmic", [ENT_SPECTRUM_LORENTZIAN] = "a lorentzian"};

static int check_bath_name(const ent_network *self, const char *name, const char *what, ent_error *error)
{
    static const char ending[] = "_bare"; /* Q_<bath>_bare is an observable of bath <bath> */
    int status = network_check_open(self, error);
    status = status == ENT_OK ? network_check_name(self, name, what, error) : status;
    if (status != ENT_OK) {
        return status;
    }
    const size_t length = strlen(name);
    if (length >= sizeof ending && strcmp(name + length + 1 - sizeof ending, ending) == 0) {
        status = error_set(error, ENT_ERROR_USAGE, "%s '%s': a name must not end in %s, which observables do", what,
                           name, ending);
    }
    for (size_t i = 0; status == ENT_OK && i < self->n_baths + self->n_dephasings; ++i) {
        if (strcmp(network_bath_name(self, i), name) == 0) {
            status =
                error_set(error, ENT_ERROR_DUPLICATE, "%s '%s': another bath or dephasing has this name", what, name);
        }
    }
    if (status != ENT_OK) {
        (void)network_at_line(self, network_line(self, "name"), error);
    }
    return status;
}

/* Appends an entry with its name and list of sites, and puts these into *added, not yet counted. */
static int add_entry(ent_network *self, system_bath **list, size_t n, const char *name, const char *const *names,
                     size_t n_sites, ent_error *error)
{
    char owner[96];
    system_bath *grown = network_grow(*list, n, sizeof *grown);
    *list = grown ? grown : *list;
    char *copy = network_copy(name);
    int *sites = calloc(n_sites, sizeof *sites);
    int status = grown && copy && sites ? ENT_OK : error_no_memory(error);
    (void)snprintf(owner, sizeof owner, "%s '%s'", list == &self->baths ? "bath" : "dephasing", name);
    for (size_t k = 0; status == ENT_OK && k < n_sites; ++k) {
        const size_t site = network_find_site(self, names[k], owner, error);
        status = site < self->n_sites ? ENT_OK : ENT_ERROR_UNKNOWN_NAME;
        for (size_t l = 0; status == ENT_OK && l < k; ++l) {
            if (sites[l] == (int)site) {
                status = error_set(error, ENT_ERROR_DUPLICATE, "%s: site '%s' is given twice", owner, names[k]);
                (void)network_at_line(self, network_line(self, "sites"), error);
            }
        }
        sites[k] = (int)site;
    }
    if (status != ENT_OK) {
        free(copy);
        free(sites);
        return status;
    }
    grown[n] = (system_bath){.name = copy, .n_sites = (int)n_sites, .sites = sites, .cutoff = INFINITY};
    return ENT_OK;
}

static void drop_entry(ent_network *self, system_bath *entry, size_t mark)
{
    network_drop_numbers(self, mark);
    free((void *)entry->name);
    free((void *)entry->sites);
}

static int add_numbers(ent_network *self, const ent_bath *bath, ent_error *error)
{
    const char *const texts[N_FIELDS] = {bath->temperature, bath->rate,   bath->chemical_potential,
                                         bath->frequency,   bath->cutoff, bath->width};
    char owner[80];
    int status = ENT_OK;
    (void)snprintf(owner, sizeof owner, "bath '%s'", bath->name);
    for (int k = 0; status == ENT_OK && k < N_FIELDS; ++k) {
        const char rule = spectrum_fields[bath->spectrum][k];
        if (rule == '-' && texts[k]) {
            status = error_set(error, ENT_ERROR_USAGE, "%s, %s: %s spectrum has none", owner, fields[k].key,
                               spectrum_names[bath->spectrum]);
        } else if (rule == '+' && !texts[k] && k >= 2) {
            status = error_set(error, ENT_ERROR_USAGE, "%s, %s: %s spectrum needs one", owner, fields[k].key,
                               spectrum_names[bath->spectrum]);
        }
        if (status != ENT_OK) {
            (void)network_at_line(self, network_line(self, fields[k].key), error);
            return status;
        }
        status = network_add_number(self, PART_BATH, self->n_baths, &fields[k], owner, texts[k], error);
    }
    return status;
}

int ent_network_add_bath(ent_network *self, const ent_bath *bath, ent_error *error)
{
    const size_t mark = self->n_numbers;
    int status = check_bath_name(self, bath->name, "bath", error);
    if (status == ENT_OK && bath->n_sites == 0) {
        status = error_set(error, ENT_ERROR_USAGE, "bath '%s': couples to no site", bath->name);
        (void)network_at_line(self, network_line(self, "sites"), error);
    }
    if (status == ENT_OK) {
        status = add_entry(self, &self->baths, self->n_baths, bath->name, bath->sites, bath->n_sites, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    system_bath *entry = &self->baths[self->n_baths];
    entry->statistics = bath->statistics;
    entry->spectrum = bath->spectrum;
    entry->dipole = bath->dipole;
    status = add_numbers(self, bath, error);
    if (status != ENT_OK) {
        drop_entry(self, entry, mark);
        return status;
    }
    ++self->n_baths;
    return ENT_OK;
}

int ent_network_add_dephasing(ent_network *self, const ent_dephasing *dephasing, ent_error *error)
{
    char owner[96];
    const size_t mark = self->n_numbers, n = self->n_dephasings;
    int status = check_bath_name(self, dephasing->name, "dephasing", error);
    if (status == ENT_OK) {
        status = add_entry(self, &self->dephasings, n, dephasing->name, &dephasing->site, 1, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    self->dephasings[n].dephasing = true;
    (void)snprintf(owner, sizeof owner, "dephasing '%s'", dephasing->name);
    status = network_add_number(self, PART_DEPHASING, n, &fields[1], owner, dephasing->rate, error);
    if (status != ENT_OK) {
        drop_entry(self, &self->dephasings[n], mark);
        return status;
    }
    ++self->n_dephasings;
    return ENT_OK;
}

size_t network_bath_count(const ent_network *self)
{
    return self->n_baths + self->n_dephasings;
}

const char *network_bath_name(const ent_network *self, size_t index)
{
    return index < self->n_baths ? self->baths[index].name : self->dephasings[index - self->n_baths].name;
}
