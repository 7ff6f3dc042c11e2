# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One interface target carries the language level, the warnings and Qt's strictness.
# Everything in this project links it; nothing sets flags of its own.

option(PARLOR_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
option(PARLOR_FUZZ "Build tests/fuzz as libFuzzer programs; needs Clang" OFF)
option(PARLOR_PORTABLE "Build what other systems get in place of what only one has, to test that where one is" OFF)
set(PARLOR_SANITIZE "" CACHE STRING "Sanitizers to build with: empty, address or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Whether the files are built that speak to Linux itself, and not those for all other systems.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT PARLOR_PORTABLE)
    set(PARLOR_USES_LINUX ON)
else()
    set(PARLOR_USES_LINUX OFF)
endif()

find_program(PARLOR_CCACHE ccache)
if(PARLOR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${PARLOR_CCACHE}")
endif()

add_library(parlor_settings INTERFACE)
target_compile_definitions(parlor_settings INTERFACE
    PARLOR_VERSION="${PROJECT_VERSION}"
    QT_NO_KEYWORDS
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_CONTEXTLESS_CONNECT
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
)
target_link_libraries(parlor_settings INTERFACE Threads::Threads)

if(MSVC)
    target_compile_options(parlor_settings INTERFACE /W4 /permissive- /utf-8)
else()
    target_compile_options(parlor_settings INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
    if(PARLOR_WARNINGS_AS_ERRORS)
        target_compile_options(parlor_settings INTERFACE -Werror)
    endif()
endif()

if(PARLOR_SANITIZE STREQUAL "address")
    set(parlor_sanitizer_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
elseif(PARLOR_SANITIZE STREQUAL "thread")
    set(parlor_sanitizer_flags -fsanitize=thread -fno-omit-frame-pointer)
    target_compile_definitions(parlor_settings INTERFACE PARLOR_THREAD_SANITIZER)
elseif(NOT PARLOR_SANITIZE STREQUAL "")
    message(FATAL_ERROR "PARLOR_SANITIZE must be empty, address or thread, not '${PARLOR_SANITIZE}'")
endif()
if(PARLOR_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "PARLOR_FUZZ needs Clang: CXX=clang++")
    endif()
    set(parlor_sanitizer_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_compile_options(parlor_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(DEFINED parlor_sanitizer_flags)
    target_compile_options(parlor_settings INTERFACE ${parlor_sanitizer_flags})
    target_link_options(parlor_settings INTERFACE ${parlor_sanitizer_flags})
endif()

# What makes a mistake in memory harder to use, for what is installed. Each as far as compiler and linker have it; sanitizers
# bring checks of their own.
option(PARLOR_HARDEN "Build what is installed with the defences of compiler and linker" ON)
add_library(parlor_hardening INTERFACE)
if(PARLOR_HARDEN AND NOT MSVC AND NOT DEFINED parlor_sanitizer_flags)
    include(CheckCXXCompilerFlag)
    include(CheckLinkerFlag)
    include(CheckPIESupported)
    check_pie_supported(LANGUAGES CXX)
    foreach(flag stack-protector-strong stack-clash-protection cf-protection=full)
        string(MAKE_C_IDENTIFIER "PARLOR_HAS_${flag}" has)
        check_cxx_compiler_flag(-f${flag} ${has})
        if(${has})
            target_compile_options(parlor_hardening INTERFACE -f${flag})
        endif()
    endforeach()
    # It needs the optimizer, and where the library is too old for 3 it means 2. Some compilers define it themselves.
    target_compile_options(parlor_hardening INTERFACE
        "$<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
    foreach(flag relro now noexecstack)
        check_linker_flag(CXX -Wl,-z,${flag} PARLOR_LINKS_${flag})
        if(PARLOR_LINKS_${flag})
            target_link_options(parlor_hardening INTERFACE -Wl,-z,${flag})
        endif()
    endforeach()
endif()
