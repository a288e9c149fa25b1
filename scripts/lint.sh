#!/bin/sh
# Style of code, templates and scripts, types and import contracts: all of them, even when one fails.
set -u

failed=0
check() {
    echo "== $*"
    "$@" || failed=1
}

check .venv/bin/python -m ruff check .
check .venv/bin/python -m ruff format --check .
check .venv/bin/djangofmt --check templates
check .venv/bin/oxlint --deny-warnings static/js tests/pages
check .venv/bin/python -m mypy
check .venv/bin/lint-imports
exit $failed
