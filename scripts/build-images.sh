#!/usr/bin/env bash
# Builds this project's images, with the version of package.json and `dev` as tags.
#
#   scripts/build-images.sh [tensorflow | tensorflow-test | tensorflow-gpu | relay | worker | registry | postgres | prometheus | all]...      (default: all)
#
#   tensorflow       the image of job containers                      tinymlaas/tensorflow
#   tensorflow-test  the same with pytest and the Python tests        tinymlaas/tensorflow-test
#   tensorflow-gpu   the same with CUDA, 3 GB more, for DOCKER_GPUS    tinymlaas/tensorflow-gpu
#   relay            the backend                                      tinymlaas/relay
#   worker           the backend with a Docker engine inside, for sysbox (docker-compose.sysbox.yml)
#                                                                     tinymlaas/worker
#   registry         what hands the image of jobs to those engines    tinymlaas/registry
#   postgres         PostgreSQL, where its own image cannot be pulled tinymlaas/postgres
#   prometheus       the monitoring of docker-compose.sysbox.yml      tinymlaas/prometheus
#   all              tensorflow and relay
#
# An image whose inputs did not change is left alone (label tinymlaas.inputs). Logs: .data/build-<image>.log.
# CA_BUNDLE names extra certificate authorities for a build behind a proxy (default: SSL_CERT_FILE, or the system's
# bundle); they reach pip and npm as a build secret and do not stay in the image. Wheels in wheels/ are used first.
# IMAGE_TAG is a tag to use instead of both.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"
cd "$root"

version=$(sed -nE 's/^  "version": "([^"]+)".*/\1/p' package.json)
tags=("$version" dev)
[ -z "${IMAGE_TAG:-}" ] || tags=("$IMAGE_TAG")
ca=${CA_BUNDLE:-${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}}

# Both ways to BuildKit: the buildx plugin of today's clients, or a client before 23, which has its own.
build() {
  local client
  if docker buildx version >/dev/null 2>&1; then
    # The builder of the current context sees local images such as our base; a docker-container builder does not.
    docker buildx build --builder "$(docker context show)" --load "$@"
    return
  fi
  for client in docker /usr/bin/docker; do
    case "$("$client" version --format '{{.Client.Version}}' 2>/dev/null)" in
      19.* | 20.* | 1[0-9].*) DOCKER_BUILDKIT=1 "$client" build "$@"; return ;;
    esac
  done
  die "this docker client has no BuildKit; install the buildx plugin (package docker-buildx-plugin or docker-buildx)"
}

# The builder's output, cut down to one line a step that really runs, and what slim-tensorflow.sh removes.
steps() {
  awk '
    $2 ~ /^\[/ && $2 != "[internal]" { if (!($1 in known)) step[$1] = known[$1] = substr($0, index($0, " ") + 1, 100); next }
    $2 == "CACHED" { delete step[$1] }
    $1 in step && $2 !~ /^sha256:/ { print "  " step[$1]; delete step[$1] }
    / [0-9]+ MB  / { sub(/^#[0-9]+ [0-9.]+ +/, ""); print "      " $0 }
    $2 == "DONE" && $3 >= 2 { print "      done in " $3 }
    { fflush() }'
}

# inputs <path...>: one hash over names and contents of what goes into an image, its base included.
inputs() {
  {
    docker image inspect -f '{{.Id}}' debian:bookworm-slim
    find "$@" -type f -not -path '*/__pycache__/*' -not -path '*.egg-info/*' -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum | cut -c1-16
}

# make <name> <dockerfile> <stage> <path...>
make_image() {
  local name=$1 dockerfile=$2 stage=$3 hash log="$data/build-$1.log" started=$SECONDS secret=() tag
  shift 3
  if [ -d wheels ]; then set -- "$@" wheels; fi
  hash=$(inputs "$dockerfile" .dockerignore "$@")
  if [ "$(docker image inspect -f '{{index .Config.Labels "tinymlaas.inputs"}}' "tinymlaas/$name:${tags[0]}" 2>/dev/null)" = "$hash" ]; then
    for tag in "${tags[@]:1}"; do docker tag "tinymlaas/$name:${tags[0]}" "tinymlaas/$name:$tag"; done
    say "tinymlaas/$name:${tags[0]} is up to date"
    return
  fi
  say "building tinymlaas/$name:${tags[0]} (log: .data/build-$name.log)"
  [ ! -s "$ca" ] || secret=(--secret "id=ca,src=$ca")
  if ! build --progress=plain "${build_args[@]}" "${secret[@]}" --file "$dockerfile" ${stage:+"--target=$stage"} --label "tinymlaas.inputs=$hash" --label "tinymlaas.version=$version" \
    --label "tinymlaas.checkout=$checkout" "${tags[@]/#/--tag=tinymlaas/$name:}" . 2>&1 | tee "$log" | steps >&2; then
    tail -n 25 "$log" >&2
    die "building tinymlaas/$name failed; the end of its log is above"
  fi
  docker image inspect -f '{{.Size}}' "tinymlaas/$name:${tags[0]}" |
    awk -v name="tinymlaas/$name:${tags[0]}" -v s="$((SECONDS - started))" '{ printf "%s built in %d s, %.0f MB\n", name, s, $1 / 1e6 }' |
    while read -r line; do say "$line"; done
}

engine_answers || die "no Docker engine answers; run scripts/ensure-docker.sh first"
image_exists debian:bookworm-slim || scripts/images/base-image.sh
mkdir -p "$data"

python_inputs=(scripts/images/slim-tensorflow.sh scripts/images/keep-weights.py tf-image/requirements.lock tf-image/requirements-weights.lock
  tf-image/pyproject.toml tf-image/tinymlaas_tf)
node_inputs=(package.json package-lock.json .npmrc src ui migrations scripts/images/answers.sh tf-image/tinymlaas_tf/boards/boards.json)
build_args=()
[ $# -gt 0 ] || set -- all
for image; do
  case $image in
    tensorflow) make_image tensorflow tensorflow.Dockerfile tensorflow "${python_inputs[@]}" ;;
    tensorflow-test) make_image tensorflow-test tensorflow.Dockerfile test "${python_inputs[@]}" tf-image ;;
    tensorflow-gpu)
      build_args=(--build-arg REQUIREMENTS=requirements-gpu.lock)
      make_image tensorflow-gpu tensorflow.Dockerfile tensorflow tf-image/requirements-gpu.lock "${python_inputs[@]}"
      build_args=() ;;
    relay) make_image relay backend.Dockerfile relay "${node_inputs[@]}" ;;
    worker) make_image worker backend.Dockerfile worker "${node_inputs[@]}" scripts/images/worker-entrypoint.sh ;;
    registry) make_image registry deploy/registry.Dockerfile "" deploy/registry.yml ;;
    postgres) make_image postgres deploy/postgres.Dockerfile "" package-lock.json .npmrc deploy/postgres-entrypoint.sh ;;
    prometheus) make_image prometheus deploy/prometheus.Dockerfile "" ;;
    all) "$0" tensorflow relay ;;
    *) die "unknown image $image; see --help" ;;
  esac
done
