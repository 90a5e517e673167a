# River Chief Bot. `make run` and `make test` are all a newcomer needs.
PYTHON ?= python3
BIN := .venv/bin
# Compiled once and kept: a test run begins some thirty Pythons, each of which would compile every library anew.
unexport PYTHONDONTWRITEBYTECODE
# uv installs in seconds; where it cannot be had, or cannot reach its index, pip does the same in a minute.
INSTALL = $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt $(1) \
	|| $(BIN)/python -m pip install --quiet --constraint constraints.txt $(1)
COMPILE = $(BIN)/python -m compileall -q bot handlers reminders documents storage rules

.PHONY: help run sandbox test lint style types suite pages both format bench pictures clean

help: ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: .venv/ready ## Start the bot: on Telegram if RIVERCHIEF_TOKEN is set (or stands in .env), else in the sandbox
	@$(BIN)/python -m bot

sandbox: .venv/ready ## Start the sandbox, whatever is set
	@$(BIN)/python -m bot sandbox

test: .venv/ready-dev ## Lint, types, arrows and all tests
	@$(MAKE) --no-print-directory style
	@$(MAKE) --no-print-directory --jobs=2 types suite pages

lint: style types ## ruff, mypy --strict, import-linter

style: .venv/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

# On a fresh clone mypy takes one core for twenty seconds, and a browser is waited for more than it computes: both run
# beside the tests.
types: .venv/ready-dev
	@$(BIN)/mypy

suite: .venv/ready-dev
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/browser

pages: .venv/ready-dev
	@$(BIN)/python -m pytest -q tests/browser

both: .venv/ready-dev ## All tests, the side ways of the dialogs on PostgreSQL, too: before a release
	@$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder --both-databases

format: .venv/ready-dev ## Bring the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/ready-bench ## Measure speed and memory (bench/README.md)
	@$(BIN)/python -m bench

pictures: .venv/ready-dev ## Draw the pictures of README anew, in a real browser
	@$(BIN)/python -m pytest -q tests/browser --pictures docs/pictures

clean: ## Remove what was installed and built
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "River Chief Bot needs Python 3.11 or newer")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt uv || true

.venv/ready: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing what running needs ..."
	@$(call INSTALL,--editable .)
	@$(COMPILE)
	@touch $@

.venv/ready-dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing what testing needs ..."
	@$(call INSTALL,--editable '.[dev]')
	@$(COMPILE)
	@touch .venv/ready $@

.venv/ready-bench: pyproject.toml constraints.txt | .venv/bin/python
	@$(call INSTALL,--editable '.[dev$(comma)bench]')
	@touch .venv/ready .venv/ready-dev $@

comma := ,
