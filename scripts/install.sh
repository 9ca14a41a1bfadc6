#!/bin/sh
# Fill a virtual environment from a lock file with hashes: sh scripts/install.sh FOLDER LOCK [PYTHON]
# uv is in the lock as well; it makes the rest several times faster. Where it does not work, pip does it.
set -eu

folder="$1"
lock="$2"
python="${3:-}"
bin="$folder/bin"

if ! "$bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    [ -n "$python" ] || python=$(sh scripts/find_python.sh)
    echo "Making the environment $folder with $("$python" --version)"
    "$python" -m venv --clear "$folder"
fi

install_with_pip() {
    "$bin/python" -m pip install --disable-pip-version-check --quiet --require-hashes "$@"
}

block_of() {
    awk -v name="$1" '$0 ~ "^[a-z0-9]" { inside = index($0, name "==") == 1 } inside' "$lock"
}

only_uv=$(mktemp)
trap 'rm -f "$only_uv"' EXIT
block_of uv >"$only_uv"
echo "Installing what $lock lists (the first time takes a few minutes)"
if [ -z "${EB_WITHOUT_UV:-}" ] && install_with_pip --no-deps -r "$only_uv" 2>/dev/null &&
    UV_LINK_MODE="${UV_LINK_MODE:-copy}" UV_PYTHON_DOWNLOADS=never UV_HTTP_RETRIES=1 \
        "$bin/uv" pip install --quiet --compile-bytecode --python "$bin/python" --require-hashes -r "$lock"; then
    :
else
    echo "Continuing with pip"
    install_with_pip -r "$lock"
fi

# The project itself, without its dependencies: they are all there, with the hashes that were checked.
"$bin/python" -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
# Compiled now, so that no start waits for it, also where Python was told not to write what it compiles.
"$bin/python" -m compileall -q src/eenheidsbeeld || true
