"""For the pages of signing in and of accounts: ways in, words for roles, and the invented accounts of the demo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings

from eenheidsbeeld.accounts.demo import demo_email
from eenheidsbeeld.accounts.labels import ROLE_LABELS
from eenheidsbeeld.accounts.models import Person
from eenheidsbeeld.accounts.rules import Decision, Role
from eenheidsbeeld.core import mail

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[dict[str, Any]]:
    """Who can be tried, the most telling first; empty outside the demo. Sign-in itself is the ordinary one."""
    if not settings.DEMO:
        return []
    from eenheidsbeeld.reference import demo

    there = set(Person.objects.filter(is_active=True).values_list("email", flat=True))
    return [
        {
            "email": demo_email(person.account),
            "name": person.name,
            "try_this": person.try_this,
            "password": settings.DEMO_PASSWORD,
            "featured": person.featured,
        }
        for person in sorted(demo.people(), key=lambda one: not one.featured)
        if demo_email(person.account) in there
    ]


@register.simple_tag
def single_sign_on() -> dict[str, Any]:
    """Which ways in there are on this installation."""
    return {
        "issuer": settings.SINGLE_SIGN_ON["issuer"],
        "name": settings.SINGLE_SIGN_ON["name"],
        "local": settings.LOCAL_SIGN_IN,
    }


@register.simple_tag
def mail_is_on() -> bool:
    """Whether links go by mail; else they are handed over by hand."""
    return mail.is_on()


@register.filter
def role_words(roles: Iterable[str]) -> str:
    """Roles as people read them."""
    return ", ".join(str(ROLE_LABELS[Role(role)]).lower() for role in roles)


@register.filter
def answer_for(decisions: Mapping[str, Decision], act: str) -> Decision:
    return decisions[act]
