# How every target of the project is compiled; link to `entangine_options` to take part.
add_library(entangine_options INTERFACE)
target_compile_definitions(entangine_options INTERFACE _POSIX_C_SOURCE=200809L)
target_compile_options(entangine_options INTERFACE
    -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    # Double-double sums are exact only if each operation rounds on its own: no fused multiply-add.
    -ffp-contract=off
    $<$<BOOL:${ENT_WERROR}>:-Werror>)

if(ENT_SANITIZE)
    set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(entangine_options INTERFACE ${sanitize} -O1)
    target_link_options(entangine_options INTERFACE ${sanitize})
endif()
if(ENT_COVERAGE)
    # Threads count the same lines.
    target_compile_options(entangine_options INTERFACE --coverage -fprofile-update=atomic)
    target_link_options(entangine_options INTERFACE --coverage)
endif()
