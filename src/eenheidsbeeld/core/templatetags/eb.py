"""The components of Eenheidsbeeld as template tags; docs/interface.md shows each with an example."""

from django import template

from eenheidsbeeld.core.tags import around, forms, lists, marks, written

register = template.Library()
for part in (marks, forms, around, lists, written):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
