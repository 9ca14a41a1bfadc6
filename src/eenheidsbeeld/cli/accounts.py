"""`accounts`: the first organisations, groups and people of an installation; later ones are added the same way."""

from __future__ import annotations

import click

from eenheidsbeeld.cli.ready import check_database, start_django

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
def organisation(slug: str, name: str, kind: str, unit: str, area: str, task: str, phone: str) -> None:
    """Laat een organisatie met een wettelijke taak meedoen."""
    from eenheidsbeeld.accounts.actions import join_organisation
    from eenheidsbeeld.accounts.rules import OrganisationKind
    from eenheidsbeeld.areas import queries as areas
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System

    areas.area(unit)
    areas.area(area)
    join_organisation(
        slug=slug, name=name, kind=OrganisationKind(kind), unit_code=unit, area_code=area, legal_task=task,
        duty_phone=phone, by=System("command line"), at=clock.now(),
    )  # fmt: skip
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
