# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What scripts/run, scripts/test and scripts/bench share: finding out what is missing, installing that, and building. Standard
# output belongs to the callers; everything here speaks on standard error.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

readonly CMAKE_LEAST=3.22 GCC_LEAST=12 QT_LEAST=6.4.2 NODE_LEAST=18

# By Debian's names, which Ubuntu shares: what each package is for, and the CMake package that a library is found by.
declare -rA PURPOSES=(
    [cmake]="the build system, $CMAKE_LEAST or newer"
    [ninja-build]="runs the build"
    [g++]="the C++20 compiler, GCC $GCC_LEAST or newer"
    [qt6-base-dev]="Qt Core, Network and Test, $QT_LEAST or newer"
    [qt6-websockets-dev]="Qt WebSockets, $QT_LEAST or newer"
    [qt6-httpserver-dev]="Qt HttpServer, $QT_LEAST or newer"
    [libexpected-dev]="tl::expected, errors as values"
    [libsqlite3-dev]="SQLite, the database"
    [libssl-dev]="OpenSSL, TLS and the signatures of tokens, 3.0 or newer"
    [prometheus-cpp-dev]="prometheus-cpp's core, which writes metrics as Prometheus reads them"
    [libqt6opengl6-dev]="what Qt Charts is drawn with, $QT_LEAST or newer"
    [qt6-charts-dev]="Qt Charts, for the desktop admin, $QT_LEAST or newer"
    [qt6-svg-dev]="Qt SVG, for the desktop admin's icons, $QT_LEAST or newer"
    [qt6-tools-dev]="CMake's part of the translation tools"
    [qt6-l10n-tools]="the translation tools: lupdate, lrelease"
    [qt6-translations-l10n]="the words of Qt's own dialogs in other languages"
    [qtkeychain-qt6-dev]="QtKeychain, for the desktop admin's tokens"
    [curl]="a test that types the README's examples"
    [openssl]="makes certificates for the tests of TLS"
    [nodejs]="runs the real clients in the tests, $NODE_LEAST or newer"
    [npm]="installs the real clients for the tests, and what scripts/bench compares with"
    [valgrind]="counts the server's instructions, for the test that they stay as few"
    [clang-tidy]="reads the sources for mistakes"
    [cppcheck]="reads the sources for other mistakes"
    [shellcheck]="reads the scripts for mistakes"
    [clang]="the compiler whose libFuzzer runs the fuzz targets"
    [libclang-rt-dev]="libFuzzer and the sanitizers for it"
    [chromium]="a real browser, for the tests in one"
    [dpkg-dev]="finds out what a package depends on"
    [file]="tells CPack which files are programs"
    [lintian]="looks for mistakes in packages"
    [debootstrap]="fetches a clean Debian, for the test of the packages"
    [systemd-container]="boots it"
)
declare -rA CMAKE_PACKAGES=(
    [qt6-base-dev]=Qt6Test
    [qt6-websockets-dev]=Qt6WebSockets
    [qt6-httpserver-dev]=Qt6HttpServer
    [libexpected-dev]=tl-expected
    [libsqlite3-dev]=SQLite3
    [libssl-dev]=OpenSSL
    [prometheus-cpp-dev]=prometheus-cpp
    [libqt6opengl6-dev]=Qt6OpenGL
    [qt6-charts-dev]=Qt6Charts
    [qt6-svg-dev]=Qt6Svg
    [qt6-tools-dev]=Qt6LinguistTools
    [qt6-l10n-tools]=Qt6LinguistTools
    [qt6-translations-l10n]=Qt6Widgets
    [qtkeychain-qt6-dev]=Qt6Keychain
)
# shellcheck disable=SC2034  # the callers' own
readonly BUILD_PACKAGES=(cmake ninja-build g++ qt6-base-dev qt6-websockets-dev qt6-httpserver-dev libexpected-dev
    libsqlite3-dev libssl-dev prometheus-cpp-dev)
