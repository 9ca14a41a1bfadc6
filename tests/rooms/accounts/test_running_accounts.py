"""Running accounts: within one organisation, on weaker accounts alone, on equal ones with a second person."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.test import Client

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.actions import people
from eenheidsbeeld.accounts.actions.people import Wanted, administer, answer_proposal, invite
from eenheidsbeeld.accounts.models import Invitation, Membership, Person, ProposedAct
from eenheidsbeeld.accounts.rules import Act, LastAdministrator, NotOnThisAccount, Role
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.sharing.queries import viewer_of
from tests.conftest import MONDAY, PASSWORD, TUESDAY, Region, also_has
from tests.rooms.accounts.conftest import is_in, sign_in

BY = System("tests")


def add(region: Region, name: str, organisation: str, *roles: Role, person: Person | None = None) -> Membership:
    person = person or accounts.add_person(
        email=f"{name}@voorbeeld.invalid", display_name=name, password=None, by=BY, at=MONDAY
    )
    made = accounts.start_membership(
        person=person, organisation=region.organisations[organisation], function=name, roles=roles, by=BY, at=MONDAY
    )
    region.memberships[name] = made
    return made


@pytest.fixture
def second(region: Region) -> Any:
    """Another administrator in Woerden."""
    return viewer_of(add(region, "woerden_admin_2", "woerden", Role.ADMINISTRATOR))


@pytest.fixture
def first(region: Region) -> Any:
    return region.viewer("woerden_admin")


def roles_of(membership: Membership) -> set[str]:
    return set(membership.role_rows.values_list("role", flat=True))


def do(act: Act, on: Membership, by: Any, **wanted: Any) -> bool:
    return administer(act=act, reference=on.reference, by=by, at=TUESDAY, wanted=Wanted(**wanted))


def test_a_weaker_account_is_changed_at_once_and_every_step_is_in_the_log(region, first):
    member = region.membership("woerden_oov")

    assert do(Act.CHANGE_FUNCTION, member, first, function="Adviseur openbare orde")
    assert do(Act.CHANGE_ROLES, member, first, roles=("reader", "contributor"))
    assert do(Act.END_MEMBERSHIP, member, first)

    member.refresh_from_db()
    assert (member.function, member.ended_at) == ("Adviseur openbare orde", TUESDAY)
    steps = AuditEntry.objects.filter(organisation=first.organisation).values_list("event", flat=True)
    assert {"function_changed", "roles_changed", "membership_ended", "account_closed"} <= set(steps)


@pytest.mark.parametrize("strong", ["signatory", "administrator", "privacy_officer"])
def test_a_strong_role_waits_for_a_second_administrator(region, first, second, strong):
    member = region.membership("woerden_oov")

    assert not do(Act.CHANGE_ROLES, member, first, roles=("contributor", strong))
    assert roles_of(member) == {"contributor"}
    answer_proposal(reference=ProposedAct.objects.get().reference, agree=True, by=second, at=TUESDAY)

    assert roles_of(member) == {"contributor", strong}


def test_nobody_is_the_own_second_person(region, first, second):
    do(Act.CHANGE_ROLES, region.membership("woerden_oov"), first, roles=("administrator",))
    reference = ProposedAct.objects.get().reference

    with pytest.raises(NotThere):
        answer_proposal(reference=reference, agree=True, by=first, at=TUESDAY)
    other_account = viewer_of(
        add(region, "ook_ik", "bureau", Role.ADMINISTRATOR, person=Person.objects.get(pk=first.person))
    )
    with pytest.raises(NotThere):
        answer_proposal(reference=reference, agree=True, by=other_account, at=TUESDAY)

    assert roles_of(region.membership("woerden_oov")) == {"contributor"}


def test_who_it_is_about_does_not_agree_and_neither_does_another_organisation(region, first, second):
    about = viewer_of(add(region, "derde", "woerden", Role.ADMINISTRATOR, Role.READER))
    elsewhere = viewer_of(add(region, "houten_admin", "houten", Role.ADMINISTRATOR))
    do(Act.CHANGE_ROLES, region.membership("derde"), first, roles=("administrator",))
    reference = ProposedAct.objects.get().reference

    for by in (about, elsewhere, region.viewer("woerden_mayor")):
        with pytest.raises(Refusal):
            answer_proposal(reference=reference, agree=True, by=by, at=TUESDAY)

    assert roles_of(region.membership("derde")) == {"administrator", "reader"}


def test_where_one_administrator_stands_alone_the_bureau_is_the_second_person(region, first):
    bureau = viewer_of(add(region, "bureau_admin", "bureau", Role.ADMINISTRATOR))
    far = viewer_of(add(region, "groningen_admin", "groningen", Role.ADMINISTRATOR))
    do(Act.CHANGE_ROLES, region.membership("woerden_oov"), first, roles=("signatory",))
    reference = ProposedAct.objects.get().reference
    with pytest.raises(NotThere):
        answer_proposal(reference=reference, agree=True, by=far, at=TUESDAY)

    answer_proposal(reference=reference, agree=True, by=bureau, at=TUESDAY)

    assert roles_of(region.membership("woerden_oov")) == {"signatory"}


@pytest.mark.parametrize("role", ["reader", "contributor", "analyst", "editor"])
def test_an_administrator_alone_lets_nobody_in_with_a_role_it_does_not_have(region, first, second, mailoutbox, role):
    """The address may be another one of the administrator, who would then read what an administrator does not."""
    invite(email="ook.van.mij@elders.invalid", function="Adviseur", roles=[role], by=first, at=TUESDAY)

    assert Invitation.objects.get().token_digest == ""
    with pytest.raises(Refusal):
        answer_proposal(reference=ProposedAct.objects.get().reference, agree=True, by=first, at=TUESDAY)
    answer_proposal(reference=ProposedAct.objects.get().reference, agree=True, by=second, at=TUESDAY)
    assert Invitation.objects.get().token_digest != ""


def test_who_asked_reads_who_can_agree(region, first, signed_in):
    """Where nobody else is administrator, waiting for "another administrator" would be waiting for nobody."""
    add(region, "bureau_admin", "bureau", Role.ADMINISTRATOR)
    for name in ("woerden_admin", "bureau_admin"):
        by = region.viewer(name)
        invite(email=f"{name}@elders.invalid", function="Lezer", roles=["reader"], by=by, at=TUESDAY)

    def page(name):
        return signed_in(name).get("/beheer/mensen/").content.decode()

    assert "een beheerder van het regionaal bureau stemt in of niet" in page("woerden_admin")
    asked = ProposedAct.objects.get(organisation=region.organisations["bureau"])
    command = f"eenheidsbeeld accounts agree {asked.reference}"
    assert f"wie deze installatie draait, stemt in met: {command}" in page("bureau_admin")
    add(region, "woerden_admin_2", "woerden", Role.ADMINISTRATOR)
    assert "Een andere beheerder stemt in of niet" in page("woerden_admin")


def test_an_administrator_invites_alone_into_a_role_of_its_own(region, first):
    also_has(region, "woerden_admin", "reader")

    invite(email="nieuw@voorbeeld.invalid", function="Lezer", roles=["reader"], by=first, at=TUESDAY)

    assert Invitation.objects.get().token_digest != "" and not ProposedAct.objects.exists()


def test_declining_does_nothing_and_ends_the_invitation(region, first, second):
    invite(email="nieuw@voorbeeld.invalid", function="Beheerder", roles=["administrator"], by=first, at=TUESDAY)
    assert Invitation.objects.get().token_digest == ""

    answer_proposal(reference=ProposedAct.objects.get().reference, agree=False, by=second, at=TUESDAY)

    assert Invitation.objects.get().withdrawn_at == TUESDAY


def test_who_holds_a_key_is_taken_over_by_no_administrator_alone(region, first, second, settings):
    """No administrator gives the own account a key; nor gets one by a new password and second step for who has it."""
    from eenheidsbeeld.accounts.actions.handing_over import hand_over_password_link
    from eenheidsbeeld.sharing.actions import give_compartment_key
    from eenheidsbeeld.sharing.models import Compartment

    settings.MAIL_URL = ""
    holder, plain = region.membership("woerden_oov"), add(region, "lezer", "woerden", Role.CONTRIBUTOR)
    locked = Compartment.objects.create(slug="dicht", name="Dicht", owner=region.organisations["woerden"])
    give_compartment_key(compartment=locked, membership=holder, by=BY, at=MONDAY)
    assert do(Act.NEW_PASSWORD, plain, first)

    assert not do(Act.NEW_PASSWORD, holder, first)
    assert not do(Act.RESET_SECOND_FACTOR, holder, first)
    assert do(Act.END_SIGN_INS, holder, first)
    asked = ProposedAct.objects.get(act=Act.NEW_PASSWORD.value)
    answer_proposal(reference=asked.reference, agree=True, by=second, at=TUESDAY)

    assert holder.person.password_links.exists()
    for administrator in (first, second):
        with pytest.raises(NotOnThisAccount):
            hand_over_password_link(reference=holder.reference, by=administrator, at=TUESDAY)


def test_what_the_second_agrees_to_is_what_was_asked_and_not_what_it_was_changed_into(region, first, second):
    """Announced by Houten; asked for as signatory, and while that waits changed into administrator."""
    from eenheidsbeeld.accounts.actions.joining import write_invitation

    invitation = write_invitation(
        organisation=region.organisations["woerden"], email="komt@voorbeeld.invalid", function="", roles=[], by=first,
        at=MONDAY, announced_by=region.organisations["houten"],
    )  # fmt: skip
    about = {"reference": invitation.reference, "function": "Adviseur", "by": first, "at": TUESDAY}
    people.complete_invitation(roles=["signatory"], **about)
    asked = ProposedAct.objects.get()
    people.complete_invitation(roles=["administrator"], **about)

    with pytest.raises(NotThere):
        answer_proposal(reference=asked.reference, agree=True, by=second, at=TUESDAY)
    Invitation.objects.update(roles=["signatory", "privacy_officer"])
    with pytest.raises(NotThere):
        answer_proposal(
            reference=ProposedAct.objects.get(answered_at=None).reference, agree=True, by=second, at=TUESDAY
        )

    assert Invitation.objects.get().token_digest == ""


def test_an_invitation_with_a_strong_role_sends_nothing_before_the_second_agrees(region, first, second, mailoutbox):
    from eenheidsbeeld.core import queue

    invite(email="nieuw@voorbeeld.invalid", function="Beheerder", roles=["administrator"], by=first, at=TUESDAY)
    queue.run_due()
    assert mailoutbox == []
    with pytest.raises(Refusal):
        people.renew_invitation(reference=Invitation.objects.get().reference, by=first, at=TUESDAY)

    answer_proposal(reference=ProposedAct.objects.get().reference, agree=True, by=second, at=TUESDAY)
    queue.run_due()

    assert [letter.to for letter in mailoutbox] == [["nieuw@voorbeeld.invalid"]]


def test_the_last_administrator_stays(region, first):
    bureau = viewer_of(add(region, "bureau_admin", "bureau", Role.ADMINISTRATOR))
    second = viewer_of(add(region, "tweede", "woerden", Role.ADMINISTRATOR))
    do(Act.END_MEMBERSHIP, region.membership("tweede"), first)
    do(Act.END_MEMBERSHIP, region.membership("woerden_admin"), second)
    one, other = ProposedAct.objects.order_by("pk")

    answer_proposal(reference=one.reference, agree=True, by=bureau, at=TUESDAY)
    with pytest.raises(Refusal):
        answer_proposal(reference=other.reference, agree=True, by=bureau, at=TUESDAY)

    left = Membership.objects.filter(organisation__slug="woerden", ended_at=None, role_rows__role="administrator")
    assert [one.function for one in left] == ["Beheerder"]


def test_the_rule_for_the_last_administrator_holds_whoever_acts(region):
    """Also from outside, where nobody is asked to agree."""
    member = region.membership("woerden_admin")

    with pytest.raises(LastAdministrator):
        people.check_still_run(Act.END_MEMBERSHIP, member, Wanted())
    with pytest.raises(LastAdministrator):
        people.check_still_run(Act.CHANGE_ROLES, member, Wanted(roles=("reader",)))
    people.check_still_run(Act.CHANGE_ROLES, member, Wanted(roles=("administrator", "reader")))


@pytest.mark.parametrize("act", [Act.NEW_PASSWORD, Act.RESET_SECOND_FACTOR])
def test_somebody_who_also_works_elsewhere_is_not_taken_over(region, first, act):
    """Bring a stronger person into one's own organisation, then reset: the way in at two peers."""
    chief = region.membership("police_chief").person
    added = add(region, "gast", "woerden", Role.READER, person=chief)

    with pytest.raises(NotOnThisAccount):
        do(act, added, first)
    assert do(Act.END_MEMBERSHIP, added, first)
    chief.refresh_from_db()
    assert chief.is_active


