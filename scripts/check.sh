#!/bin/sh
# Everything that can be checked without running the product: sh scripts/check.sh BIN [one of the checks]
# All checks run, so that one look shows everything; the exit code is 1 when any of them failed.
set -u

bin="$1"
only="${2:-}"
failed=""
# Checks must not touch the data of whoever runs them.
EB_DATA=$(mktemp -d)
export EB_DATA
trap 'rm -rf "$EB_DATA"' EXIT

check() {
    name="$1"
    shift
    if [ -n "$only" ] && [ "$only" != "$name" ]; then return 0; fi
    echo "== $name"
    "$@" || failed="$failed $name"
}

folders() {
    for folder in src tests scripts benchmarks manage.py; do [ -e "$folder" ] && printf '%s ' "$folder"; done
}

lint() { "$bin/ruff" check --quiet $(folders) && "$bin/ruff" format --check --quiet $(folders) && echo "in order"; }

types() { "$bin/mypy" --no-error-summary && echo "in order"; }

contracts() { "$bin/lint-imports" --no-logo 2>&1 || return 1; }

migrations() {
    DATABASE_URL= "$bin/python" manage.py makemigrations --check --dry-run && DATABASE_URL= "$bin/python" manage.py check
}

messages() { "$bin/python" scripts/messages.py --check; }

check lint lint
check types types
check contracts contracts
check migrations migrations
check messages messages

if [ -n "$failed" ]; then
    echo "Not in order:$failed"
    exit 1
fi
echo "All in order"
