"""What the fifty people find when they come in: signals of half a year, situations, editions, and who they are.

Run as a program with the settings of the server that will be asked; it prints one JSON object with the people.

    python benchmarks/load/world.py 100000
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "speed"))
import place  # noqa: E402

PASSWORD = "meting-een-lang-wachtwoord"  # noqa: S105, of invented people on a server that lives for minutes
OFFICERS, ANALYSTS, EDITORS, MAYORS, PARTNERS = 28, 5, 4, 8, 5
NEW_WEEK = 4000


def start(number: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection

    from eenheidsbeeld.core import clock

    place.NOW = now = clock.now()  # the server reads the real clock: its week is this week
    import picture

    made = place.settle_country()
    analyst = place.someone(made[f"bureau:{place.HOME_UNIT}"], "analyst", "editor", "contributor")
    texts = _new_week(made, min(NEW_WEEK, number // 2), now)
    picture.fill(number - min(NEW_WEEK, number // 2), made, analyst)
    _decide_on_most(now)
    publications = _publications(made, now)
    people = _people(made, publications, now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {"people": people, "texts": texts}


def _new_week(made: dict[str, Any], number: int, now: datetime) -> list[str]:
    """The newest signals come in through the door itself, so that what comes after them is compared with them."""
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.reference import geo
    from eenheidsbeeld.reference.demo.country_week import country_signals
    from eenheidsbeeld.signals.intake import SignalDraft
    from eenheidsbeeld.signals.intake.receive import receive_all
    from eenheidsbeeld.signals.rules import Channel

    here = [row.code for row in geo.municipalities() if row.unit == place.HOME_UNIT]
    home = dict.fromkeys(here, place.HOME_UNIT)
    signals = (one for one in country_signals(number * 20, week=now.date(), seed=7) if one.municipality in home)
    drafts = [
        SignalDraft(
            text=one.text, organisation=place.owner_of(one, made, home).pk, channel=Channel(one.channel),
            source_key=f"{one.channel}:{one.source}:{one.id}", reported_at=now, area_code=one.municipality,
            fallback_area=one.municipality,
        )
        for one in itertools.islice(signals, number + 400)
    ]  # fmt: skip
    parts = [drafts[start : min(start + 250, number)] for start in range(0, number, 250)]
    for back, part in enumerate(parts):
        at = now - timedelta(days=6) * (len(parts) - back) / len(parts)
        list(receive_all(iter(part), by=System("benchmark"), at=at))
    return [one.text for one in drafts[number:]]


def _decide_on_most(now: datetime) -> None:
    """Of what is older than a week most was decided on: a third lies under a situation, the rest was set aside."""
    from eenheidsbeeld.accounts.models import Membership
    from eenheidsbeeld.signals.models import Signal
    from eenheidsbeeld.situations.models import Attachment, Situation

    by, situations = Membership.objects.first(), list(Situation.objects.order_by("pk"))
    old = Signal.objects.filter(received_at__lt=now - timedelta(days=7))
    old.extra(where=["id %% 3 > 0"]).update(state="set_aside", state_reason="not_unrest")
    old.extra(where=["id %% 3 = 0"]).update(state="attached")
    newest = old.filter(state="attached").order_by("-received_at").values_list("pk", "reference", "area_code")[:3000]
    Attachment.objects.bulk_create(
        Attachment(situation=situations[number % len(situations)], signal_id=key, signal_reference=reference,
                   area_code=area, by=by, at=now)
        for number, (key, reference, area) in enumerate(newest)
    )  # fmt: skip


def _publications(made: dict[str, Any], now: datetime) -> list[Any]:
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.publishing.actions import edit
    from eenheidsbeeld.publishing.rules import EditionKind
    from eenheidsbeeld.reference import geo
    from eenheidsbeeld.sharing.models import SharingGroup

    districts = sorted({row.district for row in geo.municipalities() if row.unit == place.HOME_UNIT})
    return [
        edit.start_publication(
            slug=f"beeld-{district.lower()}", kind=EditionKind.WEEKLY_PICTURE, title=f"OOV-beeld {district}",
            area_code=district, owner=made[f"bureau:{place.HOME_UNIT}"],
            group=SharingGroup.objects.get(area_code=district), by=System("benchmark"), at=now,
        )
        for district in districts[:EDITORS]
    ]  # fmt: skip


def _people(made: dict[str, Any], publications: list[Any], now: datetime) -> list[dict[str, str]]:
    from eenheidsbeeld.reference import geo

    here = [row for row in geo.municipalities() if row.unit == place.HOME_UNIT]
    police, om, bureau = (made[f"{kind}:{place.HOME_UNIT}"] for kind in ("police", "om", "bureau"))
    with_picture = [row.code for row in here if row.district in {one.area_code for one in publications}]
    people = []
    for number in range(OFFICERS):
        owner = police if number < 2 else made[here[number % len(here)].code]
        people.append(_person("officer", number, owner, ["contributor"], area=here[number % len(here)].code))
    people += [_person("analyst", number, bureau, ["analyst", "contributor"]) for number in range(ANALYSTS)]
    for number, publication in enumerate(publications):
        editor = _person("editor", number, bureau, ["editor", "analyst", "signatory"], publication=publication.slug)
        _task(publication, editor, "regional_bureau", is_editor=True, now=now)
        _release_last_week(publication, editor, now)
        people.append(editor)
    for number in range(MAYORS):
        code = with_picture[number * 3 % len(with_picture)]
        people.append(_person("mayor", number, made[code], ["reader", "signatory"], area=code))
    for number in range(PARTNERS):
        # Of each edition the police writes and agrees to a part; the last is the prosecution, that reads along.
        publication = publications[number % len(publications)]
        owner, party = (police, "police") if number < len(publications) else (om, "om")
        partner = _person("partner", number, owner, ["reader", "signatory"], publication=publication.slug)
        _task(publication, partner, party, is_editor=False, now=now)
        people.append(partner)
    for one in people:
        one.pop("key")
    return people


def _person(work: str, number: int, organisation: Any, roles: list[str], **more: str) -> dict[str, str]:
    """An account. Who works with a second factor gets a session of somebody who just used one; others sign in."""
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import Role
    from eenheidsbeeld.core.viewer import System

    by, email, strong = System("benchmark"), f"{work}{number}@meting.invalid", work != "officer"
    person = accounts.add_person(
        email=email, display_name="Meting", password=None if strong else PASSWORD, by=by, at=place.NOW
    )
    membership = accounts.start_membership(
        person=person, organisation=organisation, function=work, roles=[Role(role) for role in roles], by=by,
        at=place.NOW,
    )  # fmt: skip
    session = _session_of(person, membership.reference) if strong else ""
    return {"work": work, "email": email, "session": session, "key": membership.pk, **more}


def _session_of(person: Any, membership: str) -> str:
    from importlib import import_module

    from django.conf import settings

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update(
        {
            "_auth_user_id": str(person.pk), "_auth_user_hash": person.get_session_auth_hash(),
            "_auth_user_backend": "allauth.account.auth_backends.AuthenticationBackend", "membership": membership,
            "account_authentication_methods": [{"method": "mfa", "type": "totp", "at": place.NOW.timestamp()}],
        }
    )  # fmt: skip
    store.create()
    return str(store.session_key)


def _task(publication: Any, person: dict[str, Any], party: str, *, is_editor: bool, now: datetime) -> None:
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.publishing.actions import edit
    from eenheidsbeeld.publishing.rules import Party

    edit.give_task(
        publication=publication, membership=person["key"], party=Party(party), is_editor=is_editor, is_deputy=False,
        by=System("benchmark"), at=now,
    )  # fmt: skip


def _release_last_week(publication: Any, editor: dict[str, Any], now: datetime) -> None:
    """So that there is something to read from the first minute on."""
    from eenheidsbeeld.accounts.models import Membership
    from eenheidsbeeld.core.periods import Week
    from eenheidsbeeld.publishing.actions import agree, edit, release
    from eenheidsbeeld.sharing.queries import viewer_of

    by = viewer_of(Membership.objects.get(pk=editor["key"]))
    week = Week.of(now).plus(-1)
    edition = edit.open_edition(publication=publication, week=week, area_year=week.year, by=by, at=now)
    for section in edition.sections.all():
        for number in range(3):
            edit.add_statement(
                section=section, text=f"Zin {number} van vorige week, over wat speelde.", by=by, at=now
            )
    agree.send_round(edition=edition, answer_before=now, by=by, at=now)
    release.adopt(edition=edition, by=by, at=now)
    release.release(edition=edition, by=by, at=now)


if __name__ == "__main__":
    random.seed(1)
    print(json.dumps(start(int(sys.argv[1]))))
