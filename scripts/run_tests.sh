#!/usr/bin/env bash
# Run the tests in a data folder of their own, and keep pytest's closing line:
#     bash scripts/run_tests.sh BIN NAME [what pytest gets]
set -uo pipefail
bin="$1"
name="$2"
shift 2

EB_DATA="$(mktemp -d)"
export EB_DATA
trap 'rm -rf "$EB_DATA"' EXIT
mkdir -p build/tests

"$bin/python" -m pytest "$@" 2>&1 | tee "build/tests/output-$name.txt"
outcome=$?
tail -n 1 "build/tests/output-$name.txt" >"build/tests/summary-$name.txt"
exit "$outcome"
