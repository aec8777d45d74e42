FROM python:3.12-slim-bookworm AS build
WORKDIR /source
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/dragoman \
    && /opt/dragoman/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /opt/dragoman/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY briefings briefings
COPY templates templates
RUN /opt/dragoman/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim-bookworm
RUN useradd --create-home --uid 10001 dragoman \
    && install -d -o dragoman -g dragoman -m 0700 /data
COPY --from=build /opt/dragoman /opt/dragoman
ENV PATH=/opt/dragoman/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DRAGOMAN_DATA_DIR=/data
USER 10001
WORKDIR /data
VOLUME /data
CMD ["dragoman", "serve"]
