"""A night in the life of one signal, in a data folder of its own. Run by test_nothing_is_left.py as a program.

It brings a signal in, looks whether its words stand in the files of the database, lets half a year pass, destroys what
has ended, and looks again. It prints one JSON object.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from eenheidsbeeld.accounts import actions as accounts  # noqa: E402
from eenheidsbeeld.accounts.rules import OrganisationKind  # noqa: E402
from eenheidsbeeld.areas import actions as areas  # noqa: E402
from eenheidsbeeld.audit import tasks  # noqa: E402
from eenheidsbeeld.audit.destruction import destroy_what_has_ended  # noqa: E402
from eenheidsbeeld.core.periods import DUTCH_TIME  # noqa: E402
from eenheidsbeeld.core.viewer import System  # noqa: E402
from eenheidsbeeld.signals.actions.imports import import_signals  # noqa: E402
from eenheidsbeeld.signals.intake import SignalDraft  # noqa: E402
from eenheidsbeeld.signals.models import Signal  # noqa: E402
from eenheidsbeeld.signals.rules import Channel  # noqa: E402

AT = datetime(2026, 3, 16, 9, 0, tzinfo=DUTCH_TIME)
BY = System("tests")
CANARY = "zandloperkanarie"
ELSEWHERE = "Rustig op het plein in Woerden, zegt het wijkteam van de buurt"


def main() -> None:
    call_command("migrate", verbosity=0)
    areas.load_reference(by=BY, at=AT)
    woerden = accounts.join_organisation(
        slug="woerden", name="Woerden", kind=OrganisationKind.MUNICIPALITY, unit_code="PU-midden-nederland",
        area_code="GM0632", legal_task="Gemeentewet art. 172", by=BY, at=AT,
    )  # fmt: skip
    person = accounts.add_person(email="r@proef.invalid", display_name="R", password=None, by=BY, at=AT)
    member = accounts.start_membership(person=person, organisation=woerden, function="OOV", roles=[], by=BY, at=AT)
    for at, word in ((AT, CANARY), (AT + timedelta(days=100), "voetpad")):
        bring_in([f"{ELSEWHERE}, bij de {word} nummer {number}." for number in range(40)], woerden, member, at)
    before = files_with(CANARY)
    destroy_what_has_ended(by=BY, at=AT + timedelta(days=190))
    tasks.empty_the_write_ahead_log()
    connection.close()
    print(json.dumps({"before": before, "after": files_with(CANARY), "left": Signal.objects.count()}))


def bring_in(texts: list[str], organisation: object, member: object, at: datetime) -> None:
    drafts = [
        SignalDraft(
            text=text, organisation=organisation.pk, channel=Channel.IMPORT,  # type: ignore[attr-defined]
            source_key="import", reported_at=at, area_code="GM0632",
        )
        for text in texts
    ]  # fmt: skip
    import_signals(
        drafts=drafts, content=str(at).encode(), file_name="lijst.xlsx",
        organisation=organisation.pk, membership=member.pk, by=BY, at=at,  # type: ignore[attr-defined]
    )  # fmt: skip


def files_with(word: str) -> list[str]:
    """The files of the data folder in whose bytes the word stands, whatever the case."""
    connection.close()
    folder = Path(settings.DATA)
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes().lower()
    )


if __name__ == "__main__":
    main()
