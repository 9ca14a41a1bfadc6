"""A hold keeps a record, an area or a subject with a period; also when it is placed while a night is running."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import holds
from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.audit.hold_rules import AREA, SUBJECT, HeldAlready, HeldPeriod, PeriodBackwards
from eenheidsbeeld.audit.models import AuditEntry, LegalHold
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.core import retention
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.signals.models import Signal
from tests.conftest import MONDAY
from tests.rooms.audit.test_destruction import A_YEAR_LATER, BY, put_notice
from tests.rooms.signals.conftest import areas, bring_in, draft, region  # noqa: F401

IN_MARCH = HeldPeriod("GM0632", date(2026, 3, 1), date(2026, 3, 31))


def hold(kind: str, key: str, by: Any = BY, **more: Any) -> LegalHold:
    wanted = {"organisation": None, "unit": "", **more}
    return audit.place_hold(
        kind=kind, key=key, ground=HoldGround.COURT_CASE, reason="Er loopt een zaak.", review_at=A_YEAR_LATER, by=by,
        at=MONDAY, **wanted,
    )  # fmt: skip


def test_the_key_of_a_period_says_all_of_it_and_reads_back() -> None:
    assert HeldPeriod.parse(IN_MARCH.key) == IN_MARCH
    assert len(HeldPeriod("x" * 40, date(2026, 1, 1), date(2026, 1, 2)).key) <= 60
    with pytest.raises(PeriodBackwards):
        HeldPeriod("GM0632", date(2026, 3, 2), date(2026, 3, 1))


@pytest.fixture
def signals(region: Any, bring_in: Any) -> dict[str, Signal]:  # noqa: F811
    made = {
        "woerden": bring_in(region.viewer("woerden_oov"), "Onrust bij de opvang in Woerden.", area_code="GM0632"),
        "houten": bring_in(region.viewer("houten_oov"), "Drukte op het plein in Houten.", area_code="GM0321"),
    }
    return {name: Signal.objects.get(pk=signal.pk) for name, signal in made.items()}


def what_is_left() -> set[str]:
    destroy_what_has_ended(by=BY, at=A_YEAR_LATER)
    return set(Signal.objects.values_list("area_code", flat=True))


def test_an_area_and_a_period_keep_what_came_from_there_then(signals: dict[str, Signal]) -> None:
    hold(AREA, IN_MARCH.key)

    assert what_is_left() == {"GM0632"}


def test_a_district_keeps_its_municipalities(signals: dict[str, Signal]) -> None:
    hold(AREA, HeldPeriod("PD-west-utrecht", date(2026, 3, 1), date(2026, 3, 31)).key)

    assert "GM0632" in what_is_left()


def test_another_period_of_the_same_area_keeps_nothing(signals: dict[str, Signal]) -> None:
    hold(AREA, HeldPeriod("GM0632", date(2026, 1, 1), date(2026, 1, 31)).key)

    assert what_is_left() == set()


def test_a_subject_keeps_what_is_about_it(signals: dict[str, Signal]) -> None:
    Signal.objects.filter(pk=signals["houten"].pk).update(phenomenon="asylum_tension")
    Signal.objects.filter(pk=signals["woerden"].pk).update(phenomenon="")
    hold(SUBJECT, HeldPeriod("asylum_tension", date(2026, 3, 1), date(2026, 3, 31)).key)

    assert what_is_left() == {"GM0321"}


def test_a_hold_of_one_organisation_keeps_only_its_own(signals: dict[str, Signal], region: Any) -> None:  # noqa: F811
    hold(AREA, IN_MARCH.key, organisation=region.organisations["houten"].pk)

    assert what_is_left() == set()


def test_a_hold_of_a_unit_keeps_what_its_organisations_own(signals: dict[str, Signal], region: Any) -> None:  # noqa: F811
    hold(AREA, IN_MARCH.key, unit=region.organisations["bureau"].unit_code)

    assert what_is_left() == {"GM0632"}


def test_a_hold_placed_while_the_night_runs_is_honoured_by_the_next_batch(region: Any, monkeypatch: Any) -> None:  # noqa: F811
    made = [put_notice(region, MONDAY) for _number in range(4)]
    monkeypatch.setattr("eenheidsbeeld.audit.destruction.AT_ONCE", 1)
    done: list[int] = []

    def first_one_then_a_hold(keys: Any) -> None:
        Notice.objects.filter(pk__in=keys).delete()
        if not done:
            hold("accounts.notice", str(made[-1].pk))
        done.extend(keys)

    monkeypatch.setitem(retention._endings, "accounts.notice", retention.Ending(first_one_then_a_hold))
    night = destroy_what_has_ended(by=BY, at=A_YEAR_LATER)

    assert list(Notice.objects.values_list("pk", flat=True)) == [made[-1].pk]
    assert night.held == {"accounts.notice": 1}


def test_when_it_cannot_be_said_what_is_held_nothing_of_that_kind_goes(region: Any, monkeypatch: Any) -> None:  # noqa: F811
    kept = put_notice(region, MONDAY)

    def broken(_model: Any, _keys: Any) -> Any:
        raise OSError

    monkeypatch.setattr(holds, "held_among", broken)
    night = destroy_what_has_ended(by=BY, at=A_YEAR_LATER)

    assert Notice.objects.filter(pk=kept.pk).exists()
    assert night.failed["accounts.notice"] == [["", "HoldsUnknown"]]


def test_what_is_gone_cannot_be_held_and_nothing_is_held_twice(region: Any) -> None:  # noqa: F811
    notice = put_notice(region, MONDAY)
    hold("accounts.notice", str(notice.pk))

    with pytest.raises(HeldAlready):
        hold("accounts.notice", str(notice.pk))
    with pytest.raises(NotThere):
        hold("accounts.notice", str(notice.pk + 1))


def test_the_log_of_what_is_held_stays_as_long_as_the_record(region: Any) -> None:  # noqa: F811
    notice = put_notice(region, MONDAY)
    audit.record(event="notice_seen", subject=notice, by=System("tests"), at=MONDAY)
    audit.seal_what_is_settled(at=MONDAY)
    placed = hold("accounts.notice", str(notice.pk))
    later = MONDAY + AuditEntry.keep_for.length() + timedelta(days=1)

    destroy_what_has_ended(by=BY, at=later)
    assert AuditEntry.objects.filter(event="notice_seen").exists()

    audit.lift_hold(hold=placed, by=region.viewer("privacy"), at=later)
    destroy_what_has_ended(by=BY, at=later)
    assert not AuditEntry.objects.filter(event="notice_seen").exists()


def test_what_a_hold_keeps_is_counted_by_kind(signals: dict[str, Signal]) -> None:
    placed = hold(AREA, IN_MARCH.key)

    [kept] = [one for one in holds.kept_by(placed, A_YEAR_LATER) if one.kind == "signals.signal"]

    assert (kept.count, kept.past_term) == (1, 1)
    assert [one.past_term for one in holds.kept_by(placed, MONDAY)] == [0]
