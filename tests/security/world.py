"""One record of each kind that is not in the world of the pages: of accounts, of sharing, and what lies beside it."""

from __future__ import annotations

from datetime import timedelta

from eenheidsbeeld.accounts.rules import Role
from tests.conftest import MONDAY, THURSDAY, TUESDAY, Region, also_has

# The moment at which the pages of the world are asked for.
NOW = THURSDAY + timedelta(days=4)
POLICE = {
    "police_admin": Role.ADMINISTRATOR, "police_privacy": Role.PRIVACY_OFFICER, "police_writer": Role.CONTRIBUTOR,
}  # fmt: skip


def of_signals_and_situations(there: dict[str, str], region: Region, aside: str) -> dict[str, str]:
    from eenheidsbeeld.accountability import actions as accountability
    from eenheidsbeeld.accountability.rules import BreachKind
    from eenheidsbeeld.signals.aside import AsideReason
    from eenheidsbeeld.signals.models import ImportBatch, Signal
    from eenheidsbeeld.situations import actions
    from eenheidsbeeld.situations.models import Attachment

    fact = actions.add_fact(
        situation=there["situation"], text="Er stonden mensen.", by=region.viewer("analyst"), at=TUESDAY
    )
    batch = ImportBatch.objects.create(
        organisation=region.organisations["woerden"], by=region.membership("woerden_oov"), file_digest="0" * 64,
        file_name="lijst.xlsx", confirmed_at=MONDAY,
    )  # fmt: skip
    breach = accountability.open_breach(
        kind=BreachKind.OTHER, discovered_at=MONDAY, by=region.viewer("privacy"), at=TUESDAY
    )
    step = actions.set_aside(
        signals=[aside], reason=AsideReason.SETTLED, words="", by=region.viewer("analyst"), at=NOW
    )
    return {
        "fact": fact.reference, "batch": batch.reference, "step": step.reference, "breach": breach.reference,
        "attached": Attachment.objects.filter(situation__reference=there["situation"]).get().signal.reference,
        "police_signal": Signal.objects.get(regime="wpg").reference,
        "announced_signal": Signal.objects.get(is_announced=True).reference,
    }  # fmt: skip


def of_accounts(region: Region) -> dict[str, str]:
    from eenheidsbeeld.accounts.actions import joining, people, sign_ins
    from eenheidsbeeld.accounts.models import ProposedAct
    from eenheidsbeeld.accounts.rules import Act

    also_has(region, "woerden_admin", "reader")
    admin, woerden = region.viewer("woerden_admin"), region.organisations["woerden"]
    _add(region, "woerden_admin_2", "woerden", Role.ADMINISTRATOR)
    invited = people.invite(
        email="nieuw@voorbeeld.invalid", function="Wijkadviseur", roles=[Role.READER], by=admin, at=MONDAY
    )
    announced = joining.write_invitation(
        organisation=woerden, email="komt@voorbeeld.invalid", function="", roles=[], by=admin, at=MONDAY,
        announced_by=region.organisations["houten"],
    )  # fmt: skip
    people.administer(
        act=Act.END_MEMBERSHIP, reference=region.membership("woerden_mayor").reference, by=admin, at=MONDAY
    )
    signed_in = sign_ins.begin_sign_in(person=region.membership("houten_oov").person, user_agent="", at=MONDAY)
    return {
        "membership": region.membership("woerden_oov").reference, "invitation": invited.reference,
        "announced": announced.reference, "proposal": ProposedAct.objects.get().reference,
        "sign_in": signed_in.reference,
    }  # fmt: skip


