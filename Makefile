# Everything here is one line into dev.py, which needs nothing but Python 3.11 or later.
# On Windows: py dev.py run, py dev.py test.

PYTHON ?= python3
# What follows the command: make run ARGS="report backlog", make test ARGS="-k invoice".
ARGS ?=
# One folder of the tests: make test AREA=tickets
AREA ?=

.DEFAULT_GOAL := help
.PHONY: help run test check doctor bench torture snapshots migration lock bundle clean

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: ## start MSPDesk; the first time sets everything up
	@$(PYTHON) dev.py run -- $(ARGS)

test: ## run the tests and the import contracts (AREA=tickets for one folder)
	@$(PYTHON) dev.py test $(if $(AREA),tests/$(AREA)) $(ARGS)

check: ## format, lint, types, contracts, tests: what every change must pass
	@$(PYTHON) dev.py check $(ARGS)

doctor: ## say what is here and what is missing, change nothing
	@$(PYTHON) dev.py doctor

bench: ## measure speed and memory, each ratio beside its budget
	@$(PYTHON) dev.py bench $(ARGS)

torture: ## the long form of the torture tests
	@$(PYTHON) dev.py torture $(ARGS)

snapshots: ## write the expected text of every printable anew
	@$(PYTHON) dev.py snapshots $(ARGS)

migration: ## write the newest migration anew from the models, until the first release
	@$(PYTHON) dev.py migration $(ARGS)

lock: ## pin the libraries anew, with hashes
	@$(PYTHON) dev.py lock $(ARGS)

bundle: ## freeze MSPDesk into dist/ and prove it without Python
	@$(PYTHON) dev.py bundle $(ARGS)

clean: ## remove what tools leave behind
	@$(PYTHON) dev.py clean $(ARGS)
