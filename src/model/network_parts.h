/* What a network is made of. Only the files of the network read this. */
#ifndef MODEL_NETWORK_PARTS_H
#define MODEL_NETWORK_PARTS_H

#include "base/expression.h"
#include "entangine/model.h"
#include "model/network.h"
#include "model/network_observables.h"
#include "model/network_plan.h"
#include "model/network_validity.h"

typedef struct network_parameter {
    char *name;
    expression *value;
    double initial;  /* of one that is not derived */
    size_t position; /* among the parameters of the model, if not derived */
    size_t line;
    ent_quantity quantity; /* what it is used as, where it stands alone */
    double lower;
    bool derived, lower_open;
} network_parameter;

/* Which table of the open system a number stands in; dephasings are baths[n_baths + index]. */
typedef enum network_part { PART_SITE, PART_TERM, PART_BATH, PART_DEPHASING } network_part;

/* A field of a part that is a number. */
typedef struct network_field {
    const char *key;
    size_t offset;
    ent_quantity quantity;
    double lower; /* -INFINITY: any */
    bool lower_open;
} network_field;

/* One expression and where its value goes. */
typedef struct network_number {
    expression *value;
    const network_field *field;
    char *text;   /* "site 'q1', energy '1.0 + delta'" */
    size_t label; /* length of its part "site 'q1', energy" */
    network_part part;
    size_t index, line;
} network_number;

/* Where keys stand in a file, for messages; 0 if not known. */
typedef struct network_locator {
    size_t (*line)(const struct network_locator *self, const char *key);
} network_locator;

enum { NETWORK_FINGERPRINT_SIZE = 17 };

struct ent_network {
    char *name, *title;
    ent_master_equation equation;
    const network_locator *locator; /* of the file being read; else NULL */
    bool finished;

    size_t n_parameters, n_sites, n_terms, n_baths, n_dephasings, n_numbers, n_bonds;
    network_parameter *parameters;
    system_site *sites; /* these three with their numbers 0: what network_values starts from */
    system_term *terms;
    system_bath *baths, *dephasings;
    network_number *numbers;
    network_bond *bonds;

    size_t *order; /* derived parameters, each after those it follows */
    size_t n_derived;

    ent_model model; /* made by network_make_model, freed by network_free_model */
    bool has_model;
    network_table table;                        /* of its observables */
    network_limits limits;                      /* of its master equation */
    network_plans plans;                        /* for many of its points */
    system_structure *structure;                /* of all its points; NULL: not kept */
    char fingerprint[NETWORK_FINGERPRINT_SIZE]; /* set before network_make_model */
};

/* The array with room for one element more, which is zeroed, or NULL; n is how many it has. */
void *network_grow(void *array, size_t n, size_t size);

char *network_copy(const char *text);

/* An error if the network is finished. */
int network_check_open(const ent_network *self, ent_error *error);

/* Line of a key of the part being added; NULL: of the part. */
size_t network_line(const ent_network *self, const char *key);

/* Puts "PATH:LINE: " before the message if there is a line; returns its status. */
int network_at_line(const ent_network *self, size_t line, ent_error *error);

/* An error unless text is a name: a letter, then letters, digits and _, at most 63. what: "site". */
int network_check_name(const ent_network *self, const char *name, const char *what, ent_error *error);

/* Index of the site, or n_sites after an error that names the nearest. what: "coupling". */
size_t network_find_site(const ent_network *self, const char *name, const char *what, ent_error *error);

/* Compiles one number of a part; NULL text adds nothing. owner: "site 'q1'". */
int network_add_number(ent_network *self, network_part part, size_t index, const network_field *field,
                       const char *owner, const char *text, ent_error *error);

/* Removes the numbers from n on: a part that failed leaves nothing behind. */
void network_drop_numbers(ent_network *self, size_t n);

/* Checks of ent_network_finish that look at the whole (network_checks.c). */
int network_check_whole(const ent_network *self, ent_error *error);

/* Binds all names, orders derived parameters, finds constants (network_parameters.c). */
int network_bind(ent_network *self, ent_error *error);

/* The tables of parameters of the model, which network_free_parameter_tables frees. */
int network_make_parameter_tables(ent_network *self, ent_error *error);
void network_free_parameter_tables(ent_network *self);

/* Hexadecimal digits that differ between networks that compute differently (network_fingerprint.c). */
void network_fingerprint(const ent_network *self, char text[NETWORK_FINGERPRINT_SIZE]);

/* Time evolution (network_motion.c). */
extern const ent_dynamics network_dynamics;

/* Frees what network_make_model made beyond these tables (network_model.c). */
void network_free_model(ent_network *self);

#endif
