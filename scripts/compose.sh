#!/usr/bin/env bash
# Docker Compose on the deployment that scripts/deploy.sh made: with its files, its settings and its number of workers.
#
#   scripts/compose.sh ps                                      what runs
#   scripts/compose.sh logs --follow worker
#   scripts/compose.sh exec worker tinymlaas doctor            proves the isolation of jobs in a worker
#   scripts/compose.sh exec relay tinymlaas token create ci
#   scripts/compose.sh restart worker                          takes up the image of jobs that was deployed last
#   scripts/compose.sh down                                    everything stops, and all data stays
#
# Both `docker compose` and the older docker-compose will do.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
# Compose has a --help of its own, behind a command.
[ $# -gt 0 ] || set -- --help
help_if_asked "$@"
cd "$root"

# shellcheck source=scripts/deployment.sh
. scripts/deployment.sh
compose "$@"
