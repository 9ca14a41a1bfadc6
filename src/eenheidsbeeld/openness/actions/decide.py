"""Deciding about paragraphs: open, or withheld on a ground, each with who and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness import queries, rules
from eenheidsbeeld.openness.actions.request import for_change
from eenheidsbeeld.openness.models import WooDocument
from eenheidsbeeld.openness.rules import State


@dataclass(frozen=True, slots=True)
class Decision:
    """`choice`: empty for none yet, "open", or the key of a ground."""

    choice: str
    motivation: str = ""


class PartNotDecided(Missing):
    """What is wrong with the decision about one paragraph; `part` says which."""

    def __init__(self, part: int, reason: object) -> None:
        super().__init__(str(reason))
        self.part = part


@transaction.atomic
def decide_parts(
    *, reference: str, number: int, decisions: Mapping[int, Decision], by: Viewer, at: datetime
) -> WooDocument:
    """Keep what was decided about these paragraphs; all of it, or nothing when one cannot stand."""
    request = for_change(reference, by, State.DECIDING)
    document = queries.document(by, reference, number)
    said = {one.part.pk: one for one in queries.paragraphs(by, document)}
    third, heard = set(document.third_parties.values_list("pk", flat=True)), queries.heard_in(request)
    is_old = rules.is_old(document.made_on, at.astimezone(DUTCH_TIME).date())
    changed = 0
    for key, decision in decisions.items():
        if key not in said:
            raise NotThere()
        row = said[key].part
        if (row.decision, row.motivation) == (decision.choice, decision.motivation.strip()):
            continue
        try:
            if said[key].text is None:
                raise Missing(_("These words were changed since. Take the document as it stands now first."))
            rules.check_decision(decision.choice, decision.motivation, queries.grounds(), is_old=is_old)
            rules.check_may_open(decision.choice, third, heard)
        except Missing as refusal:
            raise PartNotDecided(key, refusal.reason) from refusal
        row.decision, row.motivation = decision.choice, decision.motivation.strip()
        row.by_id, row.at = by.membership, at
        row.save()
        changed += 1
    details = {"document": number, "changed": changed, "verdict": queries.verdict_of(list(said.values())).value}
    audit.record(event="woo_decided_parts", subject=request, by=by, at=at, details=details)
    return document
