# The two commands: `make run` and `make test`. The work itself is in scripts/.

SETUP = "$$(sh scripts/python.sh || echo false)" scripts/setup.py
TESTS = .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help run reset test lint secrets audit lock messages

help:
	@echo "make run        start CityRelay with its demo (PORT=8001 for another port)"
	@echo "make reset      throw the demo's data away and build it anew"
	@echo "make test       run the suite, of long lists of pages and roles the first (ARGS=--all for everything)"
	@echo "make lint       style, types and import contracts"
	@echo "make secrets    look for passwords, keys and tokens in the files"
	@echo "make audit      ask an index for known weaknesses of the locked dependencies"
	@echo "make lock       lock the dependencies (ARGS=--upgrade for the newest)"
	@echo "make messages   collect texts for translation (LOCALE=de for a new language)"

run:
	@$(SETUP) runtime
	@exec .venv/bin/python scripts/serve.py

reset:
	@$(SETUP) runtime
	@exec .venv/bin/python scripts/reset.py

test:
	@$(SETUP) dev
	@exec $(TESTS) $(ARGS)

lint:
	@$(SETUP) dev
	@exec sh scripts/lint.sh

secrets:
	@$(SETUP) dev
	@exec .venv/bin/python scripts/find_secrets.py

audit:
	@exec "$$(sh scripts/python.sh)" scripts/audit.py

lock:
	@sh scripts/lock.sh $(ARGS)

messages:
	@$(SETUP) messages
	@exec sh scripts/messages.sh $(LOCALE)
