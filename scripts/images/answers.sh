#!/bin/bash
# Whether the relay in this container answers a path with 200: `answers /healthz`. For health checks, which come every few seconds:
# a Node for each took seconds on a busy machine, and the relay then counted as unhealthy.
exec 3<>"/dev/tcp/127.0.0.1/${PORT:-8000}"
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
read -r _ code _ <&3
[ "$code" = 200 ]
