# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parlor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A clean Debian 12 in a directory of its own, $debian, for tests that install packages in it. It goes when the test ends.

scratch=$(mktemp -d)
debian="$scratch/debian"
passed=0

# end_debian: for a trap, once nothing runs there any more.
end_debian() {
    umount "$debian/proc" "$debian/dev" 2>/dev/null || true
    rm -rf --one-file-system "$scratch"
}

fail() {
    printf 'FAILED  %s\n' "$*" >&2
    exit 1
}

pass() {
    passed=$((passed + 1))
    printf 'ok      %s\n' "$*"
}

# check WHAT COMMAND...: the command succeeds.
check() {
    local what=$1
    shift
    "$@" || fail "$what"
    pass "$what"
}

contains() {
    [[ $1 == *"$2"* ]] || fail "'$1' does not contain '$2'"
}

# What "inside" calls its command by: chroot, or nsenter where a systemd runs in there.
entrance=(chroot "$debian")

# In a session of its own, so that nothing in there asks the terminal for something and is stopped for it.
inside() {
    setsid --wait "${entrance[@]}" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}

apt() {
    inside apt-get -qq -y -o Dpkg::Use-Pty=0 -o APT::Install-Recommends=false "$@" >"$scratch/apt.log" 2>&1 ||
        fail "apt-get $*: $(cat "$scratch/apt.log")"
}

# make_debian [BASE]: by debootstrap, or as a copy of the one in BASE.
make_debian() {
    if [[ -n ${1:-} ]]; then
        cp -a --one-file-system "$1" "$debian"
    else
        debootstrap --variant=minbase bookworm "$debian" >"$scratch/debootstrap.log" 2>&1 ||
            fail "debootstrap: $(tail "$scratch/debootstrap.log")"
    fi
    mount -t proc proc "$debian/proc"
    mount --bind /dev "$debian/dev"
    apt update
}

# boot_debian: starts its systemd. Fails where that cannot be, in most containers for example.
boot_debian() {
    local deadline=$((SECONDS + 60))
    umount "$debian/proc" "$debian/dev"
    systemd-nspawn --quiet --directory "$debian" --boot --private-network --register=no --keep-unit --console=pipe \
        </dev/null >"$scratch/boot.log" 2>&1 &
    nspawn=$!
    while [[ $SECONDS -lt $deadline ]] && kill -0 "$nspawn" 2>/dev/null; do
        read -r leader _ <"/proc/$nspawn/task/$nspawn/children" || true # there is no end of line in it
        if [[ -n $leader ]]; then
            entrance=(nsenter --target "$leader" --mount --uts --ipc --net --pid --cgroup)
            inside systemctl is-system-running --wait 2>/dev/null | grep -qE 'running|degraded' && return 0
        fi
        sleep 0.2
    done
    return 1
}

halt_debian() {
    kill -s RTMIN+4 "$leader" # what systemd takes for: power off
    wait "$nspawn" || true
}

# Every file but what apt, dpkg and the list of users write down about themselves, and what is gone with the next boot.
files() {
    inside find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /var/cache \
        -o -path /var/log -o -path /var/lib/apt -o -path /var/lib/dpkg \) -prune -o \
        ! -regex '/etc/\(passwd\|shadow\|group\|gshadow\|subuid\|subgid\)-?' -print | sort
}
