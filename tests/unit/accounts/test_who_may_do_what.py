"""Running accounts: every pair of roles, in every place, for every act; and what can never come out of it."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.accounts.rules import (
    NEVER_KEPT_WAITING,
    ON_CREDENTIALS,
    Act,
    Answer,
    OrganisationKind,
    Role,
    Standing,
    decide,
    may_be_second,
    strength,
)

ADMINISTRATOR = Role.ADMINISTRATOR.value
HERE, ELSEWHERE = 1, 2
WEAK = [Role.READER, Role.CONTRIBUTOR, Role.ANALYST, Role.EDITOR]
STRONG = [Role.SIGNATORY, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER]
ME, SOMEBODY, THIRD = 10, 20, 30


def standing(person: int, organisation: int, *roles: Role, elsewhere: bool = False) -> Standing:
    return Standing(
        person, organisation, "PU-midden-nederland", OrganisationKind.MUNICIPALITY.value,
        frozenset(role.value for role in roles), elsewhere,
    )  # fmt: skip


def expected(act: Act, mine: Role, theirs: Role, place: int, giving: Role | None, elsewhere: bool) -> Answer:
    """The table of the rule, written out once more in words of its own."""
    if mine != Role.ADMINISTRATOR or place != HERE:
        return Answer.NOT
    if act in (Act.NEW_PASSWORD, Act.RESET_SECOND_FACTOR) and elsewhere:
        return Answer.NOT
    if act in (Act.END_SIGN_INS, Act.LIFT_LOCKOUT):
        return Answer.ALONE
    if act == Act.INVITE and giving is not None and giving != mine:
        return Answer.WITH_SECOND
    return Answer.WITH_SECOND if theirs in STRONG or giving in STRONG else Answer.ALONE


@pytest.mark.parametrize("act", Act)
def test_every_pair_of_roles_in_every_place(act: Act) -> None:
    gifts: list[Role | None] = [None, *Role] if act in (Act.INVITE, Act.CHANGE_ROLES) else [None]
    seen = set()
    for mine, theirs, place, giving, elsewhere in product(Role, Role, (HERE, ELSEWHERE), gifts, (False, True)):
        answer = decide(
            act, by=standing(ME, HERE, mine), on=standing(SOMEBODY, place, theirs, elsewhere=elsewhere),
            giving=[giving.value] if giving else [],
        )  # fmt: skip
        assert answer.answer == expected(act, mine, theirs, place, giving, elsewhere), (mine, theirs, place, giving)
        assert bool(answer.reason) == (answer.answer == Answer.NOT)
        seen.add(answer.answer)
    assert Answer.NOT in seen and len(seen) > 1


@pytest.mark.parametrize("act", Act)
def test_nobody_does_it_to_the_own_account(act: Act) -> None:
    me = standing(ME, HERE, Role.ADMINISTRATOR)

    assert decide(act, by=me, on=me, giving=[ADMINISTRATOR]).answer == Answer.NOT


roles_of_somebody = st.sets(st.sampled_from(list(Role)), min_size=1).map(
    lambda found: frozenset(r.value for r in found)
)
somebody = st.builds(
    Standing,
    person=st.integers(1, 3),
    organisation=st.integers(1, 2),
    unit=st.sampled_from(["west", "oost"]),
    kind=st.sampled_from([kind.value for kind in OrganisationKind]),
    roles=roles_of_somebody,
    works_elsewhere=st.booleans(),
)
gifts = st.one_of(st.just(frozenset()), roles_of_somebody)


@given(act=st.sampled_from(list(Act)), by=somebody, on=somebody, giving=gifts)
def test_nothing_is_gained_and_nothing_stronger_is_reached(act, by, on, giving):
    answer = decide(act, by=by, on=on, giving=giving).answer

    if answer == Answer.NOT:
        return
    own = strength([ADMINISTRATOR])
    assert ADMINISTRATOR in by.roles
    assert by.person != on.person
    assert by.organisation == on.organisation
    assert max(strength(on.roles), strength(giving)) <= own
    assert not (act in ON_CREDENTIALS and on.works_elsewhere)
    if act == Act.INVITE and not set(giving) <= by.roles:
        assert answer == Answer.WITH_SECOND
    if max(strength(on.roles), strength(giving)) == own and act not in NEVER_KEPT_WAITING:
        assert answer == Answer.WITH_SECOND


@given(by=somebody, asked_by=st.integers(1, 3), on=somebody, another_there=st.booleans())
def test_the_second_person_is_another_administrator_and_never_who_it_is_about(by, asked_by, on, another_there):
    if not may_be_second(by, asked_by=asked_by, on=on, another_there=another_there):
        return
    assert ADMINISTRATOR in by.roles
    assert by.person not in (asked_by, on.person)
    if by.organisation != on.organisation:
        assert by.kind == OrganisationKind.REGIONAL_BUREAU and by.unit == on.unit and not another_there


@pytest.mark.parametrize(("first", "second"), list(combinations(STRONG, 2)))
def test_an_account_is_as_strong_as_its_strongest_role(first: Role, second: Role) -> None:
    assert strength([Role.READER, first]) == strength([first]) == strength([first, second])
    assert strength([]) == 0
    assert all(strength([role]) < strength([ADMINISTRATOR]) for role in WEAK)
