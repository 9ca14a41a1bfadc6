"""What the sender looks at before anything is stored: the cleaned text, each mask with its reason, place and dates.

Everything here lives as long as the answer to one request. The original goes back to the person who typed it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.queries import has_analyst
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import who_will_see
from eenheidsbeeld.sharing.rules import Choice, needs_wording
from eenheidsbeeld.signals import labels, queries
from eenheidsbeeld.signals.intake import pointed, steps, stories
from eenheidsbeeld.signals.intake.drafts import SignalDraft, Span
from eenheidsbeeld.signals.intake.moments import When, in_the_text
from eenheidsbeeld.signals.intake.receive import why_refused
from eenheidsbeeld.signals.intake.rights import default_rights
from eenheidsbeeld.signals.intake.steps import Cleaned
from eenheidsbeeld.signals.intake.teaching import is_teachable
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.reasons import in_words
from eenheidsbeeld.text.findings import DUTCH_KIND, Kind, Mask

FEW_DOUBLES = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text for the page: words that stay, or a mask with what is under it.

    A mask that was put back is still a mask here, that does not hold: one click takes the words out again.
    """

    text: str = field(default="", repr=False)
    original: str = field(default="", repr=False)
    label: str = ""
    kind: str = ""
    value: str = ""
    holds: bool = True
    reason: str = ""
    teachable: bool = False


@dataclass(frozen=True, slots=True)
class MaskLine:
    """One mask in a list, for who has no script: where it stands, what is under it, why, and whether it holds."""

    value: str
    original: str = field(repr=False)
    label: str
    kind: str
    reason: str
    holds: bool
    teachable: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """Who will read it: organisations, or the own one only until a wording is released."""

    names: tuple[str, ...]
    only_own: bool
    in_compartment: bool = False
    analyst: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    cleaned: Cleaned
    parts: tuple[Part, ...] = field(repr=False)
    masks: tuple[MaskLine, ...] = field(repr=False)
    area_code: str
    area_name: str
    candidates: tuple[tuple[str, str], ...]
    audience: Audience
    precision: str = ""
    moments: tuple[When, ...] = ()
    doubles: tuple[Signal, ...] = ()


def look(draft: SignalDraft, *, viewer: Viewer, at: datetime) -> Preview:
    """Clean the draft and show what would be stored; raises when it may not be taken in."""
    draft = replace(draft, text=steps.tidy(draft.text))
    if reason := why_refused(draft):
        raise Refusal(reason)
    cleaned = steps.clean([draft])[0]
    area = cleaned.place.area_code or draft.fallback_area
    names = areas.full_names_of([area, *(code for code, _name, _score in cleaned.place.candidates)])
    return Preview(
        cleaned=cleaned,
        parts=tuple(parts_of(cleaned)),
        masks=tuple(lines_of(cleaned)),
        area_code=area,
        area_name=names.get(area, ""),
        candidates=other_places(cleaned, draft, area, names),
        audience=audience_of(viewer, area, draft.shares),
        precision=str(labels.PRECISION_LABELS[cleaned.place.precision]),
        moments=_moments(cleaned, draft),
        doubles=tuple(_doubles(cleaned, viewer, at)),
    )