def test_what_changed_between_asking_and_agreeing_counts(region, first, second):
    member = region.membership("woerden_mayor")
    do(Act.RESET_SECOND_FACTOR, member, first)
    add(region, "elders", "houten", Role.READER, person=member.person)

    with pytest.raises(NotOnThisAccount):
        answer_proposal(reference=ProposedAct.objects.get().reference, agree=True, by=second, at=TUESDAY)


def test_what_was_asked_by_who_left_is_not_done(region, second):
    third = viewer_of(add(region, "derde", "woerden", Role.ADMINISTRATOR))
    do(Act.CHANGE_ROLES, region.membership("woerden_oov"), third, roles=("signatory",))
    accounts.end_membership(membership=region.membership("derde"), by=BY, at=TUESDAY)

    with pytest.raises(NotThere):
        answer_proposal(reference=ProposedAct.objects.get().reference, agree=True, by=second, at=TUESDAY)

    assert roles_of(region.membership("woerden_oov")) == {"contributor"}


def test_every_act_from_every_role_of_another_organisation_answers_as_if_it_is_not_there(region, signed_in):
    """Authorise one object and change another: every address, with the references of somebody elsewhere."""
    add(region, "houten_admin", "houten", Role.ADMINISTRATOR)
    region.membership("houten_oov")
    invite(
        email="nieuw@voorbeeld.invalid", function="X", roles=["administrator"], by=region.viewer("houten_admin"),
        at=TUESDAY,
    )  # fmt: skip
    do(Act.CHANGE_ROLES, region.membership("houten_oov"), region.viewer("houten_admin"), roles=("administrator",))
    member, invitation = region.membership("houten_oov").reference, Invitation.objects.get().reference
    proposals = [one.reference for one in ProposedAct.objects.all()]
    addresses = [
        f"/beheer/mensen/{member}/", f"/beheer/mensen/{member}/functie/", f"/beheer/mensen/{member}/rollen/",
        f"/beheer/mensen/{member}/einde/", *(f"/beheer/mensen/{member}/doen/{act.value}/" for act in Act),
        f"/beheer/uitnodigingen/{invitation}/", f"/beheer/uitnodigingen/{invitation}/opnieuw/",
        f"/beheer/uitnodigingen/{invitation}/intrekken/", *(f"/beheer/voorstellen/{one}/" for one in proposals),
    ]  # fmt: skip
    filled = {"function": "Gekaapt", "roles": ["reader"], "answer": "agree", "moves_to": ""}
    before = _state()

    for name, address in product(["woerden_admin", "woerden_mayor", "analyst", "privacy", "stranger"], addresses):
        client = signed_in(name)
        for answer in (client.get(address), client.post(address, filled)):
            wanted = {404, 405} if name == "woerden_admin" else {403, 404, 405}
            assert answer.status_code in wanted, (name, address, answer.status_code)

    assert _state() == before


