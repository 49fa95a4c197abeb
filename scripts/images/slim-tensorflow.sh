#!/usr/bin/env bash
# Removes from a Python environment what no training or compile job needs; tensorflow.Dockerfile runs it.
#
#   scripts/images/slim-tensorflow.sh <site-packages>
#
# After every change here: scripts/build-images.sh tensorflow && scripts/images/smoke-tensorflow.sh
set -euo pipefail
case "${1:-}" in '' | -h | --help) awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"; exit 0 ;; esac
cd "$1"

size() { du -sm . | cut -f1; }
cut_out() { # cut_out <what it is> <path...>
  local what=$1 before
  shift
  before=$(size)
  rm -rf "$@"
  printf '  %4d MB  %s\n' "$((before - $(size)))" "$what"
}
printf '%s: %s MB\n' "$(basename "$1")" "$(size)"

cut_out 'C++ headers and sources' tensorflow/include tensorflow/xla_aot_runtime_src numpy/_core/include numpy/f2py/src
cut_out 'XLA and StableHLO extensions that nothing loads' \
  tensorflow/compiler/tf2xla/ops/_xla_ops.so tensorflow/compiler/mlir/stablehlo/stablehlo_extension.so
mapfile -d '' commands < <(find ../../../bin -mindepth 1 -not -name 'python*' -print0)
cut_out 'code highlighting, time zones (Debian has them), commands of the libraries' \
  pygments pygments-* tzdata tzdata-* "${commands[@]}"
mapfile -d '' tests < <(find . -type d \( -name tests -o -name test -o -name testdata \) -not -path './tensorflow/_api/*' -not -path './keras/*' -print0)
cut_out 'tests of the libraries' "${tests[@]}" matplotlib/mpl-data/sample_data
mapfile -d '' sources < <(find . \( -name '*.a' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.c' -o -name '*.h' -o -name '*.cc' -o -name '*.pyi' \) -print0)
cut_out 'compile-time leftovers and type stubs' "${sources[@]}"
cut_out 'PDF and PostScript fonts of matplotlib' matplotlib/mpl-data/fonts/{afm,pdfcorefonts}

before=$(size)
# Symbol tables serve debuggers only. The libraries that wheels bundle in *.libs were rewritten by patchelf; strip breaks those.
# NVIDIA's (of the GPU build) have none.
find . -type f -name '*.so*' -not -path '*.libs/*' -not -path './nvidia/*' -exec strip --strip-unneeded {} +
printf '  %4d MB  symbol tables\n' "$((before - $(size)))"
printf '%s: %s MB\n' "$(basename "$1")" "$(size)"
