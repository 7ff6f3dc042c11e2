# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later

# parlor_add_library(<layer> [AS <name>] SOURCES <file>... [LINKS <target>...])
#
# Declares one layer of the house as the static library parlor_<layer>, or parlor_<name> where another program has a
# layer that is called the same. A layer sees only the headers of
# what it LINKS, so a wrong include fails to build. Headers are included by their path from the layer's
# root, e.g. "rooms/RoomManager.h".
function(parlor_add_library layer)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "AS" "SOURCES;LINKS")
    if(NOT arg_AS)
        set(arg_AS ${layer})
    endif()
    set(target parlor_${arg_AS})
    add_library(${target} STATIC ${arg_SOURCES})
    # Each layer's headers are reached through a directory that holds nothing but that layer. Where links
    # need privileges, the parent folder serves: the code builds, only the check is lost.
    if(WIN32)
        set(include_root "${CMAKE_CURRENT_SOURCE_DIR}/..")
    else()
        set(include_root "${CMAKE_BINARY_DIR}/include/${arg_AS}")
        file(MAKE_DIRECTORY "${include_root}")
        file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${include_root}/${layer}" SYMBOLIC)
    endif()
    target_include_directories(${target} PUBLIC "${include_root}")
    target_link_libraries(${target} PUBLIC parlor_settings ${arg_LINKS} PRIVATE parlor_hardening)
endfunction()

# parlor_add_test(<Name> [SOURCES <file>...] [LINKS <target>...] [TIMEOUT <seconds>] [LABELS <label>...])
#
# Declares the Qt Test program <Name> from <Name>.cpp and registers it with ctest.
function(parlor_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINKS;LABELS")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE parlor_settings Qt6::Test ${arg_LINKS})
    # A test waits more than it computes; what it tests is optimized all the same. This halves the time to compile it.
    if(NOT MSVC)
        target_compile_options(${name} PRIVATE -O0)
    endif()
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
endfunction()