# shellcheck disable=SC2034
readonly ADMIN_PACKAGES=(libqt6opengl6-dev qt6-charts-dev qt6-svg-dev qt6-tools-dev qt6-l10n-tools qt6-translations-l10n
    qtkeychain-qt6-dev)

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# is_at_least VERSION LEAST
is_at_least() {
    [[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" == "$2" ]]
}

# program_is_there PROGRAM LEAST ARGUMENT...: PROGRAM with those arguments prints a version that is new enough.
program_is_there() {
    local program=$1 least=$2 version
    shift 2
    has "$program" || return 1
    version=$("$program" "$@" 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)*' | head -n 1) || return 1
    is_at_least "$version" "$least"
}

# The version of an installed package without epoch and revision; fails where it is not installed.
package_version() {
    local answer
    # shellcheck disable=SC2016  # the braces are dpkg-query's
    answer=$(dpkg-query -W -f='${db:Status-Status} ${Version}\n' "$1" 2>/dev/null | grep -m 1 '^installed ') || return 1
    answer=${answer#installed }
    answer=${answer#*:}
    printf '%s' "${answer%%[-+~]*}"
}

library_is_there() {
    local version
    if has dpkg-query && version=$(package_version "$1"); then
        [[ $1 != qt6-* ]] || is_at_least "$version" "$QT_LEAST"
    else
        cmake_finds "${CMAKE_PACKAGES[$1]}"
    fi
}

# A library that no package brought may be there all the same: CMake knows where to look (CMAKE_PREFIX_PATH).
cmake_finds() {
    local least=$QT_LEAST found=1 scratch generator=()
    [[ $1 == Qt6* && $1 != Qt6Keychain ]] || least=
    has cmake && has "${CXX:-c++}" || return 1
    ! has ninja || generator=(-G Ninja) # without it, CMake would want make
    scratch=$(mktemp -d)
    cmake "${generator[@]}" -S "$ROOT/scripts/lib/probe" -B "$scratch" -DPACKAGE="$1" -DLEAST="$least" >/dev/null 2>&1 && found=0
    rm -rf "$scratch"
    return "$found"
}

# libFuzzer comes apart from the compiler.
clang_fuzzes() {
    has clang++ && clang++ -fsanitize=fuzzer -x c++ -o /dev/null - >/dev/null 2>&1 \
        <<<'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }'
}

is_there() {
    case $1 in
    cmake) program_is_there cmake "$CMAKE_LEAST" --version ;;
    ninja-build) has ninja || has ninja-build ;;
    g++) program_is_there "${CXX:-c++}" "$GCC_LEAST" -dumpversion ;;
    nodejs) program_is_there node "$NODE_LEAST" --version ;;
    clang-tidy | cppcheck | shellcheck | curl | file | npm | openssl | valgrind | lintian | debootstrap) has "$1" ;;
    dpkg-dev) has dpkg-shlibdeps ;;
    systemd-container) has systemd-nspawn ;;
    clang) has clang++ ;;
    libclang-rt-dev) clang_fuzzes ;;
    chromium) has chromium || has chromium-browser || has google-chrome ;;
    *) library_is_there "$1" ;;
    esac
}

# missing_of PACKAGE...: prints those that are not there, one a line.
missing_of() {
    local package
    for package in "$@"; do
        is_there "$package" || printf '%s\n' "$package"
    done
}

list() {
    local package
    for package in "$@"; do
        say "  $(printf '%-20s' "$package") ${PURPOSES[$package]}"
    done
}

# Says what to install by hand, and why this script does not.
give_up() {
    local reason=$1
    shift
    say "$reason Missing, by the names of the Debian packages:"
    list "$@"
    exit 1
}

as_root() {
    if [[ $(id -u) -eq 0 ]]; then
        "$@"
    else
        sudo "$@"
    fi
}

apt_install() {
    # The index of packages may be incomplete and still hold what is needed: the installation decides.
    as_root apt-get update -qq >&2 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# ensure PACKAGE...: installs what is missing. Calls no package manager where nothing is.
ensure() {
    local missing=()
    mapfile -t missing < <(missing_of "$@")
    [[ ${#missing[@]} -gt 0 ]] || return 0

    has apt-get || give_up "There is no apt-get here, so nothing was installed." "${missing[@]}"
    if [[ $(id -u) -ne 0 ]] && ! has sudo; then
        give_up "Installing needs root or sudo, so nothing was installed." "${missing[@]}"
    fi
    say "Installing with apt-get:"
    list "${missing[@]}"
    apt_install "${missing[@]}" || give_up "apt-get could not install what is missing." "${missing[@]}"

    hash -r
    mapfile -t missing < <(missing_of "$@")
    [[ ${#missing[@]} -eq 0 ]] || give_up "What this system's packages bring is not enough." "${missing[@]}"
}

# npm writes down in .package-lock.json what it installed.
npm_packages_are_installed() {
    [[ $1/node_modules/.package-lock.json -nt $1/package-lock.json ]]
}

# A Node.js that is new enough is used wherever it comes from; Debian's is not to come beside it for npm's sake.
has_foreign_node() {
    is_there nodejs && ! dpkg-query -S "$(readlink -f "$(command -v node)")" >/dev/null 2>&1
}

# needs_npm DIRECTORY: what package-lock.json there names is not installed yet.
needs_npm() {
    ! npm_packages_are_installed "$1" || return 1
    if ! is_there npm && has_foreign_node; then
        give_up "There is $(command -v node), but no npm with it." npm
    fi
}

# install_npm_packages DIRECTORY WHAT
install_npm_packages() {
    ! npm_packages_are_installed "$1" || return 0
    say "Installing $2, with npm."
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json) >&2
}

# configure PRESET: only where that was not done since the presets changed. The build itself sees every other change.
configure() {
    local build_file="$ROOT/build/$1/build.ninja"
    if [[ ! -f $build_file || $ROOT/CMakePresets.json -nt $build_file ]]; then
        (cd "$ROOT" && cmake --preset "$1") >&2
    fi
}

# configure_admin PRESET: where the build was configured before the admin's packages were there.
configure_admin() {
    if ! grep -qs 'parlor-admin' "$ROOT/build/$1/build.ninja"; then
        (cd "$ROOT" && cmake --preset "$1" -DPARLOR_ADMIN=ON) >&2
    fi
}

# build PRESET [TARGET]: says nothing where there is nothing to do.
build() {
    local directory="$ROOT/build/$1"
    local command=(cmake --build "$directory" --parallel "$(nproc 2>/dev/null || echo 2)" ${2:+--target "$2"})
    configure "$1"
    if "${command[@]}" -- -n 2>/dev/null | grep -q 'no work to do'; then
        return 0
    fi
    "${command[@]}" >&2
}
