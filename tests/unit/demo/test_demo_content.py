"""The invented region holds together: every id exists, every code is known, nothing in it could be real."""

import re
from datetime import datetime

import pytest

from eenheidsbeeld.reference import demo, geo
from eenheidsbeeld.reference.codelists import phenomena as code_list
from eenheidsbeeld.reference.demo.codes import PHENOMENA
from eenheidsbeeld.reference.demo.moments import AMSTERDAM

MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=AMSTERDAM)
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=AMSTERDAM)
MIDSUMMER = datetime(2027, 7, 15, 14, 0, tzinfo=AMSTERDAM)
NEW_YEARS_EVE = datetime(2026, 12, 31, 22, 0, tzinfo=AMSTERDAM)
DAYS = [MONDAY_MORNING, MIDSUMMER, NEW_YEARS_EVE]

ROLES = {"reader", "contributor", "analyst", "editor", "signatory", "administrator", "privacy_officer"}
KINDS = {"municipality", "police", "om", "regional_bureau", "knowledge_partner"}
LIKELIHOOD = {
    "very_unlikely",
    "unlikely",
    "possible",
    "realistic",
    "likely",
    "very_likely",
    "almost_certain",
}
PHASES = {"latent", "rising", "escalation", "aftermath"}
DIRECTIONS = {"down", "stable", "up", "unknown"}
CONFIDENCE = {"low", "moderate", "high"}
SOURCE_GRADES = {"reliable", "unknown", "doubtful"}
CONTENT_GRADES = {"confirmed", "plausible", "unconfirmed", "contradicted"}
SECTIONS = {"changed", "look_back", "look_ahead", "online"}
TRIGGERS = {
    "event",
    "incident",
    "court_ruling",
    "political_decision",
    "own_decision",
    "anniversary",
    "religious_day",
    "sports",
    "publication",
    "foreign_conflict",
    "new_year",
}

MUNICIPALITIES = {row.code for row in geo.municipalities()}
UNIT = {row.code for row in geo.municipalities() if row.unit == "PU-midden-nederland"}
WEST = {row.code for row in geo.municipalities() if row.district == "PD-west-utrecht"}
AREAS = MUNICIPALITIES | {row.code for row in geo.areas_above()}
ACCOUNTS = {person.account for person in demo.people()}
ORGANISATIONS = {organisation.key for organisation in demo.organisations()}
SIGNALS = {signal.id: signal for signal in demo.signals()}
SITUATIONS = {situation.key: situation for situation in demo.situations()}


def test_the_unit_has_its_municipalities_police_prosecution_bureau_and_a_partner():
    kinds = [organisation.kind for organisation in demo.organisations()]

    assert kinds.count("municipality") == len(UNIT) == 38
    assert set(kinds) == KINDS
    assert len({organisation.key for organisation in demo.organisations()}) == len(kinds)
    assert all(organisation.area in AREAS for organisation in demo.organisations())
    assert all(organisation.parent in ORGANISATIONS | {None} for organisation in demo.organisations())
    assert {o.area for o in demo.organisations() if o.kind == "municipality" and o.active} == WEST


def test_groups_hold_known_organisations_only():
    for group in demo.groups():
        assert set(group.members) <= ORGANISATIONS
        assert len(set(group.members)) == len(group.members)


def test_each_role_can_be_tried_and_each_account_says_what_to_try():
    people = demo.people()

    assert len(ACCOUNTS) == len(people)
    assert {role for person in people for role in person.roles} == ROLES
    assert {role for person in people if person.featured for role in person.roles} == ROLES
    for person in people:
        assert person.organisation in ORGANISATIONS
        assert person.deputy_for in ACCOUNTS | {None}
        assert person.area in AREAS
        assert 20 <= len(person.try_this) <= 140
        assert person.try_this.endswith(".")


