"""Guessing ends: passwords, codes and spare codes, per account and per address, whether the account exists or not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from eenheidsbeeld.accounts.actions import lockout
from eenheidsbeeld.accounts.models import FailedAttempt
from eenheidsbeeld.accounts.rules import MOST_PER_ACCOUNT, MOST_PER_ADDRESS, WINDOW, TooManyAttempts
from tests.conftest import MONDAY, PASSWORD
from tests.rooms.accounts.conftest import SECOND_STEP, is_in, sign_in

pytestmark = pytest.mark.django_db
LOCKED = "Wacht een kwartier"
ANALYST = "analyst@voorbeeld.invalid"


def guess(email: str, times: int, **headers: str) -> list[int]:
    return [sign_in(email, "verkeerd-wachtwoord", **headers)[1].status_code for _time in range(times)]


def test_after_eight_wrong_passwords_the_right_one_waits_too(with_password, at):
    with_password("analyst")
    at(MONDAY)
    assert set(guess(ANALYST, MOST_PER_ACCOUNT)) == {200}

    client, answer = sign_in(ANALYST)

    assert answer.status_code == 429
    assert LOCKED in answer.content.decode()
    assert not is_in(client)


def test_the_lock_ends_by_itself_even_when_somebody_keeps_guessing(with_password, at):
    with_password("analyst")
    at(MONDAY)
    guess(ANALYST, MOST_PER_ACCOUNT)
    at(MONDAY + WINDOW / 2)
    assert set(guess(ANALYST, 5)) == {429}

    at(MONDAY + WINDOW + timedelta(seconds=1))

    assert is_in(sign_in(ANALYST)[0])


def test_other_accounts_of_the_same_town_hall_are_not_locked(with_password, at):
    with_password("analyst"), with_password("editor")
    at(MONDAY)
    guess(ANALYST, MOST_PER_ACCOUNT)

    assert is_in(sign_in("editor@voorbeeld.invalid")[0])


def test_one_address_that_tries_many_accounts_is_stopped(at):
    at(MONDAY)
    tries = [guess(f"iemand{number}@voorbeeld.invalid", 1)[0] for number in range(MOST_PER_ADDRESS + 1)]

    assert tries[-2:] == [200, 429]


def test_another_port_or_a_header_of_ones_own_is_no_other_address(at):
    at(MONDAY)
    for number in range(MOST_PER_ADDRESS):
        port = str(50_000 + number)
        address = f"192.0.2.7:{port}" if number % 2 else "192.0.2.7"  # as some proxies write it
        guess(f"iemand{number}@voorbeeld.invalid", 1, REMOTE_ADDR=address, REMOTE_PORT=port)

    again = guess("nog.iemand@voorbeeld.invalid", 1, REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="198.51.100.1")
    elsewhere = guess("nog.iemand@voorbeeld.invalid", 1, REMOTE_ADDR="192.0.2.8")

    assert (again, elsewhere) == ([429], [200])


def test_an_account_that_does_not_exist_answers_the_same(with_password, at):
    with_password("analyst")
    at(MONDAY)

    def whole(email: str) -> list[tuple[int, str]]:
        answers = [sign_in(email, "verkeerd-wachtwoord")[1] for _time in range(MOST_PER_ACCOUNT + 1)]
        return [(one.status_code, _without_tokens(one.content.decode(), email)) for one in answers]

    assert whole(ANALYST) == whole("bestaat.niet@voorbeeld.invalid")


def _without_tokens(page: str, email: str) -> str:
    lines = page.replace(email, "ADRES").splitlines()
    return "\n".join(line for line in lines if "csrf" not in line.lower())


def test_the_same_work_is_done_for_an_account_that_does_not_exist(with_password, at, monkeypatch):
    """A password is hashed once in both cases, so the time says nothing either."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    with_password("analyst")
    at(MONDAY)
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode",
        lambda self, password, salt: hashed.append(salt) or encode(self, password, salt),
    )  # fmt: skip

    counts = []
    for email in (ANALYST, "bestaat.niet@voorbeeld.invalid", "editor@voorbeeld.invalid"):
        hashed.clear()
        guess(email, 1)
        counts.append(len(hashed))

    assert counts == [1, 1, 1]


