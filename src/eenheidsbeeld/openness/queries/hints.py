"""Where something about a person stands or stood: a suggestion with its reason, that decides nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness.queries.dossiers import Paragraph
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.text.findings import DUTCH_KIND, Document, Kind
from eenheidsbeeld.text.pipeline import analyse

MASK = re.compile(rf"\[({'|'.join(re.escape(word) for word in DUTCH_KIND.values())})(?: \d+)?\]")


@dataclass(frozen=True, slots=True)
class Hint:
    article: str
    reason: str


def hints(viewer: Viewer, said: Sequence[Paragraph]) -> dict[int, Hint]:
    """By paragraph; empty when the organisation switched this suggestion off."""
    if not signals.is_on(viewer.organisation, Suggestion.WOO_PERSONAL_DATA):
        return {}
    found = {one.part.pk: _from_masks(one.text) for one in said if one.text}
    bare = [one for one in said if one.text and found[one.part.pk] is None]
    documents = [Document(id=str(one.part.pk), text=one.text or "") for one in bare]
    for answer in analyse(documents, steps={"redact"}):
        if answer.masks:
            kinds = ", ".join(dict.fromkeys(DUTCH_KIND[Kind(mask.kind)] for mask in answer.masks))
            found[int(answer.id)] = _hint(
                _("Something may still stand here that was missed: %(kinds)s.") % {"kinds": kinds}
            )
    return {key: hint for key, hint in found.items() if hint is not None}


def _from_masks(text: str) -> Hint | None:
    kinds = ", ".join(dict.fromkeys(MASK.findall(text)))
    return (
        _hint(_("This was masked before storing, so the text is about a person: %(kinds)s.") % {"kinds": kinds})
        if kinds
        else None
    )


def _hint(reason: str) -> Hint:
    return Hint("5.1 lid 2 onder e", reason)
