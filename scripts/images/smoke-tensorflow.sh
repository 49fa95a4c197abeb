#!/usr/bin/env bash
# Proves that the TensorFlow image works the way a job uses it: read-only, no network, no capability, user 10001.
#
#   scripts/images/smoke-tensorflow.sh [--image <name>] [argument of smoke-tensorflow.py...]
#
# Exercises import, training, saving, conversion, both interpreters, plots and picture formats.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../lib.sh"
help_if_asked "$@"

image=tinymlaas/tensorflow:dev
if [ "${1:-}" = --image ]; then image=$2; shift 2; fi
image_exists "$image" || die "no image $image; run scripts/build-images.sh tensorflow"

volume=$(docker volume create)
trap 'docker volume rm "$volume" >/dev/null' EXIT
say "$image, $(docker image inspect -f '{{.Size}}' "$image" | awk '{ printf "%.0f MB", $1 / 1e6 }')"
# The program comes on stdin, so the image is tested as it is; PYTHONDONTWRITEBYTECODE is its own.
docker run --rm -i --read-only --network none --user 10001:10001 --cap-drop ALL --security-opt no-new-privileges \
  --memory 4g --pids-limit 512 --tmpfs /tmp --volume "$volume:/job" ${SMOKE_RUNTIME:+--runtime "$SMOKE_RUNTIME"} \
  "$image" python - "$@" <"$root/scripts/images/smoke-tensorflow.py"