def test_there_are_enough_different_texts_and_the_last_weeks_are_dense():
    texts = [signal.text for signal in demo.signals()]
    live = [signal for signal in demo.signals() if signal.at.weeks == 0 and not signal.at.is_seasonal]

    assert len(texts) == len(set(texts)) >= 260
    assert len(SIGNALS) == len(texts)
    assert len(live) >= 45
    assert 20 <= sum(signal.state == "received" for signal in live) <= 30
    assert sum(-6 <= signal.at.weeks < 0 for signal in demo.signals()) >= 100
    assert {signal.at.weeks_ago for signal in demo.signals()} >= set(range(53)), "a week without any text"


@pytest.mark.parametrize("signal", demo.signals(), ids=lambda signal: signal.id)
def test_a_signal_names_known_people_places_and_grades(signal):
    assert signal.owner in ORGANISATIONS
    assert signal.account in ACCOUNTS | {None}
    assert (signal.account is None) == (signal.channel == "feed")
    assert signal.channel in {"form", "import", "feed"}
    assert signal.group in {group.key for group in demo.groups()} | {None}
    assert (signal.marking == "clear") == (signal.group is None)
    assert signal.municipality in UNIT | {None}
    assert signal.phenomenon in {*PHENOMENA, None}
    assert signal.situation in SITUATIONS.keys() | {None}
    assert signal.reliability in SOURCE_GRADES
    assert signal.credibility in CONTENT_GRADES
    assert signal.eep
    assert set(signal.eep) <= {"experienced", "evidenced", "potential"}
    assert signal.state in {"received", "attached", "set_aside"}
    assert (signal.state == "set_aside") == (signal.set_aside_reason is not None)
    assert signal.state != "attached" or signal.situation
    assert signal.at.at is not None


@pytest.mark.parametrize("signal", demo.signals(), ids=lambda signal: signal.id)
def test_the_regime_follows_from_the_owner_and_only_police_and_prosecution_release_wordings(signal):
    kind = next(one.kind for one in demo.organisations() if one.key == signal.owner)

    assert signal.regime == {"police": "wpg", "om": "wjsg"}.get(kind, "avg")
    assert signal.regime != "avg" or signal.released_wording is None
    assert signal.regime == "avg" or signal.marking != "clear"


@pytest.mark.parametrize("signal", demo.signals(), ids=lambda signal: signal.id)
def test_personal_data_stands_in_the_text_and_not_in_the_released_wording(signal):
    for words in signal.masked:
        assert words in signal.text
        assert words not in (signal.released_wording or "")


def test_about_a_third_of_the_texts_needs_cleaning():
    needs = sum(bool(signal.masked) for signal in demo.signals())

    assert 0.28 <= needs / len(SIGNALS) <= 0.45


def test_the_same_report_and_the_same_event_occur_more_than_once():
    for name in ("same_report", "same_event"):
        keys = [getattr(signal, name) for signal in demo.signals() if getattr(signal, name)]
        assert len(set(keys)) >= 10
    repeated = {key for key in keys if keys.count(key) > 1}
    assert len(repeated) >= 10


@pytest.mark.parametrize("situation", demo.situations(), ids=lambda situation: situation.key)
def test_a_situation_keeps_facts_and_assessments_apart_and_both_have_their_grounds(situation):
    assert situation.phenomenon in PHENOMENA
    assert set(situation.also) <= set(PHENOMENA)
    assert situation.municipalities
    assert set(situation.municipalities) <= UNIT
    assert situation.facts
    assert situation.assessments
    assert situation.tension
    assert situation.signals
    for fact in situation.facts:
        assert fact.rests_on
        assert set(fact.rests_on) <= SIGNALS.keys()
        assert fact.reliability in SOURCE_GRADES
        assert fact.credibility in CONTENT_GRADES
    for assessment in situation.assessments:
        assert assessment.by in ACCOUNTS
        assert assessment.likelihood in LIKELIHOOD | {None}
        assert assessment.confidence in CONFIDENCE
        assert assessment.confidence_reason
        assert not assessment.claim or assessment.likelihood
    for step in situation.tension:
        assert step.phase in PHASES
        assert 0 <= step.level <= 4
        assert step.direction in DIRECTIONS
        assert step.reason
        assert step.by in ACCOUNTS
    assert all(measure.by in ACCOUNTS for measure in situation.measures)
    assert set(situation.signals) <= SIGNALS.keys()
    assert {situation.merged_into, situation.split_from, *situation.merges} <= SITUATIONS.keys() | {None}
    assert (situation.closed is None) == (situation.close_reason == "")


