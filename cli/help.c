#include <stdio.h>
#include <string.h>

#include "cli/verb.h"

static const char SUMMARY[] = "what an entanglement engine does: states, heat currents, entanglement";

static const char CONVENTIONS[] =
    "Units: hbar = k_B = 1, every energy, rate and temperature in one unit; or each number with its own, such as "
    "eps_h=5GHz T_h=170mK, and results in SI units ('entangine help solve'). Heat that flows from a bath into the qubits "
    "is positive. J_ss = Q_h - Q_c is twice the current that a calorimeter at one bath reads.";

static const char EXIT_STATUS[] = "Exit status: 0 done, 2 bad usage or input, 3 could not compute, 4 file error, 130 "
                                  "interrupted.";

static void print_wrapped(const char *paragraphs, int indent)
{
    enum { WIDTH = 88 };
    const char *rest = paragraphs;
    int column = 0;
    while (*rest) {
        const int word = (int)strcspn(rest, " \n");
        if (column > 0 && column + 1 + word > WIDTH) {
            (void)putchar('\n');
            column = 0;
        }
        column += column ? printf(" %.*s", word, rest) : printf("%*s%.*s", indent, "", word, rest);
        rest += word;
        if (*rest == '\n') {
            (void)puts("");
            column = 0;
        }
        rest += *rest != '\0';
    }
    (void)puts("");
}

static void print_overview(void)
{
    const verb *const *verbs;
    const size_t n = verb_list_all(&verbs);
    (void)printf("entangine %s: %s\n\nusage: entangine VERB [arguments]\n\n", ent_version(), SUMMARY);
    for (size_t i = 0; i < n; ++i) {
        (void)printf("  %-8s %s\n", verbs[i]->name, verbs[i]->summary);
    }
    (void)puts("\nexamples:\n"
               "  entangine solve                        the paper's engine, with its defaults\n"
               "  entangine solve delta=0.01 T_h=0.5     change some parameters\n"
               "  entangine solve global g=0.8 --json    strong inter-qubit coupling, for scripts\n"
               "  entangine figure all                   all figures of the paper, into figures/\n\n"
               "'entangine help VERB' tells more; 'entangine list models' shows the models.");
    print_wrapped(EXIT_STATUS, 0);
}

static int print_verb(const char *name)
{
    const verb *found = verb_find(name);
    if (!found) {
        return complain(ENT_ERROR_USAGE, "help: there is no verb '%s'; 'entangine help' lists them", name);
    }
    (void)printf("usage: entangine %s %s\n\n%s\n\n", found->name, found->synopsis, found->summary);
    print_wrapped(found->details, 0);
    return finish_output();
}

/* Text for troff: backslashes and hyphens escaped, a leading dot or quote guarded. */
static void print_troff(const char *text)
{
    bool line_start = true;
    for (; *text; ++text) {
        if (line_start && (*text == '.' || *text == '\'')) {
            (void)fputs("\\&", stdout);
        }
        line_start = *text == '\n';
        if (*text == '\\') {
            (void)fputs("\\e", stdout);
        } else if (*text == '-') {
            (void)fputs("\\-", stdout);
        } else if (*text == '\n') {
            (void)fputs("\n.PP\n", stdout);
        } else {
            (void)putchar(*text);
        }
    }
    (void)putchar('\n');
}

static void print_manual_models(void)
{
    (void)puts(".SH MODELS AND PARAMETERS");
    for (size_t m = 0; m < ent_model_count(); ++m) {
        const ent_model *model = ent_model_at(m);
        (void)printf(".SS %s\n", model->name);
        print_troff(model->title);
        for (size_t i = 0; i < model->n_parameters; ++i) {
            (void)printf(".TP\n.B %s\n", model->parameters[i].name);
            print_troff(model->parameters[i].description);
            (void)printf("(default %.15g)\n", model->parameters[i].initial);
        }
        (void)puts(".PP\nRange of validity:");
        for (size_t i = 0; i < model->n_validity; ++i) {
            (void)fputs(".br\n", stdout);
            print_troff(model->validity[i].condition);
        }
    }
}

static int print_manual(void)
{
    const verb *const *verbs;
    const size_t n = verb_list_all(&verbs);
    (void)printf(".TH ENTANGINE 1 \"\" \"entangine %s\" \"User commands\"\n.SH NAME\nentangine \\- ", ent_version());
    print_troff(SUMMARY);
    (void)puts(".SH SYNOPSIS\n.B entangine\n.I VERB\n[arguments]\n.SH VERBS");
    for (size_t i = 0; i < n; ++i) {
        (void)printf(".SS entangine %s ", verbs[i]->name);
        print_troff(verbs[i]->synopsis);
        print_troff(verbs[i]->details);
    }
    print_manual_models();
    (void)puts(".SH OBSERVABLES");
    const ent_model *model = ent_model_at(0);
    for (size_t i = 0; i < model->n_observables; ++i) {
        (void)printf(".TP\n.B %s\n", model->observables[i].name);
        print_troff(model->observables[i].description);
    }
    (void)puts(".SH UNITS");
    print_troff(CONVENTIONS);
    (void)puts(".SH EXIT STATUS");
    print_troff(EXIT_STATUS);
    (void)puts(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nif set and not empty, no colour is printed");
    (void)puts(".SH SOURCE");
    print_troff(model->citation);
    return finish_output();
}

static int run(int n, char **arguments)
{
    if (n > 1) {
        return complain(ENT_ERROR_USAGE, "help takes one verb, not %d arguments", n);
    }
    if (n == 1 && strcmp(arguments[0], "--man") == 0) {
        return print_manual();
    }
    if (n == 1) {
        return print_verb(arguments[0]);
    }
    print_overview();
    return finish_output();
}

const verb verb_help = {
    .name = "help",
    .synopsis = "[VERB | --man]",
    .summary = "this overview, one verb in detail, or the manual page",
    .details = "--man prints the manual page for man(1).",
    .run = run,
};
