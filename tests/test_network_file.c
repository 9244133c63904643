/* Network files: what is read, and the message of everything that is refused, with its line. */
#include "scratch_folder.h"
#include "support.h"

#include "io/yaml.h"
#include "model/network.h"

static const char path[] = "net.yaml";

#define SITES "sites: [{name: a, energy: 1}, {name: b, energy: 1}]\n"
#define COUPLINGS "couplings: [{sites: [a, b], exchange: 0.1}]\n"
#define BATHS "baths: [{name: hot, site: a, temperature: 1, rate: 1}]\n"

static void write_bytes(const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void refuse(const char *text, ent_status status, const char *message)
{
    ent_network *self = NULL;
    ent_error error = {0};
    write_bytes(text, strlen(text));
    const int result = ent_network_read(&self, path, &error);
    if (result != (int)status || strcmp(error.message, message) != 0) {
        fail_msg("%s gave %d: %s", text, result, error.message);
    }
    assert_null(self);
}

static void test_everything(void **state)
{
    (void)state;
    static const char text[] = "title: All of it\n"
                               "master_equation: redfield\n"
                               "parameters:\n"
                               "  g: 0.25\n"
                               "  double: 2*g\n"
                               "sites:\n"
                               "  - {name: a, energy: 1}\n"
                               "  - name: b\n"
                               "    levels: 4\n"
                               "    kind: oscillator\n"
                               "    energy: '1 + g'\n"
                               "    tunnelling: -0.1\n"
                               "couplings:\n"
                               "  - {sites: [a, b], dipole: double}\n"
                               "  - {product: {a: lower, b: p3}, strength: 1, strength_im: g, add_adjoint: true}\n"
                               "baths:\n"
                               "  - {name: hot, site: a, temperature: 1, rate: &rate g, spectrum: lorentzian, "
                               "frequency: 2, width: 0.5}\n"
                               "  - {name: all, sites: [a, b], temperature: 0.5, rate: *rate, statistics: fermion, "
                               "chemical_potential: -1, spectrum: ohmic, frequency: 3, coupling: dipole}\n"
                               "dephasing:\n"
                               "  - {site: b, rate: 1e-3}\n"
                               "  - {name: noise, site: a, rate: 2e-3}\n";
    ent_network *self;
    network_values values;
    ent_error error;
    double parameters[1];
    write_bytes(text, sizeof text - 1);
    if (ent_network_read(&self, path, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    ent_model_defaults(ent_network_model(self), parameters);
    assert_int_equal(network_values_create(&values, self), ENT_OK);
    assert_int_equal(network_evaluate(self, parameters, &values), ENT_OK);
    assert_string_equal(network_title(self), "All of it");
    assert_string_equal(ent_network_model(self)->name, path);
    assert_int_equal(ent_network_master_equation(self), ENT_MASTER_EQUATION_REDFIELD);
    assert_int_equal(values.sites[0].levels, 2);
    assert_true(values.sites[1].levels == 4 && values.sites[1].kind == ENT_SITE_OSCILLATOR);
    assert_true(values.sites[1].energy == 1.25 && values.sites[1].tunnelling == -0.1);
    assert_true(values.terms[0].strength == 0.5 && values.terms[1].strength_im == 0.25);
    assert_true(values.terms[1].add_adjoint && values.terms[1].factors[1].level == 3);
    assert_true(values.baths[0].spectrum == ENT_SPECTRUM_LORENTZIAN && values.baths[0].width == 0.5);
    assert_true(values.baths[0].frequency == 2.0 && values.baths[0].rate == 0.25 && !values.baths[0].dipole);
    assert_true(values.baths[1].spectrum == ENT_SPECTRUM_OHMIC && isinf(values.baths[1].cutoff));
    assert_true(values.baths[1].statistics == ENT_STATISTICS_FERMION && values.baths[1].rate == 0.25 &&
                values.baths[1].dipole);
    assert_true(values.baths[1].n_sites == 2 && values.baths[1].chemical_potential == -1.0);
    assert_string_equal(network_bath_name(self, 2), "dephasing_b");
    assert_string_equal(network_bath_name(self, 3), "noise");
    assert_true(values.baths[3].rate == 2e-3 && values.baths[3].dephasing);
    network_values_free(&values);
    ent_network_free(self);
}

static void test_not_yaml(void **state)
{
    (void)state;
    refuse("", ENT_ERROR_USAGE, "net.yaml: the file is empty");
    refuse("# nothing\n", ENT_ERROR_USAGE, "net.yaml: the file is empty");
    refuse("sites: [a\nbaths: 2\n", ENT_ERROR_USAGE,
           "net.yaml:2: not YAML: did not find expected ',' or ']', while parsing a flow sequence");
    refuse("title: x\n\tsites: y\n", ENT_ERROR_USAGE, "net.yaml:2: a tab in the indentation: YAML takes spaces only");
    refuse("title: x\nsites: \xff\xfe\n", ENT_ERROR_USAGE, "net.yaml:2: not UTF-8 text: invalid leading UTF-8 octet");
    refuse("title: x\n---\ntitle: y\n", ENT_ERROR_USAGE, "net.yaml:3: a second document: one file holds one");
    refuse("sites: *nowhere\n", ENT_ERROR_USAGE, "net.yaml:1: not YAML: found undefined alias");
    refuse("title: x\nbaths: []\ntitle: y\n", ENT_ERROR_DUPLICATE,
           "net.yaml:3: key 'title' is given twice, first in line 1");
    refuse("[a, b]: 1\n", ENT_ERROR_USAGE, "net.yaml:1: a key that is not plain text");
    refuse("title: \"a\\0b\"\n", ENT_ERROR_USAGE, "net.yaml:1: text with a zero byte");
    refuse("just text\n", ENT_ERROR_USAGE,
           "net.yaml:1: network: expected a map (key: value), found one text or number");
    refuse("&a [*a]\n", ENT_ERROR_USAGE, "net.yaml:1: network: expected a map (key: value), found a list");

    char *huge = malloc(YAML_MAX_BYTES + 2);
    assert_non_null(huge);
    memset(huge, '#', YAML_MAX_BYTES + 1);
    huge[YAML_MAX_BYTES + 1] = '\0';
    refuse(huge, ENT_ERROR_USAGE, "net.yaml: larger than 1048576 bytes, which no such file needs");
    free(huge);
}

static void test_files(void **state)
{
    (void)state;
    ent_network *self;
    ent_error error;
    assert_int_equal(ent_network_read(&self, "none.yaml", &error), ENT_ERROR_FILE);
    assert_string_equal(error.message, "none.yaml: could not be read: No such file or directory");
    assert_int_equal(ent_network_read(&self, ".", &error), ENT_ERROR_FILE);
    assert_string_equal(error.message, ".: could not be read: Is a directory");
    assert_int_equal(ent_network_read(&self, "/dev/zero", &error), ENT_ERROR_USAGE);
    assert_null(self);
}

static void test_keys(void **state)
{
    (void)state;
    refuse("titel: x\n" SITES BATHS, ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:1: network: there is no key 'titel': the nearest is 'title'; there are title, master_equation, "
           "parameters, sites, couplings, baths, dephasing");
    refuse(SITES, ENT_ERROR_USAGE, "net.yaml:1: network: key 'baths' is missing");
    refuse("master_equation: globl\n" SITES BATHS, ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:1: master_equation: 'globl' is not one of local, global, redfield");
    refuse("parameters: [g, h]\n" SITES BATHS, ENT_ERROR_USAGE,
           "net.yaml:1: network, parameters: expected a map (key: value), found a list");
    refuse("parameters:\n  g: [1]\n" SITES BATHS, ENT_ERROR_USAGE,
           "net.yaml:2: g: expected one text or number, found a list");
    refuse("parameters:\n  g: 1\n  sqrt: 2\n" SITES BATHS, ENT_ERROR_USAGE,
           "net.yaml:3: parameter 'sqrt': the name means something else in expressions");
    refuse("parameters:\n  g: nan\n" SITES BATHS, ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:2: parameter g: 'nan', character 1: there is no parameter 'nan': the nearest is 'g'");
    refuse("parameters:\n  g:\n" SITES BATHS, ENT_ERROR_BAD_NUMBER,
           "net.yaml:2: parameter g: '', character 1: expected a number, a name or '(', found the end");
    refuse("sites: []\nbaths: []\n", ENT_ERROR_USAGE, "net.yaml: the network has no site");
    refuse(SITES "baths: []\n", ENT_ERROR_USAGE,
           "net.yaml: the network has no bath, so that nothing selects a steady state");
}

static void test_sites(void **state)
{
    (void)state;
    refuse("sites:\n  - a\n" BATHS, ENT_ERROR_USAGE,
           "net.yaml:2: site: expected a map (key: value), found one text or number");
    refuse("sites:\n  - {name: a}\n" BATHS, ENT_ERROR_USAGE, "net.yaml:2: site: key 'energy' is missing");
    refuse("sites:\n  - name: a\n    energy: 1\n    levels: 2.5\n" BATHS, ENT_ERROR_OUT_OF_RANGE,
           "net.yaml:4: site 'a', levels: '2.5' is not a whole number from 2 to 4096");
    refuse("sites:\n  - name: a\n    energy: 1\n    kind: spin\n" BATHS, ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:4: kind: 'spin' is not one of ladder, oscillator");
    refuse("sites:\n  - name: a\n    energy: -1\n" BATHS, ENT_ERROR_OUT_OF_RANGE,
           "net.yaml:3: site 'a', energy '-1' is -1: must be at or above 0");
    refuse("sites:\n  - name: a\n    energy: 1\n    enrgy: 2\n" BATHS, ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:4: site: there is no key 'enrgy': the nearest is 'energy'; there are name, levels, energy, "
           "tunnelling, kind");
    refuse("sites:\n  - name: a b\n    energy: 1\n" BATHS, ENT_ERROR_USAGE,
           "net.yaml:2: site 'a b': a name is a letter, then letters, digits and _, at most 63 in all");
    refuse("sites:\n  - {name: a, energy: 1}\n  - {name: a, energy: 1}\n" BATHS, ENT_ERROR_DUPLICATE,
           "net.yaml:3: site 'a' is given twice");
    refuse(SITES BATHS, ENT_ERROR_USAGE,
           "net.yaml:1: site b is connected to no bath: every part of a network needs one");
}

static void test_couplings(void **state)
{
    (void)state;
    refuse(SITES BATHS "couplings:\n  - {sites: [a, b]}\n", ENT_ERROR_USAGE,
           "net.yaml:4: coupling: expected exactly one of exchange, dipole, zz beside sites");
    refuse(SITES BATHS "couplings:\n  - {sites: [a, b], zz: 1, dipole: 1}\n", ENT_ERROR_USAGE,
           "net.yaml:4: coupling: expected exactly one of exchange, dipole, zz beside sites");
    refuse(SITES BATHS "couplings:\n  - {sites: [a], zz: 1}\n", ENT_ERROR_USAGE,
           "net.yaml:4: coupling, sites: expected two sites, [a, b]");
    refuse(SITES BATHS "couplings:\n  - {sites: a, zz: 1}\n", ENT_ERROR_USAGE,
           "net.yaml:4: coupling, sites: expected a list, found one text or number");
    refuse(SITES BATHS "couplings:\n  - sites:\n      - a\n      - c\n    zz: 1\n", ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:5: coupling of 'a' and 'c': there is no site 'c': the nearest is 'a'");
    refuse(SITES BATHS "couplings:\n  - sites: [a, b]\n    exchange: 2*(g\n", ENT_ERROR_BAD_NUMBER,
           "net.yaml:5: coupling of 'a' and 'b', exchange: '2*(g', character 5: expected an operator or ')', found the "
           "end");
    refuse("parameters: {delta: 1}\n" SITES BATHS "couplings:\n  - sites: [a, b]\n    exchange: 1.0 + detla\n",
           ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:6: coupling of 'a' and 'b', exchange: '1.0 + detla', character 7: there is no parameter 'detla': "
           "the nearest is 'delta'");
    refuse(SITES BATHS "couplings:\n  - {product: {a: lower, b: raise}, strength: 1}\n", ENT_ERROR_USAGE,
           "net.yaml:4: product: with 'lower' of site 'a' it is not hermitian: its adjoint must be added (add_adjoint: "
           "true)");
    refuse(SITES BATHS "couplings:\n  - {product: {a: x}, strength: 1, add_adjoint: yes}\n", ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:4: add_adjoint: 'yes' is not one of false, true");
    refuse(SITES BATHS "couplings:\n  - {product: {a: x, c: x}, strength: 1}\n", ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:4: product: there is no site 'c': the nearest is 'a'");
    refuse(SITES BATHS "couplings:\n  - {product: {a: [x]}, strength: 1}\n", ENT_ERROR_USAGE,
           "net.yaml:4: product, operator of a site: expected one text or number, found a list");
}

static void test_baths(void **state)
{
    (void)state;
#define BATH(rest) SITES COUPLINGS "baths:\n  - name: hot\n    temperature: 1\n    rate: 1\n    " rest "\n"
    refuse(BATH("site: c"), ENT_ERROR_UNKNOWN_NAME, "net.yaml:7: bath 'hot': there is no site 'c': the nearest is 'a'");
    refuse(BATH("sites: [a, c]"), ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:7: bath 'hot': there is no site 'c': the nearest is 'a'");
    refuse(BATH("statistics: boson"), ENT_ERROR_USAGE,
           "net.yaml:4: bath: expected either site: NAME or sites: [NAME, ...]");
    refuse(BATH("site: a\n    statistics: anyon"), ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:8: statistics: 'anyon' is not one of boson, fermion");
    refuse(BATH("site: a\n    spectrum: ohmic"), ENT_ERROR_USAGE,
           "net.yaml:4: bath 'hot', frequency: an ohmic spectrum needs one");
    refuse(BATH("site: a\n    width: 1"), ENT_ERROR_USAGE, "net.yaml:8: bath 'hot', width: a flat spectrum has none");
    refuse(BATH("site: a\n    spectrum: ohmic\n    frequency: 0"), ENT_ERROR_OUT_OF_RANGE,
           "net.yaml:9: bath 'hot', frequency '0' is 0: must be above 0");
    refuse(BATH("site: a\n    chemical_potential: 1"), ENT_ERROR_OUT_OF_RANGE,
           "net.yaml:8: bath 'hot': its chemical_potential is 1, which must be below 1, the transition of site 'a': it "
           "holds bosons");
    refuse(BATH("site: a\n    coupling: zz"), ENT_ERROR_UNKNOWN_NAME,
           "net.yaml:8: coupling: 'zz' is not one of exchange, dipole");
    refuse(BATH("site: a\ndephasing:\n  - {site: a, rate: -1}"), ENT_ERROR_OUT_OF_RANGE,
           "net.yaml:9: dephasing 'dephasing_a', rate '-1' is -1: must be at or above 0");
    refuse(BATH("site: a\ndephasing:\n  - {site: a}"), ENT_ERROR_USAGE, "net.yaml:9: dephasing: key 'rate' is missing");
#undef BATH
}

int main(void)
{
    char *folder = scratch_create();
    if (!folder || chdir(folder) != 0) {
        return 1;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_everything), cmocka_unit_test(test_not_yaml),
                                       cmocka_unit_test(test_files),      cmocka_unit_test(test_keys),
                                       cmocka_unit_test(test_sites),      cmocka_unit_test(test_couplings),
                                       cmocka_unit_test(test_baths)};
    const int failures = cmocka_run_group_tests(tests, NULL, NULL);
    scratch_free(folder);
    return failures;
}
