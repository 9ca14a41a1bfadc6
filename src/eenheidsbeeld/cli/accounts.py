"""`accounts`: the first organisations, groups and people of an installation; later ones are added the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eenheidsbeeld.cli.ready import check_database, start_django

if TYPE_CHECKING:
    from eenheidsbeeld.accounts.models import Person

KINDS = ("municipality", "police", "om", "regional_bureau", "knowledge_partner")
ROLES = ("reader", "contributor", "analyst", "editor", "signatory", "administrator", "privacy_officer")


@click.group()
def command() -> None:
    """Organisaties, groepen en mensen toevoegen. Wat u doet, komt in het logboek."""
    start_django()
    check_database()


@command.command("organisation")
@click.option("--slug", required=True, help="Korte naam, zoals gemeente-woerden.")
@click.option("--name", required=True, help="Naam zoals mensen die lezen.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="Soort organisatie.")
@click.option("--unit", required=True, help="Politie-eenheid, zoals PU-midden-nederland.")
@click.option("--area", required=True, help="Gebied, zoals GM0632 of PD-west-utrecht.")
@click.option("--task", required=True, help="Wettelijke taak waarvoor de organisatie meedoet.")
@click.option("--phone", default="", help="Nummer voor wat niet kan wachten.")
@click.option("--mail-domain", "domains", multiple=True, help="Wat achter de @ staat, zoals voorbeeld.nl; mag vaker.")
def organisation(
    slug: str, name: str, kind: str, unit: str, area: str, task: str, phone: str, domains: tuple[str, ...]
) -> None:
    """Laat een organisatie met een wettelijke taak meedoen."""
    from eenheidsbeeld.accounts.actions import join_organisation
    from eenheidsbeeld.accounts.rules import OrganisationKind
    from eenheidsbeeld.areas import queries as areas
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.refusals import Refusal
    from eenheidsbeeld.core.viewer import System

    areas.area(unit)
    areas.area(area)
    try:
        join_organisation(
            slug=slug, name=name, kind=OrganisationKind(kind), unit_code=unit, area_code=area, legal_task=task,
            duty_phone=phone, mail_domains="\n".join(domains), by=System("command line"), at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        raise click.ClickException(str(refusal.reason)) from refusal
    click.echo(f"{name} doet mee.")


@command.command("group")
@click.option("--slug", required=True, help="Korte naam, zoals beeld-west-utrecht.")
@click.option("--name", required=True, help="Naam zoals mensen die lezen.")
@click.option("--area", default="", help="Gebied waarvan het beeld in deze groep wordt gedeeld.")
@click.option("--member", "members", multiple=True, required=True, help="Korte naam van een organisatie; mag vaker.")
def group(slug: str, name: str, area: str, members: tuple[str, ...]) -> None:
    """Maak een groep van organisaties waarin signalen en beelden worden gedeeld."""
    from eenheidsbeeld.accounts.models import Organisation
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.sharing.actions import join_group, start_group

    found = {one.slug: one for one in Organisation.objects.filter(slug__in=members)}
    unknown = [member for member in members if member not in found]
    if unknown:
        raise click.ClickException(f"Deze organisaties zijn niet bekend: {', '.join(unknown)}")
    by, at = System("command line"), clock.now()
    made = start_group(slug=slug, name=name, area_code=area, by=by, at=at)
    join_group(group=made, organisations=[found[member] for member in members], by=by, at=at)
    click.echo(f"Groep {name} heeft {len(found)} organisaties.")


@command.command("person")
@click.option("--email", required=True, help="E-mailadres waarmee iemand inlogt.")
@click.option("--name", required=True, help="Naam van het account.")
@click.option("--organisation", "slug", required=True, help="Korte naam van de organisatie.")
@click.option("--function", required=True, help="Functie zoals anderen die zien.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="Rol; mag vaker.")
@click.password_option(
    prompt="Wachtwoord", confirmation_prompt="Nog een keer", help="Laat weg: dan wordt het gevraagd."
)
def person(email: str, name: str, slug: str, function: str, roles: tuple[str, ...], password: str) -> None:
    """Geef iemand een account met een functie en rollen in een organisatie."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from eenheidsbeeld.accounts.actions import add_person, start_membership
    from eenheidsbeeld.accounts.models import Organisation
    from eenheidsbeeld.accounts.models import Person as Account
    from eenheidsbeeld.accounts.rules import Role
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System

    found = Organisation.objects.filter(slug=slug, left_at=None).first()
    if found is None:
        raise click.ClickException(f"Organisatie {slug} is niet bekend.")
    if Account.objects.filter(email__iexact=email).exists():
        raise click.ClickException(f"{email} heeft al een account.")
    try:
        validate_password(password)
    except ValidationError as problem:
        raise click.ClickException(" ".join(problem.messages)) from problem
    by, at = System("command line"), clock.now()
    with transaction.atomic():
        account = add_person(email=email, display_name=name, password=password, by=by, at=at)
        start_membership(
            person=account, organisation=found, function=function, roles=[Role(role) for role in roles], by=by, at=at
        )
    click.echo(f"{email} kan inloggen als {function}, {found.name}.")


