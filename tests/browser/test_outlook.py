"""Looking ahead in a real browser: read why, put aside with a reason, see who speaks, judge what came of a word."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.judgement import Likelihood
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.models import Alert, AlertJudgement, Claim
from eenheidsbeeld.pictures import actions as pictures
from eenheidsbeeld.publishing.actions import agree, release
from tests.browser.test_pages import Enter, _problems_in_each_look, enter  # noqa: F401
from tests.conftest import THURSDAY, TUESDAY, WEDNESDAY
from tests.rooms.outlook.conftest import LAST, count, history, look, tuesday  # noqa: F401
from tests.rooms.outlook.test_kept_score import THREE_WEEKS_ON
from tests.rooms.publishing.conftest import draft, publication, written  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = 390


@pytest.fixture
def alert(history: list[str], count: Any, look: Any) -> Alert:  # noqa: F811
    count("GM0632", "riot", 11)
    return look("bureau").alerts.get(rank=1)


def test_on_a_phone_an_alert_is_read_put_aside_with_a_reason_and_taken_back(alert: Alert, enter: Enter) -> None:  # noqa: F811
    page = enter("analyst", PHONE, "dark")
    page.goto("/vooruitblik/")
    expect(page.get_by_text("Alleen al door toeval zou u er")).to_be_visible()
    assert _problems_in_each_look(page) == []
    page.get_by_role("link", name="Ordeverstoring op straat: ongewoon veel signalen in Woerden").click()
    expect(page.get_by_text("Gewoon voor deze plaats")).to_be_visible()
    page.get_by_text("Zelf narekenen").click()
    expect(page.get_by_text("eenheidsbeeld counts --until 2026-W11")).to_be_visible()
    assert _problems_in_each_look(page) == []

    page.get_by_role("button", name="Opzij leggen").click()
    expect(page.get_by_text("Kies waarom u het opzij legt").first).to_be_visible()
    assert not AlertJudgement.objects.exists()
    page.get_by_label("Er is meer gemeld, niet meer gebeurd").check()
    page.get_by_role("button", name="Opzij leggen").click()

    expect(page.get_by_text("Opzij gelegd").first).to_be_visible()
    expect(page.locator(f"#m-{alert.reference}")).to_contain_text("Er is meer gemeld, niet meer gebeurd")
    page.get_by_role("button", name="Ongedaan maken").first.click()
    expect(page.get_by_role("button", name="Opzij leggen")).to_be_visible()
    assert AlertJudgement.objects.get().undone_at is not None


def test_with_the_keyboard_alone_an_alert_is_judged(alert: Alert, enter: Enter) -> None:  # noqa: F811
    page = enter("analyst")
    page.goto(f"/vooruitblik/melding/{alert.reference}/")
    page.get_by_role("button", name="Er was iets aan de hand").focus()
    for _step in range(2):  # past the button to the reasons, and along them with the arrows
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Opzij gelegd").first).to_be_visible()
    assert AlertJudgement.objects.get().why == "same_event"


def test_who_speaks_stands_beside_how_often_it_was_right(region: Any, history: list[str], enter: Enter) -> None:  # noqa: F811
    group = region.groups["west"]
    for phenomenon in ("riot", "demonstration"):
        actions.expect(
            group=group, phenomenon=phenomenon, last=LAST, horizons=(1,), back=12, by=System("tests"), at=TUESDAY
        )
    actions.fill_in_outcomes(group=group, last=LAST, by=System("tests"), at=TUESDAY)
    page = enter("houten_mayor", PHONE, "dark")
    outlook = ("verwacht/?gebied=GM0632", "staat-van-dienst/", "uitleg/")
    for address in (*(f"/vooruitblik/{one}" for one in outlook), "/gebieden/GM0632/"):
        page.set_viewport_size({"width": PHONE, "height": 844})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, address
        assert _problems_in_each_look(page) == [], address
    page.goto("/vooruitblik/staat-van-dienst/")
    expect(page.get_by_role("rowheader", name="Optelsom van eenvoudige blikken op het verleden")).to_be_visible()


def _released(region: Any, edition: Any, settings: Any, folder: Any) -> Any:
    settings.DATA = folder
    editor = region.viewer("editor")
    agree.send_round(edition=edition, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    agree.agree_to_part(edition=edition, by=region.viewer("police_chief"), at=TUESDAY)
    release.adopt(edition=edition, by=editor, at=THURSDAY)
    return pictures.release_edition(edition=edition, by=editor, at=THURSDAY)


def test_a_likelihood_word_of_a_released_picture_is_judged_when_its_time_is_over(
    region: Any, written: Any, enter: Enter, settings: Any, tmp_path: Any, monkeypatch: Any  # noqa: F811
) -> None:  # fmt: skip
    _released(region, written, settings, tmp_path)
    page: Page = enter("editor", PHONE)
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    page.goto("/vooruitblik/staat-van-dienst/")
    expect(page.get_by_role("heading", name="Wat kwam ervan?")).to_have_count(0)

    monkeypatch.setattr(clock, "now", lambda: THREE_WEEKS_ON)
    page = enter("editor", PHONE)  # three weeks later nobody is still signed in
    page.goto("/vooruitblik/staat-van-dienst/")
    waiting = page.locator("#te-oordelen")
    expect(waiting).to_contain_text("De spanning in Woerden neemt toe.")
    waiting.get_by_role("button", name="Het kwam niet").click()

    expect(page.get_by_text("Genoteerd wat ervan kwam.")).to_be_visible()
    expect(page.locator("#te-oordelen")).to_have_count(0)
    claim = Claim.objects.get()
    assert (claim.likelihood, claim.outcome) == (Likelihood.LIKELY.value, "did_not")
    page.get_by_text("Fout, bij naam").click()
    expect(page.get_by_text("De spanning in Woerden neemt toe.")).to_be_visible()
