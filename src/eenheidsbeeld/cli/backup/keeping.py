"""Names of reserve copies, and the end of old ones: also a copy is kept no longer than is said."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = re.compile(r"eenheidsbeeld-(\d{8}T\d{6}Z)\.reservekopie")
MOMENT = "%Y%m%dT%H%M%SZ"
UNFINISHED = ".deel"


def name_of(moment: datetime) -> str:
    return f"eenheidsbeeld-{moment.astimezone(UTC):{MOMENT}}.reservekopie"


def copies(folder: Path) -> dict[datetime, Path]:
    """All copies in the folder by their moment, oldest first. A file that is not whole yet has another name."""
    if not folder.is_dir():
        return {}
    found = {}
    for path in sorted(folder.iterdir()):
        if named := NAME.fullmatch(path.name):
            found[datetime.strptime(named[1], MOMENT).replace(tzinfo=UTC)] = path
    return found


def newest_moment(folder: Path) -> datetime | None:
    return max(copies(folder), default=None)


def end_old_ones(folder: Path, *, keep_days: int, now: datetime) -> list[Path]:
    """Remove what is past its term; the newest copy always stays."""
    found = copies(folder)
    newest = max(found, default=None)
    ended = [path for made, path in found.items() if made != newest and made < now - timedelta(days=keep_days)]
    for path in ended:
        path.unlink()
    return ended


def end_unfinished(folder: Path) -> None:
    """What a killed run left half written."""
    for path in folder.glob(f"eenheidsbeeld-*{UNFINISHED}"):
        path.unlink()
