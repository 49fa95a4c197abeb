# Shared by the shell scripts here; sourced, never run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034 # used by the scripts that source this file
data=$root/.data

# Images that this checkout built bear it as a label: others on the same engine are somebody else's.
# shellcheck disable=SC2034
checkout=$(printf '%s' "$root" | sha256sum | cut -c1-16)

say() { printf '[%s] %s\n' "$(basename "$0" .sh)" "$*" >&2; }
die() { say "$*"; exit 1; }

# The comment block at the top of a script is its --help.
help_if_asked() {
  case "${1:-}" in -h | --help) awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"; exit 0 ;; esac
}

engine_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# engine_of_make: the pid of the engine that scripts/ensure-docker.sh started, as a service or itself, if it still runs.
engine_of_make() {
  local pid
  if [ -e "$data/dockerd.service" ]; then
    pid=$(systemctl show --property MainPID --value docker)
  else
    pid=$(cat "$data/dockerd.pid" 2>/dev/null) || return 1
  fi
  # The number may belong to another process by now, or to one that ended and was not reaped.
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] && ! grep -q '^State:.*Z' "/proc/$pid/status" && echo "$pid"
}

# Debian's runsc needs a platform that works without KVM, and gives a job no network stack of its own.
runsc_runtime() {
  printf '{ "runtimes": { "runsc": { "path": "%s", "runtimeArgs": ["--platform=ptrace", "--network=none"] } } }\n' \
    "$(command -v runsc || echo /usr/bin/runsc)"
}

# register_runsc: in the engine's file of settings, unless somebody else wrote one.
register_runsc() {
  local settings=/etc/docker/daemon.json
  command -v runsc >/dev/null || return 1
  if [ -e "$settings" ]; then
    grep -q '"runsc"' "$settings" || { say "$settings is not ours; for gVisor add to it: $(runsc_runtime)"; return 1; }
    return 0
  fi
  mkdir -p "$(dirname "$settings")"
  runsc_runtime >"$settings"
  say "runtime runsc added in $settings"
}

image_exists() { docker image inspect "$1" >/dev/null 2>&1; }

is_root_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# apt_install <package...>: only what is missing; the lists are refreshed once an attempt without fails.
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  say "apt-get install $*"
  apt-get install -y -q --no-install-recommends "$@" >&2 || {
    apt-get update -q >&2
    apt-get install -y -q --no-install-recommends "$@" >&2
  }
}
