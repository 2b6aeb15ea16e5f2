# One word per action; the same steps here and in CI. `make` alone says what there is.
.DEFAULT_GOAL := help
.PHONY: help setup run test check demo bench torture types requirements clean
PY := .venv/bin/python
export PYTHONPATH := .
FRONTEND := $(shell find frontend/src frontend/scripts -type f 2>/dev/null) frontend/package-lock.json frontend/vite.config.ts

help:  ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: .setup/python app/static/manifest.json  ## Set everything up to run; afterwards .venv/bin/stillroom is there

run: setup  ## Serve on http://127.0.0.1:8000
	@.venv/bin/stillroom serve

demo: setup  ## The same with sample people, papers and pieces, and no network needed
	@.venv/bin/stillroom demo

test: .setup/python-dev app/static/manifest.json  ## Run every test
	@scripts/need-browser
	$(PY) -m pytest -n 2 --dist loadfile
	npm --prefix frontend run --silent test

check: .setup/python-dev app/static/manifest.json  ## Style, types, import contracts, sizes, what is stale
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/hadolint Dockerfile
	npm --prefix frontend run --silent check
	npm --prefix frontend run --silent sizes
	$(PY) -m pytest tests/publishing/test_weight.py
	@$(PY) -m scripts.openapi > .setup/openapi.json && node frontend/scripts/types.mjs .setup/openapi.json --check

torture: .setup/python-dev  ## Lose nothing: servers killed, connections cut, days offline, 232 drafts; some minutes
	$(PY) -m tests.torture

types: .setup/python-dev .setup/frontend  ## Make the frontend's API types anew from the routes
	@$(PY) -m scripts.openapi > .setup/openapi.json && node frontend/scripts/types.mjs .setup/openapi.json

bench: .setup/python-dev app/static/manifest.json  ## Measure, each beside a peer; DATA=folder measures on other papers
	@for one in benchmarks/bench_*.py; do $(PY) $$one; done

requirements: .setup/python-dev  ## Pin the libraries anew, with hashes
	.venv/bin/pip install --quiet uv
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build --extra dev -o requirements-dev.txt pyproject.toml
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build -c requirements-dev.txt -o requirements.txt pyproject.toml

clean:  ## Forget what was set up; no data is touched
	rm -rf .venv .setup app/static app/markup/vendor frontend/node_modules

.setup/tools:
	@scripts/need-tools
	@mkdir -p .setup && touch $@

.setup/venv: .setup/tools
	@test -x $(PY) || python3 -m venv .venv
	@touch $@

.setup/python: requirements.txt pyproject.toml | .setup/venv
	@echo "Installing Python libraries …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.setup/python-dev: requirements-dev.txt .setup/python
	@echo "Installing what the tests need …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.setup/frontend: frontend/package-lock.json frontend/package.json | .setup/tools
	@echo "Installing the frontend's libraries …"
	@npm --prefix frontend ci --silent --no-audit --no-fund
	@touch $@

app/static/manifest.json: .setup/frontend $(FRONTEND)
	@echo "Building the frontend …"
	@npm --prefix frontend run --silent build -- --logLevel warn
	@touch $@
