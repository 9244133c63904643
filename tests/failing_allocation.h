/* Every allocation of a call fails once: the call must end with no_memory, leave nothing behind, and work when
 * repeated. For programs whose allocations the linker sends through __wrap_malloc and the others; see allocation.cmake.
 */
#ifndef TESTS_FAILING_ALLOCATION_H
#define TESTS_FAILING_ALLOCATION_H

#include "support.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

/* Counts only while watching is on: cmocka allocates too. */
static bool watching;
static int countdown; /* the allocation of this number fails; 0: none */
static int allocations, live;

static bool fails(void)
{
    ++allocations;
    return countdown > 0 && --countdown == 0;
}

void *__wrap_malloc(size_t size)
{
    if (!watching) {
        return __real_malloc(size);
    }
    void *block = fails() ? NULL : __real_malloc(size);
    live += block != NULL;
    return block;
}

void *__wrap_calloc(size_t n, size_t size)
{
    if (!watching) {
        return __real_calloc(n, size);
    }
    void *block = fails() ? NULL : __real_calloc(n, size);
    live += block != NULL;
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    if (!watching) {
        return __real_realloc(block, size);
    }
    void *moved = fails() ? NULL : __real_realloc(block, size);
    live += moved != NULL && block == NULL;
    return moved;
}

void __wrap_free(void *block)
{
    live -= watching && block != NULL;
    __real_free(block);
}

/* One call and its undoing; returns the status of the call. */
typedef int (*operation)(ent_error *error);

static inline int run_with_failure(operation call, int n, ent_error *error)
{
    countdown = n;
    allocations = live = 0;
    watching = true;
    const int status = call(error);
    watching = false;
    return status;
}

/* fallbacks: how many allocations the call can do without, by another way to the same result. */
static inline void fail_each_but(operation call, int expected, int fewest, int fallbacks)
{
    ent_error error = {0};
    assert_int_equal(run_with_failure(call, 0, &error), expected);
    const int needed = allocations;
    assert_true(needed >= fewest);
    assert_int_equal(live, 0);
    for (int n = 1; n <= needed; ++n) {
        error = (ent_error){0};
        const int status = run_with_failure(call, n, &error);
        assert_int_equal(countdown, 0);
        if (status == expected && live == 0 && fallbacks-- > 0) {
            continue;
        }
        if (status != ENT_ERROR_NO_MEMORY || live != 0) {
            fail_msg("allocation %d of %d: status %s, %d blocks left", n, needed, ent_status_name(status), live);
        }
        assert_int_equal(error.status, ENT_ERROR_NO_MEMORY);
        assert_true(strlen(error.message) > 0);
    }
    assert_int_equal(run_with_failure(call, needed + 1, &error), expected);
    assert_int_equal(live, 0);
}

static inline void fail_each(operation call, int expected, int fewest)
{
    fail_each_but(call, expected, fewest, 0);
}

#endif
