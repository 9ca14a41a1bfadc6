#!/bin/sh
# The tests that need no database, on another Python, in an environment of its own: sh scripts/test_on.sh 3.12 [for pytest]
# Exit code 77 when that Python is not on this machine.
set -eu
version="$1"
shift
python=$(sh scripts/find_python.sh "$version") || { echo "not run: no Python $version on this machine"; exit 77; }
sh scripts/install.sh ".venv-$version" requirements/dev.txt "$python"
".venv-$version/bin/python" scripts/messages.py
EB_DATA=$(mktemp -d)
export EB_DATA
trap 'rm -rf "$EB_DATA"' EXIT
DATABASE_URL='' ".venv-$version/bin/python" -m pytest tests/unit "$@"
