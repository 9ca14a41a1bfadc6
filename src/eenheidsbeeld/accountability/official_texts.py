"""Fixed texts of documents that the law asks for: Dutch, whatever language somebody reads, so they stand apart.

Lines with [K] are to be checked by a jurist before anyone leans on them. That note is for who runs this: what goes to
somebody outside does not show it.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"
NOTE = re.compile(r"\s*\[K(?::[^\]]*)?\]")


@lru_cache(maxsize=16)
def official_text(name: str) -> dict[str, Any]:
    """The file of this name in `texts/`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def unmarked(text: Any) -> Any:
    """A fixed text, or a whole part of one, without the notes for a jurist: as it leaves the house."""
    if isinstance(text, str):
        return NOTE.sub("", text)
    if isinstance(text, dict):
        return {key: unmarked(part) for key, part in text.items()}
    return [unmarked(part) for part in text] if isinstance(text, list) else text
