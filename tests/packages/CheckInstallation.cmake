# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs COMPONENT of BUILD under the directory ROOT, and fails where the files are not those that EXPECTED lists. The
# server must take the settings that come with it, and installing again must leave changed ones as they are.

function(install_component)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env "DESTDIR=${ROOT}" ${CMAKE_COMMAND} --install "${BUILD}" --component "${COMPONENT}"
        OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${ROOT}")
install_component()
file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/*")
list(TRANSFORM files PREPEND "/")
file(STRINGS "${EXPECTED}" expected)
list(SORT files)
list(SORT expected)
if(NOT files STREQUAL expected)
    list(JOIN files "\n  " files)
    list(JOIN expected "\n  " expected)
    message(FATAL_ERROR "Installed is\n  ${files}\nand not\n  ${expected}")
endif()
if(NOT COMPONENT STREQUAL "server")
    return()
endif()

execute_process(COMMAND "${ROOT}${PROGRAM}" --config "${ROOT}${SETTINGS}" --check-config COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS "${ROOT}${SETTINGS}" data REGEX "^data = ")
if(NOT data STREQUAL "data = /var/lib/parlor")
    message(FATAL_ERROR "The service keeps its data where its unit does not let it: '${data}'")
endif()

file(APPEND "${ROOT}${SETTINGS}" "# A line of the operator's\n")
install_component()
file(STRINGS "${ROOT}${SETTINGS}" lines REGEX "operator's")
if(NOT lines)
    message(FATAL_ERROR "Installing again has overwritten the operator's settings")
endif()
