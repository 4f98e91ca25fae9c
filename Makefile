# Everything that a contributor runs. Plain `make` lists the targets.

BIN := .venv/bin
PORT ?= 8000
# One worker a core; a file's tests stay together, because they share servers and built indexes. Files go in their order:
# those in a browser first, which take longest, short ones last, so that both cores end at once. Bytecode is kept, also
# where the environment says otherwise: hundreds of processes start.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test lint bench bench-http bench-saves bench-search bench-build bench-exports gold audit torture translate lock screenshot \
	clean site development

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: site ## set up from nothing, build the index, serve on http://127.0.0.1:8000
	@exec $(BIN)/bdp serve --port $(PORT)

test: development ## set up from nothing, lint, types, then all tests, those in a browser included
	@.ci/need chromium
	@$(MAKE) --no-print-directory lint
	@$(PYTEST)

lint: development ## style of Python and templates, types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@if [ -d bdp/templates ]; then $(BIN)/djlint --check bdp/templates && $(BIN)/djlint --lint --quiet bdp/templates; fi

bench: development ## speed and memory on 500 made-up records
	@$(BIN)/python -m tests.benchmarks.pages

bench-http: development ## what a request costs over HTTP beside a page that says hello, nginx in front where it is
	@$(BIN)/python -m tests.benchmarks.http

bench-saves: development ## what a saved record costs until it is found, and opening an index (SIZES=500,10000)
	@$(BIN)/python -m tests.benchmarks.saves $(if $(SIZES),--sizes $(SIZES))

bench-search: development ## speed of search beside Whoosh, FTS5 and Tantivy on the same records (SIZES=500,10000)
	@$(BIN)/python -m tests.benchmarks.search $(if $(SIZES),--sizes $(SIZES))

bench-build: development ## speed and memory of a whole build from files (SIZES=10000)
	@$(BIN)/python -m tests.benchmarks.building $(if $(SIZES),--sizes $(SIZES))

bench-exports: development ## time and memory of taking all records away, in each format (SIZES=10000)
	@$(BIN)/python -m tests.benchmarks.exports $(if $(SIZES),--sizes $(SIZES))

gold: development ## quality of search on judged questions, beside simple engines (WRITE=1: into .docs/search-quality.md)
	@$(BIN)/python -m tests.gold.measure $(if $(WRITE),--write)

audit: development ## every kind of page through the Nu checker and Lighthouse (needs java, node, chromium)
	@.ci/need chromium java npm
	@$(BIN)/python -m tests.audit.pages

torture: development ## the long form of the reliability tests
	@.ci/need chromium strace
	@$(BIN)/python -m pytest -m torture --timeout 3600

translate: development ## bring the catalogues of messages in line with code and templates
	@$(BIN)/python .ci/messages.py

lock: development ## renew the locked versions within the bounds of pyproject.toml (UPGRADE=1: to the newest)
	@.ci/lock/renew $(if $(UPGRADE),--upgrade)

screenshot: development ## take the pictures of the README anew
	@.ci/need chromium
	@$(BIN)/python -m tests.audit.screenshot

clean: ## remove everything that is made: environments, caches, the index (never practices or accounts)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis .audit .bench build dist bdp/static/vendor
	@find bdp tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@find search_index -mindepth 1 ! -name README.md -delete 2>/dev/null || true

site:
	@.ci/setup site

development:
	@.ci/setup development
