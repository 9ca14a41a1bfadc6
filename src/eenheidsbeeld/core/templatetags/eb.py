"""The components of Eenheidsbeeld as template tags; docs/interface.md shows each with an example."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from eenheidsbeeld.core.templatetags import words
from eenheidsbeeld.core.templatetags.icons import ICONS

register = template.Library()

BUTTONS = {
    "primary": "utrecht-button--primary-action",
    "secondary": "utrecht-button--secondary-action",
    "quiet": "utrecht-button--subtle",
    "danger": "eb-button--danger utrecht-button--secondary-action",
}


# --- Small marks -------------------------------------------------------------------------------------


@register.simple_tag
def eb_icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A line icon; without a label it is decoration and hidden from screen readers."""
    hidden = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="eb-icon{}" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>'
        '<path d="{}"/></svg>',
        f" eb-icon--{size}" if size else "",
        hidden,
        ICONS[name],
    )


@register.inclusion_tag("components/level.html")
def eb_level(
    value: int | str | None,
    direction: str = "",
    previous: int | None = None,
    previous_week: str = "",
    size: str = "",
) -> dict[str, Any]:
    """A tension level: number, word and shape; None is an answer too: not established."""
    level = None if value in (None, "") else int(str(value)[0])
    return {
        "level": level,
        "word": None if level is None else words.LEVELS[level],
        "direction": direction,
        "previous": previous,
        "previous_week": str(previous_week).split("W")[-1].lstrip("0") if previous_week else "",
        "size": size,
    }


@register.inclusion_tag("components/direction.html")
def eb_direction(value: str) -> dict[str, Any]:
    """A direction as a shape and its word."""
    return {"direction": value, "word": words.DIRECTIONS[str(value)]}


@register.inclusion_tag("components/phase.html")
def eb_phase(value: str, size: str = "") -> dict[str, Any]:
    """The four phases as a line, with the present one marked."""
    keys = list(words.PHASES)
    now = keys.index(str(value))
    steps = [
        {"key": key, "word": word, "is_now": index == now, "is_past": index < now}
        for index, (key, word) in enumerate(words.PHASES.items())
    ]
    return {"steps": steps, "word": words.PHASES[str(value)], "size": size}


@register.inclusion_tag("components/marking.html")
def eb_marking(value: str, meaning: bool = False) -> dict[str, Any]:
    """A TLP marking in its standard colour, with its meaning beside it where asked."""
    key = str(value).lower().removeprefix("tlp:").replace("+", "_").replace("-", "_")
    label, sentence = words.MARKINGS[key]
    return {"key": key, "label": label, "sentence": sentence, "with_meaning": meaning}


@register.inclusion_tag("components/tag.html")
def eb_tag(text: str, href: str = "", remove_href: str = "", kind: str = "") -> dict[str, Any]:
    """A label for a property; with `remove_href` it can be taken away."""
    return {"text": text, "href": href, "remove_href": remove_href, "kind": kind}


@register.inclusion_tag("components/evidence.html")
def eb_evidence(
    count: int,
    areas: int | None = None,
    href: str = "",
    may_open: int | None = None,
    text: str = "",
) -> dict[str, Any]:
    """What a sentence rests on: so many signals from so many municipalities."""
    return {
        "count": count,
        "areas": areas,
        "href": href,
        "may_open": may_open,
        "text": text,
    }


@register.simple_tag
def eb_kbd(keys: str) -> SafeString:
    """A key, or keys that are pressed together, as in `ctrl+enter`."""
    parts = [format_html('<kbd class="eb-kbd">{}</kbd>', key) for key in keys.split("+") if key]
    return format_html_join("+", "{}", ((part,) for part in parts))


@register.inclusion_tag("components/signature.html")
def eb_signature(function: str, organisation: str = "", at: datetime | None = None, did: str = "") -> dict[str, Any]:
    """Who did it, by function and never by name."""
    return {"function": function, "organisation": organisation, "at": at, "did": did}


# --- Buttons and forms -------------------------------------------------------------------------------


