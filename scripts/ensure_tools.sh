#!/bin/sh
# What the tests need beside Python: Chromium, poppler to read PDFs back, and Node.js for a real identity provider.
# Found, or installed where that can be done, or named with the exact command and exit code 1; never skipped in silence.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
provider="$here/build/identity_provider"
wanted="$here/tests/rooms/accounts/identity_provider/package.json"

find_browser() {
    for name in "${EB_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] && command -v "$name" 2>/dev/null && return 0
    done
    for application in "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -x "$application" ] && echo "$application" && return 0
    done
    return 1
}

has_browser() { found=$(find_browser) && "$found" --version >/dev/null 2>&1; }

has_poppler() { command -v pdfinfo >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1; }

has_node() { command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; }

missing() {
    has_browser || printf 'chromium '
    has_poppler || printf 'poppler-utils '
    has_node || printf 'nodejs npm '
}

# The provider's packages, in build/; no lock file, because that would hold addresses. Its version is fixed.
has_provider() { [ -d "$provider/node_modules/oidc-provider" ] && cmp -s "$wanted" "$provider/package.json"; }

install_provider() {
    mkdir -p "$provider" && cp "$wanted" "$provider/package.json"
    (cd "$provider" && npm install --no-audit --no-fund --no-package-lock --silent) && return 0
    echo "The identity provider for the tests could not be fetched. Look at the network and start again:" >&2
    echo "    cd $provider && npm install --no-package-lock" >&2
    rm -f "$provider/package.json"
    return 1
}

packages=$(missing)
if [ -n "$packages" ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing for the tests: $packages"
    # shellcheck disable=SC2086  # these are several words
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y $packages </dev/null; } >/dev/null || true
    packages=$(missing)
fi
if [ -z "$packages" ]; then
    has_provider || install_provider || exit 1
    exit 0
fi

echo "The tests need this, and it is not here. Install it and start again:" >&2
for package in $packages; do
    if [ "$(uname -s)" = Darwin ]; then
        case "$package" in
            chromium) echo "    brew install --cask chromium" >&2 ;;
            nodejs | npm) echo "    brew install node" >&2 ;;
            *) echo "    brew install poppler" >&2 ;;
        esac
    elif [ "$package" = chromium ] && grep -qs '^ID=ubuntu' /etc/os-release; then
        echo "    sudo snap install chromium" >&2
    else
        echo "    sudo apt-get update && sudo apt-get install $package" >&2
    fi
done
exit 1
