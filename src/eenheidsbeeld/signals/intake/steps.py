"""The steps between door and store: redact, places, dates, near-duplicates, phenomena. Texts in, findings out.

The only file that knows the text package. Everything here works in memory; what leaves is either cleaned or
counts characters of the original, which the door shows to the sender alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level, NotKnown
from eenheidsbeeld.core.plain_words import NO_HINTS, Hints, hints_of
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.signals import rules
from eenheidsbeeld.signals.intake.announced import announced_in
from eenheidsbeeld.signals.intake.drafts import SignalDraft
from eenheidsbeeld.signals.intake.moments import When, when_of
from eenheidsbeeld.signals.intake.where import Found, place_of
from eenheidsbeeld.signals.models import OwnWord
from eenheidsbeeld.signals.queries.learned import learned_of
from eenheidsbeeld.signals.queries.switched_off import switched_off
from eenheidsbeeld.signals.rules import LONGEST_TEXT
from eenheidsbeeld.signals.text_work import Part, Result, analyse_parts, signature_of
from eenheidsbeeld.text.findings import Document, Findings, Kind, Mask, OwnList
from eenheidsbeeld.text.phenomena.suggest import Learned, suggest
from eenheidsbeeld.text.pipeline import remask
from eenheidsbeeld.text.similarity import Signature
from eenheidsbeeld.text.tokens import tokenise

WORTH_SUGGESTING = 0.25
LEARNS = frozenset({Suggestion.PHENOMENA.value, Suggestion.LEARNED_PHENOMENA.value})
BY_LEARNING = "words of this phenomenon and earlier decisions of the organisation"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What the steps made of one draft. `original` is there for the door alone and is hidden from `repr`."""

    original: str = field(repr=False)
    text: str
    masks: tuple[Mask, ...] = field(repr=False)
    lifted: tuple[Mask, ...] = field(repr=False)
    place: Found
    when: When
    signature: Signature = field(repr=False)
    suggestions: tuple[dict[str, object], ...] = ()
    announced: tuple[dict[str, object], ...] = ()
    hints: Hints = NO_HINTS
    language: str = "nl"
    notes: tuple[dict[str, object], ...] = ()


