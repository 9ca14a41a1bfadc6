"""Fixed texts of documents that the law asks for: Dutch, whatever language somebody reads, so they stand apart.

Lines with [K] are to be checked by a jurist before anyone leans on them.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


@lru_cache(maxsize=16)
def official_text(name: str) -> dict[str, Any]:
    """The file of this name in `texts/`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
