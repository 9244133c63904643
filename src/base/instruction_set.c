#include "base/instruction_set.h"

bool instruction_set_is_available(instruction_set set)
{
#ifdef INSTRUCTION_SETS_OF_X86
    if (set == INSTRUCTIONS_AVX2) {
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    }
    if (set == INSTRUCTIONS_AVX512) {
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl");
    }
#endif
    return set == INSTRUCTIONS_BASELINE;
}

instruction_set instruction_set_best(void)
{
    return instruction_set_is_available(INSTRUCTIONS_AVX512) ? INSTRUCTIONS_AVX512
           : instruction_set_is_available(INSTRUCTIONS_AVX2) ? INSTRUCTIONS_AVX2
                                                             : INSTRUCTIONS_BASELINE;
}
