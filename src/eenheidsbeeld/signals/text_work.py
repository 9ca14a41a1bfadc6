"""The text work on a batch, by itself: it knows no Django, so that a second process can do it beside the writing."""

from __future__ import annotations

from collections.abc import Sequence

from eenheidsbeeld.text.findings import Document, Findings, OwnList
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.similarity import Signature, signature

Result = tuple[Findings, Signature]


def analyse_and_sign(documents: Sequence[Document], own_list: OwnList, home_areas: frozenset[str]) -> list[Result]:
    """Findings and signature of each text, in order; nothing is kept."""
    found = analyse(documents, own_list=own_list, home_areas=home_areas)
    return [(one, signature(one)) for one in found]
