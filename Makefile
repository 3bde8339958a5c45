# Plein's commands: `make help` lists them. Those that test or serve on real services find them by docker/services.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PORT ?= 8000
ARGS ?=
# Where the environment forbids Python to keep what it compiled, each process that a test starts would compile all anew.
unexport PYTHONDONTWRITEBYTECODE
# As many tests at once as there are cores; which stay together is said in tests/conftest.py.
SIDE_BY_SIDE ?= --numprocesses auto --dist loadgroup
# Those that commit empty their database, so they have one to themselves and go one by one beside the others, which give
# way: browsers and workers among them are timed. ARGS may leave none of either kind: that is 5.
both = status=0; log=$$(mktemp); \
	$(BIN)/pytest -m "commits $(1)" $(ARGS) >"$$log" 2>&1 & committing=$$!; \
	trap "kill $$committing 2>/dev/null; rm -f $$log" EXIT INT TERM; \
	nice -n 19 $(BIN)/pytest -m "not commits $(1)" $(SIDE_BY_SIDE) --durations 20 $(ARGS) || [ $$? -eq 5 ] || status=1; \
	wait $$committing || [ $$? -eq 5 ] || status=1; \
	cat "$$log"; exit $$status
EXAMPLES := docs/examples/node_modules/.stamp
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.DEFAULT_GOAL := help
.PHONY: help run install test test-embedded properties hostile bench relevance schema messages lock
.PHONY: lint style types floors migrations schema-check examples messages-check images

help: ## What each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp $(CATALOGUES) ## Serve Plein with its demo on http://localhost:$PORT (8000); Ctrl-C stops all of it
	@PORT=$(PORT) exec $(MANAGE) run

install: $(VENV)/dev.stamp ## Install what developing and testing need, and nothing twice

test: $(VENV)/dev.stamp $(CATALOGUES) $(if $(shell command -v npm),$(EXAMPLES)) ## Every test, on real PostgreSQL and Elasticsearch; ARGS="-k word" for some
	$(BIN)/python docker/services sh -c '$(call both,)'

test-embedded: $(VENV)/dev.stamp $(CATALOGUES) ## The tests that need neither: SQLite, search in the database
	env -u DATABASE_URL -u ELASTICSEARCH_URL -u REDIS_URL sh -c '$(call both,and not elasticsearch)'

# `make test` tries some of these worlds only. A seed that failed is tried again by ARGS="--hypothesis-seed=…".
properties: $(VENV)/dev.stamp $(CATALOGUES) ## Compare rights with the written rules in 10,000 made-up trees; takes half an hour
	PROPERTIES=all $(BIN)/python docker/services $(BIN)/pytest tests/properties $(SIDE_BY_SIDE) $(ARGS)

# The seed is in the head of the report: ARGS="--hypothesis-seed=…" has the same requests again.
hostile: $(VENV)/dev.stamp $(CATALOGUES) ## Ask the API 20,000 hostile things, and 50 of each root field by schemathesis
	HOSTILE_REQUESTS=20000 HOSTILE_EXAMPLES=50 $(BIN)/python docker/services $(BIN)/pytest tests/hostile -rP \
	  --numprocesses 2 --dist load $(ARGS)

# Peers that serve the same content are measured in turn with Plein, where a folder of theirs stands beside this one.
PEERS ?= $(patsubst %/run.sh,%,$(firstword $(wildcard ../*/bench/run.sh)))
bench: export PEERS := $(abspath $(PEERS))
bench: $(VENV)/dev.stamp $(CATALOGUES) ## Measure import, indexing, publishing and reading on real services
	$(BIN)/python docker/services $(BIN)/pytest tests/benchmarks --benchmarks -s $(ARGS)

# RELEVANCE_CONTENT=folder judges imported content too; RELEVANCE_SAVE=1 keeps the scores in tests/relevance/scores.json.
relevance: $(VENV)/dev.stamp $(CATALOGUES) ## Judge how well search answers, by tests/relevance/judged; prints tables
	$(BIN)/python docker/services $(BIN)/pytest tests/relevance tests/cms/demo/test_relevance.py -s -q $(ARGS)

lint: style types floors migrations schema-check examples messages-check images ## Style, types, floors, migrations, schema, translations, image; -k goes on past a failure

style: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	PYTHONPATH=.:site $(BIN)/mypy
	$(BIN)/mypy docker/services

floors: $(VENV)/dev.stamp
	PYTHONPATH=.:site $(BIN)/lint-imports

migrations: $(VENV)/dev.stamp
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) contractions

schema-check: $(VENV)/dev.stamp
	$(MANAGE) schema --check
	$(MANAGE) manifest --check

examples: $(EXAMPLES) ## Check the examples in TypeScript against the schema; needs Node.js 18 or newer
	cd docs/examples && npm run --silent check

messages-check: $(VENV)/dev.stamp
	$(MANAGE) messages --check

images: $(VENV)/dev.stamp
	$(BIN)/hadolint docker/Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker/compose.yml

schema: $(VENV)/dev.stamp ## Write the GraphQL schema to tests/schema.graphql, and its news to docs/schema-changes.md
	$(MANAGE) schema

messages: $(VENV)/dev.stamp ## Collect the strings to translate into locale/*.po
	$(MANAGE) messages

lock: $(VENV)/dev.stamp ## Lock requirements/*.in, with hashes, into requirements/*.txt
	for name in base production run dev; do \
	  $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	    requirements/$$name.in --output-file requirements/$$name.txt || exit; \
	done

# by polib, because msgfmt is not everywhere
locale/%.mo: locale/%.po
	$(BIN)/python -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@

$(EXAMPLES): docs/examples/package-lock.json
	cd docs/examples && npm ci --ignore-scripts
	@touch $@

# A stamp is newer than its lock once that is installed, so that a second start installs nothing.
$(VENV)/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Plein needs Python 3.11 or newer: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/%.stamp: requirements/%.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
