"""Signals and situations to share, from the stories of the inbox."""

from tests.rooms.situations.conftest import analyst, areas, make_signal, start  # noqa: F401
