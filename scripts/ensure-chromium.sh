#!/usr/bin/env bash
# Makes sure there is a Chromium for the browser tests; as root on Debian it installs the package chromium.
#
#   scripts/ensure-chromium.sh
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"

for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then say "$(command -v "$name") is here"; exit 0; fi
done
is_root_on_debian || die "no Chromium here, so the browser tests cannot run: install it (Debian: sudo apt-get install chromium)"
apt_install chromium
