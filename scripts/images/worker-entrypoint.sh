#!/usr/bin/env bash
# Entry point of the image tinymlaas/worker: a Docker engine for the jobs, and the relay as an ordinary user beside it.
#
# Meant for the runtime sysbox-runc, which makes root in here an unprivileged user of the host. The image of the jobs is
# the one whose digest scripts/deploy.sh wrote into JOB_IMAGE_FILE; it is fetched before runs are claimed, at each start.
# When one of the two processes ends, so does the container.
set -euo pipefail

image=${TENSORFLOW_IMAGE:-tinymlaas/tensorflow:dev}
wanted=${JOB_IMAGE_FILE:-/run/job-image/reference}
socket=/run/docker.sock
export DOCKER_HOST=unix://$socket

rm -f /run/docker.pid
# Jobs have no network, so the engine needs no bridge and no firewall. The registry is a neighbour that only workers see.
dockerd --host "$DOCKER_HOST" --group relay --log-level warn --bridge none --iptables=false \
  --insecure-registry "${REGISTRY:-registry:5000}" &
engine=$!
relay= fetching= stopping=
# The relay gets one signal only, because a second one means at once.
stop() {
  [ -z "$stopping" ] || return 0
  stopping=1
  [ -z "$fetching" ] || kill -TERM "$fetching" 2>/dev/null || true
  [ -z "$relay" ] || kill -TERM "$relay" 2>/dev/null || true
}
trap stop TERM INT
end_engine() {
  kill -TERM "$engine" 2>/dev/null || true
  while kill -0 "$engine" 2>/dev/null; do wait "$engine" || true; done
  exit "$1"
}

for ((second = 0; ; second++)); do
  ! docker info >/dev/null 2>&1 || break
  [ -z "$stopping" ] || end_engine 0
  if [ "$second" -ge 60 ] || ! kill -0 "$engine" 2>/dev/null; then
    echo "the engine in this container does not start; it needs the runtime sysbox-runc" >&2
    exit 1
  fi
  sleep 1
done

# Fetches the image unless the engine has it, and has its name mean it. Until then the name means nothing, so that no
# run gets an image that was replaced.
fetch_image() {
  local reference
  reference=$(cat "$wanted" 2>/dev/null) || return 0
  if ! docker image inspect "$reference" >/dev/null 2>&1; then
    echo "fetching the image of the jobs, $reference" >&2
    docker rmi --no-prune "$image" >/dev/null 2>&1 || true
    docker pull "$reference" >&2 || return 1
  fi
  docker tag "$reference" "$image"
  # Those of earlier versions, unless a job still has one.
  docker images --digests --format '{{.Repository}}@{{.Digest}}' | while read -r name; do
    case $name in "$reference" | *'<none>'*) ;; *) docker rmi "$name" >/dev/null 2>&1 || true ;; esac
  done
}
keep_fetching() { until fetch_image; do sleep 10; done; }
# In the background, since a signal waits for what runs in front. An image that comes late is no reason not to start: the
# relay claims nothing without it, and says so.
fetch_image &
fetching=$!
if ! wait "$fetching" && [ -z "$stopping" ]; then
  keep_fetching &
  fetching=$!
fi
[ -z "$stopping" ] || end_engine 0

# The relay needs no privilege; its group may use the engine's socket.
setpriv --reuid relay --regid relay --init-groups --inh-caps=-all --no-new-privs node /app/src/main.js &
relay=$!
# Until one of the two ends, or a signal comes. The relay then finishes what its grace period allows, the engine last.
wait -n "$engine" "$relay" || true
stop
while kill -0 "$relay" 2>/dev/null; do wait "$relay" || true; done
code=0
wait "$relay" || code=$?
end_engine "$code"