@register.inclusion_tag("components/button.html")
def eb_button(
    text: str,
    kind: str = "primary",
    href: str = "",
    key: str = "",
    icon: str = "",
    type: str = "submit",
    reason: str = "",
    **attributes: Any,
) -> dict[str, Any]:
    """A verb with its object; `key` shows its key, `reason` says why it cannot be used now.

    Other arguments become attributes: `name`, `value`, `form`, `hx_post` (written `hx-post`) and so on.
    """
    attrs = {name.replace("_", "-"): value for name, value in attributes.items() if value not in (None, False)}
    if key:
        attrs["data-key"] = key
    return {
        "text": text,
        "css": BUTTONS[kind],
        "href": href,
        "key": key,
        "icon": icon,
        "type": type,
        "reason": reason,
        "attrs": flatatt(attrs),
    }


@register.inclusion_tag("components/field.html")
def eb_field(field: Any, hint: str = "", size: str = "") -> dict[str, Any]:
    """A form field with its label, help and error, each tied to the control.

    `size` narrows the control to what is asked: `short`, `date` or `medium`.
    """
    kind = field.widget_type
    helped, failed = f"{field.auto_id}_helptext", f"{field.auto_id}_error"
    help_text = hint or field.help_text
    described = " ".join(part for part, there in ((helped, help_text), (failed, field.errors)) if there)
    is_group = kind in ("radioselect", "checkboxselectmultiple", "splitdatetime")
    attrs: dict[str, Any] = {"class": _control_class(kind, size)}
    if described and not is_group:
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": field,
        "kind": kind,
        "is_group": is_group,
        "is_checkbox": kind == "checkbox",
        "control": field.as_widget(attrs=attrs),
        "choices": list(field.subwidgets) if is_group and kind != "splitdatetime" else [],
        "choice_class": "utrecht-radio-button" if kind == "radioselect" else "utrecht-checkbox",
        "help_text": help_text,
        "helped": helped,
        "failed": failed,
        "described": described,
        "optional": not field.field.required,
    }


def _control_class(kind: str, size: str) -> str:
    base = {
        "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
        "select": "utrecht-select utrecht-select--html-select",
        "nullbooleanselect": "utrecht-select utrecht-select--html-select",
        "selectmultiple": "utrecht-select utrecht-select--html-select",
        "checkbox": "utrecht-checkbox utrecht-checkbox--html-input eb-choice__input",
        "clearablefile": "eb-file",
        "file": "eb-file",
    }.get(kind, "utrecht-textbox utrecht-textbox--html-input")
    return f"{base} eb-control--{size}" if size else base


@register.inclusion_tag("components/error_summary.html")
def eb_error_summary(*forms: Any, errors: Iterable[Mapping[str, str]] = ()) -> dict[str, Any]:
    """All errors of the forms above the page, each a link to its field; nothing when all is well."""
    found = [dict(error) for error in errors]
    for form in forms:
        if not form or not form.is_bound:
            continue
        found += [{"text": text, "href": ""} for text in form.non_field_errors()]
        for field in form:
            target = field.id_for_label or f"{field.auto_id}_0"
            lead = field.label if str(field.label).endswith("?") else f"{field.label}:"
            found += [{"text": f"{lead} {text}", "href": f"#{target}"} for text in field.errors]
    return {"errors": found}


# --- Blocks around content ---------------------------------------------------------------------------


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


# --- Lists of things ---------------------------------------------------------------------------------


@register.inclusion_tag("components/definitions.html")
def eb_definitions(items: Iterable[Any]) -> dict[str, Any]:
    """Terms with their descriptions: pairs `(term, description)`."""
    return {"items": list(items)}


