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
from eenheidsbeeld.sharing.rules import Marking, Regime, WiderThanAllowed, check_not_wider, may_see
from eenheidsbeeld.situations.models import Trigger
from tests.conftest import MONDAY, Region

LOOKERS = ["woerden_oov", "woerden_admin", "houten_oov", "police_desk", "analyst", "zeist_oov", "stranger"]


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
    """All markings, regimes, owners, groups, releases and practice, seen by all lookers and by an audience."""
    west = actions.scope_of([region.groups["west"].pk])
    other = actions.start_group(slug="oost", name="Oost", area_code="", by=System("t"), at=MONDAY)
    actions.join_group(group=other, organisations=[region.organisations["zeist"]], by=System("t"), at=MONDAY)
    both = actions.scope_of([region.groups["west"].pk, other.pk])
    red = actions.scope_of([], [region.membership("houten_oov").person_id])
    records = [
        make(region, marking=marking.value, regime=regime.value, scope=scope, released_scope=released,
             owner=region.organisations[owner], practice_run=practice)
        for marking, regime, scope, released, owner, practice in product(
            Marking, Regime, [None, west, both, red], [None, west], ["woerden", "politie", "groningen"], [False, True]
        )
    ]  # fmt: skip
    viewers: list[Viewer | Audience] = [region.viewer(name) for name in LOOKERS]
    viewers.append(Audience((region.viewer("woerden_oov"), region.viewer("analyst"))))

    for viewer in viewers:
        many = set(queries.visible_to(viewer, Trigger.objects.all()).values_list("pk", flat=True))
        one_by_one = {record.pk for record in records if may_see(viewer, record.rights())}
        assert many == one_by_one


def test_a_compartment_opens_only_with_its_key(region):
    police = region.organisations["politie"]
    locked = Compartment.objects.create(slug="dicht", name="Dicht", owner=police)
    record = make(region, owner=police, compartment=locked)
    actions.give_compartment_key(
        compartment=locked, membership=region.membership("police_chief"), by=System("t"), at=MONDAY
    )

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
