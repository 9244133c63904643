# The commands and programs shown in the documentation are run, and must give what is shown there; one test per document.
# Programs link the shared library, as a user's would.
find_program(PYTHON3 python3 REQUIRED)

file(GLOB documents CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/docs/*.md")
foreach(document IN LISTS documents)
    cmake_path(GET document STEM name)
    add_test(NAME docs.${name} COMMAND "${PYTHON3}" "${CMAKE_CURRENT_LIST_DIR}/docs_snippets.py"
        --program $<TARGET_FILE:entangine_program> --include "${PROJECT_SOURCE_DIR}/include"
        --library $<TARGET_FILE:entangine> "--libs=-Wl,-rpath,$<TARGET_FILE_DIR:entangine> -lm" "${document}")
    set_tests_properties(docs.${name} PROPERTIES ENVIRONMENT "${environment}")
endforeach()
