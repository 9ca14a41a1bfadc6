"""Whatever is sent to whichever address: never an error of ours, and always words, in Dutch, that say what to do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eenheidsbeeld.audit.models import AuditEntry
from tests.house.conftest import ROOT
from tests.security.conftest import ALL_ROLES
from tests.security.own_forms import OWN, with_records
from tests.security.routes import EVERYTHING, Route, filled, routes

SOURCE = ROOT / "src" / "eenheidsbeeld"
READ = re.compile(r"""(?:GET|POST|asked|query)\.(?:get|getlist)\(\s*["']([a-z_-]+)["']""")
FIELD = re.compile(r"^    ([a-z_]+)\s*(?::[^=]+)?= forms\.", re.M)
FILTER = re.compile(r"""^    "[a-z]+": "([a-z]+)",$""", re.M)
# Every name that some page asks for, and some that none does.
NAMES = sorted(
    {
        name
        for path in SOURCE.rglob("*.py")
        for pattern in (READ, FIELD, FILTER)
        for name in pattern.findall(path.read_text("utf-8"))
    }
    | {"niveau", "fase", "stand", "grond", "onderwerp", "gebied", "na", "zoek", "week", "onbekend", "answer_before_0"}
)
ODD = [
    "", "\x00", "a\x00b", "²", "٣", "-1", "9" * 400, "1e9", "NaN", "'", '"', "%", "_", "\\", "../../etc/passwd", "file:///etc/passwd",
    "<script>alert(1)</script>", "{{7*7}}", "\u202egnp.exe", "\ufdd0", "😀" * 200, "\r\nX-Kop: y", "a" * 20_000, "2026-99-99",
    "2026-W99", "9999-W53", "0000-W01", "0001-01-01", "9999-12-31", "24:61", "on", "GM0632", "GM9999", "amber", "red",
    "http://[", "//elders", "1:2:3", "0-5", "person:0-5", "=1+1", "\u00a0", "\ufeff", "[]", "null", "ZZZZZZZZZZ", "naam:1", "signal:",
]  # fmt: skip
VALUE = st.sampled_from(ODD) | st.text(max_size=40) | st.integers(-(2**70), 2**70).map(str)
SENT = st.dictionaries(st.sampled_from(NAMES), VALUE | st.lists(VALUE, min_size=2, max_size=3), max_size=8)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "HTTP_REFERER": st.sampled_from(["http://[", "x", "http://testserver/inbox/", "//elders/"]),
        "HTTP_HX_REQUEST": st.just("true"),
        "HTTP_HX_CURRENT_URL": st.sampled_from(["http://[", "%00", "http://testserver/x?%zz"]),
        "HTTP_X_AUTOSAVE": st.just("1"),
        "HTTP_ACCEPT": st.sampled_from(["application/json", "\\", "*/*;q=x"]),
        "HTTP_ACCEPT_LANGUAGE": st.sampled_from(["nl" * 500, "en;q=x", "*"]),
        "HTTP_IF_MODIFIED_SINCE": st.just("gisteren"),
        "HTTP_RANGE": st.just("bytes=9-1"),
    },
)
BY_NAME = {route.name: route for route in routes()}
# For a program, that reads a number and no page.
FOR_PROGRAMS = {"desk:health", "desk:robots", "desk:favicon"}
ONCE = {
    "deadline": None, "derandomize": True, "database": None, "phases": (Phase.generate,),
    "suppress_health_check": list(HealthCheck),
}  # fmt: skip


