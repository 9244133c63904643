# These count and fail allocations: the linker sends them through the test.
foreach(name test_allocation test_allocation_large)
    if(TARGET ${name})
        target_link_options(${name} PRIVATE "-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free")
    endif()
endforeach()
