#!/usr/bin/env bash
# Puts into the root file system of scripts/bare/test-bare.sh what it gets from this machine: Node, npm, and how to reach the
# package registries. The environment of its commands is written to <tree>/environment, one variable a line.
#
#   scripts/bare/furnish.sh <tree>
set -euo pipefail
tree=$1

# carry <file...>: to the same place
carry() {
  local file
  for file; do
    [ -f "$file" ] || continue
    mkdir -p "$tree$(dirname "$file")"
    cp -L --preserve=mode "$file" "$tree$file"
  done
}

npm_package=$(dirname "$(dirname "$(realpath "$(command -v npm)")")")
mkdir -p "$tree/usr/lib/node_modules"
install -D "$(node -p process.execPath)" "$tree/usr/bin/node"
cp -R "$npm_package" "$tree/usr/lib/node_modules/npm"
for name in npm npx; do ln -sf "../lib/node_modules/npm/bin/$name-cli.js" "$tree/usr/bin/$name"; done

carry /usr/local/share/ca-certificates/*.crt
apt-config dump 2>/dev/null | grep -E '^Acquire::(https?|ftp|Check)' >"$tree/etc/apt/apt.conf.d/90machine" || true
carry /etc/pip.conf ~/.pip/pip.conf ~/.config/pip/pip.conf
carry "$(npm config get userconfig)" "$(npm config get globalconfig)"
mkdir -p "$tree/root"
[ ! -f ~/.npmrc ] || cp ~/.npmrc "$tree/root/"

# The network's own resolver, which asks the one of this machine.
echo 'nameserver 10.0.2.3' >"$tree/etc/resolv.conf"
printf '127.0.0.1 localhost bare\n::1 localhost\n' >"$tree/etc/hosts"
echo bare >"$tree/etc/hostname"

{
  echo HOME=/root
  echo PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  compgen -e | grep -E '^(CI|TERM|LANG|DEBIAN_MIRROR|PULL_TIMEOUT)$|_proxy$|_PROXY$|CERT|_CA_|CAINFO|^PIP_|^npm_config_(registry|cafile)$' |
    while read -r name; do
      carry "${!name}"
      printf '%s=%s\n' "$name" "${!name}"
    done
} >"$tree/environment"