def _state() -> list[Any]:
    rows = list(Membership.objects.order_by("pk").values_list("function", "ended_at"))
    rows += list(Invitation.objects.order_by("pk").values_list("number", "withdrawn_at", "function"))
    return [*rows, *ProposedAct.objects.order_by("pk").values_list("answered_at", "is_agreed")]


def test_an_administrator_does_nothing_to_the_own_account(region, first, signed_in):
    own = region.membership("woerden_admin").reference

    for act in Act:
        with pytest.raises(NotOnThisAccount):
            administer(act=act, reference=own, by=first, at=TUESDAY, wanted=Wanted(roles=("reader",)))
    page = signed_in("woerden_admin").get(f"/beheer/mensen/{own}/").content.decode()
    assert "Dit is uw eigen account" in page and "doen/" not in page
    with pytest.raises(NotOnThisAccount):
        invite(email="WOERDEN_ADMIN@voorbeeld.invalid", function="X", roles=["analyst"], by=first, at=TUESDAY)


def test_moving_puts_nobody_into_another_organisation(region, first, signed_in):
    """Woerden says that somebody goes to Houten; Houten decides as what, and the person takes it up."""
    add(region, "houten_admin", "houten", Role.ADMINISTRATOR)
    member = region.membership("woerden_oov")
    do(Act.END_MEMBERSHIP, member, first, moves_to=region.organisations["houten"].pk)
    assert not member.person.memberships.filter(ended_at=None).exists()
    page = signed_in("houten_admin").get("/beheer/mensen/").content.decode()
    assert "Gemeente Woerden meldt dat deze persoon naar u komt" in page

    announced = Invitation.objects.get()
    signed_in("houten_admin").post(
        f"/beheer/uitnodigingen/{announced.reference}/", {"function": "OOV-adviseur", "roles": ["contributor"]}
    )

    announced.refresh_from_db()
    assert (announced.organisation.slug, announced.roles, announced.number) == ("houten", ["contributor"], 1)


