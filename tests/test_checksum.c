#include "support.h"

#include "base/checksum.h"

enum { N = 200 };

static void fill(unsigned char *bytes, uint64_t seed)
{
    random_source source = {seed};
    for (int i = 0; i < N; ++i) {
        bytes[i] = (unsigned char)random_between(&source, 0.0, 256.0);
    }
}

static void parts_in_any_order(void **state)
{
    (void)state;
    unsigned char bytes[N];
    fill(bytes, 1);
    for (size_t offset = 0; offset < 9; ++offset) {
        const uint64_t whole = checksum_add(0, bytes, N, offset);
        for (size_t a = 0; a < N; ++a) {
            const size_t b = a + (N - a) / 3;
            uint64_t sum = checksum_add(0, &bytes[b], N - b, offset + b);
            sum = checksum_add(sum, bytes, a, offset);
            sum = checksum_add(sum, &bytes[a], b - a, offset + a);
            assert_true(sum == whole);
        }
    }
}

static void changes_show(void **state)
{
    (void)state;
    unsigned char bytes[N];
    fill(bytes, 2);
    const uint64_t whole = checksum_add(0, bytes, N, 3);
    for (size_t i = 0; i < N; ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            bytes[i] ^= (unsigned char)(1 << bit);
            assert_true(checksum_add(0, bytes, N, 3) != whole);
            bytes[i] ^= (unsigned char)(1 << bit);
        }
    }
    for (size_t i = 1; i < N; ++i) { /* two bytes that change places */
        if (bytes[i] != bytes[i - 1]) {
            const unsigned char byte = bytes[i];
            bytes[i] = bytes[i - 1];
            bytes[i - 1] = byte;
            assert_true(checksum_add(0, bytes, N, 3) != whole);
            bytes[i - 1] = bytes[i];
            bytes[i] = byte;
        }
    }
    assert_true(checksum_add(0, bytes, N, 4) != whole && checksum_add(0, bytes, N, 11) != whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_in_any_order),
        cmocka_unit_test(changes_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
