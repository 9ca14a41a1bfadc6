"""The reading form of a snapshot: every word and number as people will read it, in reading order.

Plain JSON values. Under `meta` stands what a renderer needs but nobody reads (kinds, levels, links);
everything else is text to be shown, exactly once, in this order. `texts` lists it, for the proof.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from eenheidsbeeld.publishing import blocks as b
from eenheidsbeeld.publishing.render import words
from eenheidsbeeld.publishing.render.block_words import Reading, write
from eenheidsbeeld.publishing.render.fonts import shortened
from eenheidsbeeld.publishing.rules import EditionState

LONG_TEXT = 800


def read(snapshot: b.Snapshot) -> Reading:
    """Write out the whole edition in its own language, whoever asks for it."""
    with override(snapshot.language):
        return {
            "meta": {
                "language": snapshot.language,
                "marking": words.marking_key(snapshot.marking),
                "state": snapshot.state.value,
                "labels": _labels(),
            },
            "head": _head(snapshot),
            "running": _running(snapshot),
            "sections": [_section(section) for section in snapshot.sections],
            "colophon": _colophon(snapshot),
        }


def read_section(section: b.Section, language: str = "nl") -> tuple[Reading, dict[str, str]]:
    """One section alone, with the words around it."""
    with override(language):
        return _section(section), _labels()


def texts(value: Any) -> Iterator[str]:
    """All texts of a part of the reading form, in reading order."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key != "meta":
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def lines(value: Reading) -> Iterator[str]:
    """The same texts for who reads without a table: a row of one is a line."""
    for key, part in value.items():
        if key == "meta":
            continue
        if key == "columns":
            yield "; ".join(texts(part))
        elif key == "rows":
            for row in part:
                yield "; ".join(texts(row))
        else:
            yield from texts(part)


def figure_key(section: b.Section, number: int) -> str:
    """The name of the picture that belongs to block `number` of a section."""
    return f"{section.key}-{number}"


def _labels() -> dict[str, str]:
    """Words that only stand around the text: in the running head, the foot and the table controls."""
    return {
        "page": _("page"),
        "of": _("of"),
        "contents": _("Contents of this edition"),
        "open_table": _("Figures as a table"),
    }


def _head(snapshot: b.Snapshot) -> Reading:
    label, meaning = words.marking(snapshot.marking)
    warning, sentence = words.state_warning(snapshot.state)
    invented = _("Example: everything in this edition is invented.") if snapshot.invented else ""
    return {
        "marking": label,
        "marking_meaning": meaning,
        "title": words.visible(snapshot.title),
        "area": words.visible(snapshot.area_name),
        "period": words.visible(snapshot.period),
        "status": _status(snapshot),
        "warning": warning,
        "warning_sentence": sentence,
        "invented": invented,
    }


def _status(snapshot: b.Snapshot) -> str:
    if snapshot.state is EditionState.RELEASED and snapshot.released_at:
        released = words.moment(snapshot.released_at, snapshot.language)
        return _("Version %(number)s, released on %(moment)s") % {"number": snapshot.version, "moment": released}
    state = words.state(snapshot.state).lower()
    return _("Version %(number)s, %(state)s") % {"number": snapshot.version, "state": state}


def _colophon(snapshot: b.Snapshot) -> list[Reading]:
    facts = [
        (_("Owner"), words.visible(snapshot.owner)),
        (_("Reference"), words.visible(snapshot.reference)),
        (_("Legal regime"), words.visible(snapshot.regime_note)),
        (_("Keep until"), words.day(snapshot.keep_until, snapshot.language) if snapshot.keep_until else ""),
    ]
    return [{"term": term, "text": text} for term, text in facts if text]


def _running(snapshot: b.Snapshot) -> Reading:
    """What stands on every sheet; not part of the text of the sections."""
    keep = ""
    if snapshot.keep_until:
        keep = _("Keep until %(day)s, then destroy") % {"day": words.day(snapshot.keep_until, snapshot.language)}
    return {
        "meta": {},
        "title": shortened(words.visible(snapshot.title), 90),
        "version": _("version %(number)s") % {"number": snapshot.version},
        "keep": keep,
        "invented": _("Invented example") if snapshot.invented else "",
    }


def _section(section: b.Section) -> Reading:
    return {
        "meta": {"key": section.key},
        "number": str(section.number),
        "title": words.visible(section.title),
        "blocks": [
            _with_meta(write(block), figure_key(section, number)) for number, block in enumerate(section.blocks)
        ],
    }


def _with_meta(reading: Reading, key: str) -> Reading:
    meta = reading["meta"]
    if meta["type"] in ("chart", "level_map"):
        meta["figure"] = key
    # A block is kept on one page unless a part of it could be longer than a page.
    meta["long"] = max((len(text) for text in texts(reading)), default=0) > LONG_TEXT
    return reading