@pytest.mark.parametrize("situation", demo.situations(), ids=lambda situation: situation.key)
def test_a_fact_is_never_written_before_a_signal_it_rests_on_by_more_than_a_day(situation):
    for fact in situation.facts:
        days = [SIGNALS[key].at.day(MONDAY_MORNING.date()) for key in fact.rests_on]
        assert any(abs((fact.at.day(MONDAY_MORNING.date()) - day).days) <= 1 for day in days), fact.text


def test_the_year_has_every_phenomenon_and_every_phase():
    assert {signal.phenomenon for signal in demo.signals()} >= set(PHENOMENA)
    assert {step.phase for situation in demo.situations() for step in situation.tension} == PHASES
    assert {step.level for situation in demo.situations() for step in situation.tension} == {0, 1, 2, 3, 4}
    assert 14 <= len(SITUATIONS) <= 22


def test_each_phenomenon_of_the_demo_stands_in_the_shipped_code_list():
    shipped = {row.code for row in code_list()}

    assert set(PHENOMENA) <= shipped


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_what_happened_never_lies_in_the_future_and_stays_in_order(now):
    told = [signal for signal in demo.signals() if not signal.at.is_seasonal]
    moments = [signal.at.before(now) for signal in told]

    assert max(moments) <= now
    assert moments == sorted(moments)
    assert all(signal.at.before(now) <= now for signal in demo.signals())


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_no_date_is_left_unfilled(now):
    words = [signal.text_on(now) for signal in demo.signals()]
    words += [demo.filled(fact.text, fact.at, now) for s in demo.situations() for fact in s.facts]
    words += [statement.text for edition in demo.editions(now) for statement in edition.statements]
    words += [message for edition in demo.editions(now) for message in edition.key_messages]

    assert not [text for text in words if "{" in text or "}" in text]


def test_levels_cover_each_municipality_and_week_and_some_were_not_set():
    levels = demo.levels(MONDAY_MORNING)

    assert len(levels) == 38 * 53
    assert {level.municipality for level in levels} == UNIT
    assert len({level.week for level in levels}) == 53
    for level in levels:
        assert 0 <= level.proposed <= 4
        assert level.proposed_direction in DIRECTIONS
        assert level.proposed_reason.endswith(".")
        if level.level is None:
            assert level.direction is None
            assert level.set_at is None
        else:
            assert 0 <= level.level <= 4
            assert level.direction in DIRECTIONS
            assert level.reason.endswith(".")
    not_set = sum(level.level is None for level in levels)
    assert 50 < not_set < 500
    assert any(level.level not in (None, level.proposed) for level in levels)


