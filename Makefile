# Eenheidsbeeld. `make demo` shows it, `make test` tests it; `make help` lists the rest.
# Works with GNU make 3.81 and later; everything that needs more than a line stands in scripts/.

VENV = .venv
BIN = $(VENV)/bin
DONE = $(VENV)/.done
PORT = 8017
DATA = data
RUN = EB_DATA="$(DATA)" EB_PORT="$(PORT)" $(BIN)/eenheidsbeeld
PARTS := $(wildcard src/eenheidsbeeld/locale/nl/*.po src/eenheidsbeeld/locale/nl/parts/*.po)
TESTS = tests
# For CI: more words for pytest and for the demo.
PYTEST_OPTIONS =
DEMO_OPTIONS =
CHECKED = src tests scripts benchmarks manage.py

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo serve test test-unit test-postgres tools check lint format types contracts \
	migrations messages sbom bench bench-text bench-analysis check-real doctor lock clean

help: ## what you can ask for
	@echo "Eenheidsbeeld. Two commands are enough: make demo, make test."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "Choose the port and the folder for data:  make demo PORT=8020 DATA=/somewhere/else"

# --- set-up: each step leaves a mark, so that the next time nothing is done twice ---

$(DONE)/runtime: requirements/runtime.txt pyproject.toml scripts/install.sh
	@sh scripts/install.sh $(VENV) requirements/runtime.txt
	@mkdir -p $(DONE) && touch $@

$(DONE)/dev: requirements/dev.txt pyproject.toml scripts/install.sh
	@sh scripts/install.sh $(VENV) requirements/dev.txt
	@mkdir -p $(DONE) && touch $(DONE)/runtime $@

$(DONE)/messages: $(PARTS) scripts/messages.py | $(DONE)/runtime
	@$(BIN)/python scripts/messages.py
	@mkdir -p $(DONE) && touch $@

setup: $(DONE)/runtime $(DONE)/messages ## install everything that running needs
setup-dev: $(DONE)/dev $(DONE)/messages ## install everything that testing and checking need

# --- using it ---

demo: setup ## fill the demo region, make this week's picture, serve it and print the accounts
	@$(RUN) demo $(DEMO_OPTIONS)

serve: setup ## serve the application on your own data
	@$(RUN) prepare --quiet
	@$(RUN) serve

doctor: setup ## say what is missing or misconfigured, and the cure
	@$(RUN) doctor

# --- testing and checking ---

tools:
	@sh scripts/ensure_tools.sh

test: setup-dev tools ## install what the tests need, a browser included, and run them on SQLite
	@DATABASE_URL= bash scripts/run_tests.sh $(BIN) sqlite $(TESTS) $(PYTEST_OPTIONS)

test-unit: setup-dev tools ## the tests that need no database
	@DATABASE_URL= $(BIN)/python -m pytest tests/unit $(PYTEST_OPTIONS)

test-postgres: setup-dev tools ## the tests for which the database matters, on PostgreSQL (DATABASE_URL, else a local server)
	@url=$$($(BIN)/python scripts/find_postgres.py) && \
		DATABASE_URL="$$url" bash scripts/run_tests.sh $(BIN) postgres $(TESTS) -m "not once" $(PYTEST_OPTIONS)

check: setup-dev ## lint, format, types, import contracts, migrations, messages
	@sh scripts/check.sh $(BIN)

lint: setup-dev
	@sh scripts/check.sh $(BIN) lint
types: setup-dev
	@sh scripts/check.sh $(BIN) types
contracts: setup-dev
	@sh scripts/check.sh $(BIN) contracts
migrations: setup-dev
	@sh scripts/check.sh $(BIN) migrations
messages: setup-dev ## compile the Dutch words and list what is missing
	@sh scripts/check.sh $(BIN) messages

format: setup-dev ## put the code in its usual form
	@$(BIN)/ruff check --fix $(wildcard $(CHECKED))
	@$(BIN)/ruff format $(wildcard $(CHECKED))

bench: bench-text bench-analysis ## measure speed and quality (not part of the tests)
	@for file in benchmarks/*.py; do case $$file in benchmarks/text*|benchmarks/analysis*|benchmarks/_*|"benchmarks/*.py") ;; \
		*) echo "== $$file"; $(BIN)/python $$file || exit 1;; esac; done

bench-text: setup-dev
	@sh scripts/bench.sh $(BIN) text
bench-analysis: setup-dev
	@sh scripts/bench.sh $(BIN) analysis

sbom: setup ## list everything the product is made of, with hashes and licences, in build/sbom
	@$(BIN)/python scripts/sbom.py build/sbom

check-real: setup-dev ## run the intake on real news texts: EB_SHARED names their folder; nothing is kept
	@$(BIN)/python scripts/check_real.py

# --- keeping house ---

LOCKING = $(BIN)/uv pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes \
	--no-emit-index-url --no-header --quiet --extra postgres --group build

lock: setup ## choose the versions of all dependencies anew, with hashes and without addresses
	$(LOCKING) --output-file requirements/runtime.txt
	$(LOCKING) --extra numba --group dev --output-file requirements/dev.txt

clean: ## remove what was installed and compiled; data stays
	rm -rf $(VENV) .venv-3.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist test-results
	rm -f src/eenheidsbeeld/locale/nl/LC_MESSAGES/*.mo
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
