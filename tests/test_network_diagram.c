/* Diagrams: nothing overlaps, whatever the network looks like, and the text is XML. */
#include "support.h"

#include "figure/network_diagram.h"
#include "figure/network_layout.h"
#include "figure/svg.h"

enum { MAX_PARTS = 16 };

/* n sites, linked as in links (pairs, up to -1), with baths on masks of sites. */
static void check_layout(int n, const int *links, const unsigned *masks, int n_baths, bool expect_line)
{
    system_site sites[MAX_PARTS];
    system_term terms[MAX_PARTS];
    system_factor factors[MAX_PARTS][2];
    system_bath baths[MAX_PARTS];
    int on[MAX_PARTS][MAX_PARTS];
    diagram_box site_boxes[MAX_PARTS], bath_boxes[MAX_PARTS];
    open_system system = {.n_sites = n, .n_baths = n_baths, .sites = sites, .terms = terms, .baths = baths};
    for (int i = 0; i < n; ++i) {
        sites[i] = (system_site){.levels = 2, .energy = 1.0, .name = "q"};
    }
    for (; links[2 * system.n_terms] >= 0; ++system.n_terms) {
        const int t = system.n_terms;
        factors[t][0] = (system_factor){.site = links[2 * t], .kind = LOCAL_X};
        factors[t][1] = (system_factor){.site = links[2 * t + 1], .kind = LOCAL_X};
        terms[t] = (system_term){.n_factors = 2, .factors = factors[t]};
    }
    for (int b = 0; b < n_baths; ++b) {
        baths[b] = (system_bath){.sites = on[b]};
        for (int i = 0; i < n; ++i) {
            if (masks[b] >> i & 1U) {
                on[b][baths[b].n_sites++] = i;
            }
        }
        bath_boxes[b] = (diagram_box){.width = 150.0, .height = 60.0};
    }
    assert_int_equal(network_layout(&system, site_boxes, bath_boxes), ENT_OK);
    bool line = true;
    for (int i = 0; i < n; ++i) {
        line = line && site_boxes[i].y == 0.0;
        for (int j = 0; j < i; ++j) {
            assert_false(diagram_boxes_touch(&site_boxes[i], &site_boxes[j], 20.0));
        }
        for (int b = 0; b < n_baths; ++b) {
            assert_false(diagram_boxes_touch(&site_boxes[i], &bath_boxes[b], 1.0));
        }
    }
    for (int b = 0; b < n_baths; ++b) {
        for (int c = 0; c < b; ++c) {
            assert_false(diagram_boxes_touch(&bath_boxes[b], &bath_boxes[c], 1.0));
        }
    }
    assert_int_equal(line, expect_line);
}

static void test_layouts(void **state)
{
    (void)state;
    static const int none[] = {-1}, pair[] = {0, 1, -1}, chain[] = {2, 0, 0, 1, 1, 3, -1};
    static const int ring[] = {0, 1, 1, 2, 2, 3, 3, 0, -1}, star[] = {0, 1, 0, 2, 0, 3, -1};
    check_layout(1, none, (const unsigned[]){1, 1, 1}, 3, true);
    check_layout(2, pair, (const unsigned[]){1, 2}, 2, true);
    check_layout(2, pair, (const unsigned[]){1, 1, 2, 2, 2, 3, 3}, 7, true);
    check_layout(2, none, (const unsigned[]){1, 2}, 2, true);
    check_layout(4, chain, (const unsigned[]){1, 2, 2, 4, 8, 8, 8, 15, 3}, 9, true);
    check_layout(4, ring, (const unsigned[]){1, 2, 4, 8, 15}, 5, false);
    check_layout(4, ring, (const unsigned[]){1, 1, 1, 3, 12, 15, 15}, 7, false);
    check_layout(4, star, (const unsigned[]){2, 4, 8, 5}, 4, false);
}

