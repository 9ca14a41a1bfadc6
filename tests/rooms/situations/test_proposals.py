"""What a text announces becomes a proposal for the calendar: accepted with one act, or dismissed for a reason from a list."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals import actions as signals
from eenheidsbeeld.situations import actions, queries, rules
from eenheidsbeeld.situations.actions.forward import new_sharing
from eenheidsbeeld.situations.labels import DISMISSAL_LABELS
from eenheidsbeeld.situations.models import CalendarEntry
from eenheidsbeeld.situations.rules import CalendarKind, Dismissal
from tests.conftest import MONDAY, TUESDAY
from tests.rooms.signals.conftest import areas, bring_in, draft, nothing_remembered  # noqa: F401

CALL = (
    "Stichting Het Anker roept op tot een demonstratie in Woerden, zaterdag 21 maart om 14.00 uur op het plein. "
    "Op dinsdag 24 maart om 20.00 uur is er een bewonersavond."
)
SATURDAY = datetime(2026, 3, 21, 14, 0, tzinfo=DUTCH_TIME)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def call(region: Any, areas: None, bring_in: Any) -> Any:  # noqa: F811
    return bring_in(region.viewer("woerden_oov"), CALL, area_code="GM0632")


def test_who_what_where_and_when_are_proposed_each_event_by_itself(call: Any, analyst: Any) -> None:
    first, second = queries.proposals(analyst, TUESDAY)

    assert (first.what, first.caller, first.area_code) == ("demonstratie", "Stichting Het Anker", "GM0632")
    assert (first.starts_at, first.time_known, first.kind) == (SATURDAY, True, CalendarKind.DEMONSTRATION)
    assert first.title == "Demonstratie van Stichting Het Anker, Woerden"
    assert (second.what, second.starts_at.day) == ("bewonersavond", 24)


@pytest.mark.parametrize("caller", ["Mohamed", "Willemijn Jansen", "Dhr. J. de Vries"])
def test_a_person_is_never_named_as_who_calls(
    region: Any, areas: None, bring_in: Any, analyst: Any, caller: str  # noqa: F811
) -> None:  # fmt: skip
    text = f"{caller} roept op tot een demonstratie in Woerden op zaterdag 21 maart om 14.00 uur."
    bring_in(region.viewer("woerden_oov"), text, area_code="GM0632")

    [one] = queries.proposals(analyst, TUESDAY)

    assert one.caller == ""
    assert not set(caller.lower().split()) & set(one.title.lower().split())


def test_one_act_in_the_inbox_puts_it_on_the_calendar(call: Any, signed_in: Any) -> None:
    browser = signed_in("analyst")
    page = browser.get(f"/inbox/{call.reference}/").content.decode()
    assert "Voor de agenda: Demonstratie van Stichting Het Anker, Woerden" in page
    assert "een activiteit met een datum die nog komt" in page

    answer = browser.post(
        f"/agenda/voorstel/{call.reference}/",
        {
            "inbox": "1",
            "signaal": call.reference,
            "nummer": "0",
            "title": "Demonstratie, Woerden",
            "kind": "demonstration",
        },
    )

    assert answer.url.startswith("/inbox/")
    entry = CalendarEntry.objects.get()
    assert (entry.title, entry.starts_at, entry.kind) == ("Demonstratie, Woerden", SATURDAY, "demonstration")
    assert (entry.marking, entry.area_code) == (call.marking, "GM0632")
    assert "Voor de agenda: Demonstratie" not in browser.get(f"/inbox/{call.reference}/").content.decode()


def test_a_dismissal_has_a_reason_and_the_other_event_stays(call: Any, signed_in: Any, analyst: Any) -> None:
    signed_in("analyst").post(f"/agenda/voorstel/{call.reference}/", {"afwijzen": "wrong_moment", "nummer": "1"})

    entry = CalendarEntry.objects.get()
    assert (entry.dismissed_because, entry.removed_at) == ("wrong_moment", TUESDAY)
    assert [one.number for one in queries.proposals(analyst, TUESDAY)] == [0]


@pytest.mark.parametrize("asked", ["", "omdat het over de opvang gaat", "content", "1"])
def test_a_dismissal_without_a_reason_of_the_list_dismisses_nothing(call: Any, signed_in: Any, asked: str) -> None:
    answer = signed_in("analyst").post(f"/agenda/voorstel/{call.reference}/", {"afwijzen": asked})

    assert answer.status_code == 422
    assert not CalendarEntry.objects.exists()


def test_what_a_protest_is_about_is_no_reason_and_the_page_says_so(call: Any, signed_in: Any) -> None:
    page = signed_in("analyst").get(f"/agenda/voorstel/{call.reference}/").content.decode()

    assert set(DISMISSAL_LABELS) == set(Dismissal)
    assert "Waar een demonstratie over gaat, is nooit een reden." in page


def test_whoever_decides_second_hears_it(call: Any, analyst: Any) -> None:
    actions.confirm_proposal(signal=call.reference, title="Demonstratie", by=analyst, at=TUESDAY)

    with pytest.raises(rules.AlreadyDecided):
        actions.reject_proposal(signal=call.reference, reason=Dismissal.KNOWN, by=analyst, at=TUESDAY)
    with pytest.raises(rules.AlreadyDecided):
        actions.confirm_proposal(signal=call.reference, title="Iets", number=9, by=analyst, at=TUESDAY)


def test_two_reports_of_one_event_propose_it_once(region: Any, call: Any, bring_in: Any, signed_in: Any) -> None:  # noqa: F811
    again = bring_in(region.viewer("houten_oov"), f"{CALL} Zo meldt de krant.", area_code="GM0632")
    assert again.story_id is not None

    page = signed_in("analyst").get(f"/inbox/{again.reference}/").content.decode()

    assert page.count('__title">Voor de agenda: Demonstratie') == 1


def test_who_reads_only_the_released_wording_sees_the_day_and_not_who_calls(
    region: Any, make_signal: Any, analyst: Any
) -> None:
    event = {"what": "demonstratie", "caller": "Stichting Het Anker", "first": SATURDAY.isoformat()}
    make_signal(
        "Bron meldt dat Stichting Het Anker oproept.", owner="politie", regime="wpg", released="Oproep in Woerden.",
        is_announced=True, event_from=SATURDAY, announced=[event],
    )  # fmt: skip

    [one] = queries.proposals(analyst, TUESDAY)

    assert (one.caller, one.what) == ("", "")
    assert "Anker" not in one.title


def test_the_time_that_the_sender_gave_goes_before_the_day_in_the_text(
    make_signal: Any, analyst: Any
) -> None:  # fmt: skip
    day = SATURDAY.replace(hour=0)
    event = {"what": "wake", "first": day.isoformat(), "last": day.isoformat(), "time_known": False}
    make_signal("Wake op zaterdag", is_announced=True, event_from=SATURDAY, event_time_known=True, announced=[event])

    [one] = queries.proposals(analyst, TUESDAY)

    assert (one.starts_at, one.time_known) == (SATURDAY, True)


def test_what_is_over_is_proposed_no_more_and_off_is_off(region: Any, call: Any, analyst: Any) -> None:
    assert queries.proposals(analyst, MONDAY + timedelta(days=30)) == []
    signals.switch_off_suggestion(
        suggestion=Suggestion.CALENDAR_PROPOSALS, reason="Wij doen dit zelf", by=region.viewer("privacy"), at=MONDAY
    )
    assert queries.proposals(analyst, TUESDAY) == []


def test_what_stands_on_the_calendar_that_day_is_shown_beside_it_and_one_click_says_it_is_the_same(
    region: Any, call: Any, analyst: Any, signed_in: Any
) -> None:
    def put(title: str, moment: datetime, area: str, by: str = "analyst", marking: Marking = Marking.AMBER) -> None:
        viewer = region.viewer(by)
        actions.put_calendar_entry(
            title=title, kind=CalendarKind.DEMONSTRATION, starts_at=moment, area_code=area,
            sharing=new_sharing(viewer, marking, viewer.groups), by=viewer, at=MONDAY,
        )  # fmt: skip

    put("Bijeenkomst op het plein", SATURDAY, "GM0632")
    put("Optocht elders", SATURDAY, "GM0321")
    put("Een dag later", SATURDAY + timedelta(days=1), "GM0632")
    put("Alleen voor de politie", SATURDAY, "GM0632", by="police_desk", marking=Marking.AMBER_STRICT)
    browser = signed_in("analyst")

    first, second = queries.proposals_beside_calendar(analyst, TUESDAY)
    assert ([one.title for one in first.there], second.there) == (["Bijeenkomst op het plein"], ())
    assert "Die dag staat in de agenda: Bijeenkomst op het plein" in browser.get("/agenda/").content.decode()
    page = browser.get(f"/agenda/voorstel/{call.reference}/").content.decode()
    assert "Dit staat misschien al in de agenda" in page
    assert "Bijeenkomst op het plein" in page
    assert "Alleen voor de politie" not in page

    browser.post(f"/agenda/voorstel/{call.reference}/", {"afwijzen": "known", "nummer": "0"})
    assert [one.number for one in queries.proposals(analyst, TUESDAY)] == [1]
