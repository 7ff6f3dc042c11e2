# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Run by cpack on what it has installed for a package and before it packs it: what Debian's policy wants of manual pages,
# changelogs and copyrights. The same tree without that is good for everybody else.

string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)

# Without the file's name and time in it, so that the same sources make the same package.
function(compress file)
    execute_process(COMMAND gzip -9nf "${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    set(stage "${CPACK_TEMPORARY_DIRECTORY}/${component}/usr/share")
    set(doc "${stage}/doc/parlor-${component}")
    file(RENAME "${doc}/CHANGELOG.md" "${doc}/changelog")
    configure_file("${CPACK_PARLOR_DEBIAN}/changelog.in" "${doc}/changelog.Debian" @ONLY)
    file(COPY "${CPACK_PARLOR_DEBIAN}/copyright" DESTINATION "${doc}"
        FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    compress("${doc}/changelog")
    compress("${doc}/changelog.Debian")
    if(EXISTS "${stage}/zsh/site-functions")
        file(RENAME "${stage}/zsh/site-functions" "${stage}/zsh/vendor-completions")
    endif()
    file(GLOB pages "${stage}/man/man*/*")
    foreach(page IN LISTS pages)
        compress("${page}")
    endforeach()
endforeach()