def test_the_calendar_is_full_for_three_weeks_and_knows_its_places():
    entries = demo.calendar(MONDAY_MORNING)
    ahead = [e for e in entries if 0 <= (e.at.on(MONDAY_MORNING, coming=True) - MONDAY_MORNING).days <= 21]

    assert len(ahead) >= 20
    assert len({entry.key for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.kind in TRIGGERS
        assert entry.certainty in {"certain", "likely", "tentative"}
        assert set(entry.municipalities) <= UNIT
        assert entry.situation in SITUATIONS.keys() | {None}
        assert entry.expected
        assert entry.prepare


def test_nil_returns_come_from_municipalities_that_sent_nothing_else_that_week():
    sent = {(signal.sender_area, signal.at.weeks) for signal in demo.signals()}
    for nil in demo.nil_returns():
        assert nil.municipality in WEST
        assert nil.account in ACCOUNTS
        assert (nil.municipality, nil.at.weeks) not in sent
    assert len(demo.nil_returns()) > 200


def test_every_past_week_has_an_edition_with_a_correction_an_extra_and_a_silent_partner():
    editions = demo.editions(MONDAY_MORNING)

    assert {edition.weeks_ago for edition in editions} == set(range(53))
    assert [edition.kind for edition in editions].count("extra") == 1
    assert sum(edition.version == 2 and edition.correction is not None for edition in editions) == 1
    assert any(edition.om.state == "no_response" for edition in editions if edition.weeks_ago)
    assert sum(bool(edition.dissent) for edition in editions) >= 2
    assert editions[-1].state == "in_agreement"
    assert editions[-1].released_at is None


@pytest.mark.parametrize("edition", demo.editions(MONDAY_MORNING), ids=lambda e: f"{e.week}-{e.kind}-{e.version}")
def test_an_edition_rests_on_signals_that_exist_and_that_were_there_in_time(edition):
    released = edition.released_at.on(FRIDAY) if edition.released_at else FRIDAY
    assert len(edition.key_messages) == 3
    assert 4 <= len(edition.statements) <= 18
    assert edition.assessment
    assert edition.courses_of_action
    for statement in edition.statements:
        assert statement.section in SECTIONS
        assert set(statement.situations) <= SITUATIONS.keys()
        for key in statement.signals:
            signal = SIGNALS[key]
            assert signal.at.is_seasonal or signal.at.on(FRIDAY) <= released, key
    for claim in edition.claims:
        assert claim.likelihood in LIKELIHOOD
        assert claim.confidence in CONFIDENCE
        assert claim.confidence_reason
        # Situations of before the demo's own are not told; what was expected of them is.
        assert claim.situation in SITUATIONS or not claim.situation
    assert all(dissent.by in ORGANISATIONS for dissent in edition.dissent)


@pytest.mark.parametrize("edition", demo.editions(MONDAY_MORNING), ids=lambda e: f"{e.week}-{e.kind}-{e.version}")
def test_an_edition_tells_of_police_and_prosecution_only_what_they_released(edition):
    for statement in edition.statements:
        for key in statement.signals:
            assert SIGNALS[key].regime == "avg" or SIGNALS[key].released_wording, key


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_editions_hold_no_personal_data(now):
    masked = {words for signal in demo.signals() for words in signal.masked}
    for edition in demo.editions(now):
        text = " ".join(statement.text for statement in edition.statements) + edition.assessment
        assert not [words for words in masked if words in text]


def test_the_new_year_lies_in_the_week_of_the_new_year():
    week = next(e for e in demo.editions(MONDAY_MORNING) if "Deze week is de jaarwisseling" in e.key_messages[0])

    assert week.week == "2026-W01"
    levels = {(level.municipality, level.week): level for level in demo.levels(MONDAY_MORNING)}
    assert levels["GM0353", "2026-W01"].level == 3


def test_nothing_rests_on_a_text_that_is_told_in_some_months_only():
    cited = {key for situation in demo.situations() for fact in situation.facts for key in fact.rests_on}
    cited |= {key for e in demo.editions(MONDAY_MORNING) for part in e.statements for key in part.signals}

    assert not [key for key in cited if SIGNALS[key].months]


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_what_is_told_fits_the_season_and_is_enough(now):
    told = demo.told_signals(now)

    assert len(told) >= 260
    assert [signal.at.before(now) for signal in told] == sorted(signal.at.before(now) for signal in told)
    assert not [signal.id for signal in told if signal.id.startswith("nov-") and now.month == 7]


def test_dates_are_written_in_full_dutch():
    assert re.match(r"Donderdag 26 november bespreekt", demo.editions(MONDAY_MORNING)[-1].key_messages[0])
