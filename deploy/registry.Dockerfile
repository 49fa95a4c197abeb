# The registry of docker-compose.sysbox.yml: Debian's package of the reference implementation, so that it can be had where no
# image can be pulled.
#
#   scripts/build-images.sh registry

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends docker-registry \
 && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/*
COPY deploy/registry.yml /etc/docker/registry/config.yml
# A volume that is mounted here belongs to it.
RUN install -d -o docker-registry -g docker-registry /var/lib/registry
USER docker-registry
EXPOSE 5000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 CMD ["bash", "-c", ": </dev/tcp/127.0.0.1/5000"]
CMD ["docker-registry", "serve", "/etc/docker/registry/config.yml"]
