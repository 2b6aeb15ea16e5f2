# The same thing as `make run`, in three stages: the frontend, a wheel that carries it, and a small image that runs as nobody in particular.
FROM node:22-bookworm-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
COPY frontend/no-canvas no-canvas
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN mkdir -p ../app && npm run build

FROM python:3.12-slim-bookworm AS wheel
WORKDIR /src
COPY requirements.txt ./
RUN python -m venv /opt/stillroom \
    && /opt/stillroom/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY migrations migrations
COPY --from=frontend /src/app/static app/static
COPY --from=frontend /src/app/markup/vendor app/markup/vendor
RUN /opt/stillroom/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /tmp/wheel . \
    && /opt/stillroom/bin/pip install --no-cache-dir --no-deps /tmp/wheel/*.whl

FROM python:3.12-slim-bookworm
RUN useradd --uid 10001 --create-home --home-dir /data stillroom
COPY --from=wheel /opt/stillroom /opt/stillroom
ENV PATH=/opt/stillroom/bin:$PATH \
    STILLROOM_DATA=/data \
    STILLROOM_HOST=0.0.0.0
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/api/health', timeout=4)"]
CMD ["stillroom", "serve"]
