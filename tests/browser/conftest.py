"""For all stories in a browser."""

from __future__ import annotations

from playwright.sync_api import expect

# How long a story waits for what it expects, in milliseconds: no promise about speed, so ample for a machine that is
# busy with something else. What is there is seen at once.
expect.set_options(timeout=30_000)
