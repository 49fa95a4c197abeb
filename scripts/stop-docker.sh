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
# The number may belong to another process by now, or to one that ended and was not reaped.
runs() { [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] && ! grep -q '^State:.*Z' "/proc/$pid/status"; }
if runs; then
  say "stopping dockerd $pid"
  kill "$pid"
  for ((second = 0; second < 30; second++)); do
    runs || break
    sleep 1
  done
  ! runs || die "dockerd $pid does not stop; look at .data/dockerd.log, then: kill -9 $pid"
fi
rm -f "$data/dockerd.pid"
say "stopped"
