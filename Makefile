# The verbs of this project. Everything they need is installed into .local/ and node_modules/ by tools/prepare.py.

SHELL := /bin/sh
.DEFAULT_GOAL := help
export VX_CLOUD_PORT VX_WEB_PORT

# A name that is found must really run: version managers leave stubs that do not.
PYTHON3 := $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$name"; break; }; done)
PREPARE := $(PYTHON3) tools/prepare.py
VENV := .local/venv/bin
STAGE ?=
ROLE ?=
ARGS ?=

.PHONY: help up down reset demo token verify drill pictures test lint format bench synth deploy lock python

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

python:
	@test -n "$(PYTHON3)" || { echo "error: no Python 3.11 or newer with venv was found: install one (Debian: apt-get install python3 python3-venv)" >&2; exit 1; }

up: python ## run the product on this machine (VX_CLOUD_PORT=4566 VX_WEB_PORT=8080)
	@$(PREPARE) tools.up

down: python ## stop it; data stays
	@$(PREPARE) tools.down

reset: python ## stop it, forget its data, run it again
	@$(PREPARE) tools.down --forget
	@$(PREPARE) tools.up

demo: python ## tell an outbreak on the running commune: cases, contacts, notices, and the figures
	@$(PREPARE) tools.demo_story $(ARGS)

token: python ## a fresh staff sign-in token: make token ROLE=tracer
	@test -n "$(ROLE)" || { echo "error: which role? for example: make token ROLE=tracer" >&2; exit 1; }
	@$(PREPARE) tools.local_cloud.token_for "$(ROLE)"

verify: python ## check the seals of the access log: make verify ARGS="--from 2026-11-01 --to 2026-11-21"
	@$(PREPARE) tools.audit_verify $(ARGS)

drill: python ## lose keys and alter the access log on a cloud of its own, and bring both back
	@$(PREPARE) tools.drill

pictures: python ## take the README's pictures of the running demonstration
	@$(PREPARE) tools.pictures

test: python ## everything, offline, on a cloud of its own (ARGS=… goes to pytest)
	@$(PREPARE) tools.check $(ARGS)

lint: python ## format, lint, types, import rules
	@$(PREPARE) tools.check.lint

format: python ## rewrite the code in the agreed format
	@$(PREPARE) ruff format .
	@$(VENV)/ruff check --fix --quiet .

bench: python ## run the workloads and compare with the recorded results
	@$(PREPARE) bench $(ARGS)

synth: python ## write the templates of a stage to cdk.out, without credentials: make synth STAGE=production
	@$(PREPARE) tools.deploy synth "$(STAGE)"

deploy: python ## show the difference, then deploy to AWS: make deploy STAGE=staging
	@$(PREPARE) tools.deploy deploy "$(STAGE)"

lock: python ## resolve requirements/*.in into hashed locks
	@$(PREPARE) tools.machine.lock
