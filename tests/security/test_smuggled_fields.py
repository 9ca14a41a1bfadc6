"""Fields that no form has, fields that are hidden, and choices that were not offered: none of them counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import transaction
from django.urls import get_resolver

from eenheidsbeeld.accounts.models import Membership, Organisation, Person
from eenheidsbeeld.sharing.models import Compartment, SharingGroup
from eenheidsbeeld.situations.models import AreaLevel, CalendarEntry
from tests.security.own_forms import JUDGED, OWN

pytestmark = [pytest.mark.once, pytest.mark.slow]
# Columns that decide who may see or do what. A form that asks for one of them has a reason, which stands here.
DECIDING = {
    "owner", "organisation", "marking", "regime", "scope", "released_scope", "compartment", "practice_run", "state",
    "released_at", "released_text", "is_hidden", "is_staff", "is_superuser", "is_active", "is_editor", "roles", "role",
    "party", "by", "brought_in_by", "unit_code", "keep_from", "purpose", "ground", "groups",
}  # fmt: skip
ASKED_FOR = {
    ("CalendarForm", "marking"): "chosen from what is offered; red and clear are not",
    ("TriggerForm", "marking"): "the same",
    ("ShareForm", "marking"): "sharing is what this form is for; wider needs the consent of the source",
    ("ShareForm", "groups"): "the viewer's own groups only",
    ("WhoSeesForm", "groups"): "the same",
    ("WhoSeesForm", "compartment"): "only compartments that open for the viewer",
    ("SignalForm", "groups"): "the same",
    ("SignalForm", "compartment"): "the same",
    ("ReleaseForm", "groups"): "the same",
    ("OrganisationForm", "organisation"): "of the own unit, let in by the keeper of the group",
    ("RolesForm", "roles"): "strong roles wait for a second administrator",
    ("AnnouncedForm", "roles"): "the same",
    ("InvitationForm", "roles"): "the same",
    ("SourceForm", "purpose"): "the allow-list says of each publisher why it is read",
    ("SourceForm", "ground"): "the same",
    ("DecideForm", "ground"): "the officer says on which ground something is not given",
    ("HoldForm", "ground"): "the officer says on which ground something is held",
}
# Columns whose values are another each time, and say nothing about rights.
RANDOM = (
    "reference",
    "slug",
    "digest",
    "hash",
    "fingerprint",
    "number",
    "key",
    "id",
    "order",
    "sketch",
    "bands",
    "made",
    "changes",
)
# Links to records that were there before, so that they can be held against each other.
STANDING = (Organisation, Membership, Person, SharingGroup, Compartment)
PLAUSIBLE = {
    "marking": "clear", "regime": "avg", "state": "released", "is_superuser": "on", "is_staff": "on", "is_hidden": "",
    "practice_run": "on", "roles": "administrator", "role": "administrator", "party": "police", "level": "4",
    "released_at": "2020-01-01", "keep_from": "2099-01-01", "unit_code": "PU-noord-nederland",
}  # fmt: skip


def every_form() -> list[type[forms.BaseForm]]:
    """All forms of ours; reading the addresses reads every room."""
    assert get_resolver().url_patterns

    def below(kind: type) -> list[type]:
        return [one for sub in kind.__subclasses__() for one in (sub, *below(sub))]

    return [one for one in below(forms.BaseForm) if one.__module__.startswith("eenheidsbeeld.")]


def test_no_form_is_made_from_a_table_and_none_asks_for_what_decides_without_a_reason() -> None:
    """With a list of fields of its own, a new column never becomes a new field by itself."""
    ours = [form for form in every_form() if not form.__module__.endswith(("style_page", "sign_in_forms"))]
    assert len(ours) > 30

    assert [form.__name__ for form in ours if issubclass(form, forms.BaseModelForm)] == []
    asked = {(form.__name__, name) for form in ours for name in getattr(form, "base_fields", {}) if name in DECIDING}
    assert asked - set(ASKED_FOR) == set()


def columns() -> set[str]:
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            found |= {field.name, field.attname}
    return found


def values() -> dict[str, Counter[Any]]:
    """What stands in each column, however the rows are numbered."""
    found: dict[str, Counter[Any]] = {}
    for model in apps.get_models():
        if model._meta.app_label in ("audit", "sessions", "areas") or not model._meta.managed:
            continue
        kept = [
            field.attname
            for field in model._meta.concrete_fields
            if not any(part in field.name for part in RANDOM) and field.name not in ("last_login", "device", "data")
            and (not field.is_relation or issubclass(field.related_model, STANDING))
        ]  # fmt: skip
        rows = model._default_manager.order_by().values_list(*kept) if kept else []
        found[model._meta.label] = Counter(repr(row) for row in rows)
    return found


def test_fields_that_a_form_does_not_have_change_nothing(
    full_world: dict[str, str], act: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every form of `own_forms`, sent once as it is and once with every column of every table beside it."""
    asked: set[str] = set()
    clean = forms.BaseForm.full_clean

    def noted(form: Any) -> None:
        asked.update(form.fields)
        clean(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", noted)
    everything, counted = columns(), []
    assert len(everything) > 200

    for name, mine in OWN.items():
        outcomes = []
        for smuggle in (False, True):
            begun = transaction.savepoint()
            for who, before, form in mine.before:
                act(who, before, form)
            if not smuggle:
                asked.clear()
            extra = {one: PLAUSIBLE.get(one, "1") for one in everything - asked - set(mine.form)} if smuggle else {}
            act(mine.by, name, {**extra, **mine.form})
            outcomes.append(values())
            transaction.savepoint_rollback(begun)
        different = [label for label, rows in outcomes[0].items() if rows != outcomes[1][label]]
        counted += [f"{name}: {label}" for label in different]

    assert counted == [], "\n".join(counted)


# --- Hidden, read-only and not offered --------------------------------------------------------------------------


@pytest.mark.parametrize("marking", ["red", "clear", "none", "", "AMBER"])
def test_a_marking_that_was_not_offered_is_not_taken(marking: str, full_world: dict[str, str], act: Any) -> None:
    before = CalendarEntry.objects.get(reference=full_world["entry"]).marking
    answer, tables = act(
        "analyst", "situations:change_entry", {**OWN["situations:change_entry"].form, "marking": marking}
    )

    assert (answer.status_code, tables) == (422, set())
    assert CalendarEntry.objects.get(reference=full_world["entry"]).marking == before


def test_another_municipality_sets_no_level_whatever_the_form_says(
    full_world: dict[str, str], signed_in: Any
) -> None:
    """Whose level it is follows from who is signed in, not from the form."""
    answer = signed_in("houten_oov").post(
        "/niveaus/GM0632/?week=2026-W12",
        {"level": "4", "direction": "up", "reason": "x", "is_own": "1", "kind": "set"},
    )

    assert answer.status_code in (403, 404, 409)
    assert not AreaLevel.objects.filter(area_code="GM0632", level=4).exists()


def test_who_may_not_judge_adds_dissent_and_never_the_judgement(full_world: dict[str, str], act: Any) -> None:
    from eenheidsbeeld.situations.models import Assessment, Situation

    before = Situation.objects.get(reference=full_world["situation"])
    act("prosecutor", "situations:assess", {**JUDGED, "level": "4", "is_dissent": "", "afwijkend": ""})

    after = Situation.objects.get(reference=full_world["situation"])
    assert (after.level, after.phase) == (before.level, before.phase)
    assert all(one.is_dissent for one in Assessment.objects.filter(situation=after, level=4))


def test_a_sentence_is_of_the_party_of_who_writes_it(full_world: dict[str, str], act: Any) -> None:
    from eenheidsbeeld.publishing.models import Statement

    act("police_chief", "pictures:add_statement", {"text": "Rustig op straat.", "party": "om", "organisation": "1"})

    assert Statement.objects.get(text="Rustig op straat.").party == "police"


def test_a_task_of_another_publication_is_not_ended_through_ones_own(
    full_world: dict[str, str], region: Any, act: Any
) -> None:
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.publishing.actions import edit
    from eenheidsbeeld.publishing.rules import EditionKind, Party
    from tests.conftest import MONDAY

    other = edit.start_publication(
        slug="elders", kind=EditionKind.WEEKLY_PICTURE, title="Elders", area_code="PD-oost-utrecht",
        owner=region.organisations["zeist"], group=region.groups["west"], by=System("tests"), at=MONDAY,
    )  # fmt: skip
    edit.give_task(
        publication=other, membership=region.membership("zeist_oov").pk, party=Party.POLICE, is_editor=True,
        is_deputy=False, by=System("tests"), at=MONDAY,
    )  # fmt: skip
    task = other.tasks.get()

    answer, tables = act("editor", "pictures:publication", {"end": str(task.pk)})

    assert tables == set(), answer.status_code
    assert other.tasks.filter(pk=task.pk).exists()