def test_nobody_is_moved_to_an_organisation_of_another_unit(region, first):
    with pytest.raises(NotThere):
        do(Act.END_MEMBERSHIP, region.membership("woerden_oov"), first, moves_to=region.organisations["groningen"].pk)


def test_before_somebody_leaves_what_stays_behind_is_shown_without_its_words(region, signed_in, make_signal, start):
    make_signal("Trekkers op de N204", brought_in_by=region.membership("woerden_oov"))
    page = f"/beheer/mensen/{region.membership('woerden_oov').reference}/einde/"

    shown = signed_in("woerden_admin").get(page).content.decode()
    signed_in("woerden_admin").post(page, {"moves_to": ""})

    assert "Bracht 1 signaal in dat nog niemand heeft beoordeeld" in shown
    assert "Trekkers" not in shown
    assert Membership.objects.get(pk=region.membership("woerden_oov").pk).ended_at is not None


def test_a_lost_phone_is_replaced_and_the_old_codes_are_gone(region, with_app, first):
    with_app("woerden_oov")

    do(Act.RESET_SECOND_FACTOR, region.membership("woerden_oov"), first)

    assert is_in(sign_in("woerden_oov@voorbeeld.invalid")[0])


def test_the_index_shows_each_role_its_own_parts(signed_in):
    assert "Mensen en rollen" in signed_in("woerden_admin").get("/beheer/").content.decode()
    assert signed_in("woerden_oov").get("/beheer/").status_code == 403
    assert Client().get("/beheer/").status_code == 302


