# Two commands for a fresh machine: `make demo` and `make test`. Needs Python 3.11 or newer and the package registry.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
CASE := .demo/leaving-raqqa

BUILT := src/testimonia/web/built/index.html
NODE_READY := frontend/node_modules/.package-lock.json
FRONT := $(wildcard frontend/*.json frontend/*.ts frontend/*.js frontend/*.html frontend/.npmrc) $(shell find frontend/src frontend/public -type f ! -name types.ts 2>/dev/null)
NPM := $(shell command -v npm 2>/dev/null)

.PHONY: demo test test-all lint lock clean frontend frontend-test

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "testimonia needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) frontend ## build the sample investigation from raw material to findings and a published story
	@mkdir -p $(CASE)
	@cp examples/leaving-raqqa/investigation.toml $(CASE)/
	$(BIN)/testimonia -C $(CASE) ingest -r examples/leaving-raqqa/material
	$(BIN)/testimonia -C $(CASE) run
	$(BIN)/testimonia -C $(CASE) show findings
	$(BIN)/testimonia -C $(CASE) show contradictions
	@$(BIN)/testimonia -C $(CASE) show next
	$(BIN)/python examples/leaving-raqqa/publish_demo.py $(CASE) .demo/story

test: $(READY) lint frontend-test ## what every commit passes
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: $(READY) lint frontend-test ## the slow suites too, and new random examples
	HYPOTHESIS_PROFILE=search $(BIN)/python -m pytest -n 2

# Users get the workbench's pages built in the wheel; only a copy of the source needs npm for them.
ifeq ($(NPM),)
frontend frontend-test:
	@echo "npm was not found: the workbench's pages are not built or tested (everything else works; Node 20.19 or newer brings npm)."
else
frontend: $(BUILT) ## the workbench's pages, built when their sources have changed

$(NODE_READY): frontend/package-lock.json frontend/package.json frontend/.npmrc
	npm --prefix frontend ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/openapi.json: $(READY) $(shell find src/testimonia/web src/testimonia/pipeline/workbench -name "*.py" 2>/dev/null)
	$(BIN)/python -m testimonia.web.openapi $@

frontend/src/api/types.ts: frontend/openapi.json $(NODE_READY)
	npm --prefix frontend run --silent types

$(BUILT): $(FRONT) $(NODE_READY) frontend/src/api/types.ts
	npm --prefix frontend run --silent build -- --logLevel warn
	@touch $@

frontend-test: $(BUILT)
	npm --prefix frontend run --silent check
	npm --prefix frontend test --silent
endif

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: ## renew requirements.txt from pyproject.toml (needs uv)
	uv lock --upgrade
	uv export --all-groups --no-emit-project --no-header --no-annotate --format requirements.txt --quiet > requirements.txt

clean:
	rm -rf .venv .demo frontend/node_modules frontend/openapi.json frontend/src/api/types.ts src/testimonia/web/built .mypy_cache .pytest_cache .ruff_cache .hypothesis
