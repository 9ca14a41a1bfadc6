"""The text work on a batch, by itself: it knows no Django, so that a second process can do it beside the writing."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path

from eenheidsbeeld.text.findings import Document, Findings, OwnList
from eenheidsbeeld.text.phenomena.suggest import Learned
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.sentences import read_model
from eenheidsbeeld.text.similarity import Signature, signature

log = logging.getLogger(__name__)
GONE = 1
Result = tuple[Findings, Signature]


@dataclass(frozen=True, slots=True)
class Part:
    """Texts that are read the same way: the same taught words, the same region, the same learned model."""

    documents: tuple[Document, ...] = field(repr=False)
    own_list: OwnList
    home_areas: frozenset[str]
    learned: Learned | None = None
    sentences: Path | None = None

    def analyse(self, documents: Sequence[Document]) -> list[Findings]:
        return analyse(documents, own_list=self.own_list, home_areas=self.home_areas, learned=self.learned)

    def signed(self, found: Findings) -> Result:
        return found, signature_of(found, self.sentences)


def signature_of(found: Findings, sentences: Path | None) -> Signature:
    """What is kept to compare with; `sentences` is the folder of the organisation's own model, read once."""
    return signature(found, read_model(sentences) if sentences else None)


def leave_with_parent() -> None:
    """For a process of its own: stop as soon as the process it works for is gone, killed for instance."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent.sentinel,), daemon=True).start()


def _leave_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(GONE)


def analyse_parts(parts: Sequence[Part]) -> list[list[Result | None]]:
    """Findings and signature of each text, in order; None for a text that made the work fail. Nothing is kept."""
    return [_analyse(part) or [_alone(document, part) for document in part.documents] for part in parts]


def _analyse(part: Part) -> list[Result | None]:
    """Nothing when one of the texts makes the work fail: then each is tried by itself, and the others go in."""
    try:
        found = part.analyse(part.documents)
        return [part.signed(one) for one in found]
    except Exception:  # its message may quote the text, so it goes no further
        return []


def _alone(document: Document, part: Part) -> Result | None:
    try:
        [found] = part.analyse([document])
        return part.signed(found)
    except Exception as problem:
        log.error("a text could not be cleaned: %s", type(problem).__name__)
        return None
