# `make demo` and `make test` need nothing but make and Python 3.11 or newer.
# PYTHON=python3.12 chooses another Python, PIP_ARGS=... is handed to pip (see README.md).
PYTHON ?= python3
PIP_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
DEMO := $(BIN)/wipiverse --data demo-data

.DEFAULT_GOAL := help
.PHONY: help demo test test-faults test-multilingual style lint bench bench-growth telegram-demo pictures docs clean

help:  ## Show this list
	@sed -n 's/^\([a-z-]*\):.*##/\1:/p' Makefile | awk -F: '{printf "  make %-18s%s\n", $$1, $$2}'

# Shows a verb as one would type it, and what it says; 1 is the exit code of a question that is not answered.
shown = @echo; echo '$$ wipiverse $(1)'; $(DEMO) $(1) || test $$? -eq 1

demo: $(VENV)/installed  ## Install, build the sample encyclopedia, ask it, show how to go on
	$(call shown,build corpus/sample.jsonl)
	$(call shown,ask "When did the Soviets occupy the Baltic states?")
	$(call shown,ask "which spacecraft orbited mercury from 2011")
	$(call shown,ask "Who wrote Harry Potter?")
	$(call shown,entry "macchu pichu")
	@echo "Go on with: $(DEMO) chat"

test: style  ## Install what the checks need and run all of them
	$(BIN)/python -m pytest -n 3 --dist worksteal

test-faults: $(VENV)/installed-dev  ## The long forms of the tests that break things (an hour)
	$(BIN)/python -m pytest -n 0 -m faults --hypothesis-profile default

test-multilingual: $(VENV)/installed-dev  ## Install the multilingual model and test it (two minutes)
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --editable '.[multilingual]'
	$(BIN)/python -m pytest -n 0 -m multilingual

style: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lint: style  ## Style, types, and who may import whom
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/installed-dev  ## Measure the sample, encoding and growth into docs/measured.md and its plot (two minutes)
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --editable '.[bench]'
	$(DEMO) build corpus/sample.jsonl
	$(BIN)/python -m benchmarks.quick demo-data tests/data/sample-questions.jsonl tests/data/sample-names.jsonl

bench-growth: $(VENV)/installed-dev  ## Growth up to a million entries (a quarter to half an hour, 4 GB of disk)
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --editable '.[bench]'
	$(BIN)/python -m benchmarks.growth 1000 10000 113079 1000000 \
		--rows benchmarks/growth.json --plot docs/pictures/growth.png

telegram-demo: $(VENV)/installed-dev  ## A conversation with the Telegram bot, on a Telegram made up for it
	$(BIN)/python -m tests.telegram_demo

pictures: $(VENV)/installed-dev  ## Photograph that conversation for README.md (needs Chromium and Korean fonts)
	$(BIN)/python -m tests.telegram_demo docs/pictures

docs: $(VENV)/installed-dev  ## Write docs/cli.md anew from the help texts
	$(BIN)/python -m tests.cli_reference docs/cli.md

clean:  ## Remove what the other targets made, the virtual environment too
	rm -rf $(VENV) demo-data build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are older than pyproject.toml when something else is to be installed.
$(VENV)/installed: pyproject.toml | $(BIN)/pip
	@echo "Installing into $(VENV); the first time that takes minutes."
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/pip
	@echo "Installing into $(VENV); the first time that takes minutes."
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; name it with PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
