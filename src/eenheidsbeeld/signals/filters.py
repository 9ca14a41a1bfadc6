"""The filter of a list of signals: it stands in the address, in every export, and in the log without its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from eenheidsbeeld.areas.rules import level_of
from eenheidsbeeld.core.periods import NotAWeek, Week
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals.rules import Channel, SignalState

_CODE = re.compile(r"[0-9A-Za-z_-]{1,60}")
# Names in the address are Dutch, as people see them.
IN_ADDRESS = {
    "words": "zoek",
    "area": "gebied",
    "week": "week",
    "state": "stand",
    "phenomenon": "fenomeen",
    "channel": "kanaal",
    "owner": "van",
    "source": "bron",
    "story": "verhaal",
    "after": "na",
}


@dataclass(frozen=True, slots=True)
class SignalFilters:
    """What somebody looks for; empty means: no limit. `after` is the reference of the last signal already shown."""

    words: str = ""
    area: str = ""
    week: str = ""
    state: str = ""
    phenomenon: str = ""
    channel: str = ""
    owner: str = ""
    source: str = ""
    story: str = ""
    after: str = ""

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> SignalFilters:
        """Read from an address; what makes no sense is left out, so that an old link still opens a list."""
        found = cls(**{name: str(asked.get(key, ""))[:80].strip() for name, key in IN_ADDRESS.items()})
        return replace(
            found,
            state=found.state if found.state in set(SignalState) else "",
            channel=found.channel if found.channel in set(Channel) else "",
            week=_week(found.week),
            area=found.area if level_of(found.area) is not None else "",
            phenomenon=found.phenomenon if phenomena.is_known(found.phenomenon) else "",
            **{name: _code(getattr(found, name)) for name in ("owner", "source", "story", "after")},
        )

    def in_address(self, **changes: str) -> str:
        """The filter as a query string; a change of filter begins at the newest again."""
        changed = replace(self, **{"after": "", **changes})
        chosen = changed.asked()
        return f"?{urlencode(chosen)}" if chosen else ""

    def asked(self) -> dict[str, str]:
        """The filter by the names that stand in an address and in the form above the list."""
        return {IN_ADDRESS[name]: value for name, value in self.as_dict().items()}

    def as_dict(self) -> dict[str, str]:
        values = {item.name: str(getattr(self, item.name)) for item in fields(self)}
        return {name: value for name, value in values.items() if value}

    def for_log(self, *, found: bool) -> dict[str, str]:
        """What the log may hold: keys and states, not the words somebody typed.

        `found`: something was shown, so a short name or a reference is one that is there; else it may be made up.
        """
        left_out = {"words", "after", *(() if found else ("owner", "source", "story"))}
        return {name: value for name, value in self.as_dict().items() if name not in left_out}

    @property
    def is_empty(self) -> bool:
        return not replace(self, after="").as_dict()


def _code(text: str) -> str:
    """The short name of an organisation, or a reference; neither holds anything but these signs."""
    return text if _CODE.fullmatch(text) else ""


def _week(text: str) -> str:
    try:
        return str(Week.parse(text)) if text else ""
    except NotAWeek:
        return ""
