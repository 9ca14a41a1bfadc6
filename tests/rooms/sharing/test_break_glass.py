"""Keys are never given to oneself; without a key a compartment opens by two persons, for a time, and is reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.sharing import actions, queries
from eenheidsbeeld.sharing.key_rules import GlassRefused, GlassState, KeyNotYours, NoSecondFactor, Verdict
from eenheidsbeeld.sharing.models import BreakGlass, CompartmentKey
from tests.conftest import MONDAY, Region

SOON = MONDAY + timedelta(minutes=10)
LATER = MONDAY + timedelta(hours=9)


@pytest.fixture
def admin(region: Region):
    """The police gets an administrator and a privacy officer."""
    for name, role in (("police_admin", Role.ADMINISTRATOR), ("police_privacy", Role.PRIVACY_OFFICER)):
        person = accounts.add_person(
            email=f"{name}@voorbeeld.invalid", display_name=name, password=None, by=System("t"), at=MONDAY
        )
        region.memberships[name] = accounts.start_membership(
            person=person, organisation=region.organisations["politie"], function=name, roles=[role],
            by=System("t"), at=MONDAY,
        )  # fmt: skip
    return region.viewer("police_admin")


@pytest.fixture
def locked(admin):
    return actions.open_compartment(name="Bronnen", needs_second_factor=False, by=admin, at=MONDAY)


@pytest.fixture
def record(region, locked, make_signal):
    return make_signal("Vertrouwelijke bron noemt een oproep", owner="politie", regime="wpg", compartment=locked)


def factor(region: Region, name: str, at=MONDAY):
    return queries.viewer_of(region.membership(name), second_factor=True, stepped_up=True, at=at)


def test_an_administrator_gives_keys_but_never_to_oneself_and_never_outside(region, admin, locked):
    chief = region.membership("police_chief")
    give = {"compartment": locked, "by": admin, "at": MONDAY}

    actions.give_compartment_key(membership=chief, as_holder=True, **give)
    for refused in ("police_admin", "houten_oov", "police_chief"):
        with pytest.raises(KeyNotYours):
            actions.give_compartment_key(membership=region.membership(refused), **give)
    holder = region.viewer("police_chief")
    actions.give_compartment_key(membership=region.membership("police_desk"), **{**give, "by": holder})

    assert locked.pk in region.viewer("police_desk").compartments
    assert locked.pk not in region.viewer("police_admin").compartments
    actions.take_compartment_key(
        compartment=locked, membership=region.membership("police_desk").reference, by=holder, at=SOON
    )
    assert locked.pk not in region.viewer("police_desk").compartments


def test_somebody_without_a_say_gives_no_key_and_others_do_not_find_the_compartment(region, locked):
    with pytest.raises(KeyNotYours):
        actions.give_compartment_key(
            compartment=locked, membership=region.membership("police_chief"), by=region.viewer("police_desk"),
            at=MONDAY,
        )  # fmt: skip
    with pytest.raises(NotThere):
        queries.compartment_of_own(region.viewer("houten_oov"), locked.slug)


def ask(region, locked, **changes):
    values = {"compartment": locked.slug, "reason": "Oproep voor vanavond", "hours": 4, "at": MONDAY}
    return actions.ask_break_glass(**{**values, "by": factor(region, "police_desk"), **changes})


def test_two_persons_open_it_for_four_hours_and_all_reading_is_logged_under_it(region, locked, record):
    asked = ask(region, locked)
    assert locked.pk not in factor(region, "police_desk", SOON).compartments

    actions.answer_break_glass(reference=asked.reference, grant=True, by=factor(region, "police_chief"), at=SOON)
    inside = factor(region, "police_desk", SOON + timedelta(hours=1))

    assert record in queries.visible_to(inside, type(record).objects.all())
    audit.record_read(subject=record, by=inside, at=SOON)
    assert AuditEntry.objects.get(is_read=True).details == {"break_glass": [asked.pk]}
    told = Notice.objects.filter(kind="break_glass").values_list("organisation__slug", flat=True)
    assert set(told) == {"politie", "bureau"}
    after = factor(region, "police_desk", SOON + timedelta(hours=4))
    assert record not in queries.visible_to(after, type(record).objects.all())
    assert not after.break_glass
    assert record not in queries.visible_to(region.viewer("police_desk"), type(record).objects.all())


def test_who_judges_it_sees_what_was_opened_of_that_compartment_and_no_text(region, locked, record, make_signal):
    other = make_signal("Iets van buiten het compartiment", owner="politie", regime="wpg")
    asked = ask(region, locked)
    actions.answer_break_glass(reference=asked.reference, grant=True, by=factor(region, "police_chief"), at=SOON)
    inside = factor(region, "police_desk", SOON + timedelta(hours=1))
    for one in (record, other):
        audit.record_read(subject=one, by=inside, at=SOON + timedelta(hours=1))
    audit.record_read(subject=record, by=factor(region, "police_chief"), at=SOON + timedelta(hours=1))

    for judges in ("police_privacy", "privacy"):
        opened = queries.opened_meanwhile(region.viewer(judges), BreakGlass.objects.get(), LATER)
        assert [one.reference for one in opened] == [record.reference]
    with pytest.raises(NotThere):
        queries.opened_meanwhile(region.viewer("woerden_oov"), BreakGlass.objects.get(), LATER)


def test_who_has_no_second_step_is_led_to_it_before_typing(region, locked, signed_in):
    page = signed_in("police_desk").get(f"/beheer/compartimenten/{locked.slug}/noodtoegang/").content.decode()

    assert "/account/tweede-stap-nodig/" in page
    assert "<textarea" not in page


def test_the_same_person_never_grants_nor_reviews_the_own_question(region, locked):
    asked = ask(region, locked, by=factor(region, "police_chief"))

    with pytest.raises(GlassRefused):
        actions.answer_break_glass(reference=asked.reference, grant=True, by=factor(region, "police_chief"), at=SOON)
    assert not CompartmentKey.objects.exists()


def test_both_need_a_second_factor(region, locked):
    with pytest.raises(NoSecondFactor):
        ask(region, locked, by=region.viewer("police_desk"))
    asked = ask(region, locked)
    with pytest.raises(NoSecondFactor):
        actions.answer_break_glass(reference=asked.reference, grant=True, by=region.viewer("police_chief"), at=SOON)


def test_it_lapses_after_an_hour_and_is_answered_only_once(region, locked):
    chief = factor(region, "police_chief")
    asked = ask(region, locked)
    with pytest.raises(GlassRefused):
        actions.answer_break_glass(reference=asked.reference, grant=True, by=chief, at=MONDAY + timedelta(hours=1))
    again = ask(region, locked, at=LATER)
    actions.answer_break_glass(reference=again.reference, grant=True, by=chief, at=LATER)
    with pytest.raises(GlassRefused):
        actions.answer_break_glass(reference=again.reference, grant=True, by=chief, at=LATER)
    assert CompartmentKey.objects.count() == 1


def test_two_questions_of_one_person_do_not_both_stand(region, locked):
    ask(region, locked)
    with pytest.raises(GlassRefused):
        ask(region, locked)
    assert BreakGlass.objects.count() == 1


def test_afterwards_the_privacy_officer_says_whether_it_was_justified(region, locked):
    asked = ask(region, locked)
    actions.answer_break_glass(reference=asked.reference, grant=True, by=factor(region, "police_chief"), at=SOON)
    officer = region.viewer("police_privacy")
    review = {"reference": asked.reference, "verdict": Verdict.JUSTIFIED, "words": "Bron was juist", "by": officer}

    with pytest.raises(GlassRefused):
        actions.review_break_glass(**review, at=SOON)
    ended = actions.end_break_glass(reference=asked.reference, by=factor(region, "police_desk"), at=SOON)
    assert queries.state_of(ended, SOON) == GlassState.TO_REVIEW
    reviewed = actions.review_break_glass(**review, at=LATER)

    assert queries.state_of(reviewed, LATER) == GlassState.REVIEWED
    assert queries.break_glass(region.viewer("privacy"), asked.reference)  # the bureau's officer reads along
    with pytest.raises(NotThere):
        queries.break_glass(region.viewer("houten_oov"), asked.reference)
    with pytest.raises(NotThere):  # an administrator has no say in it
        actions.answer_break_glass(
            reference=asked.reference, grant=True, by=replace(region.viewer("police_admin"), second_factor=True),
            at=SOON,
        )  # fmt: skip
