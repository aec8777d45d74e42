# Two commands do everything: `make run` serves the bot, `make test` runs all tests. Both set up .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check bench chaos messages lock clean

help:  ## Say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/:/' | column -t -s:

run: $(VENV)/.installed  ## Serve the bot: the sandbox with its chat page, or the real one with DRAGOMAN_TELEGRAM_TOKEN
	@$(BIN)/dragoman serve

test: $(VENV)/.installed-dev  ## Run all tests
	@echo "Running all tests."
	@$(BIN)/python -m pytest -q $(ARGS)

check: $(VENV)/.installed-dev  ## Lint, types, import directions, container files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/hadolint Dockerfile

bench: $(VENV)/.installed-dev  ## Measure speed and memory (tests/bench)
	@$(BIN)/python -m tests.bench

messages: $(VENV)/.installed-dev  ## Bring the catalogues of translations up to date
	@$(BIN)/python -m tests.messages

chaos: $(VENV)/.installed-dev  ## Broadcast to 2,000 readers, with kills and lost answers, and hold the account (five minutes)
	@$(BIN)/python -m tests.chaos $(ARGS)

lock:  ## Pin the dependencies anew (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate --group build -o requirements-build.lock

clean:  ## Take away what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dragoman needs Python 3.11 or newer; set PYTHON=python3.12, for instance."; exit 1; }
	@echo "Making $(VENV)."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing the pinned dependencies (a minute or two, only the first time)."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --require-hashes -r requirements-build.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the pinned tools for tests and checks."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
