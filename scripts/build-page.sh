#!/usr/bin/env bash
# Builds the page at /ui into dist/ui, from which the relay serves it. It is left alone when nothing of it changed.
#
#   scripts/build-page.sh        (after the Node packages are there; `make setup` does both)
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"
cd "$root"

inputs=$(find ui src/client package-lock.json tsconfig.json -type f -not -path '*/node_modules/*' -print0 |
  sort -z | xargs -0 sha256sum | sha256sum)
if [ -e dist/ui/index.html ] && [ "$(cat dist/ui.inputs 2>/dev/null)" = "$inputs" ]; then
  say "the page is up to date"
  exit
fi
say "building the page"
PATH=$root/node_modules/.bin:$PATH npm run --silent build:page >&2
printf '%s\n' "$inputs" >dist/ui.inputs
