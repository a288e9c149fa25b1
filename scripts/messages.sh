#!/bin/sh
# Collects the texts to translate into locale/<language>/, then compiles what is translated.
set -eu

mkdir -p locale
if [ $# -gt 0 ]; then
    .venv/bin/python manage.py makemessages --locale "$1" --ignore ".venv/*" --ignore "var/*" --no-wrap
else
    .venv/bin/python manage.py makemessages --all --ignore ".venv/*" --ignore "var/*" --no-wrap
fi
.venv/bin/python manage.py compilemessages --ignore ".venv/*"
