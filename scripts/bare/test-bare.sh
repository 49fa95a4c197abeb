#!/usr/bin/env bash
# Runs `make test`, or the command given, on a bare Debian 12: HEAD is cloned into a throw-away root file system
# that has git, make, Node 20 and npm and nothing else, with processes, network and a Docker engine of its own.
#
#   scripts/bare/test-bare.sh [command [argument...]]         for example: scripts/bare/test-bare.sh make demo
#
# The exit code is the command's. Needs root on Debian or Ubuntu (debootstrap and slirp4netns are installed), Node 20
# with npm to copy, and 15 GB below .data. The file system that it starts from is kept in .data/bare.tar: delete
# that to make it anew. What this machine needs to reach its package registries is carried in: proxies, certificates
# and the settings of apt, npm and pip; so is ../shared, read-only, if it is there. BARE_KEEP=1 keeps what was made.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../lib.sh"
help_if_asked "$@"
cd "$root"
[ $# -gt 0 ] || set -- make test

tell() { say "$(printf '%4d s  %s' "$SECONDS" "$*")"; }

[ "$(id -u)" = 0 ] || die "a root file system, namespaces and an engine need root: sudo $0 $*"
command -v npm >/dev/null || die "Node and npm are missing here; they are what gets copied"
command -v slirp4netns >/dev/null || { is_root_on_debian && apt_install slirp4netns; } || die "slirp4netns is missing: install it"
[ -e /dev/net/tun ] || die "/dev/net/tun is missing (modprobe tun); the network of the bare machine needs it"

mkdir -p "$data"
run=$(mktemp -d -p "$data" bare.XXXXXX)
tree=$run/root
processes=() cgroups=()

clean_up() {
  # Its first process takes all others along: --kill-child, and it is the init of their namespace.
  [ ${#processes[@]} = 0 ] || kill -KILL "${processes[@]}" 2>/dev/null || true
  wait 2>/dev/null
  for cgroup in "${cgroups[@]}"; do
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null || { sleep 0.5; continue; }
      break
    done
  done
  if [ -n "${BARE_KEEP:-}" ]; then say "kept: ${run#"$root/"}"; else rm -rf --one-file-system "$run"; fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ ! -s "$data/bare.tar" ]; then
  tell "Debian 12 with git and make, from its packages"
  scripts/images/debian-tree.sh "$tree" git make
  tar -C "$tree" --numeric-owner -cf "$run/bare.tar" .
  mv "$run/bare.tar" "$data/bare.tar"
else
  tell "Debian 12 with git and make, from .data/bare.tar"
  mkdir "$tree"
  tar -C "$tree" --numeric-owner -xpf "$data/bare.tar"
fi

tell "Node $(node --version) and npm $(npm --version), and the way to the registries"
scripts/bare/furnish.sh "$tree"

tell "a clean clone of $(git rev-parse --short HEAD)"
dirty=$(git status --porcelain | wc -l)
[ "$dirty" = 0 ] || say "left out, because uncommitted: $dirty files"
mkdir "$tree/src"
git clone --quiet --no-hardlinks "$root" "$tree/src/relay"
[ ! -d ../shared ] || mkdir "$tree/src/shared"

# Each hierarchy's own group of this run: below ours in version 1; below the root in version 2, where a group that has
# processes cannot hand controllers on.
while IFS=: read -r _ controllers path; do
  case $controllers in
    '') group=/sys/fs/cgroup; [ -e $group/cgroup.procs ] || continue ;;
    *) group=/sys/fs/cgroup/${controllers#name=}$path ;;
  esac
  mkdir "$group/bare-$$"
  cgroups+=("$group/bare-$$")
  # A new cpuset is empty.
  for file in cpuset.cpus cpuset.mems; do
    [ "$controllers" = '' ] || [ ! -e "$group/$file" ] || cat "$group/$file" >"$group/bare-$$/$file"
  done
done </proc/self/cgroup

tell "$*"
(
  for cgroup in "${cgroups[@]}"; do echo "$BASHPID" >"$cgroup/cgroup.procs"; done
  exec unshare --mount --pid --net --uts --ipc --cgroup --fork --kill-child scripts/bare/init.sh "$tree" "$@"
) &
bare=$!
processes+=("$bare")

# Its network is a process beside it, so no address, route or firewall rule of this machine changes.
await() { for ((i = 0; i < 300; i++)); do ! "$@" || return 0; kill -0 "$bare" && sleep 0.1; done; return 1; }
has_network_of_its_own() { [ "$(readlink "/proc/$bare/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }
await has_network_of_its_own || die "the namespaces could not be made"
slirp4netns --configure --disable-host-loopback --mtu=65520 "$bare" tap0 >"$run/network.log" 2>&1 &
processes+=($!)

code=0
wait "$bare" || code=$?
if [ "$code" = 0 ]; then say "passed in $SECONDS s: $*"; else say "exit code $code after $SECONDS s: $*"; fi
exit "$code"
