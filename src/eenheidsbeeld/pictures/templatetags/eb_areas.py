"""Words for keys on the pages of pictures: weeks, areas, parties, likelihood and confidence."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.judgement import Confidence, Likelihood
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.publishing.labels import PARTY_LABELS
from eenheidsbeeld.publishing.rules import Party
from eenheidsbeeld.situations.labels import CONFIDENCE_LABELS, LIKELIHOOD_LABELS

register = template.Library()


@register.simple_tag
def eb_week(week: str) -> str:
    """`week 48, 2026`."""
    parsed = Week.parse(str(week))
    return _("week %(number)s, %(year)s") % {"number": parsed.number, "year": parsed.year}


@register.simple_tag
def eb_area(code: str) -> str:
    """The name of an area; a code that no division knows stays a code."""
    return areas.names_of([code]).get(code, code) if code else _("place unknown")


@register.simple_tag
def eb_party(party: str) -> str:
    return str(PARTY_LABELS[Party(party)])


@register.simple_tag
def eb_likelihood(value: str) -> SafeString:
    return format_html('<span class="eb-tag">{}</span>', LIKELIHOOD_LABELS[Likelihood(value)])


@register.simple_tag
def eb_confidence(value: str) -> SafeString:
    return format_html('<span class="eb-tag">{}</span>', CONFIDENCE_LABELS[Confidence(value)])
