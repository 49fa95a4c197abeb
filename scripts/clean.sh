#!/usr/bin/env bash
# Removes what this checkout made: its containers, volumes and images, node_modules, .data (the embedded database with
# all models in it) and demo-output. The Docker engine and the base image stay.
#
#   scripts/clean.sh [--yes]
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"
cd "$root"

if [ "${1:-}" != --yes ]; then
  [ -t 0 ] || die "this removes every dataset and model of the embedded database; add --yes to mean it"
  read -rp "Remove node_modules, demo-output, this project's images and .data with every model in it? [y/N] " answer
  [ "$answer" = y ] || exit 1
fi
if engine_answers; then
  docker ps --all --quiet --filter label=tinymlaas.run | xargs -r docker rm --force --volumes >/dev/null
  docker volume ls --quiet --filter label=tinymlaas.run | xargs -r docker volume rm >/dev/null
  docker image ls --quiet --filter 'reference=tinymlaas/*' | sort -u | xargs -r docker rmi --force >/dev/null
fi
# A relay that was killed leaves its database running, to be found again.
for pid_file in .data/postgres/postmaster.pid .data/test/postgres/postmaster.pid; do
  [ ! -s "$pid_file" ] || kill -INT "$(head -n 1 "$pid_file")" 2>/dev/null || true
done
scripts/stop-docker.sh
rm -rf node_modules demo-output .data
say "clean"
