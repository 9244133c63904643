#include "support.h"

#include "base/text.h"

static void text_grows(void **state)
{
    (void)state;
    text_buffer text = {0};
    assert_string_equal(text_content(&text), "");
    text_append(&text, "%s", "");
    assert_string_equal(text_content(&text), "");
    for (int k = 0; k < 2000; ++k) {
        text_append(&text, "%d,", k % 10);
    }
    assert_false(text.failed);
    assert_int_equal(text.size, 4000);
    assert_int_equal(strlen(text_content(&text)), 4000);
    assert_true(memcmp(text_content(&text) + 3980, "0,1,2,3,4,5,6,7,8,9,", 20) == 0);
    text_free(&text);
    assert_true(!text.data && text.size == 0 && text.capacity == 0);
    text_free(&text);
}

static void long_pieces(void **state)
{
    (void)state;
    char piece[5001];
    text_buffer text = {0};
    memset(piece, 'y', 5000);
    piece[5000] = '\0';
    text_append(&text, "<%s>", piece);
    assert_int_equal(text.size, 5002);
    assert_true(text.capacity > text.size);
    assert_true(text.data[0] == '<' && text.data[5001] == '>' && text.data[5002] == '\0');
    text_free(&text);
}

static void distances(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        size_t distance;
    } cases[] = {{"", "", 0},          {"abc", "abc", 0},     {"abc", "", 3},           {"gamma_h", "gamma_c", 1},
                 {"Th", "T_h", 1},     {"delta", "detla", 2}, {"kitten", "sitting", 3}, {"ab", "ba", 2},
                 {"T_h", "kappa_h", 5}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        assert_int_equal(text_distance(cases[k].a, cases[k].b), cases[k].distance);
        assert_int_equal(text_distance(cases[k].b, cases[k].a), cases[k].distance);
    }
    char a[200], b[200];
    memset(a, 'a', 199), a[199] = '\0';
    memset(b, 'a', 63), b[63] = '\0';
    assert_int_equal(text_distance(a, b), 0); /* cut at 63 */
    b[0] = 'x';
    assert_int_equal(text_distance(a, b), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows),
        cmocka_unit_test(long_pieces),
        cmocka_unit_test(distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
