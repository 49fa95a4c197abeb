#!/usr/bin/env bash
# Provides the image debian:bookworm-slim, the base of both images of this project.
#
#   scripts/images/base-image.sh
#
# Already there: done. Else it is pulled (PULL_TIMEOUT seconds, default 20). Where no image registry can be
# reached it is built from Debian's packages with debootstrap (root on Debian or Ubuntu; mirror: DEBIAN_MIRROR)
# and imported under the same name, with the label tinymlaas.base=debootstrap.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../lib.sh"
help_if_asked "$@"
cd "$root"

image=debian:bookworm-slim

engine_answers || die "no Docker engine answers; run scripts/ensure-docker.sh first"
if image_exists "$image"; then say "$image is here"; exit 0; fi

say "pulling $image"
if timeout "${PULL_TIMEOUT:-20}" docker pull -q "$image" >/dev/null 2>&1; then say "$image pulled"; exit 0; fi
say "cannot be pulled; building it from Debian's packages"

[ "$(id -u)" = 0 ] || die "debootstrap needs root: run 'sudo scripts/images/base-image.sh', or docker pull $image elsewhere and docker load it here"

# Not in /tmp, which may be mounted without devices and programs.
tree=$(mktemp -d -p /var/tmp)
chmod 755 "$tree"
trap 'rm -rf "$tree"' EXIT

scripts/images/debian-tree.sh "$tree"

# What the official slim image leaves out, and how it tames apt: no docs, no translations, no caches, no daemons started.
cat >"$tree/etc/dpkg/dpkg.cfg.d/docker" <<'EOF'
force-unsafe-io
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/groff/*
path-exclude /usr/share/info/*
path-exclude /usr/share/lintian/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
EOF
cat >"$tree/etc/apt/apt.conf.d/docker" <<'EOF'
APT::AutoRemove::SuggestsImportant "false";
APT::Keep-Downloaded-Packages "false";
Acquire::GzipIndexes "true";
Acquire::Languages "none";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
EOF
printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
chmod 755 "$tree/usr/sbin/policy-rc.d"
cp /etc/resolv.conf "$tree/etc/resolv.conf"
chroot "$tree" sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get upgrade -y -qq' >/dev/null 2>&1 ||
  say "security updates could not be fetched; going on"
find "$tree/usr/share/doc" -mindepth 1 ! -type d ! -name copyright -delete
find "$tree/usr/share/doc" -mindepth 1 -type d -empty -delete
for dir in usr/share/{groff,info,lintian,locale,man} var/cache/apt var/cache/debconf var/lib/apt/lists var/log; do
  [ ! -d "$tree/$dir" ] || find "$tree/$dir" -mindepth 1 -delete
done
rm -f "$tree/etc/machine-id" "$tree/etc/hostname" "$tree/etc/resolv.conf" "$tree"/etc/*- "$tree/var/cache/ldconfig/aux-cache"
: >"$tree/etc/machine-id"

tar -C "$tree" --numeric-owner -c . |
  docker import -c 'CMD ["bash"]' -c 'LABEL tinymlaas.base=debootstrap' - "$image" >/dev/null
say "$image built, $(docker image inspect -f '{{.Size}}' "$image" | awk '{ printf "%.0f MB", $1 / 1e6 }')"
