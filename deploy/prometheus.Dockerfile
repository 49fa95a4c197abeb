# Prometheus for docker-compose.sysbox.yml, of Debian's package, so that it can be had where no image can be pulled.
#
#   scripts/build-images.sh prometheus

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends prometheus \
 && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/*
# The user of Prometheus' own image, so that either takes up the other's data.
RUN install -d -o nobody -g nogroup /prometheus
USER nobody
EXPOSE 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", ": </dev/tcp/127.0.0.1/9090"]
ENTRYPOINT ["prometheus"]
CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]
