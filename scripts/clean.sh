#!/usr/bin/env bash
# Removes what this checkout made: node_modules, dist, .data (the embedded database with all models in it), demo-output, the
# containers and volumes of the relays on that database, and the images that were built here and nobody uses. What
# others have on the engine stays, and so do the engine and the base image.
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
  # Written by every relay on the embedded database.
  while read -r label; do
    ours="label=tinymlaas.instance=$label"
    docker ps --all --quiet --filter "$ours" | xargs -r docker rm --force --volumes >/dev/null
    docker volume ls --quiet --filter "$ours" | xargs -r docker volume rm >/dev/null
  done < <(cat .data/installations 2>/dev/null)
  # By their names: a name that another checkout gave its image meanwhile is not ours, and an image in use stays.
  docker image ls --filter "label=tinymlaas.checkout=$checkout" --format '{{.Repository}}:{{.Tag}} {{.ID}}' |
    while read -r name id; do
      case $name in *'<none>'*) name=$id ;; esac
      docker rmi "$name" >/dev/null || say "$name is in use and stays"
    done
fi
# A relay that was killed leaves its database running, to be found again.
for pid_file in .data/postgres/postmaster.pid .data/test/postgres/postmaster.pid; do
  [ -s "$pid_file" ] || continue
  pid=$(head -n 1 "$pid_file")
  # After a reboot the number may be another program's.
  case $(ps -o comm= -p "$pid" 2>/dev/null) in *postgres*) kill -INT "$pid" || true ;; esac
done
scripts/stop-docker.sh
rm -rf node_modules dist demo-output .data
say "clean"
