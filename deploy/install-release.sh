#!/bin/sh
# Put a version beside the others, with every package checked against its hash: sh deploy/install-release.sh VERSION
# Started in the folder with the source of that version. Nothing that runs is touched: `current` is moved by hand
# (docs/beheer.md).
set -eu
version="$1"
target="${RELEASES:-/opt/eenheidsbeeld/releases}/$version"

if [ -e "$target" ]; then
    echo "$target is er al. Een versie wordt niet overschreven." >&2
    exit 1
fi
trap 'echo "Niet gelukt; $target wordt opgeruimd." >&2; rm -rf "$target"' EXIT
python3 -m venv "$target"
bin="$target/bin"
"$bin/python" -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements/runtime.txt
"$bin/python" scripts/messages.py
"$bin/python" -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation .
"$bin/python" -m compileall -q "$target/lib" || true
trap - EXIT
echo "Versie $version staat klaar in $target"
