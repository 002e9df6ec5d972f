# The chores of uncramp. `make start` and `make test` are all a newcomer needs; `make help` lists the rest.
# Everything lives in .venv beside this file; nothing is installed outside it (see `make test` for the one exception).

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8470
BROWSER ?= yes
DIARY ?=
WORKERS ?= 2

BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The lock is complete, so nothing is resolved; what is never imported need not be compiled.
FROM_LOCK := $(PIP_INSTALL) --no-deps --no-compile --require-hashes
LOCK := requirements
COMPILE := $(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help start test check fix bench soak golden docs lock pictures clean

help: ## list the chores
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- the environment: one stamp file for each set of requirements, so that a second call is immediate

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		echo "Python is missing. On Debian or Ubuntu: sudo apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "uncramp needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1 | cut -d' ' -f2)." \
		"Name a newer one: make start PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "The part of Python that makes environments is missing. On Debian or Ubuntu: sudo apt install python3-venv" >&2; \
		exit 1; }
	@echo "Making the environment in $(VENV) ..." >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.uncramp-run: $(LOCK)/run.txt $(LOCK)/build.txt pyproject.toml | $(BIN)/python
	@echo "Installing uncramp (once) ..." >&2
	@$(FROM_LOCK) -r $(LOCK)/build.txt -r $(LOCK)/run.txt
	@$(PIP_INSTALL) --no-deps --no-compile --no-build-isolation --editable .
	@touch $@

$(VENV)/.uncramp-%: $(LOCK)/%.txt $(VENV)/.uncramp-run
	@echo "Installing what $* needs (once) ..." >&2
	@$(FROM_LOCK) -r $(LOCK)/$*.txt
	@touch $@

# The browser tests need Chromium. On the build machine (CI=true, root) it comes by apt; anywhere else the tests that
# need it are skipped in plain sight.
$(VENV)/.uncramp-chromium:
	@if [ "$(CI)" = true ] && [ "$$(id -u)" = 0 ] && ! command -v chromium >/dev/null 2>&1; then \
		echo "Installing Chromium for the browser tests ..." >&2; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	fi
	@mkdir -p $(VENV) && touch $@

# ---- the chores

start: $(VENV)/.uncramp-run ## start uncramp and open the browser (PORT=9000 BROWSER=no DIARY=file)
	@exec $(BIN)/uncramp $(if $(DIARY),--diary "$(DIARY)") start --port $(PORT) \
		$(if $(filter no false 0,$(BROWSER)),--no-browser,--browser)

test: $(VENV)/.uncramp-test $(VENV)/.uncramp-chromium ## run all tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: $(VENV)/.uncramp-check ## look for faults without running the product; changes nothing
	@$(BIN)/ruff check --quiet . && echo "ruff: clean"
	@$(BIN)/mypy --no-error-summary && echo "mypy --strict: clean"
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python -m pytest -q -p no:cacheprovider --durations=0 --durations-min=5 tests/house

fix: $(VENV)/.uncramp-check ## put right what a machine can put right
	@$(BIN)/ruff check --fix --quiet .

bench: $(VENV)/.uncramp-bench ## measure the budgets, engine, plan and trials against other tools (an hour and more)
	@$(BIN)/python benchmarks/budgets.py || true; $(BIN)/python benchmarks/rooms.py || true
	@for bench in benchmarks/engine/*.py benchmarks/plan/*.py benchmarks/trials/*.py; do [ -e "$$bench" ] && $(BIN)/python "$$bench" || true; done

soak: $(VENV)/.uncramp-test $(VENV)/.uncramp-chromium ## the tests with the full number of random cases
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest --timeout 0 -n $(WORKERS) --dist loadfile

golden: $(VENV)/.uncramp-test ## write the golden files of the tests anew, to be read before they are kept
	@UNCRAMP_GOLDEN=write $(BIN)/python -m pytest -q tests/golden

docs: $(VENV)/.uncramp-run ## write the generated pages of docs/reference anew
	@$(BIN)/python docs/generate.py

pictures: $(VENV)/.uncramp-test ## take the pictures of docs/images anew (needs Chromium)
	@$(BIN)/python docs/take_pictures.py

lock: $(VENV)/.uncramp-check ## choose versions anew and write requirements/ with their hashes
	@$(PIP_INSTALL) pip-tools
	@echo 'setuptools>=75,<81' | $(COMPILE) --upgrade --output-file $(LOCK)/build.txt -
	@$(COMPILE) --upgrade --output-file $(LOCK)/run.txt pyproject.toml
	@$(COMPILE) --constraint $(LOCK)/run.txt --extra test --output-file $(LOCK)/test.txt pyproject.toml
	@$(COMPILE) --constraint $(LOCK)/test.txt --extra test --extra check --output-file $(LOCK)/check.txt pyproject.toml
	@$(COMPILE) --constraint $(LOCK)/run.txt --extra bench --output-file $(LOCK)/bench.txt pyproject.toml

clean: ## remove the environment and caches; diaries are not touched
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist src/*.egg-info
