"""A name was seen in a signal that no privacy officer can read: it does not stay hidden for ever."""

from __future__ import annotations

from typing import Any

import pytest

from eenheidsbeeld.accounts.models import MembershipRole, Notice
from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.signals import actions, queries
from eenheidsbeeld.signals.rules import NameOutcome
from tests.conftest import TUESDAY
from tests.rooms.situations.conftest import make_signal  # noqa: F401


@pytest.fixture
def reported(region: Any, make_signal: Any) -> Any:  # noqa: F811
    """Woerden keeps a signal to itself, has no privacy officer, and one of its own people sees a name."""
    brought_in_by = region.membership("woerden_oov")
    signal = make_signal("Ook snorremans stond bij de brug", marking="amber_strict", brought_in_by=brought_in_by)
    return actions.report_name(
        reference=signal.reference, by=region.viewer("woerden_mayor"), at=TUESDAY, words=["snorremans"]
    )


def test_the_administrator_hears_that_a_privacy_officer_is_needed(region, reported, signed_in):
    told = Notice.objects.get(kind="officer_needed")
    page = signed_in("woerden_admin").get("/").content.decode()

    assert (told.organisation.slug, told.role) == ("woerden", "administrator")
    assert "Uw organisatie heeft een privacyfunctionaris nodig" in page
    assert "snorremans" not in page and "brug" not in page


def test_who_brought_it_in_takes_the_name_out_and_can_do_nothing_else(region, reported, signed_in, owner):
    assert queries.reported_signal(region.viewer("privacy"), reported) is None
    client, address = signed_in("woerden_oov"), f"/signalen/namen/{reported.reference}/"
    assert "Misschien staat er een naam in een signaal dat u inbracht" in client.get("/").content.decode()
    page = client.get(address).content.decode()
    assert "snorremans" in page and 'value="withdrawn"' not in page and 'value="no_name"' not in page
    assert "Wie het opende" not in page, "who read it is for a privacy officer"

    for outcome in (NameOutcome.NO_NAME, NameOutcome.WITHDRAWN):
        with pytest.raises(NotYourRole):
            actions.settle_name_report(reference=reported.reference, outcome=outcome, words=[], by=owner, at=TUESDAY)
    answer = client.post(address, {"outcome": "masked", "words": "snorremans"})

    assert answer.url == "/signalen/mijn/"
    reported.refresh_from_db()
    assert reported.settled_by == region.membership("woerden_oov")
    seen = queries.signal(owner, reported.signal.reference)
    assert not seen.is_hidden and "snorremans" not in seen.shown_text
    assert "privacyfunctionaris nodig" not in signed_in("woerden_admin").get("/").content.decode()


def test_for_everyone_else_the_report_is_not_there(region, reported):
    for name in ("houten_oov", "woerden_mayor", "woerden_admin", "analyst", "stranger"):
        with pytest.raises(NotThere):
            queries.name_report(region.viewer(name), reported.reference)


def test_as_soon_as_there_is_an_officer_it_is_theirs_again(region, reported, owner):
    MembershipRole.objects.create(membership=region.membership("woerden_mayor"), role="privacy_officer")

    with pytest.raises(NotThere):
        queries.name_report(owner, reported.reference)
    assert queries.reported_signal(region.viewer("woerden_mayor"), reported) is not None


def test_where_the_bureau_reads_it_nothing_of_this_happens(region, make_signal, owner):  # noqa: F811
    brought_in_by = region.membership("woerden_oov")
    signal = make_signal("Ook snorremans stond bij de brug", brought_in_by=brought_in_by)
    report = actions.report_name(reference=signal.reference, by=region.viewer("houten_oov"), at=TUESDAY)

    assert not Notice.objects.filter(kind="officer_needed").exists()
    with pytest.raises(NotThere):
        queries.name_report(owner, report.reference)


def test_who_reports_is_told_who_knows_of_it(region, make_signal, signed_in):  # noqa: F811
    signal = make_signal("Ook snorremans stond bij de brug", marking="amber_strict")
    answer = signed_in("woerden_mayor").post(f"/signalen/{signal.reference}/naam/", follow=True)

    page = answer.content.decode()
    assert "de beheerder van die organisatie weten het" in page
    assert "De privacyfunctionaris weet het" not in page
