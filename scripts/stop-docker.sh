#!/usr/bin/env bash
# Stops the Docker engine that scripts/ensure-docker.sh started (.data/dockerd.pid), and no other.
#
#   scripts/stop-docker.sh
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"

[ -s "$data/dockerd.pid" ] || { say "no engine of ours runs"; exit 0; }
pid=$(cat "$data/dockerd.pid")
# A number may have been given to another process since: look before killing.
if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]; then
  say "stopping dockerd $pid"
  kill "$pid"
  for ((second = 0; second < 30; second++)); do
    [ -e "/proc/$pid" ] || break
    sleep 1
  done
  [ ! -e "/proc/$pid" ] || die "dockerd $pid does not stop; look at .data/dockerd.log, then: kill -9 $pid"
fi
rm -f "$data/dockerd.pid"
say "stopped"
