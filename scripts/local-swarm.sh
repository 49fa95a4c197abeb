#!/usr/bin/env bash
# A Docker Swarm of several engines on this one machine, to try deploy/swarm out: each engine has a network namespace, a data
# root and a /run of its own, and one cable to a common bridge. This machine's own engine is only asked for images.
#
#   scripts/local-swarm.sh up                  three nodes, the first the manager; prints their addresses and sockets
#   scripts/local-swarm.sh load IMAGE...       copies images of this machine's engine to every node
#   scripts/local-swarm.sh docker 1 ARGS...    the command docker on node 1
#   scripts/local-swarm.sh cut 2               takes the cable of node 2 away; `plug 2` puts it back
#   scripts/local-swarm.sh down                ends all of it and leaves nothing
#   scripts/local-swarm.sh check               says what keeps this machine from it, if anything does
#
# Needs root, dockerd and iproute2. SWARM_DIR: where everything is kept (default .data/swarm). SWARM_NET: the first three
# numbers of the addresses (default 10.213.91): nodes are .1 to .3, this machine is .254. SWARM_NODES: how many (default 3).
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
[ $# -gt 0 ] || set -- --help
help_if_asked "$@"
cd "$root"

dir=${SWARM_DIR:-$data/swarm}
net=${SWARM_NET:-10.213.91}
nodes=${SWARM_NODES:-3}
# Names of interfaces are short and belong to the whole machine: two swarms have different addresses, and so names.
id=tms$(printf '%s' "$net" | tr -d . | tail -c 6)

socket() { echo "$dir/$1/docker.sock"; }
on() { local node=$1; shift; env -u DOCKER_CONTEXT DOCKER_HOST="unix://$(socket "$node")" docker "$@"; }
all() { seq 1 "$nodes"; }

check() {
  [ "$(id -u)" = 0 ] || die "engines in network namespaces need root"
  command -v dockerd >/dev/null || die "dockerd is not installed here"
  command -v ip >/dev/null || die "the command ip is not installed here (Debian: apt-get install iproute2)"
  ip link add "$id-v" type vxlan id 4 dstport 4790 2>/dev/null || die "the kernel has no VXLAN, of which networks over several nodes are made"
  ip link delete "$id-v"
}

# lay_cables: one bridge in a namespace of its own, where no firewall of this machine reaches it.
lay_cables() {
  local node
  ip netns add "$id-sw"
  ip -n "$id-sw" link set lo up
  ip -n "$id-sw" link add br0 type bridge
  ip -n "$id-sw" link set br0 up
  # This machine has a cable too, to ask the nodes from and for what they reach here.
  ip link add "$id-h" type veth peer name host netns "$id-sw"
  ip -n "$id-sw" link set host master br0 up
  ip addr add "$net.254/24" dev "$id-h"
  ip link set "$id-h" up
  for node in $(all); do
    ip netns add "$id-$node"
    ip -n "$id-$node" link set lo up
    ip -n "$id-$node" link add eth0 type veth peer name "port$node" netns "$id-sw"
    ip -n "$id-sw" link set "port$node" master br0 up
    ip -n "$id-$node" addr add "$net.$node/24" dev eth0
    ip -n "$id-$node" link set eth0 up
  done
}

# start_engine <node>: with its own /run and /etc/docker, so that sockets, locks and its identity are its own. All that it
# keeps is in memory, and gone with it: the swarm's log waits for no disk.
start_engine() {
  local node=$1 home=$dir/$1
  mkdir -p "$home/etc"
  # shellcheck disable=SC2016 # expanded by the shell inside
  setsid nsenter --net="/run/netns/$id-$node" unshare --mount --uts --propagation private bash -c '
    home=$1 node=$2
    mkdir -p "$home/data"
    mount -t tmpfs -o size=6g tmpfs "$home/data" && mount -t tmpfs tmpfs /run && mount --bind "$home/etc" /etc/docker && hostname "node$node"
    unset DOCKER_HOST HTTP_PROXY HTTPS_PROXY http_proxy https_proxy
    exec dockerd --data-root "$home/data" --host unix:///run/docker.sock --host "unix://$home/docker.sock" \
      --pidfile "$home/pid" --bridge none --log-level warn' _ "$home" "$node" >"$home/log" 2>&1 </dev/null &
}

await_engine() {
  local i
  for ((i = 0; i < 300; i++)); do
    ! on "$1" version >/dev/null 2>&1 || return 0
    sleep 0.1
  done
  tail -n 15 "$dir/$1/log" >&2
  die "the engine of node $1 does not answer; the end of its log is above"
}

up() {
  local node token
  check
  [ ! -e "$dir" ] || die "there is a swarm already; end it with: $0 down"
  mkdir -p "$dir"
  lay_cables
  mkdir -p /etc/docker
  for node in $(all); do start_engine "$node"; done
  for node in $(all); do await_engine "$node"; done
  # Two seconds instead of five, so that a lost node is noticed after about six.
  on 1 swarm init --advertise-addr "$net.1" --dispatcher-heartbeat 2s >/dev/null
  token=$(on 1 swarm join-token --quiet worker)
  for node in $(all | tail -n +2); do on "$node" swarm join --advertise-addr "$net.$node" --token "$token" "$net.1:2377" >/dev/null; done
  for node in $(all); do echo "node$node $net.$node unix://$(socket "$node")"; done
}

load() {
  local node loading=()
  env -u DOCKER_CONTEXT docker save "$@" >"$dir/images.tar"
  for node in $(all); do on "$node" load --quiet --input "$dir/images.tar" >/dev/null & loading+=($!); done
  for node in "${loading[@]}"; do wait "$node"; done
  rm "$dir/images.tar"
}

# end_engine <node>: with all its containers, which would outlive it.
end_engine() {
  local node=$1 pid
  pid=$(cat "$dir/$node/pid" 2>/dev/null) || return 0
  # Not in peace: nobody needs what they are at.
  on "$node" ps --quiet 2>/dev/null | DOCKER_HOST="unix://$(socket "$node")" xargs -r docker kill >/dev/null 2>&1 || true
  on "$node" swarm leave --force >/dev/null 2>&1 || true
  on "$node" ps --all --quiet 2>/dev/null | DOCKER_HOST="unix://$(socket "$node")" xargs -r docker rm --force --volumes >/dev/null 2>&1 || true
  kill -TERM "$pid" 2>/dev/null || true
}

# Ends what was started in the namespaces, and nothing else.
down() {
  local node name i ending=()
  for node in $(all); do end_engine "$node" & ending+=($!); done
  wait "${ending[@]}"
  for name in $(ip netns list | awk '{ print $1 }' | grep "^$id-" || true); do
    for ((i = 0; i < 100; i++)); do
      [ -n "$(ip netns pids "$name")" ] || break
      [ "$i" -lt 80 ] || ip netns pids "$name" | xargs -r kill -KILL 2>/dev/null || true
      sleep 0.1
    done
    ip netns delete "$name"
  done
  ip link delete "$id-h" 2>/dev/null || true
  rm -rf "$dir"
}

command=$1
shift
case $command in
  up) up ;;
  load) load "$@" ;;
  docker) on "$@" ;;
  cut) ip -n "$id-sw" link set "port$1" down ;;
  plug) ip -n "$id-sw" link set "port$1" up ;;
  down) down ;;
  check) check ;;
  *) die "unknown command $command; see --help" ;;
esac
