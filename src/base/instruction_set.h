/* Kernels compiled for several instruction sets from one source; which one runs is decided at run time.
 *
 * They do the same operations in the same order, each rounded on its own, so their results agree bit for bit. */
#ifndef BASE_INSTRUCTION_SET_H
#define BASE_INSTRUCTION_SET_H

#include <stdbool.h>

typedef enum instruction_set {
    INSTRUCTIONS_BASELINE, /* what every processor of the family has */
    INSTRUCTIONS_AVX2,
    INSTRUCTIONS_AVX512,
    N_INSTRUCTION_SETS
} instruction_set;

/* Whether this processor has it, and this library was compiled with it. */
bool instruction_set_is_available(instruction_set set);

/* The widest of this processor. */
instruction_set instruction_set_best(void);

/* KERNELS(name, (type a, ...), (a, ...)) defines name_variants[N_INSTRUCTION_SETS], functions made of the inline
 * function name_kernel(a, ...). */
/* NOLINTBEGIN(bugprone-macro-parentheses): parameters and arguments come with theirs. */
#if defined(__GNUC__) && defined(__x86_64__)
#define INSTRUCTION_SETS_OF_X86 1
#define KERNEL static inline __attribute__((always_inline))
#define INSTRUCTIONS_OF_AVX2 "avx2,fma"
#ifdef __clang__
#define INSTRUCTIONS_OF_AVX512 "avx512f,avx512dq,avx512vl"
#else
#define INSTRUCTIONS_OF_AVX512 "avx512f,avx512dq,avx512vl,prefer-vector-width=512"
#endif
#define KERNEL_VARIANT(name, variant, wanted, parameters, arguments)                                                   \
    __attribute__((target(wanted))) static void name##_##variant parameters                                            \
    {                                                                                                                  \
        name##_kernel arguments;                                                                                       \
    }
#define KERNELS(name, parameters, arguments)                                                                           \
    static void name##_baseline parameters                                                                             \
    {                                                                                                                  \
        name##_kernel arguments;                                                                                       \
    }                                                                                                                  \
    KERNEL_VARIANT(name, avx2, INSTRUCTIONS_OF_AVX2, parameters, arguments)                                            \
    KERNEL_VARIANT(name, avx512, INSTRUCTIONS_OF_AVX512, parameters, arguments)                                        \
    static void(*const name##_variants[N_INSTRUCTION_SETS]) parameters = {name##_baseline, name##_avx2, name##_avx512};
#else
#define KERNEL static inline
#define KERNELS(name, parameters, arguments)                                                                           \
    static void name##_baseline parameters                                                                             \
    {                                                                                                                  \
        name##_kernel arguments;                                                                                       \
    }                                                                                                                  \
    static void(*const name##_variants[N_INSTRUCTION_SETS])                                                            \
        parameters = {name##_baseline, name##_baseline, name##_baseline};
#endif

/* The same for name_kernel(bool fused, a, ...), given KERNELS_FUSED(name, (type a, ...), a, ...): fused says whether
 * the processor multiplies and adds in one, which finds the rest of a product (dd_two_product) faster, with the same
 * digits. */
#ifdef INSTRUCTION_SETS_OF_X86
#define KERNELS_FUSED(name, parameters, ...)                                                                           \
    static void name##_baseline parameters                                                                             \
    {                                                                                                                  \
        name##_kernel(false, __VA_ARGS__);                                                                             \
    }                                                                                                                  \
    __attribute__((target(INSTRUCTIONS_OF_AVX2))) static void name##_avx2 parameters                                   \
    {                                                                                                                  \
        name##_kernel(true, __VA_ARGS__);                                                                              \
    }                                                                                                                  \
    __attribute__((target(INSTRUCTIONS_OF_AVX512))) static void name##_avx512 parameters                               \
    {                                                                                                                  \
        name##_kernel(true, __VA_ARGS__);                                                                              \
    }                                                                                                                  \
    static void(*const name##_variants[N_INSTRUCTION_SETS]) parameters = {name##_baseline, name##_avx2, name##_avx512};
#else
#define KERNELS_FUSED(name, parameters, ...)                                                                           \
    static void name##_baseline parameters                                                                             \
    {                                                                                                                  \
        name##_kernel(false, __VA_ARGS__);                                                                             \
    }                                                                                                                  \
    static void(*const name##_variants[N_INSTRUCTION_SETS])                                                            \
        parameters = {name##_baseline, name##_baseline, name##_baseline};
#endif

/* WIDE_VARIANTS(name, (type a, ...)) declares what the compilations of a file *_wide.c (base/wide.h) export as
 * WIDE_NAME(name), and defines name_variants[N_INSTRUCTION_SETS]. */
#define WIDE_NAME_OF(name, set) name##_##set
#define WIDE_NAME_IN(name, set) WIDE_NAME_OF(name, set)
#define WIDE_NAME(name) WIDE_NAME_IN(name, WIDE_SET)
#ifdef INSTRUCTION_SETS_OF_X86
#define WIDE_VARIANTS(name, parameters)                                                                                \
    void name##_baseline parameters;                                                                                   \
    void name##_avx2 parameters;                                                                                       \
    void name##_avx512 parameters;                                                                                     \
    static void(*const name##_variants[N_INSTRUCTION_SETS]) parameters = {name##_baseline, name##_avx2, name##_avx512};
#else
#define WIDE_VARIANTS(name, parameters)                                                                                \
    void name##_baseline parameters;                                                                                   \
    static void(*const name##_variants[N_INSTRUCTION_SETS])                                                            \
        parameters = {name##_baseline, name##_baseline, name##_baseline};
#endif
/* NOLINTEND(bugprone-macro-parentheses) */

#endif
