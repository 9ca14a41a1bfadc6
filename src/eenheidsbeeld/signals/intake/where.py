"""Where it plays: what the sender said, else the best place in the text; and what may be meant instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from eenheidsbeeld.areas.rules import Level, level_of
from eenheidsbeeld.signals.intake.codes import municipality_of
from eenheidsbeeld.signals.intake.drafts import SignalDraft
from eenheidsbeeld.signals.rules import Precision
from eenheidsbeeld.text.findings import Findings, Place

SURE_OF_PLACE = 0.55
WORTH_ASKING = 0.1  # another municipality of the same name that is this likely is worth a question
MOST_CANDIDATES = 5
OTHER_THAN_SENDER = "the text names another municipality than the sender"
PRECISION_OF_LEVEL = {
    "point": Precision.POINT,
    "street": Precision.STREET,
    "neighbourhood": Precision.NEIGHBOURHOOD,
    "town": Precision.TOWN,
    "place": Precision.TOWN,
    "municipality": Precision.MUNICIPALITY,
    "basic_team": Precision.DISTRICT,
    "district": Precision.DISTRICT,
    "unit": Precision.UNIT,
    "safety_region": Precision.PROVINCE,
    "province": Precision.PROVINCE,
    "country": Precision.COUNTRY,
}


@dataclass(frozen=True, slots=True)
class Found:
    """Where it plays: the area, how exactly, and the name as it stands in the text."""

    area_code: str = ""
    place_name: str = ""
    precision: Precision = Precision.MUNICIPALITY
    candidates: tuple[tuple[str, str, float], ...] = ()
    is_certain: bool = False
    reason: str = ""

    def stored_candidates(self) -> list[dict[str, object]]:
        """The places that may be meant too, the likeliest first: codes and scores, no words."""
        return [{"code": code, "score": score} for code, _name, score in self.candidates]


def place_of(draft: SignalDraft, findings: Findings, masked: frozenset[str]) -> Found:
    """What the sender said comes first; else the best place in the text; more exact only inside that municipality."""
    asked = _as_said(draft.area_code, findings, masked)
    return _as_chosen(draft.place_code, asked, findings, masked) if draft.place_code else asked


def _as_said(area_code: str, findings: Findings, masked: frozenset[str]) -> Found:
    """Where it plays before anybody chose: when the text names another municipality than the sender, it is asked."""
    best = max(findings.places, key=lambda place: place.score, default=None)
    found = _found(best, masked) if best else Found()
    if not area_code:
        return found
    if exact := _inside(municipality_of(area_code), findings, masked):
        return exact
    # The text names another municipality than the sender: nothing is changed, but the sender is asked.
    other = bool(found.area_code)
    beside = [one for one in found.candidates if one[0] != found.area_code]
    candidates = ((found.area_code, found.place_name, 1.0), *beside) if other else ()
    reason = OTHER_THAN_SENDER if other else ""
    precision = _precision_of_code(area_code)
    return Found(municipality_of(area_code), "", precision, candidates, is_certain=not other, reason=reason)


def _as_chosen(code: str, asked: Found, findings: Findings, masked: frozenset[str]) -> Found:
    """A person chose. What could be chosen stays beside it, so that the choice can be made again."""
    chosen = municipality_of(code)
    found = _inside(chosen, findings, masked) or _one_of_more(chosen, findings, masked)
    found = found or Found(chosen, "", _precision_of_code(code))
    could_be = dict.fromkeys([asked.area_code, *(one for one, _name, _score in asked.candidates)])
    scores = {one: score for one, _name, score in asked.candidates}
    candidates = tuple((one, "", scores.get(one, 1.0)) for one in could_be if one) if asked.candidates else ()
    return replace(found, candidates=candidates, is_certain=True)


def _inside(municipality: str, findings: Findings, masked: frozenset[str]) -> Found | None:
    """The best place of the text that lies in this municipality, as exact as the text is."""
    finer = next((place for place in _by_score(findings.places) if municipality_of(place.code) == municipality), None)
    if finer is None:
        return None
    return replace(_found(finer, masked), area_code=municipality, is_certain=True)


def _one_of_more(municipality: str, findings: Findings, masked: frozenset[str]) -> Found | None:
    """The place of the text that may mean this municipality too: its name is kept, and no more exact than that."""
    for place in _by_score(findings.places):
        if any(municipality_of(code) == municipality for code, _score in place.candidates if level_of(code)):
            return Found(municipality, _found(place, masked).place_name, Precision.MUNICIPALITY, reason=place.reason)
    return None


def _by_score(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: -place.score)


def _found(place: Place, masked: frozenset[str]) -> Found:
    name = place.name if masked.isdisjoint(place.name.casefold().split()) else ""
    known: dict[str, float] = {}
    for code, score in place.candidates:
        if level_of(code):
            known.setdefault(municipality_of(code), score)
    candidates = tuple((code, "", round(score, 3)) for code, score in list(known.items())[:MOST_CANDIDATES])
    return Found(
        area_code=municipality_of(place.code),
        place_name=name[:120],
        precision=PRECISION_OF_LEVEL.get(str(place.level), Precision.MUNICIPALITY),
        candidates=candidates,
        is_certain=place.score >= SURE_OF_PLACE and all(score < WORTH_ASKING for _c, _n, score in candidates[1:]),
        reason=place.reason,
    )


def _precision_of_code(code: str) -> Precision:
    return PRECISION_OF_LEVEL.get(str(level_of(code) or Level.MUNICIPALITY), Precision.MUNICIPALITY)
