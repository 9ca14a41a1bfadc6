"""Sharing wider needs the consent of the source, and a form cannot make it otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.core.judgement import Confidence, Direction, Level
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import System, Viewer
from eenheidsbeeld.outlook.models import Happening
from eenheidsbeeld.publishing.queries import audience_of
from eenheidsbeeld.sharing import actions, queries, subjects
from eenheidsbeeld.sharing.consent_rules import NothingToAsk, reaches_further
from eenheidsbeeld.sharing.key_rules import KeyNotYours
from eenheidsbeeld.sharing.models import Compartment, SharingConsent
from eenheidsbeeld.sharing.rules import (
    Marking,
    OtherPurpose,
    Purpose,
    Regime,
    Rights,
    WiderThanAllowed,
    common_purpose,
    may_see,
    may_serve,
)
from eenheidsbeeld.signals.actions import withdraw_wording
from eenheidsbeeld.signals.exports import as_file
from eenheidsbeeld.signals.filters import SignalFilters
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import for_export, readable
from eenheidsbeeld.situations import actions as situations
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.queries import calendar, situation
from eenheidsbeeld.situations.rules import Phase
from tests.conftest import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Region


@pytest.fixture
def east(region: Region):
    """A second group, with the bureau, Woerden and Zeist in it."""
    made = actions.start_group(slug="oost", name="Beeld Oost", area_code="", by=System("t"), at=MONDAY)
    names = ("bureau", "woerden", "zeist")
    actions.join_group(
        group=made, organisations=[region.organisations[one] for one in names], by=System("t"), at=MONDAY
    )
    return made


def choice(subject: str, reference: str, groups, by, at=TUESDAY, marking=Marking.AMBER):
    return {
        "subject": subjects.called(subject), "reference": reference, "marking": marking,
        "groups": [one.pk for one in groups], "by": by, "at": at,
    }  # fmt: skip


def test_the_owner_shares_with_several_groups_and_only_these_read_it(region, east, make_signal):
    signal = make_signal()
    owner, zeist, stranger = (region.viewer(name) for name in ("woerden_oov", "zeist_oov", "stranger"))
    assert not readable(zeist).exists()

    actions.share(**choice("signaal", signal.reference, [region.groups["west"], east], owner))

    assert readable(zeist).get() == signal
    assert readable(region.viewer("houten_oov")).get() == signal
    assert not readable(stranger).exists()
    assert SharingConsent.objects.get().source == region.organisations["woerden"]


def test_nobody_widens_what_is_not_theirs_nor_with_a_group_of_others(region, make_signal):
    signal = make_signal()
    strange = actions.start_group(slug="vreemd", name="Vreemd", area_code="", by=System("t"), at=MONDAY)
    partner, owner = region.viewer("houten_oov"), region.viewer("woerden_oov")

    with pytest.raises(WiderThanAllowed):
        actions.share(**choice("signaal", signal.reference, [region.groups["west"]], partner))
    actions.share(**choice("signaal", signal.reference, [region.groups["west"], strange], owner))

    assert Signal.objects.get().rights().groups == {region.groups["west"].pk}


def test_a_partner_asks_the_source_agrees_and_it_is_shared_once_for_these_groups(region, east, make_signal):
    signal = make_signal()
    analyst, owner = region.viewer("analyst"), region.viewer("woerden_oov")

    asked = actions.ask_to_share(
        **choice("signaal", signal.reference, [east], analyst), reason="Zeist krijgt dezelfde groep."
    )
    assert not readable(region.viewer("zeist_oov")).exists()
    assert Notice.objects.filter(organisation=region.organisations["woerden"], kind="sharing_asked").exists()
    with pytest.raises(NotThere):
        actions.answer_request(reference=asked[0].reference, agrees=True, reason="", by=analyst, at=TUESDAY)
    actions.answer_request(reference=asked[0].reference, agrees=True, reason="", by=owner, at=TUESDAY)

    assert readable(region.viewer("zeist_oov")).exists()
    with pytest.raises(NothingToAsk):
        actions.answer_request(reference=asked[0].reference, agrees=False, reason="Toch niet", by=owner, at=TUESDAY)


def test_on_the_pages_a_question_says_that_it_waits_and_with_whom(region, east, make_signal, signed_in):
    signal = make_signal()
    address = f"/delen/signaal/{signal.reference}/"
    browser = signed_in("analyst")
    assert 'value="amber_strict"' not in browser.get(address).content.decode()  # narrowing is for the owner
    wanted = {"marking": "amber", "groups": [east.pk], "reason": "Zeist krijgt dezelfde groep.", "step": "confirm"}

    led = browser.post(address, wanted)
    assert led["Location"] == "/delen/verzoeken/"
    assert "gevraagd aan Gemeente Woerden" in browser.get(led["Location"]).content.decode()
    assert "heeft hierover al iets gevraagd" in browser.get(address).content.decode()
    asked = queries.requests(region.viewer("analyst")).get()
    owner = signed_in("woerden_oov")
    assert 'value="amber_strict"' in owner.get(address).content.decode()
    owner.post(f"/delen/verzoeken/{asked.reference}/", {"agree": "1", "reason": ""})
    assert "heeft hierover al iets gevraagd" not in signed_in("analyst").get(address).content.decode()
    assert "Dan leest niemand het nog" in signed_in("woerden_oov").get(address).content.decode()


def test_a_refusal_changes_nothing_and_says_why(region, east, make_signal):
    signal = make_signal()
    asked = actions.ask_to_share(
        **choice("signaal", signal.reference, [east], region.viewer("analyst")), reason="Zeist krijgt dezelfde groep."
    )

    answered = actions.answer_request(
        reference=asked[0].reference,
        agrees=False,
        reason="Te herkenbaar",
        by=region.viewer("woerden_oov"),
        at=TUESDAY,
    )

    assert answered.answer_reason == "Te herkenbaar"
    assert not readable(region.viewer("zeist_oov")).exists()


def test_a_situation_goes_no_further_than_all_its_sources_agree(region, east, make_signal, start):
    woerden, houten = make_signal(), make_signal(owner="houten")
    started = start([woerden, houten])
    bureau = region.viewer("analyst")
    actions.join_group(group=east, organisations=[region.organisations["houten"]], by=System("t"), at=MONDAY)
    wanted = choice("situatie", started.reference, [region.groups["west"], east], bureau)

    with pytest.raises(WiderThanAllowed):
        actions.share(**wanted)
    first, second = actions.ask_to_share(**wanted, reason="Zeist heeft dezelfde groep.")
    by_source = {first.source.slug: first, second.source.slug: second}
    actions.answer_request(
        reference=by_source["woerden"].reference, agrees=True, reason="", by=region.viewer("woerden_oov"), at=TUESDAY
    )
    with pytest.raises(NotThere):
        situation(region.viewer("zeist_oov"), started.reference)
    actions.answer_request(
        reference=by_source["houten"].reference, agrees=True, reason="", by=region.viewer("houten_oov"), at=TUESDAY
    )

    assert situation(region.viewer("zeist_oov"), started.reference) == started
    assert not readable(region.viewer("zeist_oov")).exists()  # the signals themselves stayed where they were


def test_consent_is_about_what_lay_under_a_situation_when_it_was_given(region, east, make_signal, start):
    """Woerden agreed because of one report. With another report of Woerden under it, that is asked again."""
    first, second = make_signal(), make_signal("Nog iets in Woerden", received=WEDNESDAY)
    started, bureau, owner = start([first]), region.viewer("analyst"), region.viewer("woerden_oov")
    both, narrow = [region.groups["west"], east], [region.groups["west"]]
    (asked,) = actions.ask_to_share(**choice("situatie", started.reference, both, bureau), reason="Zeist ook.")
    actions.answer_request(reference=asked.reference, agrees=True, reason="", by=owner, at=TUESDAY)
    situations.attach_signals(
        signals=[second.reference], situation=started.reference, by=bureau, at=WEDNESDAY, fewer_may_see=True
    )
    with pytest.raises(NotThere):
        situation(region.viewer("zeist_oov"), started.reference)

    with pytest.raises(WiderThanAllowed):
        actions.share(**choice("situatie", started.reference, both, bureau, at=WEDNESDAY))
    actions.share(**choice("situatie", started.reference, narrow, bureau, at=WEDNESDAY))
    (again,) = actions.ask_to_share(
        **choice("situatie", started.reference, both, bureau, at=WEDNESDAY), reason="Zeist ook."
    )
    actions.answer_request(reference=again.reference, agrees=True, reason="", by=owner, at=WEDNESDAY)

    assert situation(region.viewer("zeist_oov"), started.reference) == started


def test_without_a_key_nobody_agrees_about_what_lies_in_a_compartment(region, east, make_signal):
    locked = Compartment.objects.create(slug="bronnen", name="Bronnen", owner=region.organisations["woerden"])
    actions.give_compartment_key(
        compartment=locked, membership=region.membership("woerden_mayor"), by=System("t"), at=MONDAY
    )
    signal = make_signal("Een bron noemt een plek", released="Er is een oproep", compartment=locked)
    (asked,) = actions.ask_to_share(
        **choice("signaal", signal.reference, [east], region.viewer("analyst")), reason="Zeist heeft dezelfde groep."
    )

    with pytest.raises(KeyNotYours):
        actions.answer_request(
            reference=asked.reference, agrees=True, reason="", by=region.viewer("woerden_oov"), at=TUESDAY
        )
    assert Signal.objects.get().rights().groups == {region.groups["west"].pk}

    actions.give_compartment_key(
        compartment=locked, membership=region.membership("woerden_oov"), by=System("t"), at=MONDAY
    )
    actions.answer_request(
        reference=asked.reference, agrees=True, reason="", by=region.viewer("woerden_oov"), at=TUESDAY
    )
    assert Signal.objects.get().rights().groups == {region.groups["west"].pk, east.pk}


def test_consent_taken_back_narrows_the_signal_and_what_rests_on_it(region, east, make_signal, start):
    signal = make_signal()
    owner, zeist = region.viewer("woerden_oov"), region.viewer("zeist_oov")
    actions.share(**choice("signaal", signal.reference, [region.groups["west"], east], owner))
    started = start([signal])
    assert situation(zeist, started.reference)

    actions.withdraw_consent(reference=SharingConsent.objects.get().reference, by=owner, at=WEDNESDAY)

    assert not readable(zeist).exists()
    with pytest.raises(NotThere):
        situation(zeist, started.reference)
    assert situation(region.viewer("houten_oov"), started.reference)
    with pytest.raises(NothingToAsk):
        actions.withdraw_consent(reference=SharingConsent.objects.get().reference, by=owner, at=WEDNESDAY)


def test_what_was_built_on_a_wording_is_closed_when_the_wording_is_withdrawn(region, make_signal, start):
    """The analyst wrote the situation from words that the police took back: others do not go on reading it."""
    signal = make_signal("Bron noemt een oproep", owner="politie", regime="wpg", released="Er is een oproep")
    started = start([signal])
    partner, owner = region.viewer("houten_oov"), region.viewer("police_desk")
    assert situation(partner, started.reference)

    withdraw_wording(reference=signal.reference, by=owner, at=WEDNESDAY)

    with pytest.raises(NotThere):
        situation(partner, started.reference)
    assert situation(region.viewer("analyst"), started.reference)


@pytest.mark.parametrize("number", [0, 1])
def test_a_date_that_was_taken_from_a_signal_reaches_no_further_than_the_signal(region, make_signal, number):
    """The analyst put on the calendar what a released wording of the police announced; the police takes it back."""
    other = [{"what": "wake", "first": (THURSDAY + timedelta(days=7)).isoformat()}] * 2
    signal = make_signal(
        "Bron noemt een oproep", owner="politie", regime="wpg", released="Er is een oproep", is_announced=True,
        event_from=THURSDAY, announced=[],
    )  # fmt: skip
    plain = make_signal("Wake op het plein", is_announced=True, event_from=THURSDAY, announced=other)
    chosen, owner = (signal, "police_desk") if number == 0 else (plain, "woerden_oov")
    situations.confirm_proposal(
        signal=chosen.reference, title="Oproep op het plein", number=number, by=region.viewer("analyst"), at=TUESDAY
    )
    partner = region.viewer("houten_oov")
    assert [one.title for one in dates(partner)] == ["Oproep op het plein"]

    if number == 0:
        withdraw_wording(reference=chosen.reference, by=region.viewer(owner), at=WEDNESDAY)
    else:
        actions.share(**choice("signaal", chosen.reference, [], region.viewer(owner), marking=Marking.AMBER_STRICT))

    assert dates(partner) == []


def dates(viewer):
    return calendar(viewer, MONDAY, MONDAY + timedelta(weeks=4))


def test_what_is_kept_of_a_situation_to_hold_alerts_against_becomes_as_narrow(region, make_signal, start):
    signal = make_signal()
    started = start([signal])
    situations.assess_situation(
        situation=started.reference, text="Het loopt op.", phase=Phase.RISING, level=Level.RAISED,
        direction=Direction.UP, confidence=Confidence.LOW, confidence_reason="Eén melding.",
        by=region.viewer("analyst"), at=TUESDAY,
    )  # fmt: skip
    partner = region.viewer("houten_oov")
    assert queries.visible_to(partner, Happening.objects.all()).exists()

    actions.share(
        **choice("signaal", signal.reference, [], region.viewer("woerden_oov"), marking=Marking.AMBER_STRICT)
    )

    assert not queries.visible_to(partner, Happening.objects.all()).exists()
    assert queries.visible_to(region.viewer("analyst"), Happening.objects.all()).exists()


def test_a_confidential_group_is_named_to_its_members_only(region, make_signal):
    admin = region.viewer("woerden_admin")
    secret = actions.open_group(name="Casus opvang", is_confidential=True, by=admin, at=MONDAY)
    actions.let_in(group=secret.slug, organisation=region.organisations["houten"].reference, by=admin, at=MONDAY)
    signal = make_signal()
    owner, member, other = (region.viewer(name) for name in ("woerden_oov", "houten_oov", "analyst"))
    actions.share(**choice("signaal", signal.reference, [region.groups["west"], secret], owner))

    assert secret in queries.known_groups(member)
    assert secret not in queries.known_groups(other)
    assert secret not in queries.groups_to_show(other)
    with pytest.raises(NotThere):
        queries.group(other, secret.slug)
    for viewer, knows in ((owner, True), (member, True), (other, False)):
        said = " ".join(one.because for one in queries.reach_of(viewer, Signal.objects.get()).sees)
        assert ("Casus opvang" in said) is knows
    police = make_signal(owner="politie", regime="avg")
    with pytest.raises(NothingToAsk):  # the police is no member: asking it would tell that the group exists
        actions.ask_to_share(**choice("signaal", police.reference, [secret], member), reason="Dezelfde groep")


sets = st.frozensets(st.integers(1, 3))
rights = st.builds(
    Rights, owner=st.just(1), unit=st.just("u"), marking=st.sampled_from(Marking), regime=st.sampled_from(Regime),
    groups=sets, people=sets, compartment=st.sampled_from([None, 7]), is_released=st.booleans(), released_groups=sets,
)  # fmt: skip
viewers = st.builds(
    Viewer, person=st.integers(1, 3), membership=st.just(1), organisation=st.integers(2, 4),
    organisation_kind=st.just("municipality"), unit=st.sampled_from(["u", "elsewhere"]), groups=sets,
)  # fmt: skip


@given(
    now=rights,
    viewer=viewers,
    marking=st.sampled_from([Marking.AMBER_STRICT, Marking.AMBER, Marking.GREEN]),
    groups=sets,
)
def test_what_needs_no_consent_shows_nothing_new_to_anyone(now, viewer, marking, groups):
    from dataclasses import replace

    if reaches_further(now, marking, groups):
        return
    after = replace(now, marking=marking, groups=groups if marking == Marking.AMBER else frozenset())
    assert not may_see(viewer, after) or may_see(viewer, now)


@pytest.mark.parametrize("regime", [Regime.WPG, Regime.WJSG])
def test_police_and_judicial_data_serve_only_what_they_were_supplied_for(regime):
    for held in Purpose:
        assert [one for one in Purpose if may_serve(held, one, regime)] == [held]


def test_practice_never_mixes_with_the_real():
    for one in set(Purpose) - {Purpose.PRACTICE}:
        assert not may_serve(Purpose.PRACTICE, one, Regime.AVG)
        assert not may_serve(one, Purpose.PRACTICE, Regime.AVG)


def test_a_signal_for_another_purpose_is_stopped_at_the_situation(region, make_signal, start):
    started = start([make_signal()])
    other = make_signal(owner="politie", regime="wpg", released="Drukte", purpose=Purpose.DEMONSTRATION.value)

    with pytest.raises(OtherPurpose):
        situations.attach_signals(
            signals=[other.reference], situation=started.reference, by=region.viewer("analyst"), at=TUESDAY
        )
    with pytest.raises(OtherPurpose):
        common_purpose([("oov_picture", "wpg"), ("demonstration", "wpg")])
    assert Situation.objects.get().purpose == Purpose.PICTURE


def test_a_file_and_an_edition_leave_out_what_was_supplied_for_something_else(region, make_signal):
    kept = make_signal()
    other = make_signal(owner="politie", regime="wpg", released="Drukte", purpose=Purpose.DEMONSTRATION.value)
    viewer = region.viewer("analyst")

    assert set(readable(viewer)) == {kept, other}
    assert for_export(viewer, SignalFilters()) == [kept]
    assert list(readable(audience_of(region.groups["west"]))) == [kept]


def test_a_file_names_marking_owner_law_purpose_and_ground_of_each_row(region, make_signal):
    make_signal(owner="politie", regime="wpg", released="Drukte")
    rows = for_export(region.viewer("analyst"), SignalFilters())

    said = as_file("csv", rows, SignalFilters(), MONDAY)[0].decode("utf-8-sig").splitlines()[-1]

    for word in ("TLP:AMBER", "Politie Midden-Nederland", "Wpg", "beeld van de openbare orde", "Politiewet"):
        assert word in said
