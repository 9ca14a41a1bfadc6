"""Buttons and the fields of a form, each tied to its help and its error."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

BUTTONS = {
    "primary": "utrecht-button--primary-action",
    "secondary": "utrecht-button--secondary-action",
    "quiet": "utrecht-button--subtle",
    "danger": "eb-button--danger utrecht-button--secondary-action",
}


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


@register.simple_tag
def eb_options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """The options of a choice, in their groups, as the widgets of Django give them."""
    drawn = []
    for name, options, _index in groups:
        inside = "".join(map(_option, options))
        drawn.append(f'<optgroup label="{_escaped(name)}">{inside}</optgroup>' if name else inside)
    return mark_safe("\n" + "".join(drawn))  # noqa: S308 (each part escaped)


def _option(option: dict[str, Any]) -> str:
    attributes = flatatt(option["attrs"]) if option["attrs"] else ""
    return f'<option value="{_escaped(option["value"])}"{attributes}>{_escaped(option["label"])}</option>\n'


def _escaped(value: Any) -> str:
    """As a template does it; Django's own escaping costs ten times as much, and a page may have many options."""
    return str(value.__html__()) if hasattr(value, "__html__") else escape(str(value))


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
        # A field that an earlier choice or a later step asks for is not free to leave out.
        "optional": not field.field.required and not getattr(field.field, "asked_by_another", False),
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