static void test_chain_order(void **state)
{
    (void)state;
    static const system_site sites[3] = {{.levels = 2}, {.levels = 2}, {.levels = 2}};
    static const system_factor one[] = {{.site = 2}, {.site = 0}}, two[] = {{.site = 0}, {.site = 1}};
    static const system_term terms[] = {{.n_factors = 2, .factors = one}, {.n_factors = 2, .factors = two}};
    const open_system system = {.n_sites = 3, .n_terms = 2, .sites = sites, .terms = terms};
    diagram_box boxes[3];
    assert_int_equal(network_layout(&system, boxes, NULL), ENT_OK);
    assert_true(boxes[1].x < boxes[0].x && boxes[0].x < boxes[2].x);
}

static ent_network *two_qubits(const char *title)
{
    ent_network *self;
    ent_error error;
    const char *const left[] = {"h"}, *const right[] = {"c"};
    assert_int_equal(ent_network_create(&self, "two", title, &error), ENT_OK);
    assert_int_equal(ent_network_add_site(self, &(ent_site){.name = "h", .levels = 2, .energy = "1"}, &error), ENT_OK);
    assert_int_equal(ent_network_add_site(self, &(ent_site){.name = "c", .levels = 2, .energy = "1"}, &error), ENT_OK);
    assert_int_equal(ent_network_add_coupling(self, &(ent_coupling){.sites = {"h", "c"}, .strength = "0.1"}, &error),
                     ENT_OK);
    const ent_bath hot = {.name = "hot", .n_sites = 1, .sites = left, .temperature = "2", .rate = "0.1"};
    const ent_bath cold = {.name = "cold", .n_sites = 1, .sites = right, .temperature = "1", .rate = "0.1"};
    assert_int_equal(ent_network_add_bath(self, &hot, &error), ENT_OK);
    assert_int_equal(ent_network_add_bath(self, &cold, &error), ENT_OK);
    assert_int_equal(ent_network_finish(self, &error), ENT_OK);
    return self;
}

static int count(const char *text, const char *part)
{
    int n = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part)) {
        ++n;
    }
    return n;
}

static void test_drawing(void **state)
{
    (void)state;
    static const double heat[] = {4e-3, -2e-3}, particle[] = {NAN};
    const diagram_currents currents = {heat, particle};
    ent_network *network = two_qubits("a < b & c > d");
    network_values values;
    text_buffer plain = {0}, flowing = {0};
    assert_int_equal(network_values_create(&values, network), ENT_OK);
    assert_int_equal(network_evaluate(network, NULL, &values), ENT_OK);
    assert_int_equal(network_diagram(&plain, network, &values, NULL), ENT_OK);
    assert_int_equal(network_diagram(&flowing, network, &values, &currents), ENT_OK);
    assert_int_equal(count(plain.data, "<circle"), 2);
    assert_int_equal(count(plain.data, "<polygon"), 0);
    assert_int_equal(count(plain.data, "a &lt; b &amp; c &gt; d"), 2);
    assert_int_equal(count(plain.data, ">0.1</text>"), 2);
    assert_int_equal(count(plain.data, "fill=\"#d55e00\""), 1); /* the hotter one */
    assert_int_equal(count(plain.data, "fill=\"#0072b2\""), 1);
    assert_int_equal(count(flowing.data, "<polygon"), 2); /* what is undefined is not drawn */
    assert_int_equal(count(flowing.data, "heat up to 0.004"), 1);
    text_free(&plain);
    text_free(&flowing);
    network_values_free(&values);
    ent_network_free(network);
}

static void test_svg(void **state)
{
    (void)state;
    assert_true(svg_text_width("\xce\xbc", 10.0) == svg_text_width("m", 10.0));
    assert_true(svg_is_dark("#0072b2") && !svg_is_dark("#dedede"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_layouts), cmocka_unit_test(test_chain_order),
                                       cmocka_unit_test(test_drawing), cmocka_unit_test(test_svg)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
