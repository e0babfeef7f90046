# One base for all stages: the virtual environment points at the base's interpreter.
# A release pins it by digest: --build-arg BASE=docker.io/library/python:3.13-slim-bookworm@sha256:…
ARG BASE=docker.io/library/python:3.13-slim-bookworm

FROM ${BASE} AS build
# With these two the wheels come from a folder, and no index is asked: `make image` does that.
ARG PIP_NO_INDEX
ARG PIP_FIND_LINKS
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src

# The locks first: as long as they stay, these layers stay. Wheels only, so that no compiler is ever needed.
# pip works from outside, so the environment never has one.
COPY requirements.lock requirements-build.lock ./
RUN python -m venv --without-pip /opt/plumbrule \
 && python -m venv /opt/build \
 && /opt/build/bin/python -m pip --python /opt/plumbrule/bin/python install --only-binary :all: --require-hashes --requirement requirements.lock \
 && /opt/build/bin/python -m pip install --only-binary :all: --require-hashes --requirement requirements-build.lock

# botocore brings the models of some 440 services, 28 MB; a daemon calls these, and the last three are for credentials.
# tests/deploy/test_dockerfile.py holds the list against the code.
ARG SERVICES="ecs|sts|sns|sqs|ecr|iam|logs|s3|secretsmanager|ssm|sso|sso-oidc|signin"
RUN find /opt/plumbrule/lib/python3*/site-packages/botocore/data -mindepth 1 -maxdepth 1 -type d \
      -regextype posix-extended ! -regex ".*/(${SERVICES})" -exec rm -r {} +

COPY pyproject.toml README.md LICENSE ./
COPY daemon daemon
# The wheel is installed without asking an index; after that nothing in the environment is needed to install anything.
# Compiled once, and believed: the files never change, and a read-only root could not be written to.
RUN /opt/build/bin/python -m hatchling build --target wheel --directory /dist \
 && /opt/build/bin/python -m pip --python /opt/plumbrule/bin/python install --no-deps --no-index /dist/*.whl \
 && /opt/plumbrule/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/plumbrule

FROM ${BASE} AS slim
# ssh-keygen and gpgv say who signed a commit. Their versions are the base's: pinning one would end its security updates.
# hadolint ignore=DL3008
RUN { test -x /usr/bin/ssh-keygen && test -x /usr/bin/gpgv; } \
 || { apt-get update && apt-get install --yes --no-install-recommends gpgv openssh-client; }
# What a daemon never needs: package tools, what installs Python packages, tests, documents, and rights of other users.
# /var/lib/dpkg/status stays, so that scanners know what is here.
RUN find / -xdev -type d \( -path '*/python3*/ensurepip' -o -path '*/python3*/idlelib' -o -path '*/python3*/test' \
      -o -path '*/python3*/turtledemo' -o -path '*/python3*/tkinter' -o -path '*/python3*/lib2to3' \
      -o -path '*/site-packages/pip' -o -path '*/site-packages/pip-*' -o -path '*/site-packages/setuptools' \) \
      -prune -exec rm -r {} + \
 && rm -rf /usr/share/doc /usr/share/man /usr/share/info /usr/share/locale /usr/share/python-wheels /usr/share/perl* \
      /var/lib/apt /var/lib/dpkg/info /var/cache/* /var/log/* /usr/lib/apt /usr/bin/apt* /usr/bin/dpkg* /usr/bin/perl* \
      /usr/lib/*/perl-base /usr/lib/*/gconv /usr/local/bin/pip* /usr/local/bin/idle* /tmp/* \
 && find / -xdev -type f -perm /6000 -exec chmod a-s {} + \
 && install --directory --owner 65532 --group 65532 --mode 0700 /var/lib/plumbrule

# One layer, so that what was removed is really gone.
FROM scratch
ARG VERSION=unknown
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="plumbrule" \
      org.opencontainers.image.description="Holds AWS ECS task definitions to what Git says" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
# hadolint ignore=DL3067
COPY --from=slim / /
# Owned by root: the daemon cannot change its own code.
COPY --from=build /opt/plumbrule /opt/plumbrule

# A volume takes owner and mode from the image. Nothing else is ever written, temporary files included.
VOLUME /var/lib/plumbrule
ENV PATH=/opt/plumbrule/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 TMPDIR=/var/lib/plumbrule
USER 65532:65532
# Exec form: no shell is started. ECS takes its health check from the task definition, everybody else takes this one.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["/opt/plumbrule/bin/plumbrule", "health"]
ENTRYPOINT ["/opt/plumbrule/bin/plumbrule"]
CMD ["run"]
