"""Blocks around content: notices, tables, suggestions, assessments, figures."""

from datetime import datetime

from django import template
from django.template.loader import render_to_string

from eenheidsbeeld.core.templatetags import words

register = template.Library()


@register.simple_block_tag
def eb_notice(content: str, kind: str = "info", title: str = "", live: bool = False) -> str:
    """A message in the page: info, ok, warning or error."""
    context = {
        "content": content,
        "kind": kind,
        "word": words.NOTICES[kind],
        "title": title,
        "live": live,
    }
    return render_to_string("components/notice.html", context)


@register.simple_block_tag
def eb_details(content: str, summary: str, open: bool = False, count: int | None = None) -> str:
    """A part that opens, without a script."""
    return render_to_string(
        "components/details.html",
        {"content": content, "summary": summary, "open": open, "count": count},
    )


@register.simple_block_tag
def eb_table(
    content: str, caption: str, note: str = "", sticky: bool = True, id: str = "", stack: bool = False
) -> str:
    """A table with its caption; write `<thead>` and `<tbody>` inside. It scrolls sideways on a phone.

    With `stack` each row becomes a short block there; a cell with `data-label` then shows that word before it.
    """
    return render_to_string(
        "components/table.html",
        {
            "content": content,
            "caption": caption,
            "note": note,
            "sticky": sticky,
            "id": id,
            "stack": stack,
        },
    )


@register.simple_block_tag
def eb_empty(content: str, title: str, href: str = "", action: str = "") -> str:
    """An empty list that says what belongs here and how it gets here."""
    return render_to_string(
        "components/empty.html",
        {"content": content, "title": title, "href": href, "action": action},
    )


@register.simple_block_tag
def eb_suggestion(content: str, title: str, reason: str) -> str:
    """What the software suggests, always with its reason; a person decides."""
    return render_to_string(
        "components/suggestion.html",
        {"content": content, "title": title, "reason": reason},
    )


@register.simple_block_tag
def eb_assessment(
    content: str,
    function: str = "",
    organisation: str = "",
    at: datetime | None = None,
    likelihood: str = "",
    confidence: str = "",
    reason: str = "",
) -> str:
    """An interpretation, never without who made it, how likely, how sure and why."""
    return render_to_string(
        "components/assessment.html",
        {
            "content": content,
            "function": function,
            "organisation": organisation,
            "at": at,
            "likelihood": likelihood,
            "confidence": confidence,
            "reason": reason,
        },
    )


@register.simple_block_tag
def eb_figure(
    content: str,
    title: str,
    subtitle: str = "",
    source: str = "",
    sentence: str = "",
    explore: str = "",
) -> str:
    """A chart or map: the message as title, what is counted, the drawing, its sentence and source.

    `explore` is the address of the Vega-Lite specification; the libraries load only when it is asked for.
    """
    return render_to_string(
        "components/figure.html",
        {
            "content": content,
            "title": title,
            "subtitle": subtitle,
            "source": source,
            "sentence": sentence,
            "explore": explore,
        },
    )