def test_the_people_page_lists_who_works_here_and_nobody_else(signed_in):
    page = signed_in("woerden_admin").get("/beheer/mensen/").content.decode()

    assert "OOV-adviseur" in page and "Burgemeester" in page
    assert "houten" not in page.lower()


def test_a_sensitive_page_asks_once_more_who_it_is(with_password, region):
    with_password("woerden_admin")
    client, _answer = sign_in("woerden_admin@voorbeeld.invalid")
    page = f"/beheer/mensen/{region.membership('woerden_oov').reference}/"
    assert client.get(page).status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()

    answer = client.get(page)

    assert answer.url.startswith("/inloggen/reauthenticate/")
    from tests.conftest import PASSWORD

    assert client.post(answer.url, {"password": PASSWORD, "next": page}).url == page
    assert client.get(page).status_code == 200


def test_what_waits_for_a_second_person_stands_on_the_start_page(region, first, second, signed_in):
    do(Act.CHANGE_ROLES, region.membership("woerden_oov"), first, roles=("signatory",))

    assert "1 wijziging wacht op u als tweede beheerder" in signed_in("woerden_admin_2").get("/").content.decode()
    assert "als tweede beheerder" not in signed_in("woerden_admin").get("/").content.decode()


def test_on_the_command_line_the_one_who_runs_it_is_the_second_person_for_a_bureau(region, settings):
    from click.testing import CliRunner

    from eenheidsbeeld.cli.main import command

    lone = viewer_of(add(region, "bureau_admin", "bureau", Role.ADMINISTRATOR))
    do(Act.CHANGE_ROLES, region.membership("analyst"), lone, roles=("analyst", "privacy_officer"))
    reference = ProposedAct.objects.get().reference

    listed = CliRunner().invoke(command, ["accounts", "waiting"])
    done = CliRunner().invoke(command, ["accounts", "agree", reference])
    again = CliRunner().invoke(command, ["accounts", "agree", reference])

    assert reference in listed.output
    assert (done.exit_code, again.exit_code) == (0, 1)
    assert roles_of(region.membership("analyst")) == {"analyst", "privacy_officer"}


