"""The notification to the supervisor and the letter to people, filled with what the file of a breach says."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import override

from eenheidsbeeld.accountability.labels import BREACH_KIND_LABELS, MAILED_LABELS, RISK_LABELS, TOLD_LABELS
from eenheidsbeeld.accountability.models import Breach, ControllerDetails
from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.queries.breaches import Spread, breach, spread_of
from eenheidsbeeld.accountability.queries.register import DUTCH
from eenheidsbeeld.accountability.rules import BREACH_CLOCK, BreachKind, Risk, Told
from eenheidsbeeld.accountability.sheets import Facts, Heading, Part, Sheet, Text, ToFill, grid
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.references import shown_reference
from eenheidsbeeld.core.viewer import Viewer

Words = dict[str, str]


def notification_sheet(viewer: Viewer, reference: str) -> Sheet:
    """What the form of the supervisor asks, as far as it is known."""
    found = breach(viewer, reference)
    with override(DUTCH):
        words = official_text("formulieren")["breach"]
        parts = [*_head(found, words), *_told_or_asked(found, words, "what", found.what_happened)]
        parts += [Heading(words["people"]), Facts(((words["count"], str(found.people_count or words["unknown"])),))]
        parts += [Heading(words["spread"]), *_spread(spread_of(viewer, found), words)]
        parts += _told_or_asked(found, words, "consequences", found.consequences)
        parts += _told_or_asked(found, words, "measures", found.measures)
        parts += [Heading(words["decision"]), _decision(found, words)]
        return Sheet(words["title"], words["about"], tuple(parts))


def letter_sheet(viewer: Viewer, reference: str) -> Sheet:
    """A letter in plain words; who gets it stands in the organisation's own files."""
    found = breach(viewer, reference)
    with override(DUTCH):
        words, asked = official_text("formulieren")["breach_letter"], official_text("formulieren")["breach"]
        parts: list[Part] = [ToFill(words["name"]), Text(words["opening"])]
        for key, text in (
            ("what", found.what_happened), ("consequences", found.consequences), ("measures", found.measures),
        ):  # fmt: skip
            parts += [Heading(words[key]), Text(text) if text else ToFill(asked[f"{key}_missing"])]
        parts += [Heading(words["you"]), ToFill(words["you_fill"])]
        parts += [Heading(words["contact"]), ToFill(words["contact_fill"]), Text(words["complaint"])]
        return Sheet(words["title"], words["about"], tuple(parts))


def _head(found: Breach, words: Words) -> list[Part]:
    details = ControllerDetails.objects.filter(organisation=found.organisation).first()
    pairs = [
        (words["reference"], shown_reference(found.reference)),
        (words["organisation"], found.organisation.name),
        (words["discovered"], _moment(found.discovered_at)),
        (words["ends"], _moment(found.discovered_at + BREACH_CLOCK)),
        (words["kind"], str(BREACH_KIND_LABELS[BreachKind(found.kind)])),
    ]
    if details is None:
        return [Facts(tuple(pairs)), ToFill(words["officer_missing"])]
    return [Facts((*pairs, (words["officer"], f"{details.officer}; {details.contact}")))]


def _told_or_asked(found: Breach, words: Words, key: str, text: str) -> list[Part]:
    return [Heading(words[key]), Text(text) if text else ToFill(words[f"{key}_missing"])]


def _spread(spread: Spread, words: Words) -> list[Part]:
    parts: list[Part] = []
    if spread.readers:
        rows = [(one.function, _moment(one.at)) for one in spread.readers]
        parts.append(grid(words["readers"], words["reader_columns"], rows))
    else:
        parts.append(Text(words["nobody"]))
    lists = f"{spread.lists}" + (f" {words['lists_by']} {', '.join(spread.lists_by)}" if spread.lists_by else "")
    parts.append(Facts(((words["lists"], lists), (words["released"], ", ".join(spread.released_to) or "-"))))
    if spread.editions:
        held = [
            (shown_reference(one.edition.reference), ", ".join(one.files), ", ".join(one.recipients), str(one.opened))
            for one in spread.editions
        ]
        parts.append(grid(words["editions"], words["edition_columns"], held))
    if spread.mails:
        sent = [(one.function or "-", str(MAILED_LABELS[one.kind]), _moment(one.at)) for one in spread.mails]
        parts.append(grid(words["mailed"], words["mail_columns"], sent))
    return [*parts, Text(words["mails"])]


def _decision(found: Breach, words: Words) -> Facts:
    return Facts(
        (
            (words["risk"], str(RISK_LABELS[Risk(found.risk)]) if found.risk else words["unknown"]),
            (words["supervisor"], str(TOLD_LABELS[Told(found.supervisor)])),
            (words["told_people"], str(TOLD_LABELS[Told(found.people)])),
            (words["reason"], found.reason or "-"),
        )
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(DUTCH_TIME):%d-%m-%Y %H.%M} uur"
