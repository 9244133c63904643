# test_allocation counts and fails allocations: the linker sends them through the test.
if(TARGET test_allocation)
    target_link_options(test_allocation PRIVATE "-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free")
endif()
