#!/usr/bin/env bash
# Entry point of the image tinymlaas/postgres: makes the database cluster in PGDATA if there is none, with the user and database
# of POSTGRES_USER, POSTGRES_DB and POSTGRES_PASSWORD_FILE, and becomes the server, as the user postgres.
set -euo pipefail

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /run/postgresql
  chown -R postgres: /var/lib/postgresql /run/postgresql
  chmod 700 "$PGDATA"
  # The secret may be root's alone.
  POSTGRES_PASSWORD=$(cat "${POSTGRES_PASSWORD_FILE:?set POSTGRES_PASSWORD_FILE}")
  export POSTGRES_PASSWORD
  exec setpriv --reuid postgres --regid postgres --clear-groups "$0" "$@"
fi
user=${POSTGRES_USER:-postgres} database=${POSTGRES_DB:-postgres}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?the password is empty}"
  # Made aside, so that what a kill leaves half made is not taken for a cluster.
  draft=$(dirname "$PGDATA")/draft
  rm -rf "$draft"
  initdb --pgdata="$draft" --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --auth-host=scram-sha-256 \
    --auth-local=trust --encoding=UTF8 --locale=C.UTF-8 >&2
  echo "host all all all scram-sha-256" >>"$draft/pg_hba.conf"
  echo "create database \"$database\"" | postgres --single -D "$draft" postgres >/dev/null
  rmdir "$PGDATA"
  mv "$draft" "$PGDATA"
fi
unset POSTGRES_PASSWORD
exec "$@" -clisten_addresses='*' -cunix_socket_directories=/run/postgresql