def of_sharing(signal: str, region: Region) -> dict[str, str]:
    from eenheidsbeeld.sharing import actions, subjects
    from eenheidsbeeld.sharing.models import SharingConsent
    from eenheidsbeeld.sharing.queries import viewer_of
    from eenheidsbeeld.sharing.rules import Marking

    for name, role in POLICE.items():
        _add(region, name, "politie", role)
    police, chief = region.viewer("police_admin"), region.membership("police_chief")
    locked = actions.open_compartment(name="Vertrouwde melders", needs_second_factor=False, by=police, at=MONDAY)
    actions.give_compartment_key(compartment=locked, membership=chief, as_holder=True, by=police, at=MONDAY)
    desk = viewer_of(region.membership("police_desk"), second_factor=True, stepped_up=True, at=TUESDAY)
    writer = region.membership("police_writer")
    actions.give_compartment_key(compartment=locked, membership=writer, by=police, at=MONDAY)
    glass = actions.ask_break_glass(compartment=locked.slug, reason="Oproep voor vanavond", hours=4, by=desk, at=NOW)
    group = actions.open_group(name="Overleg stations", is_confidential=True, by=police, at=MONDAY)
    actions.let_in(group=group.slug, organisation=region.organisations["om"].reference, by=police, at=MONDAY)
    shared = {
        "subject": subjects.called("signaal"), "reference": signal, "marking": Marking.AMBER,
        "at": TUESDAY,
    }  # fmt: skip
    actions.share(**shared, groups=[region.groups["west"].pk], by=region.viewer("woerden_oov"))
    actions.share(**shared | {"marking": Marking.AMBER_STRICT}, groups=[], by=region.viewer("woerden_oov"))
    actions.share(**shared, groups=[region.groups["west"].pk], by=region.viewer("woerden_oov"))
    (asked,) = actions.ask_to_share(
        **shared | {"marking": Marking.GREEN}, groups=[], reason="Ook anderen hebben hier last van.",
        by=region.viewer("houten_oov"),
    )  # fmt: skip
    consent = SharingConsent.objects.filter(withdrawn_at=None).last()
    assert consent is not None
    return {
        "request": asked.reference, "consent": consent.reference, "compartment": locked.slug,
        "glass": glass.reference, "confidential": group.slug, "west": str(region.groups["west"].pk),
        "woerden": region.organisations["woerden"].reference, "om": region.organisations["om"].reference, "desk": region.membership("police_desk").reference,
        "chief": chief.reference,
    }  # fmt: skip


def _add(region: Region, name: str, organisation: str, role: Role) -> None:
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.core.viewer import System

    by = System("tests")
    person = accounts.add_person(
        email=f"{name}@voorbeeld.invalid", display_name=name, password=None, by=by, at=MONDAY
    )
    region.memberships[name] = accounts.start_membership(
        person=person, organisation=region.organisations[organisation], function=name, roles=[role], by=by, at=MONDAY
    )


def of_accounting(signal: str, region: Region) -> dict[str, str]:
    """A hold, a request of a person and a Woo dossier, at the privacy officer of Woerden."""
    from eenheidsbeeld.accountability.actions import holds
    from eenheidsbeeld.audit.rules import HoldGround
    from eenheidsbeeld.openness import actions as openness
    from eenheidsbeeld.openness.rules import Kind
    from eenheidsbeeld.rights import actions as rights
    from eenheidsbeeld.rights.rules import Right
    from eenheidsbeeld.signals.models import Signal

    _add(region, "woerden_privacy", "woerden", Role.PRIVACY_OFFICER)
    by = region.viewer("woerden_privacy")
    why = holds.Why(next(iter(HoldGround)), "Zaak van maart", (NOW + timedelta(days=60)).date())
    held = holds.hold_record(reference=signal, why=why, by=by, at=NOW)
    asked = rights.open_request(right=Right.ACCESS, received_on=MONDAY.date(), by=by, at=TUESDAY)
    rights.search(reference=asked.reference, terms=["opvang"], by=by, at=TUESDAY)
    dossier = openness.open_request(subject="Onrust over de opvang", received_on=MONDAY.date(), by=by, at=TUESDAY)
    openness.collect(reference=dossier.reference, chosen=[(Kind.SIGNAL, signal)], by=by, at=TUESDAY)
    other = Signal.objects.filter(owner=region.organisations["woerden"]).exclude(reference=signal).first()
    hit = asked.hits.first()
    assert other is not None
    assert hit is not None
    return {
        "hold": held.reference, "access": asked.reference, "hit": str(hit.pk), "woo": dossier.reference,
        "woo_signal": f"signal:{other.reference}", "partner": str(region.organisations["politie"].pk),
    }  # fmt: skip
