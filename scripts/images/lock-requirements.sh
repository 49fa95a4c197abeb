#!/usr/bin/env bash
# Makes tf-image/requirements.lock, requirements-gpu.lock and requirements-dev.lock anew from the .in files: every version pinned, with hashes.
#
#   scripts/images/lock-requirements.sh [--upgrade]
#
# Needs uv (pip install uv). Without --upgrade, pins that still fit are kept.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../lib.sh"
help_if_asked "$@"

uv=${UV:-uv}
command -v "$uv" >/dev/null || die "uv is missing: pip install uv, or UV=<path> $0"
cd "$root/tf-image"

lock() {
  "$uv" pip compile --quiet --generate-hashes --only-binary :all: --no-emit-index-url --no-annotate \
    --python-version 3.11 --python-platform x86_64-manylinux_2_36 \
    --custom-compile-command scripts/images/lock-requirements.sh "$@"
}
# tensorflow asks for these and never imports them at run time; 87 MB.
unused=(--no-emit-package libclang --no-emit-package grpcio --no-emit-package setuptools --no-emit-package wheel)
lock "$@" "${unused[@]}" requirements.in -o requirements.lock
lock "$@" "${unused[@]}" requirements-gpu.in -o requirements-gpu.lock
# Only what the image does not have yet.
lock "$@" requirements-dev.in -o requirements-dev.lock
say "$(grep -c == requirements.lock) and $(grep -c == requirements-dev.lock) packages pinned"
