"""The rule for one and the filter for many are the same rule, whatever the record and whoever looks."""

from __future__ import annotations

from itertools import product

import pytest
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eenheidsbeeld.core.viewer import Audience, NoViewer, System, Viewer
from eenheidsbeeld.sharing import actions, queries
from eenheidsbeeld.sharing.models import Compartment
from eenheidsbeeld.sharing.rules import (
    Marking,
    Purpose,
    Regime,
    WiderThanAllowed,
    check_not_wider,
    may_see,
    reads_released_wording,
)
from eenheidsbeeld.situations.models import Trigger
from tests.conftest import MONDAY, Region

LOOKERS = [
    "woerden_oov",
    "woerden_admin",
    "houten_oov",
    "police_desk",
    "police_chief",
    "analyst",
    "zeist_oov",
    "stranger",
]


def make(region: Region, **rights: object) -> Trigger:
    fields = {"owner": region.organisations["woerden"], "marking": "amber", "regime": "avg"} | rights
    return Trigger.objects.create(
        title="Proef", kind="event", starts_at=MONDAY, ends_at=MONDAY, by=region.membership("woerden_oov"), at=MONDAY,
        **fields,
    )  # fmt: skip


def test_a_partner_sees_a_network_record_but_a_stranger_does_not(region, owner, partner, stranger):
    record = make(region, scope=actions.scope_of([region.groups["west"].pk]))

    assert record in queries.visible_to(owner, Trigger.objects.all())
    assert record in queries.visible_to(partner, Trigger.objects.all())
    assert record not in queries.visible_to(stranger, Trigger.objects.all())


def test_police_data_reach_nobody_else_before_a_wording_is_released(region):
    scope = actions.scope_of([region.groups["west"].pk])
    police = region.organisations["politie"]
    closed = make(region, owner=police, regime="wpg", scope=scope)
    released = make(region, owner=police, regime="wpg", scope=scope, released_scope=scope)

    seen = queries.visible_to(region.viewer("houten_oov"), Trigger.objects.all())
    own = queries.visible_to(region.viewer("police_desk"), Trigger.objects.all())

    assert list(seen) == [released]
    assert set(own) == {closed, released}


def test_looking_without_a_viewer_is_an_error(region):
    with pytest.raises(NoViewer):
        queries.visible_to(None, Trigger.objects.all())
    with pytest.raises(NoViewer):
        queries.visible_to(System("nightly"), Trigger.objects.all())
    with pytest.raises(ValueError):
        Audience(())


def test_the_rule_for_one_and_the_filter_for_many_agree_on_every_combination(region):
    """All markings, regimes, owners, groups, compartments, releases, purposes and practice, seen by all lookers and by
    audiences, with and without a key and a purpose."""
    west = actions.scope_of([region.groups["west"].pk])
    other = actions.start_group(slug="oost", name="Oost", area_code="", by=System("t"), at=MONDAY)
    actions.join_group(group=other, organisations=[region.organisations["zeist"]], by=System("t"), at=MONDAY)
    both = actions.scope_of([region.groups["west"].pk, other.pk])
    red = actions.scope_of([], [region.membership("houten_oov").person_id])
    locked = compartment_of(region, "police_chief")
    values = product(
        Marking, Regime, [None, west, both, red], [None, west], ["woerden", "politie", "groningen"], [None, locked],
        [(False, Purpose.PICTURE), (False, Purpose.DEMONSTRATION), (True, Purpose.PICTURE)],
    )  # fmt: skip
    records = Trigger.objects.bulk_create(
        Trigger(
            title="Proef", kind="event", starts_at=MONDAY, ends_at=MONDAY, by=region.membership("woerden_oov"),
            at=MONDAY, marking=marking.value, regime=regime.value, scope=scope, released_scope=released,
            owner=region.organisations[owner], compartment=compartment, practice_run=practice, purpose=purpose.value,
        )
        for marking, regime, scope, released, owner, compartment, (practice, purpose) in values
    )  # fmt: skip
    rights = {record.pk: record.rights() for record in records}
    lookers = [region.viewer(name) for name in LOOKERS]
    viewers: list[Viewer | Audience] = [*lookers]
    for some in (("woerden_oov", "analyst"), ("police_chief", "houten_oov"), ("police_chief", "police_desk")):
        people = tuple(region.viewer(name) for name in some)
        viewers += [Audience(people), *(Audience(people, purpose.value) for purpose in Purpose)]

    for viewer in viewers:
        many = set(queries.visible_to(viewer, Trigger.objects.all()).values_list("pk", flat=True))
        assert many == {key for key, one in rights.items() if may_see(viewer, one)}


