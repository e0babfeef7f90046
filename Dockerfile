# One base for both stages: the virtual environment points at the base's interpreter.
# A release pins it by digest: --build-arg BASE=docker.io/library/python:3.13-slim-bookworm@sha256:…
ARG BASE=docker.io/library/python:3.13-slim-bookworm

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src

# The locks first: as long as they stay, these layers stay. Wheels only, so that no compiler is ever needed.
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/plumbrule \
 && /opt/plumbrule/bin/python -m pip install --only-binary :all: --require-hashes --requirement requirements.lock \
 && python -m venv /opt/build \
 && /opt/build/bin/python -m pip install --only-binary :all: --require-hashes --requirement requirements-build.lock

COPY pyproject.toml README.md LICENSE ./
COPY daemon daemon
# The wheel is installed without asking an index; after that nothing in the environment is needed to install anything.
RUN /opt/build/bin/python -m hatchling build --target wheel --directory /dist \
 && /opt/plumbrule/bin/python -m pip install --no-deps --no-index /dist/*.whl \
 && /opt/plumbrule/bin/python -m pip uninstall --yes pip \
 && /opt/plumbrule/bin/python -m compileall -q /opt/plumbrule

FROM ${BASE}
LABEL org.opencontainers.image.title="plumbrule" \
      org.opencontainers.image.description="Holds AWS ECS task definitions to what Git says" \
      org.opencontainers.image.licenses="Apache-2.0"

# Nothing is installed in a running container, and the journal is the only thing that is ever written.
RUN python -m pip uninstall --yes --quiet --root-user-action ignore pip \
 && install --directory --owner 65532 --group 65532 --mode 0700 /var/lib/plumbrule
# A volume takes owner and mode from the image.
VOLUME /var/lib/plumbrule

# Owned by root: the daemon cannot change its own code.
COPY --from=build /opt/plumbrule /opt/plumbrule

ENV PYTHONDONTWRITEBYTECODE=1
USER 65532:65532
# No HEALTHCHECK yet: the verb that it would call comes with a later version.
ENTRYPOINT ["/opt/plumbrule/bin/plumbrule"]
CMD ["run"]
