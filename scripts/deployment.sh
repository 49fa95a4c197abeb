# What scripts/deploy.sh and scripts/compose.sh share; sourced after lib.sh, never run.
# shellcheck shell=bash

# Secrets, settings and the digest of the job image. Nobody but its owner looks into it.
export DEPLOY_DIR=${DEPLOY_DIR:-$root/.data/deploy}
settings=$DEPLOY_DIR/settings.env
export COMPOSE_PROJECT_NAME=${COMPOSE_PROJECT_NAME:-tinymlaas}

# setting <name> [default]
setting() {
  local value
  value=$(sed -n "s/^$1=//p" "$settings" 2>/dev/null | tail -n 1)
  printf '%s' "${value:-${2:-}}"
}

# keep_setting <name> <value>
keep_setting() {
  local draft=$settings.draft
  { grep -v "^$1=" "$settings" 2>/dev/null || true; printf '%s=%s\n' "$1" "$2"; } >"$draft"
  mv "$draft" "$settings"
}

compose_command() {
  if [ -n "${COMPOSE_COMMAND:-}" ]; then echo "$COMPOSE_COMMAND"
  elif docker compose version >/dev/null 2>&1; then echo docker compose
  elif command -v docker-compose >/dev/null; then echo docker-compose
  else return 1; fi
}

# compose <arguments of Docker Compose>
compose() {
  local command arguments=(--env-file "$settings" -f docker-compose.sysbox.yml) name
  [ -s "$settings" ] || die "nothing was deployed from here: run make deploy"
  read -ra command <<<"$(compose_command)" || die "there is no Docker Compose here: install it (Debian: sudo apt-get install docker-compose)"
  for name in $(setting OVERRIDES); do arguments+=(-f "deploy/compose/$name.yml"); done
  for name in $(setting PROFILES); do arguments+=(--profile "$name"); done
  # Without this word `up` would go back to one worker.
  if [ "${1:-}" = up ] && [[ " $* " != *" --scale "* ]]; then set -- up --scale "worker=$(setting WORKERS 1)" "${@:2}"; fi
  "${command[@]}" "${arguments[@]}" "$@"
}
