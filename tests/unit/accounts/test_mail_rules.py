"""An organisation's own addresses: exactly the domains that it stated, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.accounts.mail_rules import NotADomain, check_domains, is_own_address

label = st.text("ab1", min_size=1, max_size=3)
domains = st.builds(lambda parts, end: ".".join([*parts, end]), st.lists(label, min_size=1, max_size=3), label)


def test_typed_as_people_type_it() -> None:
    said = " @Woerden.nl \n\nsúdwest.voorbeeld\nwoerden.nl.\n"

    assert check_domains(said) == ["woerden.nl", "xn--sdwest-pya.voorbeeld"]


@pytest.mark.parametrize(
    "line", ["woerden", "a@woerden.nl", "woer den.nl", "*.nl", "https://woerden.nl", "-x.nl", ".", "a..nl", "x" * 300]
)
def test_what_is_no_domain_is_named_by_its_line(line: str) -> None:
    with pytest.raises(NotADomain) as refused:
        check_domains(f"goed.voorbeeld\n{line}")

    assert "2" in str(refused.value.reason)


def test_a_domain_where_anybody_gets_an_address_is_nobodys_own() -> None:
    with pytest.raises(NotADomain):
        check_domains("gmail.com")


def test_more_than_twenty_is_refused() -> None:
    with pytest.raises(NotADomain):
        check_domains("\n".join(f"d{number}.voorbeeld" for number in range(21)))


@given(stated=st.lists(domains, min_size=1, max_size=4), name=label, other=label)
def test_an_address_is_own_in_a_stated_domain_and_nowhere_near_it(stated: list[str], name: str, other: str) -> None:
    known = check_domains("\n".join(stated))

    for domain in known:
        assert is_own_address(f"{name}@{domain}", known) and is_own_address(f"{name.upper()}@{domain.upper()}", known)
        for near in (f"{other}.{domain}", f"{other}{domain}", f"{domain}.{other}", f"{domain}@{other}"):
            assert is_own_address(f"{name}@{near}", known) is (near in known)
    assert not is_own_address(name, known)


def test_who_stated_nothing_has_no_own_address() -> None:
    assert not is_own_address("iemand@woerden.nl", [])
