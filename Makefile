# Everything a person does here, by name. Each target installs what it needs first; only Python 3.11 or later must be there.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
PY := $(VENV)/bin/python
JOBS ?= 2
ARGS ?=

RUN := $(PY) -m trainer
PIP := $(PY) -m pip --disable-pip-version-check --quiet install
LOCK := build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate pyproject.toml

.PHONY: help install play demo test check bench model pictures lock clean distclean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo '  ARGS="..." is handed on:  make play ARGS="--lang zh --mode coached"    make test ARGS="-k voice"'

# The stamps say what is installed; a lock newer than its stamp is installed again.

$(VENV)/.installed: requirements.lock pyproject.toml
	@if ! $(PY) -m pip --version >/dev/null 2>&1; then \
	  for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	    if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo 'No Python 3.11 or later with venv was found. Install one (Debian and Ubuntu: python3 and python3-venv),' >&2; \
	    echo 'or name it: make install PYTHON=/path/to/python3.11' >&2; exit 1; \
	  fi; \
	  echo "making $(VENV) with $$($$found --version)"; $$found -m venv --clear $(VENV) || exit 1; \
	fi
	@echo 'installing requirements.lock'
	@$(PIP) -r requirements.lock
	@$(PIP) --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements-dev.lock
	@echo 'installing requirements-dev.lock'
	@$(PIP) -r requirements.lock -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed ## build .venv from the lock (every other target does it when needed)

play: $(VENV)/.installed ## open the program
	@$(RUN) play $(ARGS)

demo: $(VENV)/.installed ## watch a sample trainee play, and read the debrief
	@$(RUN) demo $(ARGS)

test: $(VENV)/.dev ## run all tests
	@$(PY) -m pytest -n $(JOBS) $(ARGS)

check: $(VENV)/.dev ## ruff, mypy --strict, import contracts, and the scenarios' own lint
	$(PY) -m ruff check .
	$(PY) -m mypy --strict -p trainer
	$(VENV)/bin/lint-imports --no-logo
	$(RUN) scenarios lint

bench: $(VENV)/.installed ## measure understanding, scoring, a turn, start-up, the law and the door to endpoints
	@$(PY) -m benchmarks.understanding.run
	@$(PY) -m benchmarks.turn
	@$(PY) -m benchmarks.grading
	@$(PY) -m benchmarks.scoring.run
	@$(PY) -m benchmarks.law
	@$(PY) -m benchmarks.startup
	@$(PY) -m benchmarks.llm

model: $(VENV)/.installed ## rebuild the interpreter's models from the utterances
	$(PY) -m trainer.dialogue.train $(ARGS)

pictures: $(VENV)/.installed ## draw the pictures of the README from the real program
	$(PY) docs/make_pictures.py

lock: build/uv/bin/uv ## resolve pyproject.toml into the two locks
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraint requirements.lock --output-file build/dev.txt
	grep -vxF -f requirements.lock build/dev.txt > requirements-dev.lock

build/uv/bin/uv: | $(VENV)/.installed
	$(PY) -m venv build/uv
	build/uv/bin/python -m pip --disable-pip-version-check --quiet install uv

clean: ## remove caches and build products; .venv and your sessions stay
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache snapshot_report.html
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## ... and .venv; your sessions stay all the same
	rm -rf $(VENV)
