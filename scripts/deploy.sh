#!/usr/bin/env bash
# Brings the relay into operation on this machine, or up to date: secrets, images, start, health, and the doctor in each worker.
#
#   scripts/deploy.sh [option]...             (make deploy WORKERS=2 OPTIONS="--tls relay.example.org")
#
#   --workers N              how many workers (default: as before, else 1)
#   --listen ADDRESS:PORT    where the relay is published (default: as before, else 127.0.0.1:8000); requests need a token
#   --with-sysbox            workers under the runtime sysbox-runc: the default, and the way back from the next two
#   --without-sysbox         workers use THIS MACHINE'S engine: whoever broke out of a job would own the machine
#   --engine tcp://NAME:2376 --certs FOLDER     workers use that engine over TLS instead of their own
#   --database URL           a PostgreSQL elsewhere, without the password; that goes into .data/deploy/secrets/postgres-password
#   --tls NAME               HTTPS on ports 80 and 443 for this name, by Caddy
#   --backup                 a backup every day, of which seven are kept (BACKUP_EVERY, BACKUP_KEEP in the settings)
#   --monitoring             Prometheus with alerts on 127.0.0.1:9090, and Grafana on 127.0.0.1:3000 where its image can be pulled
#   --bridge                 a bridge for the boards of this machine (BRIDGE_IMAGE, BRIDGE_DEVICE in the settings)
#   --frontend               the web frontend as well (FRONTEND_IMAGE in the settings)
#
# What was said once is kept in .data/deploy/settings.env, where any variable of docker-compose.sysbox.yml may be added. Nothing
# is lost by running this again. DEPLOY_TIMEOUT: seconds until every service must be healthy (default 600).
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"
help_if_asked "$@"
cd "$root"
# shellcheck source=scripts/deployment.sh
. scripts/deployment.sh

umask 077
mkdir -p "$DEPLOY_DIR/secrets" "$DEPLOY_DIR/job-image"
touch "$settings"

# add_word <setting> <word>, drop_words <setting> <word>...
add_word() { [[ " $(setting "$1") " == *" $2 "* ]] || keep_setting "$1" "$(echo "$(setting "$1") $2" | xargs)"; }
drop_words() { keep_setting "$1" "$(setting "$1" | tr ' ' '\n' | grep -vxF "$(printf '%s\n' "${@:2}")" | xargs)"; }

# A bracket stands for itself only where it comes first.
address='^[][0-9a-fA-F.:]+:[0-9]+$'
while [ $# -gt 0 ]; do
  case $1 in
    --workers | --listen | --engine | --certs | --database | --tls) [ $# -gt 1 ] || die "$1 needs a value; see --help" ;;
  esac
  case $1 in
    --workers) [[ $2 =~ ^[1-9][0-9]{0,2}$ ]] || die "--workers $2: give a number from 1 to 999"; keep_setting WORKERS "$2"; shift ;;
    --listen) [[ $2 =~ $address ]] || die "--listen $2: give an address and a port, as 0.0.0.0:8000"; keep_setting LISTEN "$2"; shift ;;
    --with-sysbox) drop_words OVERRIDES host-engine outside-engine ;;
    --without-sysbox)
      socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
      [[ $socket == unix://* ]] || die "--without-sysbox mounts the engine's socket, and DOCKER_HOST is $socket: give --engine instead"
      socket=${socket#unix://}
      drop_words OVERRIDES outside-engine; add_word OVERRIDES host-engine
      keep_setting ENGINE_SOCKET "$socket"; keep_setting DOCKER_GROUP "$(stat -c %g "$socket")" ;;
    --engine) [[ $2 == tcp://* ]] || die "--engine $2: give it as tcp://NAME:2376"; drop_words OVERRIDES host-engine; add_word OVERRIDES outside-engine; keep_setting ENGINE "$2"; shift ;;
    --certs) [ -e "$2/ca.pem" ] || die "--certs $2: there is no ca.pem"; keep_setting DOCKER_CERTS "$(realpath "$2")"; shift ;;
    --database) [[ $2 == postgres*://* ]] || die "--database: give it as postgres://USER@HOST:5432/NAME"; add_word OVERRIDES external-postgres; keep_setting DATABASE_URL "$2"; shift ;;
    --tls) add_word OVERRIDES tls; keep_setting DOMAIN "$2"; shift ;;
    --bridge) add_word PROFILES bridge ;;
    --backup) add_word PROFILES backup ;;
    --monitoring) add_word PROFILES monitoring ;;
    --frontend) add_word PROFILES frontend; keep_setting DEMO_ROWS 1 ;;
    *) die "unknown option $1; see --help" ;;
  esac
  shift