def test_the_second_step_has_its_own_end_and_a_known_password_does_not_begin_anew(with_app, at):
    app = with_app("analyst")
    at(MONDAY)
    client, answer = sign_in(ANALYST)
    assert answer.url == SECOND_STEP

    codes = [client.post(SECOND_STEP, {"code": "000000"}).status_code for _time in range(MOST_PER_ACCOUNT - 1)]
    client, answer = sign_in(ANALYST)
    assert answer.url == SECOND_STEP
    codes += [client.post(SECOND_STEP, {"code": "000000"}).status_code]
    sign_in_again = sign_in(ANALYST)[1].status_code
    right_code = client.post(SECOND_STEP, {"code": app.code(1000)})

    assert set(codes) == {200}
    assert sign_in_again == 429
    assert right_code.status_code == 429
    assert LOCKED in right_code.content.decode()


def test_signing_in_halfway_again_and_again_buys_no_guesses(with_app, at):
    """Password right, code wrong, from the start each time: the failures add up over the sign-ins."""
    with_app("analyst")
    at(MONDAY)
    answers = []
    for _time in range(MOST_PER_ACCOUNT + 1):
        client, answer = sign_in(ANALYST)
        answers.append(answer.status_code if answer.status_code == 429 else 0)
        client.post(SECOND_STEP, {"code": "000000"})

    assert answers[-1] == 429


def test_spare_codes_are_counted_like_any_other(with_app, at):
    app = with_app("analyst")
    at(MONDAY)
    client, _answer = sign_in(ANALYST)
    for _time in range(MOST_PER_ACCOUNT):
        client.post(SECOND_STEP, {"code": "12345678"})

    assert client.post(SECOND_STEP, {"code": app.spare.get_unused_codes()[0]}).status_code == 429


def test_a_code_works_once_also_in_another_process(with_app, at):
    from django.core.cache import cache

    app = with_app("analyst")
    at(MONDAY)
    first, _answer = sign_in(ANALYST)
    first.post(SECOND_STEP, {"code": app.code(1000)})
    assert is_in(first)
    cache.clear()  # what another process would not know

    second, _answer = sign_in(ANALYST)
    second.post(SECOND_STEP, {"code": app.code(1000)})
    second.post(SECOND_STEP, {"code": app.code(999)})
    was_in = is_in(second)
    second.post(SECOND_STEP, {"code": app.code(1001)})

    assert not was_in
    assert is_in(second)


def test_a_spare_code_works_once(with_app, at):
    code = with_app("analyst").spare.get_unused_codes()[0]
    at(MONDAY)

    tries = []
    for _time in range(2):
        client, _answer = sign_in(ANALYST)
        client.post(SECOND_STEP, {"code": code})
        tries.append(is_in(client))

    assert tries == [True, False]


def test_the_old_password_is_no_way_around(with_password, at):
    """Who sits behind somebody else's screen cannot guess the password on the page that changes it."""
    with_password("analyst")
    at(MONDAY)
    client, _answer = sign_in(ANALYST)
    change = {
        "oldpassword": "verkeerd-wachtwoord",
        "password1": "drie-eenden-fietsen",
        "password2": "drie-eenden-fietsen",
    }

    answers = [client.post("/inloggen/password/change/", change).status_code for _time in range(MOST_PER_ACCOUNT + 1)]

    assert answers[-1] == 429
    assert client.post("/inloggen/reauthenticate/", {"password": PASSWORD}).status_code == 429


def test_many_at_once_do_not_all_pass_the_last_place(at):
    """Each takes its place before it is looked at: what is being checked counts already."""
    for _time in range(MOST_PER_ACCOUNT - 1):
        lockout.begin_attempt(email=ANALYST, address="192.0.2.7", at=MONDAY)

    lockout.begin_attempt(email=ANALYST, address="192.0.2.7", at=MONDAY)

    with pytest.raises(TooManyAttempts):
        lockout.begin_attempt(email=ANALYST, address="192.0.2.7", at=MONDAY)


def test_neither_address_is_kept(with_password, at):
    with_password("analyst")
    at(MONDAY)
    guess(ANALYST, 1, REMOTE_ADDR="192.0.2.7")

    kept = " ".join(FailedAttempt.objects.values_list("of", flat=True))

    assert "analyst" not in kept and "192.0.2.7" not in kept
    assert FailedAttempt.objects.count() == 2


def test_an_administrator_lifts_the_lock(with_password, signed_in, region, at):
    with_password("woerden_oov")
    at(MONDAY)
    email = "woerden_oov@voorbeeld.invalid"
    guess(email, MOST_PER_ACCOUNT)
    administrator = signed_in("woerden_admin")
    person = f"/beheer/mensen/{region.membership('woerden_oov').reference}/"
    assert "kwartier op slot" in administrator.get(person).content.decode()

    administrator.post(f"{person}doen/lift_lockout/")

    assert is_in(sign_in(email, client=Client())[0])
