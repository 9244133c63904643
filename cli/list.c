#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "cli/arguments.h"
#include "cli/verb.h"

static void list_models(const ent_model *only, bool names)
{
    (void)only;
    for (size_t i = 0; i < ent_model_count(); ++i) {
        const ent_model *model = ent_model_at(i);
        (void)(names ? printf("%s\n", model->name) : printf("%-8s %s\n", model->name, model->title));
    }
}

/* Text for the admissible range of a parameter, such as ">= 0". */
static const char *range_text(char text[2 * NUMBER_SIZE], const ent_parameter *parameter)
{
    if (isinf(parameter->lower)) {
        return "any";
    }
    (void)snprintf(text, 2 * NUMBER_SIZE, "%s %.15g", parameter->lower_open ? ">" : ">=", parameter->lower);
    return text;
}

static void list_parameters_of(const ent_model *model, bool names)
{
    for (size_t i = 0; i < model->n_parameters; ++i) {
        const ent_parameter *parameter = &model->parameters[i];
        char range[2 * NUMBER_SIZE], number[NUMBER_SIZE];
        (void)(names ? printf("%s\n", parameter->name)
                     : printf("%-8s %-8s default %-7s %-5s %s\n", model->name, parameter->name,
                              number_format(number, parameter->initial), range_text(range, parameter),
                              parameter->description));
    }
    for (size_t i = 0; !names && i < model->n_derived; ++i) {
        (void)printf("%-8s %-8s follows %s\n", model->name, model->derived[i].name, model->derived[i].expression);
    }
}

static void list_parameters(const ent_model *only, bool names)
{
    for (size_t m = 0; !only && m < ent_model_count(); ++m) {
        list_parameters_of(ent_model_at(m), names);
    }
    if (only) {
        list_parameters_of(only, names);
    }
}

static bool is_first_with(const ent_model *model, const char *observable)
{
    for (size_t m = 0; ent_model_at(m) != model; ++m) {
        if (ent_model_observable(ent_model_at(m), observable) < ent_model_at(m)->n_observables) {
            return false;
        }
    }
    return true;
}

static void list_observables_of(const ent_model *model, bool all, bool names)
{
    for (size_t i = 0; i < model->n_observables; ++i) {
        const ent_observable *observable = &model->observables[i];
        if (all || is_first_with(model, observable->name)) {
            (void)(names ? printf("%s\n", observable->name)
                         : printf("%-25s %s [%s]\n", observable->name, observable->description, observable->source));
        }
    }
}

static void list_observables(const ent_model *only, bool names)
{
    for (size_t m = 0; !only && m < ent_model_count(); ++m) {
        list_observables_of(ent_model_at(m), false, names);
    }
    if (only) {
        list_observables_of(only, true, names);
    }
}

static void list_figures(const ent_model *only, bool names)
{
    (void)only;
    for (size_t i = 0; i < ent_figure_count(); ++i) {
        (void)(names ? printf("%s\n", ent_figure_name(i))
                     : printf("%-3s %s\n", ent_figure_name(i), ent_figure_description(i)));
    }
}

static const struct {
    const char *name;
    void (*print)(const ent_model *only, bool names);
} topics[] = {{"models", list_models},
              {"parameters", list_parameters},
              {"observables", list_observables},
              {"figures", list_figures}};

enum { N_TOPICS = sizeof topics / sizeof topics[0] };

static int print_topic(const char *topic, const ent_model *only, bool names)
{
    for (size_t k = 0; k < N_TOPICS; ++k) {
        if (strcmp(topics[k].name, topic) == 0) {
            topics[k].print(only, names);
            return finish_output();
        }
    }
    return complain(ENT_ERROR_USAGE, "list: '%s' is not one of models, parameters, observables, figures", topic);
}

static int run(int n, char **arguments)
{
    ent_error error;
    bool names = false;
    const ent_model *only = NULL;
    ent_network *network = NULL;
    const char *topic = n > 0 ? arguments[0] : "";
    int status = ENT_OK;
    for (int i = 1; status == ENT_OK && i < n; ++i) {
        if (strcmp(arguments[i], "--names") == 0) {
            names = true;
        } else if (arguments[i][0] == '-') {
            status = unknown_option("list", arguments[i], "--names and --help", &error);
        } else if (only) {
            status = error_set(&error, ENT_ERROR_USAGE, "argument '%s': list takes one model", arguments[i]);
        } else {
            status = arguments_model(&only, &network, &i, n, arguments, &error);
            --i;
        }
    }
    const int exit_status = status == ENT_OK ? print_topic(topic, only, names) : complain_error(&error);
    ent_network_free(network);
    return exit_status;
}

const verb verb_list = {
    .name = "list",
    .synopsis = "models|parameters|observables|figures [MODEL] [--names]",
    .summary = "what there is: models, parameters, observables, figures",
    .details = "With MODEL, parameters and observables of that model only. --names prints bare names, one a line, for "
               "scripts.",
    .run = run,
};
