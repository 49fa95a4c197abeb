#!/usr/bin/env bash
# The first process on the bare machine of scripts/bare/test-bare.sh, in namespaces of its own: mounts what a machine has,
# makes the tree the root, waits for the network and runs the command. All ends with it.
#
#   scripts/bare/init.sh <tree> <command> [argument...]
set -euo pipefail
tree=$1
shift

mount --bind "$tree" "$tree"
shared=$(dirname "$0")/../../../shared
[ ! -d "$tree/src/shared" ] || { mount --bind "$shared" "$tree/src/shared" && mount -o remount,ro,bind "$tree/src/shared"; }
mount -t proc proc "$tree/proc"
mount -t sysfs sysfs "$tree/sys"
mount -t devpts -o newinstance,ptmxmode=0666,gid=5 devpts "$tree/dev/pts"
mount -t tmpfs tmpfs "$tree/dev/shm"
mount -t tmpfs -o mode=755 tmpfs "$tree/run"

groups=$tree/sys/fs/cgroup
if [ -e /sys/fs/cgroup/cgroup.procs ]; then
  mount -t cgroup2 cgroup2 "$groups"
  # A group either has processes or hands controllers on.
  mkdir "$groups/init"
  echo $$ >"$groups/init/cgroup.procs"
  sed 's/[^ ]*/+&/g' "$groups/cgroup.controllers" >"$groups/cgroup.subtree_control"
else
  mount -t tmpfs -o mode=755 tmpfs "$groups"
  while IFS=: read -r _ controllers _; do
    [ -n "$controllers" ] || continue
    mkdir "$groups/${controllers#name=}"
    mount -t cgroup -o "${controllers/#name=/none,name=}" cgroup "$groups/${controllers#name=}"
  done </proc/self/cgroup
fi

hostname bare
mapfile -t environment <"$tree/environment"
cd "$tree"
# The old root ends below the new one, and goes.
pivot_root . .
umount -l .
cd /

# A route with a gateway (flags 3) is the last thing that slirp4netns sets.
has_route() { grep -qE '^tap0(\s+\w+){2}\s+0003' /proc/net/route; }
for ((i = 0; i < 300; i++)); do ! has_route || break; sleep 0.1; done
has_route || { echo "the bare machine gets no network; with BARE_KEEP=1 network.log says why" >&2; exit 1; }

# Its wait also buries the orphans of the command.
exec env -i "${environment[@]}" bash -c 'cd /src/relay && { "$@" & wait "$!"; }' bash "$@"