def tidy(text: str) -> str:
    """The same text whichever way it came: one kind of line end, nothing that a database refuses."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8").strip()[: LONGEST_TEXT + 1]


def clean(drafts: Sequence[SignalDraft]) -> list[Cleaned]:
    """All steps over a batch, in the order of the drafts; raises when a text cannot be cleaned."""
    found = [one for one in Work(drafts).cleaned() if one is not None]
    if len(found) < len(drafts):
        raise rules.NotCleaned()
    return found


class Work:
    """A batch on its way: the text work can be given to another process, and its outcome asked for later.

    Drafts with the same taught words and region go together, whichever organisation they come from. The batch
    travels as one task: a task for each of a hundred municipalities would cost more than the reading.
    """

    def __init__(self, drafts: Sequence[SignalDraft], pool: Executor | None = None) -> None:
        self.drafts = drafts
        options = _options_of({draft.organisation for draft in drafts})
        together: dict[_Options, list[int]] = {}
        for index, draft in enumerate(drafts):
            together.setdefault(options[draft.organisation], []).append(index)
        self.places = list(together.items())
        self.parts = [
            Part(
                tuple(_document(drafts[index]) for index in mine), same.own_list, same.home_areas, same.learned,
                settings.SENTENCE_MODEL,
            )
            for same, mine in self.places
        ]  # fmt: skip
        self.waiting = _given(self.parts, pool)

    def cleaned(self) -> list[Cleaned | None]:
        """What came of each draft, in their order; None for a text that could not be cleaned."""
        results: dict[int, Cleaned | None] = {}
        for (options, mine), part, found in zip(self.places, self.parts, self._found(), strict=True):
            for index, document, result in zip(mine, part.documents, found, strict=True):
                results[index] = result and _cleaned(self.drafts[index], document, *result, options)
        return [results[index] for index in range(len(self.drafts))]

    def _found(self) -> list[list[Result | None]]:
        """From the other process; here when there is none, or when it was ended."""
        if self.waiting is not None:
            with suppress(BrokenExecutor):
                return self.waiting.result()
        return analyse_parts(self.parts)


def _given(parts: list[Part], pool: Executor | None) -> Future[list[list[Result | None]]] | None:
    if pool is None or not parts:
        return None
    try:
        return pool.submit(analyse_parts, parts)
    except BrokenExecutor:
        return None


@dataclass(frozen=True, slots=True)
class _Options:
    """What the text work knows of the sender: taught words, and the region that settles doubt between places."""

    own_list: OwnList
    home_areas: frozenset[str]
    off: frozenset[str] = frozenset()
    # Of each organisation its own, so it takes part by its key only.
    learned_key: int = 0
    learned: Learned | None = field(default=None, compare=False)

    def leaves(self, found: Findings) -> Findings:
        """The findings without what this organisation switched off. Masks always stay."""
        off: dict[str, Any] = {
            field: () for kind, fields in FIELDS_OF.items() if kind.value in self.off for field in fields
        }
        return replace(found, **off) if off else found


FIELDS_OF = {
    Suggestion.PLACES: ("places",),
    Suggestion.DATES: ("dates", "announced_events"),
    Suggestion.CALENDAR_PROPOSALS: ("announced_events",),
    Suggestion.PHENOMENA: ("phenomena",),
    Suggestion.PLAIN_WORDS: ("loaded_words", "notes"),
}


def _options_of(organisations: set[int]) -> dict[int, _Options]:
    """For all senders of a batch in four questions."""
    taught: dict[int, list[str]] = {key: [] for key in organisations}
    words = OwnWord.objects.filter(organisation_id__in=organisations).order_by("word", "pk")
    for key, word in words.values_list("organisation_id", "word"):
        taught[key].append(word)
    codes = dict(Organisation.objects.filter(pk__in=organisations).values_list("pk", "area_code"))
    homes = {code: home_of(code) for code in {codes.get(key, "") for key in organisations}}
    off = switched_off(organisations)
    learned = learned_of({key for key in organisations if LEARNS.isdisjoint(off[key])})
    return {
        key: _Options(
            OwnList.of(not_names=taught[key]), homes[codes.get(key, "")], off[key],
            key if key in learned else 0, learned.get(key),
        )
        for key in organisations
    }  # fmt: skip


def home_of(code: str) -> frozenset[str]:
    """The municipalities around an organisation: those of its district, else of its own area."""
    try:
        around = next((area.code for area in areas.parents(code) if area.level == Level.DISTRICT), code)
        return areas.codes_in(around)
    except NotKnown:
        return frozenset({code} if code.startswith("GM") else ())


def _document(draft: SignalDraft) -> Document:
    return Document(id="", text=draft.text, published=draft.reported_at, source=draft.source_key)


def _cleaned(
    draft: SignalDraft, document: Document, first: Findings, signed: Signature, options: _Options
) -> Cleaned:
    findings, lifted = _mended(draft, document, first, options)
    if findings is not first:
        signed = signature_of(findings, settings.SENTENCE_MODEL)
    findings = options.leaves(findings)
    masked = _words_under(draft.text, findings.masks)
    suggestions = _suggestions(findings, masked, options.learned)
    place, when = place_of(draft, findings, masked), when_of(draft, findings)
    notes: tuple[dict[str, object], ...] = (
        {"step": "redact", "masks": len(first.masks), "lifted": len(lifted), "added": len(draft.added)},
        {
            "step": "places", "found": len(findings.places), "certain": place.is_certain,
            "reason": _kind_of(place.reason),
        },
        {
            "step": "dates", "found": len(findings.dates), "announced": when.is_announced, "reason": when.reason,
            "others": [one.stored() for one in when.others],
        },
        {"step": "phenomena", "suggested": len(suggestions)},
    )  # fmt: skip
    return Cleaned(
        original=draft.text,
        text=findings.text_clean.strip(),
        masks=findings.masks,
        lifted=lifted,
        place=place,
        when=when,
        signature=signed,
        suggestions=suggestions,
        language=(findings.language or "nl")[:5],
        announced=announced_in(findings, masked, options.own_list),
        hints=hints_of(findings),
        notes=notes,
    )


def _kind_of(reason: str) -> str:
    """A reason without the word of the case that it may quote."""
    return reason.split(" after ")[0]


def _mended(
    draft: SignalDraft, document: Document, first: Findings, options: _Options
) -> tuple[Findings, tuple[Mask, ...]]:
    """The findings after the sender took masks away and put masks on; and the masks that were taken away."""
    if not draft.lifted and not draft.added:
        return first, ()
    added = [(start, end, Kind.PERSON.value) for start, end in draft.added]
    found = remask(document, added, draft.lifted, own_list=options.own_list, home_areas=options.home_areas)
    gone = {(start, end) for start, end in draft.lifted}
    return found, tuple(mask for mask in first.masks if (mask.start, mask.end) in gone)


def masks_stored(masks: Iterable[Mask]) -> list[dict[str, object]]:
    """What is kept of masks: how many of each kind; not where, not why, never what stood there."""
    counted = Counter(str(mask.kind) for mask in masks)
    return [{"kind": kind, "count": count} for kind, count in sorted(counted.items())]


def _words_under(original: str, masks: Iterable[Mask]) -> frozenset[str]:
    under = " ".join(original[mask.start : mask.end] for mask in masks).casefold()
    return frozenset(word for word in under.replace(".", " ").replace(",", " ").split() if len(word) > 1)


def _suggestions(
    findings: Findings, masked: frozenset[str], learned: Learned | None
) -> tuple[dict[str, object], ...]:
    """Phenomena with the words that decided; a word that was masked is not repeated.

    Where the organisation's own model took part, what the rules alone would say stands beside it.
    """
    kept: list[dict[str, object]] = []
    alone = {one.code: one.probability for one in suggest(tokenise(findings.text_clean))} if learned else {}
    for one in findings.phenomena[:3]:
        if one.probability < WORTH_SUGGESTING:
            continue
        shown = [word[:40] for word in one.words if masked.isdisjoint(word.casefold().split())][:6]
        beside = {"rules": alone.get(one.code, 0.0)} if learned and one.reason == BY_LEARNING else {}
        kept.append({"code": one.code, "probability": round(one.probability, 3), "words": shown, **beside})
    return tuple(kept)
