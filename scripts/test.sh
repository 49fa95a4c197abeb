#!/usr/bin/env bash
# Runs every check and test: types, style and unused code, vitest against a real engine and PostgreSQL, and pytest
# inside the image that ships. All of them run even when one fails; the last line adds them up.
#
#   scripts/test.sh        (after scripts/setup.sh; `make test` does both)
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"
cd "$root"
mkdir -p "$data"

say "building the images under test"
scripts/build-images.sh tensorflow-test relay

failures=()
say "npm run check"
npm run --silent check || failures+=("npm run check")
npm run --silent audit:deps || failures+=("npm run audit:deps")
npm run --silent licences || failures+=("npm run licences")

say "vitest"
rm -f "$data/vitest.json" "$data/pytest.txt"
npm test --silent -- --reporter=default --reporter=json --outputFile.json="$data/vitest.json" || failures+=(vitest)

say "pytest, in the TensorFlow image"
# As a job runs: no network, no capability, read-only. --init lets the timeout's signal end it.
timeout 1200 docker run --rm --init --network none --cap-drop ALL --security-opt no-new-privileges --read-only \
  --tmpfs /tmp:exec --tmpfs /job:uid=10001,gid=10001 tinymlaas/tensorflow-test:dev pytest 2>&1 | tee "$data/pytest.txt" || failures+=(pytest)

# count <word of vitest> <word of pytest>: of both together
count() {
  local vitest pytest
  vitest=$(sed -nE "s/.*\"num$1Tests\":([0-9]+).*/\1/p" "$data/vitest.json" 2>/dev/null | head -1)
  pytest=$(tail -n 1 "$data/pytest.txt" 2>/dev/null | grep -oE "[0-9]+ $2" | cut -d' ' -f1)
  echo $((${vitest:-0} + ${pytest:-0}))
}
printf '\n%s passed, %s failed, %s skipped\n' "$(count Passed passed)" "$(count Failed failed)" "$(count Pending skipped)"
[ ${#failures[@]} = 0 ] || die "failed: ${failures[*]}"