@register.inclusion_tag("components/summary.html")
def eb_summary(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Answers to check before sending: `question`, `answer`, `href` to change it."""
    return {"items": list(items)}


@register.inclusion_tag("components/timeline.html")
def eb_timeline(events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What happened, in order: `at`, `title`, and perhaps `kind`, `text`, `level`, `phase`, `by`, `href`."""
    shown = [{**event, "kind_word": words.TIMELINE_KINDS.get(event.get("kind", ""), "")} for event in events]
    return {"events": shown}


@register.inclusion_tag("components/filters.html")
def eb_filters(saved: Iterable[Mapping[str, Any]], save_href: str = "") -> dict[str, Any]:
    """Saved filters above a list: `label`, `href`, `current`, perhaps `count`."""
    return {"saved": list(saved), "save_href": save_href}


@register.inclusion_tag("components/tabs.html")
def eb_tabs(items: Iterable[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Parts of one subject, each with its own address: `label`, `href`, `current`, perhaps `count`."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("components/pages.html")
def eb_pages(earlier: str = "", later: str = "", summary: str = "") -> dict[str, Any]:
    """Earlier and later in a long list; there are no page numbers, so a new row moves nothing."""
    return {"earlier": earlier, "later": later, "summary": summary}


@register.inclusion_tag("components/breadcrumb.html")
def eb_breadcrumb(*parts: str) -> dict[str, Any]:
    """Where this page is: label, address, label, address … from the outside in."""
    return {"trail": list(zip(parts[::2], parts[1::2], strict=True))}


@register.inclusion_tag("components/progress.html")
def eb_progress(current: int, total: int, label: str = "", back: str = "") -> dict[str, Any]:
    """How far in a guided path: question 2 of 5, with the way back."""
    return {
        "current": current,
        "total": total,
        "label": label,
        "back": back,
        "steps": range(1, total + 1),
    }


@register.inclusion_tag("components/steps.html")
def eb_steps(items: Iterable[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Stages of a piece of work: `label`, `state` (done, now, next), perhaps `note` and `href`."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("components/toast.html")
def eb_toast(text: str, undo: str = "", kind: str = "ok") -> dict[str, Any]:
    """A short message about what was just done; `undo` is the address that undoes it by POST."""
    return {"text": text, "undo": undo, "kind": kind, "csrf_token": ""}


@register.inclusion_tag("components/urgent.html", takes_context=True)
def eb_urgent(
    context: template.Context,
    numbers: Iterable[Mapping[str, str]],
    notify: str = "",
    open: bool = True,
) -> dict[str, Any]:
    """ "This cannot wait": whom to call (`label`, `number`, `when`), and a notice to the analyst on duty."""
    return {
        "numbers": list(numbers),
        "notify": notify,
        "open": open,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("components/autosave.html")
def eb_autosave(function: str = "", at: datetime | None = None) -> dict[str, Any]:
    """When and by whom this was last kept; the script fills in the rest."""
    return {"function": function, "at": at}


@register.inclusion_tag("components/key_help.html")
def eb_key_help(keys: Iterable[Any] = (), id: str = "toetsen") -> dict[str, Any]:
    """The keys of this page, in a dialog behind `?`; without a script it is a list that opens."""
    return {"keys": list(keys), "id": id}


@register.simple_tag
def eb_inbox_keys() -> list[tuple[str, str]]:
    """The keys of the inbox, with their words."""
    return [
        ("j", _("Next signal")),
        ("k", _("Previous signal")),
        ("a", _("Attach to a situation")),
        ("o", _("Attach to another situation than the suggestion")),
        ("n", _("Start a new situation")),
        ("x", _("Set aside")),
        ("g", _("Put the signals that you ticked together")),
        ("u", _("Undo the last decision")),
        ("esc", _("Close what is open without a decision")),
        *eb_page_keys(),
    ]


@register.simple_tag
def eb_page_keys() -> list[tuple[str, str]]:
    """The keys that every page has."""
    return [("/", _("Filter this list, or search")), ("?", _("Show these keys"))]


# --- Moments ----------------------------------------------------------------------------------------


def _here(value: datetime) -> datetime:
    return localtime(value) if is_aware(value) else value


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


# --- Cleaned text --------------------------------------------------------------------------------------

MASK_IN_TEXT = re.compile(r"\[[^\W\d_][\w -]{1,24}\]")


@register.filter(needs_autoescape=True)
def eb_masks(text: str, autoescape: bool = True) -> SafeString:
    """Cleaned text as it is stored, with its masks such as `[naam]` drawn as masks."""
    safe = escape(text) if autoescape else text
    return mark_safe(MASK_IN_TEXT.sub(r'<span class="eb-mask">\g<0></span>', safe))  # noqa: S308 (escaped above)


@register.inclusion_tag("components/mask_review.html")
def eb_mask_review(parts: Iterable[Mapping[str, str]], name: str = "masks") -> dict[str, Any]:
    """What was taken out, to look over and mend at the door: parts with `text`, or `original`, `label` and `kind`.

    The form field `name` gets the masks that hold: JSON `[{start, end, kind}]` in characters of the original.
    Without a script the masks stand as the software made them.
    """
    return {"parts": list(parts), "name": name}
