# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What makes a service of the server where systemd runs: unit, user and settings; and what people read and type. The program
# itself prints its manual page and what completes its options, so that these say what it does.

set(deploy "${PROJECT_SOURCE_DIR}/resources/deploy")
set(PARLOR_CONFIGURATION "${CMAKE_INSTALL_FULL_SYSCONFDIR}/parlor")
set(PARLOR_STATE /var/lib/parlor)

configure_file("${deploy}/parlor-server.service.in" parlor-server.service @ONLY)
# systemd looks there, under /usr and under /usr/local; not under "lib64", which CMAKE_INSTALL_LIBDIR may be.
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/parlor-server.service" DESTINATION lib/systemd/system COMPONENT server)
install(FILES "${deploy}/parlor.sysusers" DESTINATION lib/sysusers.d RENAME parlor.conf COMPONENT server)

set(sample "${PROJECT_SOURCE_DIR}/resources/config/parlor-server.ini")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${sample}")
file(READ "${sample}" settings)
string(REPLACE "\n#data =\n" "\ndata = ${PARLOR_STATE}\n" service_settings "${settings}")
if(service_settings STREQUAL settings)
    message(FATAL_ERROR "${sample} has no line \"#data =\" where the service's state could be named")
endif()
file(CONFIGURE OUTPUT parlor-server.ini CONTENT "${service_settings}" @ONLY)
# Settings that somebody has changed are not to be lost by installing again.
install(CODE "
    if(NOT EXISTS \"\$ENV{DESTDIR}${PARLOR_CONFIGURATION}/parlor-server.ini\")
        file(INSTALL \"${CMAKE_CURRENT_BINARY_DIR}/parlor-server.ini\" DESTINATION \"${PARLOR_CONFIGURATION}\")
    endif()" COMPONENT server)

# parlor_server_prints(<file> <destination> <argument>...): what the server prints when asked so is installed as that file.
function(parlor_server_prints file destination)
    add_custom_command(OUTPUT "${file}" COMMAND parlor-server ${ARGN} > "${file}" DEPENDS parlor-server VERBATIM)
    set_property(TARGET parlor-server-texts APPEND PROPERTY SOURCES "${CMAKE_CURRENT_BINARY_DIR}/${file}")
    install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${file}" DESTINATION "${destination}" COMPONENT server)
endfunction()

add_custom_target(parlor-server-texts ALL)
parlor_server_prints(parlor-server.1 "${CMAKE_INSTALL_MANDIR}/man1" --print-man)
parlor_server_prints(parlor-server "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" --print-completion bash)
parlor_server_prints(_parlor-server "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" --print-completion zsh)
parlor_server_prints(parlor-server.fish "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" --print-completion fish)

install(FILES
    "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
    "${PROJECT_SOURCE_DIR}/SECURITY.md"
    "${PROJECT_SOURCE_DIR}/docs/api.md"
    "${PROJECT_SOURCE_DIR}/docs/monitoring.md"
    "${PROJECT_SOURCE_DIR}/docs/running.md"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/parlor-server" COMPONENT server)
install(DIRECTORY "${deploy}/grafana" "${deploy}/prometheus"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/parlor-server/examples" COMPONENT server)