@command.command("publication")
@click.option("--slug", required=True, help="Korte naam, zoals oov-beeld-west-utrecht.")
@click.option("--title", required=True, help="Titel boven elk beeld.")
@click.option("--area", required=True, help="Gebied, zoals PD-west-utrecht.")
@click.option("--owner", required=True, help="Korte naam van de organisatie die het maakt.")
@click.option("--group", "group_slug", required=True, help="Korte naam van de groep die het krijgt.")
def publication(slug: str, title: str, area: str, owner: str, group_slug: str) -> None:
    """Begin een wekelijks OOV-beeld. Wie redigeert en tekent, kiest de redactie daarna op de pagina."""
    from eenheidsbeeld.accounts.models import Organisation
    from eenheidsbeeld.areas import queries as areas
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.publishing.actions.edit import start_publication
    from eenheidsbeeld.publishing.rules import EditionKind
    from eenheidsbeeld.sharing.models import SharingGroup

    areas.area(area)
    maker = Organisation.objects.filter(slug=owner, left_at=None).first()
    circle = SharingGroup.objects.filter(slug=group_slug, ended_at=None).first()
    if maker is None or circle is None:
        raise click.ClickException("De organisatie of de groep is niet bekend. Kijk de korte namen na.")
    start_publication(
        slug=slug, kind=EditionKind.WEEKLY_PICTURE, title=title, area_code=area, owner=maker, group=circle,
        by=System("command line"), at=clock.now(),
    )  # fmt: skip
    click.echo(f"{title} is begonnen. Elke maandag gaat er een beeld open.")


