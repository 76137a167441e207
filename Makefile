# Everything happens inside the checkout: the virtual environment, state and caches.
export ECSOPS_HOME := $(CURDIR)/.home
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint unit clients fuzz docs site screenshots completions translations bench bench-server dist clean

demo: .venv/installed
	@$(BIN)/python -m tools.docs.demo

test: lint unit

lint: .venv/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: .venv/developing
	$(BIN)/pytest --numprocesses=2

# Whole tools of others against the served simulator; they are large, so `test` goes without.
clients: .venv/clients
	CLIENTS_REQUIRED=1 $(BIN)/pytest --timeout=300 tests/clients

fuzz: .venv/developing
	ECSOPS_FUZZ=20000 $(BIN)/pytest --timeout=0 tests/server/test_rubbish.py tests/server/test_rubbish_on_the_wire.py tests/schedule

site: .venv/developing
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

screenshots: .venv/developing
	$(BIN)/python -m tools.docs.screenshots

docs: .venv/developing
	$(BIN)/python -m tools.docs.update

completions: .venv/developing
	$(BIN)/python -m tools.completions.generate

translations: .venv/developing
	$(BIN)/python -m tools.translations.update

bench: .venv/developing
	$(BIN)/python -m tools.benchmarks.startup
	$(BIN)/python -m tools.benchmarks.completion
	$(BIN)/python -m tools.benchmarks.simulator
	$(BIN)/python -m tools.benchmarks.worst
	$(BIN)/python -m tools.benchmarks.placement
	$(BIN)/python -m tools.benchmarks.events
	$(BIN)/python -m tools.benchmarks.notify
	$(BIN)/python -m tools.benchmarks.server --alone
	$(BIN)/python -m tools.benchmarks.monitor
	$(BIN)/python -m tools.benchmarks.assist
	$(BIN)/python -m tools.benchmarks.assist_http

# Beside moto's server and MiniStack, which it installs into an environment of their own.
bench-server: .venv/developing
	$(BIN)/python -m tools.benchmarks.server

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/developing: .venv/installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

.venv/clients: .venv/developing
	$(BIN)/pip install --quiet --editable '.[dev,clients]'
	@touch $@

dist: .venv/developing
	rm -rf dist
	$(BIN)/python -m hatchling build

clean:
	rm -rf .venv .home dist
