# Shared by the shell scripts here; sourced, never run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034 # used by the scripts that source this file
data=$root/.data

say() { printf '[%s] %s\n' "$(basename "$0" .sh)" "$*" >&2; }
die() { say "$*"; exit 1; }

# The comment block at the top of a script is its --help.
help_if_asked() {
  case "${1:-}" in -h | --help) awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"; exit 0 ;; esac
}

engine_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

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
