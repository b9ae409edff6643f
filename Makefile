# Each of these does all of its own set-up, on a machine that has Python 3.11 or newer and make.
.DEFAULT_GOAL := help
.PHONY: help run test check prove bench install demo-reset frontend run-ready dev-ready

PORT ?= 8000
SCALE ?= 1
PROCESSES ?= 3
PY := .venv/bin/python
OUTSIDE_PY := $(shell for p in "$${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python; do \
	if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$$p"; break; fi; done)
ifeq ($(OUTSIDE_PY),)
$(error There is no Python 3.11 or newer here. Install one (on Debian and Ubuntu: apt-get install python3 python3-venv))
endif

help: ## say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile

run: run-ready ## install what is missing and serve the demo on http://127.0.0.1:8000 (PORT=9000 for another)
	@GEBIEDSTAFEL_DEMO="$${GEBIEDSTAFEL_DEMO:-1}" $(PY) manage.py prepare
	@GEBIEDSTAFEL_DEMO="$${GEBIEDSTAFEL_DEMO:-1}" exec $(PY) manage.py serve --port $(PORT)

demo-reset: run-ready ## bring the demo table back as it was; touches nothing else
	@GEBIEDSTAFEL_DEMO="$${GEBIEDSTAFEL_DEMO:-1}" $(PY) manage.py prepare
	@$(PY) manage.py reset_demo

install: run-ready ## install everything for a site of your own, without the demo
	@$(PY) manage.py prepare
	@echo "Ready. Add someone with: $(PY) manage.py add_person NAME; then serve with: $(PY) manage.py serve"

test: dev-ready ## run every test, also those in a browser
	@$(PY) -m pytest -n $(PROCESSES) --dist worksteal

check: dev-ready ## format, lint, types, import contracts, templates, translations, migrations, documents
	@.ci/check $(PY)

prove: dev-ready ## run every harness at full counts (SCALE=0.1: a tenth)
	@$(PY) -m prove --scale $(SCALE)

bench: dev-ready ## measure what was promised about speed
	@$(PY) -m bench

frontend: run-ready ## build the styles and scripts

run-ready:
	@$(OUTSIDE_PY) requirements/prepare.py run

dev-ready:
	@$(OUTSIDE_PY) requirements/prepare.py dev
