/* Network files: a YAML tree, checked key by key, goes through the builder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/network_reader.h"

static int read_parameters(reader *self, const yaml_item *map)
{
    int status = ENT_OK;
    self->part = map;
    for (size_t i = 0; status == ENT_OK && i < yaml_item_size(map); ++i) {
        const yaml_item *value = yaml_item_at(self->file, map, i);
        const char *name = yaml_item_text(yaml_item_key(self->file, map, i));
        status = reader_check_kind(self, value, YAML_TEXT, name);
        if (status == ENT_OK) {
            status = ent_network_add_parameter(self->network, name, yaml_item_text(value), self->error);
        }
    }
    return status;
}

static int read_site(reader *self)
{
    static const file_key keys[] = {{"name", YAML_TEXT, true},   {"levels", YAML_TEXT, false},
                                    {"energy", YAML_TEXT, true}, {"tunnelling", YAML_TEXT, false},
                                    {"kind", YAML_TEXT, false},  {NULL, YAML_TEXT, false}};
    static const char *const kinds[] = {"ladder", "oscillator", NULL};
    int status = reader_check_map(self, self->part, keys, "site");
    int kind = 0;
    long levels = 2;
    if (status == ENT_OK) {
        status = reader_choose(self, &kind, "kind", kinds);
    }
    const char *text = status == ENT_OK ? reader_text(self, "levels") : NULL;
    if (text) {
        char *end = NULL;
        levels = strtol(text, &end, 10);
        if (*text == '\0' || *end != '\0' || levels < 2 || levels > 4096) {
            char message[ENT_MESSAGE_SIZE];
            (void)snprintf(message, sizeof message,
                           "site '%.63s', levels: '%.63s' is not a whole number from 2 to 4096",
                           reader_text(self, "name"), text);
            status =
                reader_fail(self, yaml_item_get(self->file, self->part, "levels"), ENT_ERROR_OUT_OF_RANGE, message);
        }
    }
    if (status != ENT_OK) {
        return status;
    }
    const ent_site site = {.name = reader_text(self, "name"),
                           .kind = (ent_site_kind)kind,
                           .levels = (int)levels,
                           .energy = reader_text(self, "energy"),
                           .tunnelling = reader_text(self, "tunnelling")};
    return ent_network_add_site(self->network, &site, self->error);
}

static int read_pair(reader *self)
{
    static const file_key keys[] = {{"sites", YAML_LIST, true},
                                    {"exchange", YAML_TEXT, false},
                                    {"dipole", YAML_TEXT, false},
                                    {"zz", YAML_TEXT, false},
                                    {NULL, YAML_TEXT, false}};
    const yaml_item *list = yaml_item_get(self->file, self->part, "sites");
    int status = reader_check_map(self, self->part, keys, "coupling"), n_kinds = 0;
    ent_coupling coupling = {.kind = ENT_COUPLING_EXCHANGE};
    if (status != ENT_OK) {
        return status;
    }
    for (int k = 0; k < 3; ++k) {
        const char *strength = reader_text(self, keys[k + 1].name);
        if (strength) {
            ++n_kinds;
            coupling.kind = (ent_coupling_kind)k;
            coupling.strength = strength;
        }
    }
    if (n_kinds != 1) {
        return reader_fail(self, self->part, ENT_ERROR_USAGE,
                           "coupling: expected exactly one of exchange, dipole, zz beside sites");
    }
    const char **names = NULL;
    size_t n = 0;
    status = reader_names(self, &names, &n, list, "coupling, sites");
    if (status == ENT_OK && n != 2) {
        status = reader_fail(self, list, ENT_ERROR_USAGE, "coupling, sites: expected two sites, [a, b]");
    }
    if (status == ENT_OK) {
        coupling.sites[0] = names[0];
        coupling.sites[1] = names[1];
        status = ent_network_add_coupling(self->network, &coupling, self->error);
    }
    free(names);
    return status;
}

static int read_product(reader *self)
{
    static const file_key keys[] = {{"product", YAML_MAP, true},
                                    {"strength", YAML_TEXT, true},
                                    {"strength_im", YAML_TEXT, false},
                                    {"add_adjoint", YAML_TEXT, false},
                                    {NULL, YAML_TEXT, false}};
    static const char *const booleans[] = {"false", "true", NULL};
    int status = reader_check_map(self, self->part, keys, "product"), add_adjoint = 0;
    if (status == ENT_OK) {
        status = reader_choose(self, &add_adjoint, "add_adjoint", booleans);
    }
    if (status != ENT_OK) {
        return status;
    }
    const yaml_item *map = yaml_item_get(self->file, self->part, "product");
    const size_t n = yaml_item_size(map);
    ent_factor *factors = calloc(n + 1, sizeof *factors);
    status = factors ? ENT_OK : error_no_memory(self->error);
    for (size_t k = 0; status == ENT_OK && k < n; ++k) {
        const yaml_item *name = yaml_item_at(self->file, map, k);
        status = reader_check_kind(self, name, YAML_TEXT, "product, operator of a site");
        if (status == ENT_OK) {
            factors[k] = (ent_factor){yaml_item_text(yaml_item_key(self->file, map, k)), yaml_item_text(name)};
        }
    }
    if (status == ENT_OK) {
        const ent_product product = {.strength = reader_text(self, "strength"),
                                     .strength_im = reader_text(self, "strength_im"),
                                     .add_adjoint = add_adjoint != 0,
                                     .n_factors = n,
                                     .factors = factors};
        status = ent_network_add_product(self->network, &product, self->error);
    }
    free(factors);
    return status;
}

static int read_coupling(reader *self)
{
    const int status = reader_check_kind(self, self->part, YAML_MAP, "coupling");
    if (status != ENT_OK) {
        return status;
    }
    return yaml_item_get(self->file, self->part, "product") ? read_product(self) : read_pair(self);
}

static int read_bath(reader *self)
{
    static const file_key keys[] = {{"name", YAML_TEXT, true},       {"site", YAML_TEXT, false},
                                    {"sites", YAML_LIST, false},     {"temperature", YAML_TEXT, true},
                                    {"rate", YAML_TEXT, true},       {"statistics", YAML_TEXT, false},
                                    {"spectrum", YAML_TEXT, false},  {"chemical_potential", YAML_TEXT, false},
                                    {"frequency", YAML_TEXT, false}, {"cutoff", YAML_TEXT, false},
                                    {"width", YAML_TEXT, false},     {"coupling", YAML_TEXT, false},
                                    {NULL, YAML_TEXT, false}};
    static const char *const statistics[] = {"boson", "fermion", NULL};
    static const char *const spectra[] = {"flat", "ohmic", "lorentzian", NULL};
    static const char *const couplings[] = {"exchange", "dipole", NULL};
    int status = reader_check_map(self, self->part, keys, "bath");
    int statistic = 0, spectrum = 0, coupling = 0;
    status = status == ENT_OK ? reader_choose(self, &statistic, "statistics", statistics) : status;
    status = status == ENT_OK ? reader_choose(self, &spectrum, "spectrum", spectra) : status;
    status = status == ENT_OK ? reader_choose(self, &coupling, "coupling", couplings) : status;
    if (status != ENT_OK) {
        return status;
    }
    const yaml_item *list = yaml_item_get(self->file, self->part, "sites");
    const char *site = reader_text(self, "site");
    if ((list != NULL) == (site != NULL)) {
        return reader_fail(self, self->part, ENT_ERROR_USAGE, "bath: expected either site: NAME or sites: [NAME, ...]");
    }
    const char **names = NULL;
    size_t n = 1;
    status = list ? reader_names(self, &names, &n, list, "bath, sites") : ENT_OK;
    if (status == ENT_OK) {
        const ent_bath bath = {.name = reader_text(self, "name"),
                               .n_sites = n,
                               .sites = list ? names : &site,
                               .temperature = reader_text(self, "temperature"),
                               .rate = reader_text(self, "rate"),
                               .statistics = (ent_statistics)statistic,
                               .chemical_potential = reader_text(self, "chemical_potential"),
                               .spectrum = (ent_spectrum)spectrum,
                               .frequency = reader_text(self, "frequency"),
                               .cutoff = reader_text(self, "cutoff"),
                               .width = reader_text(self, "width"),
                               .dipole = coupling != 0};
        status = ent_network_add_bath(self->network, &bath, self->error);
    }
    free(names);
    return status;
}

static int read_dephasing(reader *self)
{
    static const file_key keys[] = {
        {"name", YAML_TEXT, false}, {"site", YAML_TEXT, true}, {"rate", YAML_TEXT, true}, {NULL, YAML_TEXT, false}};
    const int status = reader_check_map(self, self->part, keys, "dephasing");
    char name[80];
    if (status != ENT_OK) {
        return status;
    }
    const char *given = reader_text(self, "name");
    (void)snprintf(name, sizeof name, "dephasing_%.63s", reader_text(self, "site"));
    const ent_dephasing dephasing = {given ? given : name, reader_text(self, "site"), reader_text(self, "rate")};
    return ent_network_add_dephasing(self->network, &dephasing, self->error);
}

/* Each element of the list under a key, if there is one. */
static int read_list(reader *self, const yaml_item *root, const char *key, int (*read)(reader *self))
{
    const yaml_item *list = yaml_item_get(self->file, root, key);
    int status = ENT_OK;
    for (size_t i = 0; list && status == ENT_OK && i < yaml_item_size(list); ++i) {
        self->part = yaml_item_at(self->file, list, i);
        status = read(self);
    }
    return status;
}

