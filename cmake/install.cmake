# What `cmake --install` copies, and how other projects find it.
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/entangine")

install(TARGETS entangine_program)
install(TARGETS entangine entangine_static EXPORT entangine-targets)
install(DIRECTORY include/entangine DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
install(FILES "${PROJECT_BINARY_DIR}/entangine.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES completions/entangine.bash
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME entangine)
install(DIRECTORY models DESTINATION "${CMAKE_INSTALL_DATADIR}/entangine" FILES_MATCHING PATTERN "*.yaml")
install(FILES LICENSE README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(EXPORT entangine-targets NAMESPACE entangine:: DESTINATION "${package_dir}")
configure_package_config_file(cmake/entangine-config.cmake.in "${PROJECT_BINARY_DIR}/entangine-config.cmake"
    INSTALL_DESTINATION "${package_dir}")
# Before 1.0 a new minor version may change the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/entangine-config-version.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/entangine-config.cmake" "${PROJECT_BINARY_DIR}/entangine-config-version.cmake"
    DESTINATION "${package_dir}")

# The prefix is told from the place of the .pc file, so the installed tree can be moved.
file(RELATIVE_PATH PREFIX_FROM_PC
    "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
string(REGEX REPLACE "/$" "" PREFIX_FROM_PC "${PREFIX_FROM_PC}")
configure_file(entangine.pc.in "${PROJECT_BINARY_DIR}/entangine.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/entangine.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
