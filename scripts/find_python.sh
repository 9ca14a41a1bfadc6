#!/bin/sh
# Print a Python of 3.11 or newer that can make virtual environments; say what to install when there is none.
# EB_PYTHON chooses one. With an argument (3.12) only that version will do, and silence means it is not here.
set -eu

wanted="${1:-}"

fits() {
    command -v "$1" >/dev/null 2>&1 || return 1
    "$1" - "$wanted" >/dev/null 2>&1 <<'PYTHON'
import sys
wanted = sys.argv[1]
here = "%d.%d" % sys.version_info[:2]
sys.exit(0 if (here == wanted if wanted else sys.version_info >= (3, 11)) else 1)
PYTHON
}

can_make_environments() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

if [ -n "$wanted" ]; then
    candidates="python$wanted $HOME/.pyenv/versions/$wanted*/bin/python3"
else
    candidates="${EB_PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python"
fi

without_venv=""
for candidate in $candidates; do
    fits "$candidate" || continue
    if can_make_environments "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
    without_venv="$candidate"
done

[ -z "$wanted" ] || exit 1
if [ -n "$without_venv" ]; then
    version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "Python $version is here, but it cannot make virtual environments. Install the missing part:" >&2
    echo "    sudo apt-get install python$version-venv" >&2
    exit 1
fi
echo "Eenheidsbeeld needs Python 3.11 or newer, and none was found. Install it:" >&2
if [ "$(uname -s)" = Darwin ]; then
    echo "    brew install python@3.12" >&2
else
    echo "    sudo apt-get update && sudo apt-get install python3 python3-venv" >&2
fi
exit 1
