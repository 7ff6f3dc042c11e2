# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What scripts/run and scripts/test share: installing what is missing, and building.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Debian's name of a package, and what it is for.
BUILD_PACKAGES=(
    "g++|the C++20 compiler"
    "cmake|the build system"
    "ninja-build|the build tool"
    "qt6-base-dev|Qt Core and Network"
    "qt6-websockets-dev|Qt WebSockets"
    "qt6-httpserver-dev|Qt HttpServer"
    "libexpected-dev|tl::expected, errors as values"
)

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "Installing packages needs root, and there is no sudo. As root: $*"
    fi
}

list_missing() {
    local entry
    for entry in "$@"; do
        say "  ${entry%%|*}  (${entry#*|})"
    done
}

# install_missing ENTRY...: installs those packages that are not there. Calls nothing where all are.
install_missing() {
    local entry missing=() names=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is no Debian or Ubuntu, so nothing was installed. Parlor needs (by their names there):"
        list_missing "$@"
        say "Trying with what this system has."
        return 0
    fi
    for entry in "$@"; do
        is_installed "${entry%%|*}" || { missing+=("$entry"); names+=("${entry%%|*}"); }
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing what is missing:"
    list_missing "${missing[@]}"
    if ! { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${names[@]}"; } >&2; then
        say "These packages could not be installed:"
        list_missing "${missing[@]}"
        fail "Install them and start again."
    fi
}

# build PRESET [TARGET...]: configures where that was not done yet, and builds.
build() {
    local preset=$1 directory="$ROOT/build/$1" target targets=()
    shift
    for target in "$@"; do
        targets+=(--target "$target")
    done
    if [ ! -f "$directory/build.ninja" ]; then
        (cd "$ROOT" && cmake --preset "$preset") >&2
    fi
    cmake --build "$directory" "${targets[@]}" >&2
}
