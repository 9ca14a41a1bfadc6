"""Moments, words and cleaned text as people read them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from eenheidsbeeld.core.references import shown_reference

register = template.Library()


def _here(value: datetime) -> datetime:
    return localtime(value) if is_aware(value) else value


@register.filter
def eb_reference(reference: str) -> str:
    """A reference as people read it aloud."""
    return shown_reference(reference)


@register.filter
def eb_moment(value: datetime | date | None) -> str:
    """A moment in full: "zaterdag 29 november 2026, 14.00 uur"; of a day only the day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return date_format(_here(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT")


@register.filter
def eb_short_moment(value: datetime | date | None) -> str:
    """A moment for lists: "di 24 nov, 09.40 uur"."""
    if value is None:
        return ""
    # Translators: date format of Django, for lists.
    pattern = _("D j M, H:i") if isinstance(value, datetime) else _("D j M")
    return date_format(_here(value) if isinstance(value, datetime) else value, pattern)


@register.filter
def eb_day(value: datetime | date | None) -> str:
    """A day for lists that go back further than a year: "24 nov 2026"."""
    if value is None:
        return ""
    # Translators: date format of Django, for lists that go back years.
    return date_format(_here(value) if isinstance(value, datetime) else value, _("j M Y"))


@register.filter
def eb_word(words: Mapping[Any, Any], key: Any) -> Any:
    """The word that belongs to a key, such as the name of an area code; nothing when there is none."""
    return words.get(key, "")


MASK_IN_TEXT = re.compile(r"\[[^\W\d_][\w -]{1,24}\]")


@register.filter(needs_autoescape=True)
def eb_masks(text: str, autoescape: bool = True) -> SafeString:
    """Cleaned text as it is stored, with its masks such as `[naam]` drawn as masks."""
    safe = escape(text) if autoescape else text
    return mark_safe(MASK_IN_TEXT.sub(r'<span class="eb-mask">\g<0></span>', safe))  # noqa: S308 (escaped above)


@register.inclusion_tag("components/mask_review.html")
def eb_mask_review(parts: Iterable[Mapping[str, str]], name: str = "masks", bar: bool = True) -> dict[str, Any]:
    """What was taken out, to look over and mend at the door: parts with `text`, or `original`, `label` and `kind`.

    The form field `name` gets the masks that hold: JSON `[{start, end, kind}]` in characters of the original.
    Without a script the masks stand as the software made them. With many texts on a page, leave `bar` out and put
    one `{% eb_mask_bar %}` below them.
    """
    return {"parts": list(parts), "name": name, "bar": bar}


@register.inclusion_tag("components/mask_bar.html")
def eb_mask_bar() -> dict[str, Any]:
    """The button that masks selected words, for all texts of a page; it stays in sight while they scroll by."""
    return {"sticky": True}
