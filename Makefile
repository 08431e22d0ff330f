# Needs GNU make and Python 3.11 or newer, nothing else; `make` alone lists the recipes.
# To choose a Python yourself: make run PYTHON=/path/to/python3.12
PYTHON ?=
pythons = $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11)

bin = .venv/bin
pip = $(bin)/python -m pip -qq --no-input --disable-pip-version-check

.PHONY: help run test screenshots bench torture check lock clean
.DELETE_ON_ERROR:

help: ## list these recipes
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/installed ## start the demonstration: its own PostgreSQL, the pages on 127.0.0.1:8000, and what to open
	@$(bin)/petition-es serve --demo

test: .venv/installed ## run the tests, those in a browser too
	@lacking=$$(tests/browser/install-chromium) && \
		PETITION_TEST_NO_BROWSER="$$lacking" $(bin)/python -m pytest --numprocesses=logical --maxprocesses=4 --dist=loadfile

screenshots: export PETITION_SCREENSHOTS = $(CURDIR)/docs/screenshots
screenshots: .venv/installed ## take the pictures of docs/screenshots anew, on the walks through both stories
	@lacking=$$(tests/browser/install-chromium) && \
		PETITION_TEST_NO_BROWSER="$$lacking" $(bin)/python -m pytest tests/browser/test_the_two_stories.py

bench: .venv/installed ## measure store and projections beside the library and bare PostgreSQL (make bench PETITIONS=971000)
	@cd benchmarks && ../$(bin)/python -m bench $(if $(PETITIONS),--petitions $(PETITIONS)) $(if $(SEED),--seed $(SEED)) --json ../bench.json

torture: .venv/installed ## kill writers, runners and PostgreSQL at random points, and audit what is left (make torture ROUNDS=200)
	@cd benchmarks && ../$(bin)/python -m torture $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED))

check: .venv/installed ## check format, lint, types and the direction of imports
	@$(bin)/ruff format --check .
	@$(bin)/ruff check .
	@$(bin)/mypy
	@$(bin)/lint-imports --no-logo

lock: .venv/installed ## resolve the dependencies anew (make lock UPGRADE=1 takes the newest of each)
	@$(pip) install 'uv>=0.13,<0.14'
	@$(bin)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
		--all-extras --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) --output-file requirements.lock

clean: ## remove what make built, never your data
	@rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A new lock means a new environment, so nothing stale stays behind.
.venv/locked: requirements.lock
	@for python in $(pythons); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || continue; \
		new=$$python; \
		"$$python" -c 'import ensurepip, venv' 2> /dev/null && { found=$$python; break; }; \
	done; \
	if [ -z "$$new" ]; then \
		echo "No Python 3.11 or newer found: install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python) or name yours: make PYTHON=/path/to/python3" >&2; exit 1; \
	elif [ -z "$$found" ]; then \
		echo "$$new cannot make virtual environments: install its venv module (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; \
	fi; \
	echo "Setting up .venv with $$("$$found" --version), once; this takes a minute" >&2; \
	"$$found" -m venv --clear .venv
	@$(pip) install --require-hashes --requirement requirements.lock
	@touch $@

.venv/installed: .venv/locked pyproject.toml
	@$(pip) install --no-deps --no-build-isolation --editable .
	@touch $@
