# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Debian packages, one for each component that is built: cpack makes them of what `cmake --install` installs.
# scripts/package does all of it.

set(PARLOR_PACKAGE_CONTACT "The Parlor authors <parlor@localhost>" CACHE STRING
    "Who answers for the packages, as in a Debian changelog")
set(debian "${PROJECT_SOURCE_DIR}/resources/deploy/debian")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME parlor)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "${PARLOR_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}")
set(CPACK_STRIP_FILES ON)
set(CPACK_SET_DESTDIR ON) # settings are not under the prefix
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/StageDebian.cmake")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PARLOR_DEBIAN "${debian}")

set(CPACK_COMPONENTS_ALL server)
if(PARLOR_BUILDS_ADMIN)
    list(APPEND CPACK_COMPONENTS_ALL admin)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME parlor-server)
set(CPACK_COMPONENT_SERVER_DESCRIPTION "chat-room server: REST, Socket.IO and WebSocket on one port
Clients join rooms, talk, and read back what was said. A room numbers its
messages without gaps, and everybody in it hears them once and in that order.
Messages are kept in an SQLite database. A web page to chat with and the
documentation of the interfaces come with the server.")
# Whichever of them is there makes the user; systemd-sysusers is in all of them.
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "systemd | systemd-standalone-sysusers | systemd-sysusers")
set(CPACK_DEBIAN_SERVER_PACKAGE_SUGGESTS parlor-admin)
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA "${debian}/postinst" "${debian}/prerm" "${debian}/postrm"
    "${debian}/conffiles")

set(CPACK_DEBIAN_ADMIN_PACKAGE_NAME parlor-admin)
set(CPACK_COMPONENT_ADMIN_DESCRIPTION "desktop admin for the Parlor chat-room server
Shows the rooms of a server as they come and go, what is said in them and who
is there. Rooms are created, closed and exported, participants removed. Charts
show the last hour.")
set(CPACK_DEBIAN_ADMIN_PACKAGE_RECOMMENDS "qt6-translations-l10n")
set(CPACK_DEBIAN_ADMIN_PACKAGE_SUGGESTS parlor-server)

include(CPack)