def test_on_the_command_line_a_link_can_be_handed_over_where_no_mail_goes_out(region, settings):
    from click.testing import CliRunner

    from eenheidsbeeld.cli.main import command

    words = ["--organisation", "houten", "--function", "Beheerder", "--role", "administrator"]
    invited = CliRunner().invoke(command, ["accounts", "invite", "--email", "eerste@voorbeeld.invalid", *words])
    shown = CliRunner().invoke(command, ["accounts", "link", "--email", "eerste@voorbeeld.invalid"])
    unlocked = CliRunner().invoke(command, ["accounts", "unlock", "--email", "eerste@voorbeeld.invalid"])

    link = shown.output.strip()
    assert link in invited.output and link.startswith(settings.PUBLIC_URL)
    assert Client().get(link.removeprefix(settings.PUBLIC_URL)).status_code == 200
    assert unlocked.exit_code == 0


def test_without_passwords_nobody_gets_a_link_for_one(region, signed_in, settings):
    settings.LOCAL_SIGN_IN = False
    person = f"/beheer/mensen/{region.membership('woerden_oov').reference}/"

    assert signed_in("woerden_admin").post(f"{person}doen/new_password/").status_code == 409


def test_what_was_sent_from_a_page_that_stood_open_too_long_waits_in_no_session(region, with_password):
    """Who has to show once more that it is them sends it again: meanwhile it is kept nowhere, and nothing breaks."""
    from django.contrib.sessions.models import Session

    with_password("woerden_admin")
    client, _answer = sign_in("woerden_admin@voorbeeld.invalid")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()
    page = f"/beheer/mensen/{region.membership('woerden_oov').reference}/functie/"

    answer = client.post(page, {"function": "Wijkmedewerker Kwartelmans"})
    assert answer.url.startswith("/inloggen/reauthenticate/")
    assert "Kwartelmans" not in str([one.get_decoded() for one in Session.objects.all()])
    back = client.post(answer.url, {"password": PASSWORD}, follow=True)

    assert back.status_code == 405
    assert "Er is niets gedaan" in back.content.decode()
    assert region.membership("woerden_oov").function not in ("", "Wijkmedewerker Kwartelmans")