static int read_root(reader *self, const yaml_item *root)
{
    static const char *const equations[] = {"local", "global", "redfield", NULL};
    int equation = 0;
    self->part = root;
    int status = ent_network_create(&self->network, self->path, reader_text(self, "title"), self->error);
    if (status == ENT_OK) {
        self->network->locator = &self->locator;
        status = reader_choose(self, &equation, "master_equation", equations);
    }
    const yaml_item *parameters = yaml_item_get(self->file, root, "parameters");
    if (status == ENT_OK) {
        ent_network_set_master_equation(self->network, (ent_master_equation)equation);
        status = parameters ? read_parameters(self, parameters) : ENT_OK;
    }
    status = status == ENT_OK ? read_list(self, root, "sites", read_site) : status;
    status = status == ENT_OK ? read_list(self, root, "couplings", read_coupling) : status;
    status = status == ENT_OK ? read_list(self, root, "baths", read_bath) : status;
    return status == ENT_OK ? read_list(self, root, "dephasing", read_dephasing) : status;
}

int ent_network_read(ent_network **self, const char *path, ent_error *error)
{
    static const file_key keys[] = {{"title", YAML_TEXT, false},     {"master_equation", YAML_TEXT, false},
                                    {"parameters", YAML_MAP, false}, {"sites", YAML_LIST, true},
                                    {"couplings", YAML_LIST, false}, {"baths", YAML_LIST, true},
                                    {"dephasing", YAML_LIST, false}, {NULL, YAML_TEXT, false}};
    reader at = {.locator = {reader_line}, .path = path, .error = error};
    *self = NULL;
    int status = yaml_file_read(&at.file, path, error);
    if (status == ENT_OK) {
        status = reader_check_map(&at, yaml_file_root(at.file), keys, "network");
    }
    if (status == ENT_OK) {
        status = read_root(&at, yaml_file_root(at.file));
    }
    if (status == ENT_OK) {
        at.network->locator = NULL; /* the builder keeps the lines that it needs */
        status = ent_network_finish(at.network, error);
    }
    if (status != ENT_OK) {
        ent_network_free(at.network);
        at.network = NULL;
    }
    yaml_file_free(at.file);
    *self = at.network;
    return status;
}