@pytest.fixture
def ask(full_world: dict[str, str], outsider: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Somebody of the bureau with every role; nothing of what is asked stays."""
    monkeypatch.setattr("eenheidsbeeld.signals.clients.feeds._resolve", lambda _host, _port: [])
    client = outsider("bureau", *ALL_ROLES)
    client.raise_request_exception = False
    client.get("/")

    def send(method: str, address: str, *more: Any, **headers: Any) -> Any:
        begun, before = transaction.savepoint(), AuditEntry.objects.count()
        try:
            return getattr(client, method)(address, *more, **headers)
        finally:
            send.logged = str(list(AuditEntry.objects.order_by("pk").values_list("details", flat=True)[before:]))  # type: ignore[attr-defined]
            transaction.savepoint_rollback(begun)

    return send


def check(answer: Any, route: Route) -> None:
    """No error of ours; a refusal is a page, or a line for a script, with words in Dutch."""
    assert answer.status_code < 500 or answer.status_code == 503, route.name
    if answer.status_code < 400 or route.name in FOR_PROGRAMS:
        return
    words = answer.content.decode()
    assert len(words) > 15, route.name
    is_page = 'lang="nl"' in words
    assert is_page or re.search(r"\b(de|het|een|is|niet|deze|dit|uw)\b", words), (route.name, words[:200])


@settings(max_examples=150, **ONCE)
@given(name=st.sampled_from(sorted(BY_NAME)), sent=SENT, headers=HEADERS)
def test_any_question_gets_an_answer_in_words(
    name: str, sent: dict[str, Any], headers: dict[str, str], ask: Any, full_world: dict[str, str]
) -> None:
    check(ask("get", filled(BY_NAME[name], full_world), sent, **headers), BY_NAME[name])


@settings(max_examples=200, **ONCE)
@given(name=st.sampled_from(sorted(BY_NAME)), sent=SENT, headers=HEADERS, usual=st.booleans())
def test_any_form_gets_an_answer_in_words(
    name: str, sent: dict[str, Any], headers: dict[str, str], usual: bool, ask: Any, full_world: dict[str, str]
) -> None:
    """What is odd alone, and what is odd in one field of a form that is right for the rest."""
    right = OWN[name].form if name in OWN else EVERYTHING
    form = {**with_records(right, full_world), **sent} if usual else sent
    check(ask("post", filled(BY_NAME[name], full_world), form, **headers), BY_NAME[name])


@settings(max_examples=60, **ONCE)
@given(name=st.sampled_from(sorted(BY_NAME)), body=st.binary(max_size=300), kind=st.sampled_from([
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=grens", "multipart/form-data", "application/json",
    "text/plain; charset=onzin", "multipart/form-data; boundary=" + "g" * 300, "application/x-www-form-urlencoded; charset=utf-16",
]))  # fmt: skip
def test_any_bytes_get_an_answer_in_words(
    name: str, body: bytes, kind: str, ask: Any, full_world: dict[str, str]
) -> None:
    check(ask("generic", "POST", filled(BY_NAME[name], full_world), body, kind), BY_NAME[name])


@settings(max_examples=60, **ONCE)
@given(name=st.sampled_from(sorted(name for name, route in BY_NAME.items() if route.names)), odd=VALUE)
def test_any_reference_gets_an_answer_in_words(name: str, odd: str, ask: Any) -> None:
    from urllib.parse import quote

    route = BY_NAME[name]
    address = route.address(**{one: quote(odd, safe="")[:900] or "x" for one in route.names})
    for method in ("get", "post"):
        check(ask(method, address), route)


def test_too_many_fields_and_too_much_are_refused_in_words(ask: Any, full_world: dict[str, str]) -> None:
    route = BY_NAME["signals:new"]
    for form in ({f"veld{number}": "x" for number in range(6_000)}, {"text": "x" * (25 * 1024 * 1024)}):
        answer = ask("post", "/signalen/nieuw/", form)
        assert answer.status_code in (400, 413)
        check(answer, route)


LISTS = {
    "/situaties/": ("gebied", "onderwerp", "niveau", "fase", "stand", "na"),
    "/inbox/": ("gebied", "onderwerp", "grond", "stand", "van", "week", "na"),
    "/signalen/": ("gebied", "fenomeen", "stand", "kanaal", "van", "bron", "verhaal", "week", "na"),
    "/agenda/": ("gebied", "soort", "weken"),
    "/zoeken/": ("gebied", "soort"),
    "/niveaus/": ("gebied", "week"),
}


# The button for another language asks for the same page again: the address as it was, back to who typed it.
AGAIN = re.compile(r'<input type="hidden" name="next" value="[^"]*">|alles verzonnen')


@pytest.mark.parametrize("listed", LISTS)
def test_a_filter_that_stands_in_no_list_is_left_out_shown_nowhere_and_not_kept(
    listed: str, full_world: dict[str, str], ask: Any
) -> None:
    for name in LISTS[listed]:
        for typed in ("Jan Verzonnen", "jan'verzonnen", "<b>Verzonnen", "../Verzonnen"):
            answer = ask("get", listed, {name: typed, "zoek": "opvang"} if listed == "/zoeken/" else {name: typed})

            assert answer.status_code == 200, (name, typed)
            assert "erzonnen" not in AGAIN.sub("", answer.content.decode()), (name, typed)
            assert "erzonnen" not in ask.logged, (name, typed)
        ask("get", listed, {name: "jan-verzonnen"})  # as the short name of an organisation is written
        assert "erzonnen" not in ask.logged, name


def test_a_saved_filter_holds_known_values_only(full_world: dict[str, str], region: Any, act: Any) -> None:
    from eenheidsbeeld.situations.models import SavedFilter

    asked = "gebied=Verzonnen&stand=Verzonnen&fase=rising&niveau=2&volgende=//elders.invalid&na=x&onderwerp=asylum_tension"
    act("analyst", "situations:save_list_filter", {"naam": "Mijn filter", "terug": asked})

    assert SavedFilter.objects.get().query == "onderwerp=asylum_tension&niveau=2&fase=rising"
