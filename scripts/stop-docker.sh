#!/usr/bin/env bash
# Stops the Docker engine that scripts/ensure-docker.sh started (.data/dockerd.pid or .data/dockerd.service), and no other.
#
#   scripts/stop-docker.sh
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"

if pid=$(engine_of_make); then
  say "stopping dockerd $pid"
  if [ -e "$data/dockerd.service" ]; then
    systemctl stop docker.socket docker
  else
    kill "$pid"
    for ((second = 0; second < 30; second++)); do
      engine_of_make >/dev/null || break
      sleep 1
    done
    ! engine_of_make >/dev/null || die "dockerd $pid does not stop; look at .data/dockerd.log, then: kill -9 $pid"
  fi
  say "stopped"
else
  say "no engine of ours runs"
fi
rm -f "$data/dockerd.pid" "$data/dockerd.service"
