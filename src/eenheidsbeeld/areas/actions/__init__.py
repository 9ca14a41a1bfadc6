"""Writes to areas: the shipped reference, neighbourhoods from a file, a basic team that was unknown."""

from eenheidsbeeld.areas.actions.load import Loaded, load_reference
from eenheidsbeeld.areas.actions.neighbourhoods import Imported, import_neighbourhoods
from eenheidsbeeld.areas.actions.teams import set_basic_team

__all__ = ["Imported", "Loaded", "import_neighbourhoods", "load_reference", "set_basic_team"]
