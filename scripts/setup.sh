#!/usr/bin/env bash
# Provides what `make demo` and `make test` need, and shows how long each part took (also: .data/setup-times.json).
#
#   scripts/setup.sh
#
# The parts: a Docker engine, the Node packages, the page at /ui, the base image, the TensorFlow image. What is there already is left
# alone, so a second run takes about a second.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"
cd "$root"
mkdir -p "$data"

node_packages() {
  command -v npm >/dev/null || die "npm is missing: install Node 20 or newer with npm"
  # Below 20.19 npm silently leaves out packages with native parts that ask for it.
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    die "Node $(node --version) is too old to install with: have 20.19 or newer"
  # npm ci starts from nothing, so it is for a lock file that changed only.
  if sha256sum --check --status node_modules/.tinymlaas-lock 2>/dev/null; then say "Node packages are up to date"; return; fi
  say "npm ci"
  npm ci --no-progress --loglevel=error >&2
  sha256sum package-lock.json >node_modules/.tinymlaas-lock
}

names=() millis=()
part() { # part <name> <command...>
  local started
  started=$(date +%s%3N)
  "${@:2}"
  names+=("$1")
  millis+=("$(($(date +%s%3N) - started))")
}

part "Docker engine" scripts/ensure-docker.sh
part "Node packages" node_packages
part "page" scripts/build-page.sh
part "base image" scripts/images/base-image.sh
part "TensorFlow image" scripts/build-images.sh tensorflow

for i in "${!names[@]}"; do printf '%s\t%s\n' "${names[i]}" "${millis[i]}"; done |
  awk -F '\t' -v json="$data/setup-times.json" '
    { total += $2; printf "  %-18s %7.1f s\n", $1, $2 / 1000
      parts = parts (NR > 1 ? ", " : "") sprintf("{ \"name\": \"%s\", \"seconds\": %.1f }", $1, $2 / 1000) }
    END { printf "  %-18s %7.1f s\n", "setup", total / 1000
      printf "{ \"parts\": [%s], \"seconds\": %.1f }\n", parts, total / 1000 > json }' >&2
