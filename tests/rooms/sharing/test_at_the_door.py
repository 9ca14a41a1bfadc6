"""Who brings something in says with whom it is shared, as the same page showed; a compartment opens for keys only."""

from __future__ import annotations

import pytest

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.outlook.actions import count_week
from eenheidsbeeld.outlook.models import WeeklyCount
from eenheidsbeeld.sharing import actions, queries, subjects
from eenheidsbeeld.sharing.key_rules import KeyNotYours
from eenheidsbeeld.sharing.models import Compartment
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import readable
from eenheidsbeeld.situations.models import Situation
from tests.conftest import MONDAY, TUESDAY, Region

FILLED = {
    "text": "Jongeren verzamelen zich bij het station in Woerden.", "area": "GM0632", "event_date": "2026-03-21",
    "event_time": "20:00", "basis": ["experienced"], "source_grade": "reliable", "content_grade": "plausible",
    "masks": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_tuesday(monkeypatch, areas):
    from eenheidsbeeld.core import clock

    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def east(region: Region):
    made = actions.start_group(slug="oost", name="Beeld Oost", area_code="", by=System("t"), at=MONDAY)
    members = [region.organisations[one] for one in ("bureau", "woerden", "zeist")]
    actions.join_group(group=made, organisations=members, by=System("t"), at=MONDAY)
    return made


@pytest.fixture
def strange(region: Region):
    return actions.start_group(slug="vreemd", name="Vreemd", area_code="", by=System("t"), at=MONDAY)


def lock(region: Region, holder: str, organisation: str) -> Compartment:
    made = Compartment.objects.create(
        slug="bronnen", name="Bronnen", owner=region.organisations[organisation], needs_second_factor=False
    )
    actions.give_compartment_key(compartment=made, membership=region.membership(holder), by=System("t"), at=MONDAY)
    return made


def send(browser, **chosen):
    return browser.post("/signalen/nieuw/", {**FILLED, "step": "confirm", **chosen})


def test_nothing_chosen_is_as_usual(region, signed_in):
    send(signed_in("woerden_oov"))

    assert Signal.objects.get().rights().groups == {region.groups["west"].pk}


def test_several_groups_are_chosen_at_the_form_and_the_page_names_who_will_read_it(region, east, signed_in):
    browser = signed_in("woerden_oov")
    chosen = {"reach": "groups", "groups": [region.groups["west"].pk, east.pk]}

    looked = browser.post("/signalen/nieuw/", {**FILLED, "step": "check", **chosen}).content.decode()
    assert "Gemeente Zeist" in looked
    assert not Signal.objects.exists()
    send(browser, **chosen)

    assert Signal.objects.get().rights().groups == {region.groups["west"].pk, east.pk}
    assert readable(region.viewer("zeist_oov")).exists()


def test_kept_within_the_own_organisation_nobody_else_reads_it(region, signed_in):
    send(signed_in("woerden_oov"), reach="own")

    assert Signal.objects.get().rights().marking == Marking.AMBER_STRICT
    assert readable(region.viewer("woerden_oov")).exists()
    assert not readable(region.viewer("analyst")).exists()


@pytest.mark.parametrize(("reach", "reaches"), [("usual", True), ("own", False)])
def test_where_no_analyst_reads_it_the_pages_say_so_and_promise_none(signed_in, reach, reaches):
    """Before it is sent and after it: else somebody waits for what never comes."""
    browser = signed_in("woerden_oov")
    look = browser.post("/signalen/nieuw/", {**FILLED, "step": "check", "reach": reach}).content.decode()
    thanks = browser.get(send(browser, reach=reach)["Location"]).content.decode()

    assert ("Geen analist leest dit" in look) is not reaches
    assert ("Geen analist leest dit" in thanks) is not reaches
    assert ("De analist bekijkt het" in thanks) is reaches


@pytest.mark.parametrize("chosen", [{"reach": "groups"}, {"reach": "groups", "groups": [999_999]}, {"reach": "all"}])
def test_what_cannot_be_chosen_is_said_and_nothing_is_stored(signed_in, chosen):
    answer = send(signed_in("woerden_oov"), **chosen)

    assert answer.status_code == 422
    assert "eb-field__error" in answer.content.decode()
    assert "data-error-summary" in answer.content.decode()
    assert not Signal.objects.exists()


def test_a_group_or_compartment_of_others_is_no_choice(region, strange, signed_in):
    of_police = lock(region, "police_desk", "politie")
    browser = signed_in("woerden_oov")

    assert send(browser, reach="groups", groups=[strange.pk]).status_code == 422
    send(browser, compartment=of_police.pk)  # no key, so no such field: it counts for nothing

    assert Signal.objects.get().compartment is None


def test_in_a_compartment_only_keys_read_it_and_others_what_is_released(region, signed_in):
    locked = lock(region, "police_desk", "politie")

    looked = signed_in("police_desk").post("/signalen/nieuw/", {**FILLED, "step": "check", "compartment": locked.pk})
    assert "Alleen collega’s met een sleutel van het compartiment" in looked.content.decode()
    send(signed_in("police_desk"), compartment=locked.pk)

    assert Signal.objects.get().compartment == locked
    assert readable(region.viewer("police_desk")).exists()
    assert not readable(region.viewer("police_chief")).exists()


def test_a_signal_is_put_in_a_compartment_and_what_rests_on_it_becomes_as_narrow(
    region, make_signal, start, signed_in
):
    locked = lock(region, "woerden_oov", "woerden")
    signal = make_signal()
    start([signal])
    browser = signed_in("woerden_oov")
    assert readable(region.viewer("houten_oov")).exists()

    browser.post(f"/delen/signaal/{signal.reference}/compartiment/", {"step": "in", "compartment": locked.slug})

    assert not readable(region.viewer("houten_oov")).exists()
    assert not queries.visible_to(region.viewer("houten_oov"), Situation.objects.all()).exists()
    shown = browser.get(f"/delen/signaal/{signal.reference}/").content.decode()
    assert "Bronnen" in shown

    browser.post(f"/delen/signaal/{signal.reference}/compartiment/", {"step": "out"})
    taken = Signal.objects.get()
    assert taken.compartment is None
    assert taken.rights().marking == Marking.AMBER_STRICT  # sharing it again is a choice of its own
    assert not readable(region.viewer("houten_oov")).exists()


def test_what_was_counted_becomes_as_narrow_as_the_signal_however_old_the_week_is(region, make_signal):
    signal, other = make_signal(), make_signal("Nog iets op het plein")
    count_week(week=Week.of(signal.reported_at or signal.received_at), by=System("t"), at=MONDAY)
    houten, woerden = region.viewer("houten_oov"), region.viewer("woerden_oov")
    assert counted(houten) == counted(woerden) == 2

    actions.share(
        subject=subjects.called("signaal"), reference=signal.reference, marking=Marking.AMBER_STRICT, groups=[],
        by=woerden, at=TUESDAY,
    )  # fmt: skip

    assert counted(houten) == 1
    assert counted(woerden) == 2
    assert other.marking == Marking.AMBER


def counted(viewer) -> int:
    rows = queries.visible_to(viewer, WeeklyCount.objects.all())
    return sum(row.count for row in rows)


def test_without_a_key_or_for_a_record_of_others_there_is_no_putting_in_and_no_taking_out(region, make_signal):
    locked = lock(region, "woerden_oov", "woerden")
    signal = make_signal()
    values = {"subject": subjects.called("signaal"), "reference": signal.reference, "at": TUESDAY}

    with pytest.raises(KeyNotYours):
        actions.put_in_compartment(**values, compartment=locked.slug, by=region.viewer("houten_oov"))
    actions.put_in_compartment(**values, compartment=locked.slug, by=region.viewer("woerden_oov"))
    with pytest.raises(NotThere):
        actions.take_out_of_compartment(**values, by=region.viewer("houten_oov"))
    assert Signal.objects.get().compartment == locked


def test_outside_the_owner_nobody_reads_that_it_has_compartments(region, make_signal, signed_in):
    """A partner reads what was released from a compartment; neither its name nor when it was put there."""
    locked = lock(region, "woerden_oov", "woerden")
    west = actions.scope_of([region.groups["west"].pk])
    signal = make_signal("Een bron noemt een plek", released="Er is een oproep")
    Signal.objects.filter(pk=signal.pk).update(released_scope=west)
    actions.put_in_compartment(
        subject=subjects.called("signaal"), reference=signal.reference, compartment=locked.slug,
        by=region.viewer("woerden_oov"), at=TUESDAY,
    )  # fmt: skip

    for name, knows in (("woerden_oov", True), ("houten_oov", False), ("analyst", False)):
        browser = signed_in(name)
        for address in (f"/signalen/{signal.reference}/", f"/delen/signaal/{signal.reference}/"):
            page = browser.get(address).content.decode()
            assert "Er is een oproep" in page or knows
            assert ("Bronnen" in page) is knows
        page = browser.get(f"/signalen/{signal.reference}/").content.decode()
        assert ("In een compartiment" in page) is knows
        assert 'eb-list__title"></p>' not in page, "no line without words"


def test_a_hold_on_a_signal_is_no_line_of_its_history(region, make_signal, signed_in):
    from datetime import timedelta

    from eenheidsbeeld.audit import actions as audit
    from eenheidsbeeld.audit.rules import HoldGround

    signal = make_signal()
    audit.hold(
        subject=signal, ground=HoldGround.COURT_CASE, reason="Zaak", review_at=TUESDAY + timedelta(days=9),
        by=region.viewer("privacy"), at=TUESDAY,
    )  # fmt: skip

    page = signed_in("houten_oov").get(f"/signalen/{signal.reference}/").content.decode()

    assert region.membership("privacy").function not in page
