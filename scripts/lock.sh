#!/bin/sh
# Writes both lock files from pyproject.toml, for every platform and Python from 3.11 on.
# What is locked stays as it is where it can; --upgrade takes the newest of everything.
set -eu
upgrade=${1:-}

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"$(sh scripts/python.sh)" -m venv "$tool/venv"
"$tool/venv/bin/python" -m pip --disable-pip-version-check install --quiet uv

compile() {
    "$tool/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@" $upgrade
}

compile pyproject.toml -o requirements/runtime.txt
# The tools come on top of exactly the same runtime.
compile pyproject.toml --group dev --constraint requirements/runtime.txt -o requirements/dev.txt
echo "requirements/runtime.txt and requirements/dev.txt are written: run make test, then commit them."
