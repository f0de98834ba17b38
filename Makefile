# Two commands for a fresh machine: `make demo` and `make test`. Needs Python 3.11 or newer and the package registry.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
CASE := .demo/leaving-raqqa

.PHONY: demo test test-all lint lock clean

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "testimonia needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## build the sample investigation from raw material to findings and a published story
	@mkdir -p $(CASE)
	@cp examples/leaving-raqqa/investigation.toml $(CASE)/
	$(BIN)/testimonia -C $(CASE) ingest -r examples/leaving-raqqa/material
	$(BIN)/testimonia -C $(CASE) run
	$(BIN)/testimonia -C $(CASE) show findings
	$(BIN)/testimonia -C $(CASE) show contradictions
	@$(BIN)/testimonia -C $(CASE) show next
	$(BIN)/python examples/leaving-raqqa/publish_demo.py $(CASE) .demo/story

test: $(READY) lint ## what every commit passes
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: $(READY) lint ## the slow suites too, and new random examples
	HYPOTHESIS_PROFILE=search $(BIN)/python -m pytest -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: ## renew requirements.txt from pyproject.toml (needs uv)
	uv lock --upgrade
	uv export --all-groups --no-emit-project --no-header --no-annotate --format requirements.txt --quiet > requirements.txt

clean:
	rm -rf .venv .demo .mypy_cache .pytest_cache .ruff_cache .hypothesis
