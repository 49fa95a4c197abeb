#!/usr/bin/env bash
# Makes sure a Docker engine answers.
#
#   scripts/ensure-docker.sh
#
# One answers already (DOCKER_HOST or the usual socket): done. Else, as root on Debian or Ubuntu, installs docker.io,
# adds the runtime runsc when its binary is here, and starts the engine: with systemd as a service (noted in
# .data/dockerd.service), without it as a process of its own, whose pid is kept in .data/dockerd.pid (log:
# .data/dockerd.log), both for scripts/stop-docker.sh.
# DOCKERD_ARGS adds arguments to an engine started that way.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"

if command -v docker >/dev/null && engine_answers; then
  say "engine $(docker version --format '{{.Server.Version}}') answers"
  exit 0
fi
[ -z "${DOCKER_HOST:-}" ] || [ -n "${DOCKERD_ARGS:-}" ] ||
  die "no engine answers at DOCKER_HOST=$DOCKER_HOST; start it, or unset DOCKER_HOST to use one on this machine"
is_root_on_debian || die "no Docker engine answers. Start it, or install one: on Debian and Ubuntu 'sudo apt-get install docker.io' \
and 'sudo adduser $(id -un) docker'; elsewhere Docker Desktop, OrbStack or Colima"

missing=()
command -v dockerd >/dev/null || missing+=(docker.io)
command -v iptables >/dev/null || missing+=(iptables)
[ -e /etc/ssl/certs/ca-certificates.crt ] || missing+=(ca-certificates)
[ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"

! command -v runsc >/dev/null || register_runsc || true

await_engine() {
  for ((second = 1; second <= 60; second++)); do
    if engine_answers; then
      say "engine $(docker version --format '{{.Server.Version}}') answers after ${second} s"
      return 0
    fi
    [ -z "${pid:-}" ] || kill -0 "$pid" 2>/dev/null || return 1
    [ $((second % 10)) != 0 ] || say "still waiting for the engine (${second} s)"
    sleep 1
  done
  return 1
}

mkdir -p "$data"
if [ -d /run/systemd/system ] && [ -z "${DOCKERD_ARGS:-}" ]; then
  say "starting the engine with systemd"
  systemctl start docker
  await_engine || die "the engine does not answer; look at: journalctl -u docker"
  touch "$data/dockerd.service"
else
  # shellcheck disable=SC2206 # words on purpose
  args=(${DOCKERD_ARGS:-})
  say "starting dockerd, log in .data/dockerd.log"
  # Detached for good: a session of its own, and no file of ours held open.
  setsid dockerd "${args[@]}" >"$data/dockerd.log" 2>&1 </dev/null &
  pid=$!
  echo "$pid" >"$data/dockerd.pid"
  if ! await_engine; then
    tail -n 15 "$data/dockerd.log" >&2
    die "the engine does not answer; the end of its log is above. A machine without iptables or cgroups cannot run it"
  fi
fi
