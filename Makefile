# The one door. `make` alone lists what is here; each target's line is its help.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Two workers share two cores; the world and the daemons are processes of their own.
JOBS ?= 4
SEEDS ?= 500
FILES ?= 100000
FUZZ_SEED ?= 1
FUZZ_SECONDS ?= 600
SOAK_DAYS ?= 14
SEED ?= 1
REVISIONS ?= 1 30
SPEED ?= 10

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: demo
demo: $(VENV)/.run ## the main job against an embedded endpoint, step by step (KEEP=1 leaves the daemon running)
	@$(BIN)/python -m tests.demo $(if $(KEEP),--keep)

.PHONY: test
test: $(VENV)/.dev ## the whole test suite
	@$(BIN)/pytest -n $(JOBS) --dist worksteal -q

.PHONY: lint
lint: $(VENV)/.dev ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

.PHONY: fmt
fmt: $(VENV)/.dev ## format and mend what ruff can mend
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

.PHONY: types
types: $(VENV)/.dev ## mypy, strict, on source and tests
	@$(BIN)/mypy

.PHONY: imports
imports: $(VENV)/.dev ## the import contracts: who may know whom
	@$(BIN)/lint-imports

.PHONY: laws
laws: $(VENV)/.dev ## the property tests, deep
	@HYPOTHESIS_PROFILE=deep $(BIN)/pytest -n $(JOBS) -q tests/laws --timeout 3600

.PHONY: crash
crash: $(VENV)/.dev ## kill -9 at random borders between effects and count registrations (SEEDS=500)
	@$(BIN)/python -m tests.faults.seeds --seeds $(SEEDS) --lanes $(JOBS)

.PHONY: faults
faults: $(VENV)/.dev ## every fault there is a test for: kill -9 at each border, sick targets, clocks, disks
	@$(BIN)/pytest -n $(JOBS) -q tests/faults

.PHONY: soak
soak: $(VENV)/.dev ## weeks of trouble in minutes, with a clock moved by hand (SOAK_DAYS=14 SEED=1)
	@$(BIN)/python -m tests.soak --days $(SOAK_DAYS) --seed $(SEED)

.PHONY: fuzz
fuzz: $(VENV)/.dev ## hostile files, many (FILES=100000); then FUZZ_SECONDS=600 guided by coverage where atheris is installed
	@$(BIN)/python -m tests.fuzz --files $(FILES) --seed $(FUZZ_SEED)
	@$(BIN)/python -m tests.fuzz.guided --seconds $(FUZZ_SECONDS) || test $$? -eq 3

.PHONY: image
image: $(VENV)/.dev ## build the image without a container engine (needs root, debootstrap and buildah)
	@$(BIN)/python -m tests.image build

.PHONY: image-try
image-try: $(VENV)/.dev ## run that image read-only as its own user against an embedded endpoint (needs root and runc)
	@$(BIN)/python -m tests.image try

.PHONY: pictures
pictures: $(VENV)/.dev ## draw the messages of docs/pictures anew (needs chromium)
	@$(BIN)/python -m tests.docs.pictures

.PHONY: bench
bench: $(VENV)/.dev ## what a sweep costs, beside the theoretical limit (FAMILIES="100 1000 10000" SPEED=1 is all of it)
	@$(BIN)/python -m tests.bench $(FAMILIES) --revisions $(REVISIONS) --speed $(SPEED)
	@$(BIN)/python -m tests.bench.approval
	@$(BIN)/python -m tests.bench.telling
	@$(BIN)/python -m tests.bench.hearing
	@$(BIN)/python -m tests.bench.reaction

.PHONY: rate
rate: $(VENV)/.dev ## how many specs a second are judged, next to cfn-lint on the same content
	@$(BIN)/python -m tests.bench.rate

.PHONY: cover
cover: $(VENV)/.dev ## the whole test suite under branch coverage, reported line by line: more than twice the time
	@rm -f .coverage .coverage.*
	@$(BIN)/coverage run -m pytest -n $(JOBS) --dist worksteal -q && $(BIN)/coverage combine -q && $(BIN)/coverage report

.PHONY: schemas
schemas: $(VENV)/.dev ## write the generated files again: JSON Schemas and reference pages
	@$(BIN)/python -m tests.reference.rewrite

.PHONY: report
report: $(VENV)/.dev ## how large functions and files are
	@$(BIN)/python -m tests.sizes

.PHONY: ci
ci: ## what CI runs
	@bash .ci/run

.PHONY: lock
lock: ## resolve the dependencies anew, with hashes and without index addresses
	@test -x .venv-lock/bin/uv || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip -q install uv; }
	@for set in "requirements.lock pyproject.toml" "requirements-dev.lock pyproject.toml --extra dev" \
		"requirements-build.lock requirements-build.in -c requirements-dev.lock"; do \
		.venv-lock/bin/uv pip compile $${set#* } -o $${set%% *} --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-package plumbrule --custom-compile-command "make lock" --quiet; done

.PHONY: clean
clean: ## remove what make made
	@rm -rf $(VENV) .venv-lock .demo .image .coverage* htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Plumbrule needs Python 3.11 or newer on the PATH, or PYTHON=/path/to/python." >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

# The package itself is installed editable, without asking an index: everything it needs is in the locks, by hash.
$(VENV)/.run: requirements.lock requirements-build.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing what the daemon needs"
	@$(PIP) install --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing what the tests need"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
