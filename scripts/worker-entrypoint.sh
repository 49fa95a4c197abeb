#!/usr/bin/env bash
# Entry point of the image tinymlaas/worker: a Docker engine for the jobs, and the relay as an ordinary user beside it.
#
# Meant for the runtime sysbox-runc, which makes root in here an unprivileged user of the host. The job image is
# taken from /images/*.tar when the engine does not have it yet. When one of the two ends, so does the container.
set -euo pipefail

image=${TENSORFLOW_IMAGE:-tinymlaas/tensorflow:dev}
socket=/run/docker.sock

rm -f /run/docker.pid
dockerd --host "unix://$socket" --group relay --log-level warn &
engine=$!
relay=$engine # what a signal ends, until the relay runs
trap 'kill -TERM "$relay" 2>/dev/null || true' TERM INT

for ((second = 0; ; second++)); do
  ! docker --host "unix://$socket" info >/dev/null 2>&1 || break
  if [ "$second" -ge 60 ] || ! kill -0 "$engine" 2>/dev/null; then
    echo "the engine in this container does not start; it needs the runtime sysbox-runc" >&2
    exit 1
  fi
  sleep 1
done
if ! docker image inspect "$image" >/dev/null 2>&1; then
  for archive in /images/*.tar; do
    [ ! -f "$archive" ] || { echo "loading $archive" >&2; docker load --quiet --input "$archive" >&2; }
  done
fi

# The relay needs no privilege; its group may use the engine's socket.
setpriv --reuid relay --regid relay --init-groups --inh-caps=-all --no-new-privs node /app/src/main.ts &
relay=$!
# Until one of the two ends, or a signal comes. The relay then finishes what its grace period allows, the engine last.
wait -n "$engine" "$relay" || true
kill -TERM "$relay" 2>/dev/null || true
code=0
wait "$relay" || code=$?
kill -TERM "$engine" 2>/dev/null || true
wait "$engine" || true
exit "$code"