def compartment_of(region, *holders, needs_second_factor=False):
    made = Compartment.objects.create(
        slug="dicht", name="Dicht", owner=region.organisations["politie"], needs_second_factor=needs_second_factor
    )
    for name in holders:
        actions.give_compartment_key(
            compartment=made, membership=region.membership(name), by=System("t"), at=MONDAY, as_holder=True
        )
    return made


def test_outside_the_compartment_also_colleagues_read_only_the_released_wording(region):
    west = actions.scope_of([region.groups["west"].pk])
    police = region.organisations["politie"]
    locked = compartment_of(region, "police_chief")
    released = make(region, owner=police, compartment=locked, scope=west, released_scope=west)
    rights = released.rights()

    for name in ("police_desk", "houten_oov"):
        assert released in queries.visible_to(region.viewer(name), Trigger.objects.all())
        assert reads_released_wording(
            region.viewer(name), owner=police.pk, regime=rights.regime, compartment=locked.pk
        )
    assert not reads_released_wording(
        region.viewer("police_chief"), owner=police.pk, regime=rights.regime, compartment=locked.pk
    )


def test_a_compartment_with_a_second_factor_opens_just_after_it_was_given(region):
    locked = compartment_of(region, "police_chief", needs_second_factor=True)
    record = make(region, owner=region.organisations["politie"], compartment=locked)
    chief = region.membership("police_chief")

    for stepped_up in (False, True):
        viewer = queries.viewer_of(chief, second_factor=True, stepped_up=stepped_up, at=MONDAY)
        assert (record in queries.visible_to(viewer, Trigger.objects.all())) is stepped_up
        assert (locked.pk in viewer.locked) is not stepped_up


def test_a_compartment_opens_only_with_its_key(region):
    police = region.organisations["politie"]
    locked = compartment_of(region, "police_chief")
    record = make(region, owner=police, compartment=locked)

    assert record in queries.visible_to(region.viewer("police_chief"), Trigger.objects.all())
    assert record not in queries.visible_to(region.viewer("police_desk"), Trigger.objects.all())
    assert may_see(region.viewer("police_chief"), record.rights())
    assert not may_see(region.viewer("police_desk"), record.rights())


@given(first=st.sampled_from(list(Marking)), second=st.sampled_from(list(Marking)))
def test_wider_sharing_needs_consent(first, second):
    wider = list(Marking).index(second) > list(Marking).index(first)
    check_not_wider(first, second, consent=True)
    if wider:
        with pytest.raises(WiderThanAllowed):
            check_not_wider(first, second, consent=False)
    else:
        check_not_wider(first, second, consent=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(people=st.sets(st.integers(1, 9)))
def test_the_same_set_of_groups_and_people_is_one_scope(region, people):
    groups = [region.groups["west"].pk]
    assert actions.scope_of(groups, people).pk == actions.scope_of(groups * 2, sorted(people, reverse=True)).pk


def test_every_shared_record_carries_an_owner(region):
    model: type[Model] = Trigger
    assert not model._meta.get_field("owner").null


def test_a_question_within_a_question_asks_each_row_for_itself(region: Region, make_signal):
    """What two people both see, from one table asked twice: the condition of each holds for its own row."""
    from eenheidsbeeld.signals.models import Signal

    shared, houten = make_signal(), make_signal(owner="houten", marking="amber_strict")
    make_signal(owner="zeist", marking="amber_strict")
    partner, owner = region.viewer("houten_oov"), region.viewer("woerden_oov")
    inner = queries.visible_to(owner, Signal.objects.all())

    assert set(queries.visible_to(partner, Signal.objects.all())) == {shared, houten}
    assert set(queries.visible_to(partner, Signal.objects.filter(pk__in=inner.values("pk")))) == {shared}
    assert set(queries.visible_to(partner, Signal.objects.exclude(pk__in=inner.values("pk")))) == {houten}
    assert not queries.visible_to(region.viewer("woerden_admin"), Signal.objects.all()).exists()
