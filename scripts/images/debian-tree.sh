#!/usr/bin/env bash
# Makes the root file system of a Debian 12 in a folder: the required packages, apt, and the packages that are named.
#
#   scripts/images/debian-tree.sh <folder> [package...]
#
# Needs root on Debian or Ubuntu, or debootstrap and root elsewhere. Mirror: DEBIAN_MIRROR.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../lib.sh"
help_if_asked "$@"

[ $# -gt 0 ] || die "which folder? See --help"
tree=$1 packages=${*:2}
if ! command -v debootstrap >/dev/null; then
  is_root_on_debian || die "debootstrap is missing: install it (Debian: apt-get install debootstrap)"
  apt_install debootstrap
fi
[ "$(id -u)" = 0 ] || die "debootstrap needs root"

# debootstrap knows Debian's default mirror itself. --variant=minbase: required packages and apt only.
debootstrap --variant=minbase ${packages:+"--include=${packages// /,}"} bookworm "$tree" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} |
  sed -nE '/Resolving|Installing core|Unpacking the base|Configuring the base|successfully/ s/^I:/ /p' >&2

mirror=$(awk '$1 == "deb" { print $2; exit }' "$tree/etc/apt/sources.list")
cat >"$tree/etc/apt/sources.list" <<END
deb $mirror bookworm main
deb $mirror bookworm-updates main
deb $mirror-security bookworm-security main
END
