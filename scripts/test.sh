#!/usr/bin/env bash
# Runs every check and test: types, style and unused code, vitest against a real engine and PostgreSQL, and pytest
# inside the image that ships. All of them run even when one fails; the last line adds them up.
#
#   scripts/test.sh        (after scripts/setup.sh and scripts/ensure-test-tools.sh; `make test` does all three)
#
# What cannot be tried on this machine is skipped, and said at the end: `N not proven here: why`. With CI=true that fails.
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

rm -f "$data/vitest.json" "$data/pytest.txt"

# Beside vitest, which waits a good part of its time, and behind the jobs that vitest starts. As a job runs: no network,
# no capability, read-only. --init lets the timeout's signal end it.
say "pytest, in the TensorFlow image, in the background"
timeout 4200 docker run --rm --init --cpu-shares 128 --network none --cap-drop ALL --security-opt no-new-privileges \
  --read-only --tmpfs /tmp:exec --tmpfs /job:uid=10001,gid=10001 tinymlaas/tensorflow-test:dev pytest -rs \
  >"$data/pytest.txt" 2>&1 &
pytest=$!

say "vitest"
npm test --silent -- --reporter=default --reporter=json --outputFile.json="$data/vitest.json" || failures+=(vitest)

say "pytest"
wait "$pytest" || failures+=(pytest)
cat "$data/pytest.txt"

exec node_modules/.bin/node scripts/checks/add-up-tests.ts "$data/vitest.json" "$data/pytest.txt" "${failures[@]}"
