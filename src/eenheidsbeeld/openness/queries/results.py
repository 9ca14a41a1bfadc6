"""What becomes public: documents with the withheld paragraphs gone, and the list of all documents.

A withheld text never enters a sheet, so no renderer can let it through: not as text, not in a property, not hidden.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.queries.register import DUTCH
from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.accountability.sheets import Facts, Grid, Heading, Part, Sheet, Text, Withheld, grid
from eenheidsbeeld.core.references import shown_reference
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness import rules
from eenheidsbeeld.openness.labels import KIND_LABELS, VERDICT_LABELS
from eenheidsbeeld.openness.models import WooDocument, WooRequest
from eenheidsbeeld.openness.queries.dossiers import (
    Paragraph,
    document,
    grounds,
    heard_in,
    lines,
    paragraphs,
    woo_request,
)
from eenheidsbeeld.openness.rules import Kind, State

FINAL = (State.DECIDED, State.CLOSED)


def redacted_sheet(viewer: Viewer, reference: str, number: int, *, is_final: bool = False) -> Sheet:
    """A document as it would be made public. `is_final` refuses as long as nobody decided so."""
    found = document(viewer, reference, number)
    if is_final and found.request.state not in FINAL:
        raise Missing(official_text("woo")["result"]["not_final"])
    said = paragraphs(viewer, found)
    third = set(found.third_parties.values_list("pk", flat=True))
    with override(DUTCH):
        words = official_text("woo")["result"]
        shown = _shown(said, rules.may_open(third, heard_in(found.request)), words)
        return Sheet(found.title, words["about"], (_about(found, words), Heading(words["text"]), *shown))


def _about(found: WooDocument, words: dict[str, str]) -> Facts:
    return Facts(
        (
            (words["number"], str(found.number)),
            (words["date"], f"{found.made_on:%d-%m-%Y}"),
            (words["kind"], str(KIND_LABELS[Kind(found.kind)])),
            (words["request"], shown_reference(found.request.reference)),
        )
    )


def _shown(said: Sequence[Paragraph], is_heard: bool, words: dict[str, str]) -> list[Part]:
    articles = {one.key: one.article for one in grounds()}
    parts: list[Part] = []
    for one in said:
        if one.label:
            parts.append(Heading(one.label, level=3))
        if one.decision == rules.OPEN and one.text is not None and is_heard:
            parts.append(Text(one.text))
        else:
            parts.append(Withheld(articles.get(one.decision, words["undecided"])))
    return parts


def inventory_rows(viewer: Viewer, request: WooRequest) -> list[list[str]]:
    """Per document: number, date, title, kind, decision and grounds."""
    return [
        [
            str(one.document.number), f"{one.document.made_on:%d-%m-%Y}", one.document.title,
            str(KIND_LABELS[Kind(one.document.kind)]), str(VERDICT_LABELS[one.verdict]), "; ".join(one.grounds),
        ]
        for one in lines(viewer, request)
    ]  # fmt: skip


def inventory(viewer: Viewer, reference: str) -> Sheet:
    """The list that goes with the decision."""
    request = woo_request(viewer, reference)
    if request.state not in FINAL:
        raise Missing(official_text("woo")["result"]["not_final"])
    with override(DUTCH):
        words = official_text("woo")["inventory"]
        head = Facts(
            (
                (words["request"], shown_reference(request.reference)),
                (words["organisation"], request.organisation.name),
                (words["decided"], f"{request.decided_at:%d-%m-%Y}"),
            )
        )
        listed = grid(words["title"], words["columns"], inventory_rows(viewer, request))
        parts = (head, listed, _used_grounds(viewer, request, words), *_reasons(viewer, request, words))
        return Sheet(words["title"], words["about"], parts)


def _used_grounds(viewer: Viewer, request: WooRequest, words: dict[str, str]) -> Grid:
    used = {article for one in lines(viewer, request) for article in one.grounds}
    rows = [(one.article, one.outside) for one in grounds() if one.article in used]
    return grid(words["grounds"], words["ground_columns"], rows or [("-", words["no_grounds"])])


def _reasons(viewer: Viewer, request: WooRequest, words: dict[str, str]) -> list[Part]:
    """Why each paragraph that is not open stays closed: who asked has a right to that reason. Paragraphs of one
    document with the same reason stand together."""
    articles = {one.key: one.article for one in grounds()}
    told: dict[tuple[str, str, str], list[int]] = {}
    for found in request.documents.order_by("number"):
        for number, one in enumerate(paragraphs(viewer, found), start=1):
            if one.decision in articles:
                reason = one.part.motivation or words["no_reason"]
                told.setdefault((str(found.number), articles[one.decision], reason), []).append(number)
    rows = [(document, runs_of(numbers), article, reason) for (document, article, reason), numbers in told.items()]
    return [grid(words["reasons"], words["reason_columns"], rows)] if rows else []


def runs_of(numbers: Sequence[int]) -> str:
    """As people write them: 1, 3-7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
