"""The answer to a person: what is given, what is not and why, and what the law wants told beside it."""

from __future__ import annotations

from django.utils.translation import override

from eenheidsbeeld.accountability.official_texts import official_text, unmarked
from eenheidsbeeld.accountability.queries import controller_of, register_lines, searched_kinds
from eenheidsbeeld.accountability.queries.register import DUTCH, RegisterLine
from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.accountability.sheets import Facts, Heading, Part, Points, Sheet, Text, ToFill, grid
from eenheidsbeeld.core.processing import GROUND_LABELS
from eenheidsbeeld.core.references import shown_reference
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.rights.labels import RIGHT_LABELS
from eenheidsbeeld.rights.models import AccessHit, AccessRequest
from eenheidsbeeld.rights.queries.requests import Place, access_request, grounds_for, places, text_of
from eenheidsbeeld.rights.rules import Outcome, Right

SHOWS_TEXT = (Right.ACCESS, Right.POLICE_DATA)


def answer_sheet(viewer: Viewer, reference: str) -> Sheet:
    """The answer as it follows from the decisions; who it is for is filled in outside the product."""
    found = access_request(viewer, reference)
    with override(DUTCH):
        words = unmarked(official_text("rechten")["answer"])
        about = [one for one in places(viewer, found) if one.hit.outcome in (Outcome.GRANTED, Outcome.REFUSED)]
        parts: list[Part] = [ToFill(words["name"]), _head(found, words), Heading(words["searched"])]
        parts += [Text(words["searched_text"] % {"kinds": len(searched_kinds())}), Text(words["masks"])]
        parts += _of_a_law(viewer, found, [one for one in about if not one.is_apart], words["avg"], words)
        parts += _of_a_law(viewer, found, [one for one in about if one.is_apart], words["wpg"], words)
        if not about:
            parts += [Heading(words["nothing"]), Text(words["nothing_text"])]
        parts += [*_processing(about, words), *_what_you_can_do(viewer, words)]
        return Sheet(words["title"], words["about"], tuple(parts))


def _head(found: AccessRequest, words: dict[str, str]) -> Facts:
    return Facts(
        (
            (words["reference"], shown_reference(found.reference)),
            (words["organisation"], found.organisation.name),
            (words["right"], str(RIGHT_LABELS[Right(found.right)])),
            (words["received"], f"{found.received_on:%d-%m-%Y}"),
        )
    )


def _of_a_law(
    viewer: Viewer, request: AccessRequest, about: list[Place], title: str, words: dict[str, str]
) -> list[Part]:
    if not about:
        return []
    granted = [one for one in about if one.hit.outcome == Outcome.GRANTED]
    refused = [one.hit for one in about if one.hit.outcome == Outcome.REFUSED]
    parts: list[Part] = [Heading(title)]
    for one in granted:
        parts += _granted(viewer, request, one, words)
    if refused:
        parts += [Heading(words["refused"], level=3), Points(tuple(_refused(one) for one in refused))]
    return parts


def _granted(viewer: Viewer, request: AccessRequest, one: Place, words: dict[str, str]) -> list[Part]:
    held_by = one.hit.owner.name if one.hit.owner else request.organisation.name
    title = Heading(f"{one.kind}, {held_by}", level=3)
    if Right(request.right) not in SHOWS_TEXT:
        return [title, Text(words[f"done_{request.right}"])]
    text = text_of(viewer, one.hit)
    if text is None:
        raise Missing(words["changed"])
    return [title, Text(text)]


def _refused(one: AccessHit) -> str:
    ground = dict(grounds_for(one.regime)).get(one.ground, one.ground)
    return f"{unmarked(ground)}. {one.motivation}"


def _processing(about: list[Place], words: dict[str, str]) -> list[Part]:
    """Purposes, grounds, sources, recipients and terms (AVG art. 15 lid 1), as each kind of record declares them."""
    kinds = {one.hit.kind for one in about}
    lines = [line for line in register_lines() if kinds & {record.kind for record in line.records}]
    if not lines:
        return []
    rows = [_row(line) for line in lines]
    return [Heading(words["processing"]), grid(words["processing"], words["columns"], rows), Text(words["source"])]


def _row(line: RegisterLine) -> tuple[str, ...]:
    said = line.processing
    grounds = "; ".join(unmarked(str(GROUND_LABELS[one])) for one in said.grounds)
    return str(said.purpose), grounds, str(said.data), str(said.recipients), line.terms


def _what_you_can_do(viewer: Viewer, words: dict[str, str]) -> list[Part]:
    known = controller_of(viewer)
    contact: Part = Text(f"{known.officer}; {known.contact}") if known else ToFill(words["contact_missing"])
    register = official_text("formulieren")["register"]
    return [
        Heading(words["more"]), Text(words["automatic"]), Text(register["outside_eu"]), Heading(words["you_can"]),
        Points(tuple(words["rights"])), Heading(words["contact"]), contact,
    ]  # fmt: skip
