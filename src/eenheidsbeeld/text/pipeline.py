"""Texts in, findings out: places, streets, dates, masks, phenomena, in that order, in batches."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from eenheidsbeeld.text import language, plain_words
from eenheidsbeeld.text.dates.announced import find_announced
from eenheidsbeeld.text.dates.find import find_dates
from eenheidsbeeld.text.findings import DateSpan, Document, Findings, Kind, LoadedWord, Mask, OwnList, Place
from eenheidsbeeld.text.lists import Lists, load
from eenheidsbeeld.text.phenomena.suggest import Learned, suggest
from eenheidsbeeld.text.places.choose import choose, public_level
from eenheidsbeeld.text.places.find import find_candidates
from eenheidsbeeld.text.places.gazetteer import load as load_gazetteer
from eenheidsbeeld.text.places.named import Candidate
from eenheidsbeeld.text.redact.masks import find_spans, write_clean
from eenheidsbeeld.text.redact.spans import Span
from eenheidsbeeld.text.redact.streets import Street, find_streets
from eenheidsbeeld.text.tokens import Tokens, tokenise
from eenheidsbeeld.text.view import View, make_view

ALL_STEPS = frozenset({"redact", "places", "dates", "phenomena", "language", "words"})
_NO_LIST = OwnList.empty()
_INCOMPLETE = "The Dutch name lists are missing: names are found by form only."


def analyse(
    documents: Sequence[Document],
    *,
    steps: Collection[str] = ALL_STEPS,
    own_list: OwnList = _NO_LIST,
    home_areas: Collection[str] = (),
    world: bool = False,
    learned: Learned | None = None,
) -> list[Findings]:
    """Find what is in the texts; nothing is kept, and the order of the texts is kept.

    home_areas: municipality codes of the sender's own region, which settle doubt between places of one
    name. world: also give places abroad (they always count as context). learned: the organisation's model.
    """
    lists = load()
    return [
        _analyse_one(d, lists, frozenset(steps), own_list, frozenset(home_areas), world, learned) for d in documents
    ]


def remask(
    document: Document,
    added: Sequence[tuple[int, int, str]] = (),
    lifted: Sequence[tuple[int, int]] = (),
    **options: object,
) -> Findings:
    """The findings after the person at the door added masks and lifted others, while the text is in memory.

    Offsets count characters of the original. A lifted stretch removes every mask that it touches; an
    added mask replaces the masks that it overlaps.
    """
    found = analyse([document], **options)[0]  # type: ignore[arg-type]
    kept = [m for m in found.masks if not any(m.start < end and start < m.end for start, end in lifted)]
    size = len(document.text)
    for start, end, kind in added:
        start, end = max(0, start), min(size, end)
        if start >= end:
            continue
        kept = [m for m in kept if not (m.start < end and start < m.end)]
        kept.append(Mask(start, end, Kind(kind).value, "added by a person"))
    masks = tuple(sorted(kept, key=lambda m: m.start))
    places = tuple(p for p in found.places if not any(m.start < p.end and p.start < m.end for m in masks))
    return Findings(
        found.id, write_clean(document.text, masks), masks, places, found.dates, found.phenomena, found.language,
        found.announced_events, found.loaded_words, found.notes, found.published,
    )  # fmt: skip


def _analyse_one(
    document: Document,
    lists: Lists,
    steps: frozenset[str],
    own: OwnList,
    home: frozenset[str],
    world: bool,
    learned: Learned | None,
) -> Findings:
    view = make_view(document.text)
    tokens = tokenise(view.text)
    streets = find_streets(tokens, lists)
    candidates = find_candidates(tokens, load_gazetteer(), lists, own.not_places, {s.last for s in streets})
    streets, candidates = _streets_or_places(streets, candidates)
    spans = find_spans(tokens, lists, streets, _strengths(candidates), own) if "redact" in steps else []
    masks = tuple(_mask(view, s) for s in spans)
    places = _places(view, tokens, candidates, streets, spans, home, world) if "places" in steps else ()
    dates = _dates(view, tokens, document, spans) if "dates" in steps else ()
    notes = [] if lists.complete or "redact" not in steps else [_INCOMPLETE]
    loaded: tuple[LoadedWord, ...] = ()
    if "words" in steps:
        loaded = tuple(_to_original(view, w) for w in plain_words.find_loaded_words(tokens))
        notes += plain_words.find_notices(tokens)
    return Findings(
        document.id,
        write_clean(document.text, masks),
        masks,
        places,
        dates,
        suggest(tokens, learned) if "phenomena" in steps else (),
        (document.lang or language.detect(tokens)) if "language" in steps else document.lang,
        find_announced(_blanked(document.text, masks), dates, places) if "dates" in steps else (),
        loaded,
        tuple(notes),
        document.published,
    )


def _streets_or_places(streets: list[Street], candidates: list[Candidate]) -> tuple[list[Street], list[Candidate]]:
    """ "bewoners van de Stevenshof": what ends like a street is a place when a word for a place vouches for it;
    with a house number it is a street."""
    if not streets:
        return streets, candidates
    sure = {(c.first, c.last) for c in candidates if c.sure}
    kept = [s for s in streets if s.address_end or (s.first, s.last) not in sure]
    in_street = {j for s in kept for j in range(s.first, s.last + 1)}
    return kept, [c for c in candidates if c.first not in in_street or c.last not in in_street]


def _strengths(candidates: Sequence[Candidate]) -> dict[int, float]:
    """Per token how surely it is a place: the veto for names."""
    return {j: c.score for c in candidates for j in range(c.first, c.last + 1)}


def _mask(view: View, span: Span) -> Mask:
    start, end = view.to_original(span.start, span.end)
    return Mask(start, end, span.kind.value, span.reason)


def _to_original(view: View, word: LoadedWord) -> LoadedWord:
    start, end = view.to_original(word.start, word.end)
    return LoadedWord(start, end, word.word, word.neutral, word.reason)


def _blanked(text: str, masks: Sequence[Mask]) -> str:
    """The original length with masked characters blanked, so that offsets stay and nothing leaks."""
    if not masks:
        return text
    pieces, position = [], 0
    for mask in masks:
        pieces += [text[position : mask.start], "\x1a" * (mask.end - mask.start)]
        position = mask.end
    return "".join([*pieces, text[position:]])


def _places(
    view: View,
    tokens: Tokens,
    candidates: Sequence[Candidate],
    streets: Sequence[Street],
    spans: Sequence[Span],
    home: frozenset[str],
    world: bool,
) -> tuple[Place, ...]:
    free = [c for c in candidates if not _masked(tokens.starts[c.first], tokens.ends[c.last], spans)]
    found: list[Place] = []
    for candidate, (entry, ranked) in zip(free, choose(tokens, free, load_gazetteer(), home), strict=True):
        if entry.code.startswith("CC") and not world:
            continue
        start, end = view.to_original(tokens.starts[candidate.first], tokens.ends[candidate.last])
        share = ranked[0][1] if ranked else 1.0
        level = public_level(entry)
        reason = candidate.reason if len(ranked) < 2 else "one of several places with this name"
        found.append(
            Place(start, end, entry.code, level, round(candidate.score * share, 3), entry.name, reason, ranked)
        )
    found += _street_places(view, tokens, streets, spans, found, home)
    return tuple(sorted(found, key=lambda p: (p.start, p.end)))


def _masked(start: int, end: int, spans: Sequence[Span]) -> bool:
    """The spans stand in order and do not overlap, so only the last one that begins before `end` can touch."""
    position = bisect_left(spans, end, key=lambda span: span.start) - 1
    return position >= 0 and spans[position].end > start


def _street_places(
    view: View,
    tokens: Tokens,
    streets: Sequence[Street],
    spans: Sequence[Span],
    found: Sequence[Place],
    home: frozenset[str],
) -> list[Place]:
    """A street is placed in the municipality that the text names nearest; without one it has no code."""
    inside = [p for p in found if p.code.startswith("GM")]
    places = []
    for street in streets:
        if _masked(street.start, street.end, spans):
            continue
        start, end = view.to_original(street.start, street.end)
        near = _nearest(inside, start, end)
        code = near.code if near else next(iter(home)) if len(home) == 1 else None
        if code is not None:
            score = round(0.8 * near.score, 3) if near else 0.4
            places.append(
                Place(
                    start,
                    end,
                    code,
                    "street",
                    score,
                    view.text[street.start : street.end],
                    "street in the place named nearest",
                )
            )
    return places


def _nearest(places: Sequence[Place], start: int, end: int) -> Place | None:
    """Of places in order the one that stands nearest."""
    position = bisect_left(places, start, key=lambda place: place.start)
    beside = places[max(0, position - 1) : position + 1]
    return min(beside, key=lambda p: min(abs(p.start - end), abs(start - p.end)), default=None)


def _dates(view: View, tokens: Tokens, document: Document, spans: Sequence[Span]) -> tuple[DateSpan, ...]:
    """Dates outside what was masked; a date of birth is no moment of the report."""
    found = []
    for when in find_dates(view.text, document.published, tokens.held):
        if not _masked(when.start, when.end, spans):
            start, end = view.to_original(when.start, when.end)
            found.append(DateSpan(start, end, when.first, when.last, when.time_known, when.announced, when.reason))
    return tuple(found)