@command.command("invite")
@click.option("--email", required=True, help="E-mailadres van het werk.")
@click.option("--organisation", "slug", required=True, help="Korte naam van de organisatie.")
@click.option("--function", required=True, help="Functie zoals anderen die zien.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="Rol; mag vaker.")
def invite(email: str, slug: str, function: str, roles: tuple[str, ...]) -> None:
    """Nodig iemand uit. De link gaat per mail, en staat hier voor een installatie zonder mailserver."""
    from django.db import transaction

    from eenheidsbeeld.accounts import links
    from eenheidsbeeld.accounts.actions import joining
    from eenheidsbeeld.accounts.models import Organisation
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.refusals import Refusal
    from eenheidsbeeld.core.viewer import System

    found = Organisation.objects.filter(slug=slug, left_at=None).first()
    if found is None:
        raise click.ClickException(f"Organisatie {slug} is niet bekend.")
    by, at = System("command line"), clock.now()
    try:
        with transaction.atomic():
            made = joining.write_invitation(
                organisation=found, email=email, function=function, roles=roles, by=by, at=at
            )
            joining.send_invitation(invitation=made, by=by, at=at)
    except Refusal as refusal:
        raise click.ClickException(str(refusal.reason)) from refusal
    click.echo(f"{email} is uitgenodigd. De link werkt één keer, een week lang:\n{links.address_of(made)}")


@command.command("link")
@click.option("--email", required=True, help="Adres van wie is uitgenodigd of een nieuw wachtwoord kiest.")
def link(email: str) -> None:
    """Toon de link die nog open staat, voor een installatie zonder mailserver. Geef hem alleen aan die persoon."""
    from eenheidsbeeld.accounts import links
    from eenheidsbeeld.accounts.models import Invitation, PasswordLink
    from eenheidsbeeld.core import clock

    is_open = {"used_at": None, "withdrawn_at": None, "expires_at__gt": clock.now()}
    found: list[links.Link] = [
        *Invitation.objects.filter(email__iexact=email, **is_open),
        *PasswordLink.objects.filter(person__email__iexact=email, **is_open),
    ]
    if not found:
        raise click.ClickException(f"Voor {email} staat geen link open.")
    for one in found:
        click.echo(links.address_of(one))


@command.command("waiting")
def waiting() -> None:
    """Toon wat op een tweede beheerder wacht, met het kenmerk voor `agree`."""
    from eenheidsbeeld.accounts.models import ProposedAct

    rows = ProposedAct.objects.filter(answered_at=None).select_related("organisation", "membership", "invitation")
    for one in rows.order_by("asked_at"):
        about = one.membership.function if one.membership else one.invitation.email if one.invitation else ""
        click.echo(
            f"{one.reference}  {one.organisation.name}: {one.get_act_display()}, {about} {', '.join(one.roles)}"
        )


@command.command("agree")
@click.argument("reference")
def agree(reference: str) -> None:
    """Stem in als tweede persoon, waar geen andere beheerder dat kan."""
    from eenheidsbeeld.accounts.actions.people import agree_from_outside
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.refusals import Refusal
    from eenheidsbeeld.core.viewer import System

    try:
        agree_from_outside(reference=reference, by=System("command line"), at=clock.now())
    except Refusal as refusal:
        raise click.ClickException(
            str(refusal.reason) or "Dit voorstel is er niet, of is al beantwoord."
        ) from refusal
    click.echo("Het is gedaan.")


@command.command("unlock")
@click.option("--email", default="", help="Account dat op slot staat.")
@click.option("--address", default="", help="Netwerkadres dat op slot staat.")
def unlock(email: str, address: str) -> None:
    """Hef het slot op na te veel mislukte pogingen. Het gaat er ook vanzelf af, na een kwartier."""
    from eenheidsbeeld.accounts.actions import lockout, people
    from eenheidsbeeld.accounts.models import Person as Account
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System

    if not email and not address:
        raise click.UsageError("Geef --email of --address.")
    if known := Account.objects.filter(email__iexact=email, is_active=True).first():
        people.lift_lockout(person=known, by=System("command line"), at=clock.now())
    elif email:
        lockout.lift_lockout(email)
    if address:
        lockout.lift_lockout_of_address(address)
    click.echo("Het slot is opgeheven.")


@command.command("password-link")
@click.option("--email", required=True, help="Account dat een nieuw wachtwoord krijgt.")
def password_link(email: str) -> None:
    """Maak een link waarmee iemand een nieuw wachtwoord kiest; ook voor wie bij meer organisaties werkt."""
    from eenheidsbeeld.accounts import links
    from eenheidsbeeld.accounts.actions import joining
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System

    link = joining.send_password_link(person=_account(email), by=System("command line"), at=clock.now())
    click.echo(f"De link werkt één keer, een dag lang:\n{links.address_of(link)}")


@command.command("reset-second-factor")
@click.option("--email", required=True, help="Account waarvan telefoon of sleutel weg is.")
def reset_second_factor(email: str) -> None:
    """Haal de tweede stap weg. Ga eerst na wie het u vraagt."""
    from eenheidsbeeld.accounts.actions import people
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System

    people.reset_second_factor(person=_account(email), by=System("command line"), at=clock.now())
    click.echo(f"{email} stelt bij de volgende keer inloggen een nieuwe tweede stap in.")


def _account(email: str) -> Person:
    from eenheidsbeeld.accounts.models import Person as Account

    found = Account.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise click.ClickException(f"{email} heeft geen account.")
    return found
