#!/bin/sh
# The browser for the tests: found, or installed where that can be done, or named with the exact command.
set -eu

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

works() {
    "$1" --version >/dev/null 2>&1
}

if found=$(find_browser) && works "$found"; then
    echo "Browser for the tests: $found"
    exit 0
fi

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium </dev/null; } >/dev/null || true
    if found=$(find_browser) && works "$found"; then
        echo "Browser for the tests: $found"
        exit 0
    fi
fi

echo "The browser tests need Chromium, and it is not here. Install it and start again:" >&2
if [ "$(uname -s)" = Darwin ]; then
    echo "    brew install --cask chromium" >&2
elif grep -qs '^ID=ubuntu' /etc/os-release; then
    echo "    sudo snap install chromium" >&2
else
    echo "    sudo apt-get update && sudo apt-get install chromium" >&2
fi
exit 1