done
is_with() { [[ " $(setting OVERRIDES) " == *" $1 "* ]]; }
has_inner_engines() { ! is_with host-engine && ! is_with outside-engine; }

scripts/ensure-docker.sh
if ! compose_command >/dev/null; then
  is_root_on_debian || die "there is no Docker Compose here: install it (Debian: sudo apt-get install docker-compose)"
  apt_install docker-compose
fi
if is_with host-engine; then
  say "WARNING: the workers use THIS MACHINE'S engine. Whoever broke out of a job would own the machine."
elif has_inner_engines; then
  docker info --format '{{range $name, $_ := .Runtimes}}{{println $name}}{{end}}' | grep -qx sysbox-runc ||
    die "the engine has no runtime sysbox-runc: install sysbox (docs/runbook.md says how), or try things out with --without-sysbox"
fi

# The folder is closed, so the file may be read by the users of the containers that it is mounted into.
password=$DEPLOY_DIR/secrets/postgres-password
if is_with external-postgres; then
  [ -s "$password" ] || die "put the password of the database into $password"
elif [ ! -e "$password" ]; then
  head -c 24 /dev/urandom | base64 | tr -d '\n' >"$password"
  say "made the password of the database"
elif [ ! -s "$password" ]; then
  die "$password is empty: put the password of the database there, or remove the file to have one made"
fi
for name in metrics-token grafana-password; do
  secret=$DEPLOY_DIR/secrets/$name
  [ -s "$secret" ] || head -c 24 /dev/urandom | base64 | tr -d '\n' >"$secret"
  chmod 444 "$secret"
done
chmod 444 "$password"
mkdir -p "$DEPLOY_DIR/alertmanagers"
chmod 755 "$DEPLOY_DIR/job-image" "$DEPLOY_DIR/alertmanagers"

