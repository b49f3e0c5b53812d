# `make run` and `make test` are all the set-up there is.
.DEFAULT_GOAL := help
.PHONY: help run moderator test lint format bench lock clean

PYTHON := .venv/bin/python
ARGS ?=
# The whole suite, by one process more than there are processors, up to four: each brings servers of its own, for which it
# waits much of the time. A few tests are sooner done in one process.
ALL := -n $(shell nproc | awk '{ print $$1 < 4 ? $$1 + 1 : 4 }') --dist worksteal
NAME ?= moderator

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: ## Start the site on http://127.0.0.1:8000 (HOST, PORT and the README's other settings change it)
	@tools/setup.sh run
	@PREPARE=1 exec $(PYTHON) -m gunicorn --config gunicorn.conf.py wsgi:app

moderator: ## Make a moderator, or give one a new password; NAME=ada names somebody else
	@tools/setup.sh run
	@$(PYTHON) -m flask --app wsgi create-moderator $(NAME)

test: ## Run every test; ARGS="-k vote" passes options to pytest
	@tools/setup.sh test
	@$(PYTHON) -m pytest $(or $(ARGS),$(ALL))

lint: ## Check style and types
	@tools/setup.sh check
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

format: ## Put the code into its one style
	@tools/setup.sh check
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

bench: ## Measure rendering, the gallery and voting
	@tools/setup.sh test
	@for script in bench/*.py; do echo "== $$script"; $(PYTHON) -m $$(echo $${script%.py} | tr / .) || exit 1; done

lock: ## Pin the newest versions that requirements*.in allow, by hash
	@tools/setup.sh check
	@for name in requirements requirements-dev; do \
	  $(PYTHON) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-emit-index-url --no-emit-find-links --output-file $$name.txt $$name.in || exit 1; \
	done

clean: ## Remove the virtual environment and caches, but no posters
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis tests/output
