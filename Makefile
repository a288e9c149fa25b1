# The two commands: `make run` and `make test`. The work itself is in scripts/.

SETUP = "$$(sh scripts/python.sh || echo false)" scripts/setup.py
TESTS = .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help run reset test lock lint messages

help:
	@echo "make run        start CityRelay with its demo (PORT=8001 for another port)"
	@echo "make reset      throw the demo's data away and build it anew"
	@echo "make test       run the whole suite (ARGS=\"tests/core -x\" for a part)"
	@echo "make lint       style, types and import contracts"
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

lock:
	@sh scripts/lock.sh $(ARGS)

messages:
	@$(SETUP) messages
	@exec sh scripts/messages.sh $(LOCALE)
