"""The text work on a batch, by itself: it knows no Django, so that a second process can do it beside the writing."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from multiprocessing.connection import wait

from eenheidsbeeld.text.findings import Document, Findings, OwnList
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.similarity import Signature, signature

GONE = 1
Result = tuple[Findings, Signature]


def leave_with_parent() -> None:
    """For a process of its own: stop as soon as the process it works for is gone, killed for instance."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent.sentinel,), daemon=True).start()


def _leave_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(GONE)


def analyse_and_sign(documents: Sequence[Document], own_list: OwnList, home_areas: frozenset[str]) -> list[Result]:
    """Findings and signature of each text, in order; nothing is kept."""
    found = analyse(documents, own_list=own_list, home_areas=home_areas)
    return [(one, signature(one)) for one in found]