version=$(setting VERSION "$(sed -nE 's/^  "version": "([^"]+)".*/\1/p' package.json)")
keep_setting VERSION "$version"
images=(tensorflow relay)
! has_inner_engines || images+=(worker registry)
if ! is_with external-postgres; then
  case $(setting POSTGRES_IMAGE) in
    '' | tinymlaas/postgres:*)
      say "pulling postgres:18"
      if timeout "${PULL_TIMEOUT:-120}" docker pull -q postgres:18 >/dev/null 2>&1; then
        keep_setting POSTGRES_IMAGE "$(docker image inspect -f '{{index .RepoDigests 0}}' postgres:18)"
      else
        say "cannot be pulled; taking tinymlaas/postgres, which is built here"
        images+=(postgres)
        keep_setting POSTGRES_IMAGE "tinymlaas/postgres:$version"
      fi ;;
  esac
fi
if [[ " $(setting PROFILES) " == *" monitoring "* ]]; then
  images+=(prometheus)
  grafana=$(setting GRAFANA_IMAGE grafana/grafana:12.3.0)
  say "pulling $grafana"
  if image_exists "$grafana" || timeout "${PULL_TIMEOUT:-120}" docker pull -q "$grafana" >/dev/null 2>&1; then
    pinned=$(docker image inspect -f '{{range .RepoDigests}}{{println .}}{{end}}' "$grafana" | head -n 1)
    keep_setting GRAFANA_IMAGE "${pinned:-$grafana}"
    add_word PROFILES grafana
  else
    say "cannot be pulled: there is Prometheus without Grafana; deploy/monitoring/grafana/dashboard.json can be read by any other"
  fi
fi
# Where they were built elsewhere and loaded, there is nothing to build: BUILD=0.
if [ "${BUILD:-1}" = 1 ]; then IMAGE_TAG=$version scripts/build-images.sh "${images[@]}"; fi
for name in "${images[@]}"; do
  image_exists "tinymlaas/$name:$version" || die "the image tinymlaas/$name:$version is missing: run this without BUILD=0, or load it"
done

# started <service>: ids and start times of its containers.
started() { compose ps -q "$1" 2>/dev/null | xargs -r docker inspect -f '{{.Id}} {{.State.StartedAt}}'; }
before=
if has_inner_engines; then
  before=$(started worker)
  say "handing the image of jobs to the registry"
  compose up -d registry >&2
  name=tinymlaas/tensorflow
  here=127.0.0.1:$(setting REGISTRY_PORT 5005)/$name:$version
  registry=$(compose ps -q registry)
  for ((i = 0; ; i++)); do
    [ "$(docker inspect -f '{{.State.Health.Status}}' "$registry")" != healthy ] || break
    [ "$i" -lt 60 ] || die "the registry does not come up; its log: scripts/compose.sh logs registry"
    sleep 1
  done
  docker tag "$name:$version" "$here"
  pushed=$(docker push "$here" | tee /dev/stderr | sed -nE 's/.*digest: (sha256:[0-9a-f]{64}) .*/\1/p')
  docker rmi --no-prune "$here" >/dev/null
  [ -n "$pushed" ] || die "the image of jobs could not be pushed to the registry; its log: scripts/compose.sh logs registry"
  reference=registry:5000/$name@$pushed
  if [ "$(cat "$DEPLOY_DIR/job-image/reference" 2>/dev/null)" = "$reference" ]; then before=; fi
  echo "$reference" >"$DEPLOY_DIR/job-image/draft"
  chmod 644 "$DEPLOY_DIR/job-image/draft"
  mv "$DEPLOY_DIR/job-image/draft" "$DEPLOY_DIR/job-image/reference"
fi

say "starting"
is_with external-postgres || compose up -d postgres >&2
compose up -d --remove-orphans >&2
# Those that the new image alone would leave as they are.
comm -12 <(sort <<<"$before") <(started worker | sort) | cut -d ' ' -f 1 | xargs -r docker restart --time 45 >/dev/null

describe() { compose ps -q | xargs docker inspect -f '{{index .Config.Labels "com.docker.compose.service"}} {{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}' | sort | uniq -c | awk '{ printf "%s%s %s (%d)", sep, $2, $3, $1; sep = ", " }'; }
told='' deadline=$((SECONDS + ${DEPLOY_TIMEOUT:-600}))
for (( ; ; )); do
  state=$(describe)
  [ "$state" = "$told" ] || say "$state"
  told=$state
  case $state in *starting* | *unhealthy* | *exited* | *created* | '') ;; *) break ;; esac
  if [ "$SECONDS" -ge "$deadline" ]; then
    compose logs --tail=15 >&2 || true
    die "not every service is healthy; the end of their logs is above"
  fi
  sleep 2
done

failed=0
for id in $(compose ps -q worker); do
  if report=$(docker exec "$id" tinymlaas doctor 2>&1); then say "worker ${id:0:12}: $(tail -n 1 <<<"$report")"
  else failed=1; say "worker ${id:0:12}:"; printf '%s\n' "$report" >&2; fi
done
[ "$failed" = 0 ] || die "jobs are not isolated as promised there; the rows marked FAIL say in what"
[[ " $(setting PROFILES) " != *" monitoring "* ]] || say "Prometheus answers on 127.0.0.1:$(setting PROMETHEUS_PORT 9090)"
[[ " $(setting PROFILES) " != *" grafana "* ]] || say "Grafana answers on $(setting GRAFANA_LISTEN 127.0.0.1:3000); user admin, its password: $DEPLOY_DIR/secrets/grafana-password"
say "the relay answers on $(setting LISTEN 127.0.0.1:8000); its first token: scripts/compose.sh exec relay cat /var/lib/tinymlaas/first-token"