def other_places(
    cleaned: Cleaned, draft: SignalDraft, area: str, names: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The municipalities that may be meant instead, where the text leaves doubt or somebody chose."""
    if cleaned.place.is_certain and not draft.place_code:
        return ()
    others = dict.fromkeys(code for code, _name, _score in cleaned.place.candidates if code.startswith("GM"))
    return tuple((code, names[code]) for code in others if code != area and names.get(code, code) != code)


def _moments(cleaned: Cleaned, draft: SignalDraft) -> tuple[When, ...]:
    """The moments to choose from, when the sender filled in none and the text names more than one."""
    if draft.event_from is not None:
        return ()
    found = in_the_text(cleaned.when)
    return found if len(found) > 1 or draft.no_date else ()


def parts_of(cleaned: Cleaned, prefix: str = "") -> list[Part]:
    """The text in pieces, in order; together their originals are the whole text."""
    original, parts, position = cleaned.original, [], 0
    for mask, holds in _all_masks(cleaned):
        if mask.start < position:  # put back, and words around it taken out
            continue
        if mask.start > position:
            parts.append(Part(text=original[position : mask.start]))
        parts.append(
            Part(
                original=original[mask.start : mask.end],
                label=DUTCH_KIND[Kind(mask.kind)],
                kind=mask.kind,
                value=f"{prefix}{mask.start}-{mask.end}",
                holds=holds,
                reason=in_words(mask.reason),
                teachable=is_teachable(cleaned, mask),
            )
        )
        position = mask.end
    if position < len(original):
        parts.append(Part(text=original[position:]))
    return parts


def lines_of(cleaned: Cleaned, prefix: str = "") -> list[MaskLine]:
    """Each mask with its reason; `prefix` tells the rows of a file apart."""
    return [
        MaskLine(
            value=f"{prefix}{mask.start}-{mask.end}",
            original=cleaned.original[mask.start : mask.end],
            label=DUTCH_KIND[Kind(mask.kind)],
            kind=str(mask.kind),
            reason=mask.reason,
            holds=holds,
            teachable=is_teachable(cleaned, mask),
        )
        for mask, holds in _all_masks(cleaned)
    ]


def _all_masks(cleaned: Cleaned) -> list[tuple[Mask, bool]]:
    """Masks that hold and masks that were put back, by their place; one that holds wins from what it covers."""
    held = [(mask, True) for mask in cleaned.masks]
    back = [
        (mask, False)
        for mask in cleaned.lifted
        if not any(mask.start < other.end and other.start < mask.end for other in cleaned.masks)
    ]
    return sorted(held + back, key=lambda pair: pair[0].start)


def _doubles(cleaned: Cleaned, viewer: Viewer, at: datetime) -> list[Signal]:
    """Signals that look the same, as far as this viewer may see them."""
    if not queries.is_on(viewer.organisation, Suggestion.NEAR_DUPLICATES):
        return []
    keys = [one.signal for one in stories.similar(cleaned, at=at, practice_run=viewer.practice_run)]
    found = {one.pk: one for one in queries.readable(viewer).filter(pk__in=keys).select_related("owner")}
    return [queries.as_read(found[key]) for key in keys if key in found][:FEW_DOUBLES]


def audience_of(viewer: Viewer, area_code: str, choice: Choice | None = None) -> Audience:
    """Who will see a signal that this viewer brings in about this area, and shares as usual or as chosen."""
    owner = Organisation.objects.get(pk=viewer.organisation)
    usual = default_rights(owner, area_code)
    shares = choice or Choice()
    groups = usual.groups if shares.groups is None else shares.groups
    everyone = who_will_see(viewer, shares.marking, groups, owner=owner.pk, unit=owner.unit_code)
    only_own = needs_wording(regime=usual.regime, compartment=shares.compartment)
    readers = [one for one in everyone if not only_own or one.pk == owner.pk]
    analyst = has_analyst(one.pk for one in readers)
    return Audience(tuple(one.name for one in readers), only_own, shares.compartment is not None, analyst)


def mended(draft: SignalDraft, *, holding: str, lifts: Iterable[str], words: str) -> SignalDraft:
    """The draft with what the sender changed: masks put back, masks added by selecting or by typing words.

    `holding` comes from the script: all masks that hold. Without a script it is empty and the lists say it all.
    """
    draft = replace(draft, text=steps.tidy(draft.text), lifted=(), added=())
    found = {(mask.start, mask.end) for mask in steps.clean([draft])[0].masks}
    lifted, added = changes(draft.text, found, holding=holding, lifts=lifts, words=words.splitlines())
    return replace(draft, lifted=lifted, added=added)


def changes(
    text: str, found: set[Span], *, holding: str, lifts: Iterable[str], words: Iterable[str]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What a person took away from the masks that were found, and what that person put on."""
    asked = set(map(span_of, lifts))
    lifted = asked & found
    added = set(pointed.spans_of(text, words)) - asked
    chosen = _holding(holding, len(text))
    if chosen is not None:
        lifted |= found - chosen
        added |= chosen - found
    return tuple(sorted(lifted)), tuple(sorted(added))


def span_of(value: str) -> Span:
    start, _dash, end = value.partition("-")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() and len(value) < 16 else (-1, -1)


def _holding(posted: str, size: int) -> set[Span] | None:
    try:
        rows = json.loads(posted) if posted else None
        spans = {(int(row["start"]), int(row["end"])) for row in rows} if rows is not None else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if spans is None or any(not 0 <= start < end <= size for start, end in spans) or len(spans) > 2000:
        return None
    return spans
