"""Somebody asks what is kept about them: everything of the own organisation is searched, and the words stay nowhere."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from eenheidsbeeld.accountability.queries.records import belonging, searched_fields, searched_kinds
from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.core.processing import our_models, words_of
from eenheidsbeeld.rights import actions, queries
from eenheidsbeeld.rights.models import AccessHit
from eenheidsbeeld.rights.rules import Right
from tests.conftest import MONDAY, TUESDAY

NAME = "Zebedeus Kwartelmans"


def ask(region: Any, who: str = "woerden_privacy", right: Right = Right.ACCESS) -> Any:
    return actions.open_request(right=right, received_on=MONDAY.date(), by=region.viewer(who), at=TUESDAY)


def found_by(region: Any, who: str, term: str = NAME) -> set[tuple[str, str]]:
    request = ask(region, who)
    actions.search(reference=request.reference, terms=[term], by=region.viewer(who), at=TUESDAY)
    return set(AccessHit.objects.filter(request=request).values_list("kind", "field"))


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_each_field_that_holds_words_is_searched(model: type[Model]) -> None:
    """A new kind of record is searched without anyone thinking of it."""
    assert set(words_of(model)) <= set(searched_fields(model))
    assert model in searched_kinds() or not words_of(model)


# Of the installation as a whole: the bureau answers for these.
OF_NOBODY = {"audit.legalhold", "sharing.sharinggroup"}


def test_each_kind_that_holds_words_belongs_to_an_organisation() -> None:
    without = {model._meta.label_lower for model in our_models() if words_of(model) and belonging(model) is None}

    assert without == OF_NOBODY


def test_a_name_is_found_in_every_room_in_its_own_words_and_in_frozen_ones(
    officers: Any, make_signal: Any, start: Any, written: Any, settings: Any, tmp_path: Any
) -> None:
    from eenheidsbeeld.publishing.actions import agree, edit, release
    from eenheidsbeeld.signals.models import ImportBatch
    from eenheidsbeeld.situations import actions as situations
    from tests.conftest import THURSDAY, WEDNESDAY
    from tests.rooms.publishing.conftest import section

    settings.DATA = tmp_path
    editor = officers.viewer("editor")
    make_signal(f"Gezien bij het station: {NAME}", owner="bureau")
    situation = start([make_signal()], title="Onrust bij de opvang")
    situations.add_fact(
        situation=situation.reference, text=f"{NAME} sprak.", by=officers.viewer("analyst"), at=TUESDAY
    )
    ImportBatch.objects.create(
        organisation=officers.organisations["bureau"], by=officers.membership("analyst"), file_digest="0" * 64,
        file_name=f"lijst {NAME}.xlsx", confirmed_at=MONDAY,
    )  # fmt: skip
    edit.add_statement(section=section(written, "glance"), text=f"Aldus {NAME}, één keer.", by=editor, at=MONDAY)
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    release.adopt(edition=written, by=editor, at=THURSDAY)
    release.release(edition=written, by=editor, at=THURSDAY)

    found = found_by(officers, "privacy")

    assert found == {
        ("signals.signal", "text"), ("situations.fact", "text"), ("signals.importbatch", "file_name"),
        ("publishing.statement", "text"), ("publishing.edition", "snapshot"),
    }  # fmt: skip


def test_the_words_with_which_a_signal_was_set_aside_are_found(officers: Any, make_signal: Any) -> None:
    """They stand with the signal, and with the decision, which outlives the signal."""
    from eenheidsbeeld.signals.aside import AsideReason
    from eenheidsbeeld.situations import actions as situations

    signal = make_signal(owner="bureau")
    situations.set_aside(
        signals=[signal.reference], reason=AsideReason.OTHER, words=f"Dat is {NAME} weer", by=officers.viewer("analyst"),
        at=TUESDAY,
    )  # fmt: skip

    assert found_by(officers, "privacy") == {("signals.signal", "state_reason"), ("situations.inboxstep", "changes")}


@pytest.mark.parametrize("marking", ["red", "amber_strict", "amber", "green", "clear"])
def test_the_own_organisation_is_searched_whatever_the_marking(officers: Any, make_signal: Any, marking: str) -> None:
    make_signal(f"Gezien: {NAME}", marking=marking)

    assert found_by(officers, "woerden_privacy") == {("signals.signal", "text")}
    for who in ("houten_privacy", "privacy", "politie_privacy"):
        assert found_by(officers, who) == set(), "a search is no way around who may see; each answers for its own"


@pytest.mark.parametrize("regime", ["wpg", "wjsg"])
def test_police_and_prosecution_data_go_to_their_own_controller_alone(
    officers: Any, make_signal: Any, regime: str
) -> None:
    make_signal(f"Gezien: {NAME}", owner="politie", regime=regime, released=f"Iemand als {NAME}")

    assert found_by(officers, "politie_privacy") == {("signals.signal", "text"), ("signals.signal", "released_text")}
    for who in ("privacy", "woerden_privacy"):
        assert found_by(officers, who) == set()


def test_what_was_masked_before_storing_is_not_found(officers: Any, make_signal: Any) -> None:
    make_signal("Gezien bij het station: [naam]")

    assert found_by(officers, "woerden_privacy") == set()


def everything_stored() -> str:
    rows = [list(model._default_manager.values()) for model in apps.get_models() if model._meta.managed]
    return json.dumps(rows, cls=DjangoJSONEncoder, default=str)


def test_the_words_that_are_typed_are_kept_and_logged_nowhere(
    officers: Any, make_signal: Any, signed_in: Any, caplog: pytest.LogCaptureFixture
) -> None:
    make_signal("Gezien bij het station: kwartelkanarie")
    request, client = ask(officers), signed_in("woerden_privacy")
    caplog.set_level(logging.DEBUG)
    address = f"/verantwoording/verzoeken/{request.reference}/zoeken/"
    answers = [
        client.post(address, {"words": "Kwartelkanarie\nzebrakanarie"}, follow=True),
        client.post(address, {"words": "zebrakanarie\nab"}),
    ]
    client.logout()

    assert [one.status_code for one in answers] == [200, 200]
    assert request.hits.count() == 1
    assert "zebrakanarie" not in everything_stored().lower() + caplog.text.lower()
    assert "kwartelkanarie" not in answers[0].content.decode().lower(), "the list shows places and no words"


def test_a_search_is_an_act_with_its_purpose_in_the_log(officers: Any, make_signal: Any) -> None:
    from eenheidsbeeld.audit.models import AuditEntry

    make_signal(f"Gezien: {NAME}")
    found_by(officers, "woerden_privacy")
    entry = AuditEntry.objects.get(event="access_searched")

    assert entry.details == {"terms": 1, "found": 1, "new": 1, "right": "access"}


def test_words_that_stand_everywhere_are_refused_and_nothing_is_kept(
    officers: Any, make_signal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eenheidsbeeld.rights.actions import request as acting

    monkeypatch.setattr(acting, "MOST_HITS", 2)
    for _number in range(3):
        make_signal("Onrust op het plein")
    request = ask(officers)

    with pytest.raises(Missing):
        actions.search(
            reference=request.reference, terms=["onrust"], by=officers.viewer("woerden_privacy"), at=TUESDAY
        )
    assert not AccessHit.objects.exists()


def test_a_second_search_keeps_what_was_decided_unless_the_text_changed(officers: Any, make_signal: Any) -> None:
    from eenheidsbeeld.rights.rules import Outcome

    kept, changed = make_signal(f"Gezien: {NAME}"), make_signal(f"Gehoord: {NAME}")
    by, request = officers.viewer("woerden_privacy"), ask(officers)
    actions.search(reference=request.reference, terms=[NAME], by=by, at=TUESDAY)
    for hit in request.hits.all():
        actions.decide_hit(
            reference=request.reference,
            hit=hit.pk,
            outcome=Outcome.GRANTED,
            ground="",
            motivation="",
            by=by,
            at=TUESDAY,
        )
    changed.text = f"Gehoord en gezien: {NAME}"
    changed.save()
    new = actions.search(reference=request.reference, terms=["kwartelmans"], by=by, at=TUESDAY)

    assert new == 1
    assert dict(request.hits.values_list("key", "outcome")) == {str(kept.pk): "granted", str(changed.pk): "open"}
    assert {one.hit.key for one in queries.places(by, request)} == {str(kept.pk), str(changed.pk)}
