"""The invented accounts on the sign-in page of the demo."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from eenheidsbeeld.accounts.demo import demo_email
from eenheidsbeeld.accounts.models import Person

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
