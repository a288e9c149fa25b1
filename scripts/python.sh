#!/bin/sh
# Prints the first Python that is new enough: $PYTHON, else what the machine has.
set -u

for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python; do
    [ -n "$candidate" ] || continue
    # Asked by running it: a name on the path may be a shim that leads nowhere.
    found=$("$candidate" -c 'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")' 2>/dev/null)
    if [ -n "$found" ]; then
        echo "$found"
        exit 0
    fi
done

echo "CityRelay needs Python 3.11 or newer. Install it (Debian, Ubuntu: apt-get install python3 python3-venv)," >&2
echo "or name it: make run PYTHON=/path/to/python3" >&2
exit 1
