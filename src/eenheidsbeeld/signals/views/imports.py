"""A spreadsheet: choose, look through part by part, take in what was looked at, and undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.classified import StateClassified
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import DUTCH_TIME, Week
from eenheidsbeeld.signals import actions, labels, queries, rules
from eenheidsbeeld.signals.imports import choosing, parts
from eenheidsbeeld.signals.imports.columns import check_columns, chosen_columns
from eenheidsbeeld.signals.imports.files import read_table
from eenheidsbeeld.signals.imports.mending import Mends, drafts_of, mended_rows, words_added
from eenheidsbeeld.signals.imports.posted import mends_of
from eenheidsbeeld.signals.imports.preview import look_at
from eenheidsbeeld.signals.imports.rows import Sender, read_rows
from eenheidsbeeld.signals.imports.tables import NotReadable, Table
from eenheidsbeeld.signals.imports.travel import SHOWN_ROWS_LEFT, Sending, packed, unpacked
from eenheidsbeeld.signals.intake.moments import NO_DATE


@never_cache
@require_http_methods(["GET", "POST"])
def import_file(request: Asked) -> HttpResponse:
    """All steps on one address: what is still to come travels in the page."""
    check_role(request.viewer.roles, *rules.MAY_BRING_IN)
    if request.method == "GET":
        return _choose(request)
    try:
        sending = _sending(request)
        step = request.POST.get("step")
        actions.learn_from_rows(words=request.POST.getlist("teach"), masked=(), by=request.viewer, at=clock.now())
        if step == "goes_on" and sending.may_skip and sending.has_begun:
            return _go_on(request, sending)
        if step in ("confirm", "rest"):
            return _take_in_looked_at(request, sending)
        return _look(request, sending, _mends(request))
    except (NotReadable, StateClassified) as refusal:
        return _choose(request, problem=str(refusal.reason))


def _sending(request: Asked) -> Sending:
    """The file that was sent now, else the one that travelled in the page."""
    own = request.viewer.organisation
    sent = request.FILES.get("file")
    if sent is not None:
        content, name = sent.read(), str(sent.name or "")
        table = read_table(content, name)
        kind = rules.shown_file_name(name)
        return Sending(table, actions.digest_of(content), kind, organisation=own, rows=len(table.rows))
    if request.POST.get("content"):
        return unpacked(request.POST["content"], organisation=own)
    raise NotReadable(_("Choose a file first. It may be 20 MB at most."))


def _sender(request: Asked) -> Sender:
    viewer = request.viewer
    area = request.membership.organisation.area_code  # type: ignore[attr-defined]
    return Sender(viewer.organisation, viewer.membership, area, viewer.practice_run)


def _mends(request: Asked) -> Mends:
    return mends_of(request.POST, today=clock.now().astimezone(DUTCH_TIME).date())


# --- Looking ------------------------------------------------------------------------------------------


def _choose(request: Asked, problem: str = "") -> HttpResponse:
    context = {"problem": problem, "batches": queries.batches(request.viewer)}
    return render(request, "signals/import.html", context, status=400 if problem else 200)


def _look(request: Asked, sending: Sending, mends: Mends) -> HttpResponse:
    """The next part with its masks; before the first part also the columns, and what is wrong in the whole file."""
    sender, at = _sender(request), clock.now()
    columns = sending.columns or chosen_columns(sending.table, request.POST.dict())
    problem = _problem_of(columns)
    context: dict[str, Any] = {
        "problem": problem,
        "table": sending.table,
        "sending": sending,
        "columns": [
            {"index": index, "head": head, "chosen": columns[index].value, "sample": _sample(sending.table, index)}
            for index, head in enumerate(sending.table.head)
        ],
        "meanings": list(labels.COLUMN_LABELS.items()),
    }
    if not problem:
        overview = parts.overview_of(sending.table, columns, sender=sender, at=at)
        part = parts.next_part(sending.table, columns, sender=sender, at=at)
        if not sending.has_begun:
            sending = replace(sending, may_skip=overview.too_many_to_look_through)
        context |= {
            "overview": overview,
            "part": part,
            "look": look_at(part.fresh, sender=sender, mends=mends),
            "municipalities": choosing.municipalities(),
            "no_date": NO_DATE,
            "words": "\n".join(mends.everywhere),
            "back": sorted(mends.back),
            "after_this": overview.fresh - len(part.fresh),
            "may_skip": sending.may_skip,
            "most": parts.MOST_TO_LOOK_THROUGH,
        }
    context["content"] = packed(sending)
    return render(request, "signals/import_look.html", context, status=422 if mends.wrong else 200)


def _problem_of(columns: dict[int, Any]) -> str:
    try:
        check_columns(columns)
    except NotReadable as refusal:
        return str(refusal.reason)
    return ""


def _sample(table: Table, index: int) -> str:
    """What kind of values a column holds, without showing them: cells may hold names that are not cleaned yet."""
    filled = sum(1 for row in table.rows if index < len(row.values) and row.values[index] is not None)
    return _("%(filled)s of %(all)s rows filled") % {"filled": filled, "all": len(table.rows)}


# --- Taking in ----------------------------------------------------------------------------------------


def _take_in_looked_at(request: Asked, sending: Sending) -> HttpResponse:
    """The part on the page goes in; then the next part, or the rest unseen when that was chosen, or the end."""
    columns = sending.columns or chosen_columns(sending.table, request.POST.dict())
    mends = _mends(request)
    if _problem_of(columns) or mends.wrong:
        return _look(request, sending, mends)
    last = request.POST.get("until", "")
    now, rest = parts.rows_until(sending.table, int(last) if last.isdecimal() and len(last) < 9 else 0)
    sending = replace(sending, columns=columns)
    sending, batch = _take_in(request, sending, now, rest, mends, looked_at=True)
    if request.POST.get("step") == "rest" and sending.may_skip and rest.rows:
        return _show_progress(request, sending, batch, mends)
    if rest.rows:
        part = parts.next_part(rest, columns, sender=_sender(request), at=clock.now())
        if part.fresh:
            return _look(request, sending, mends.for_every_row())
        # What is left over is here already or cannot be taken in: there is nothing to look at.
        sending, batch = _take_in(request, sending, rest, part.rest, mends, looked_at=True)
    return _end(request, sending, batch)


def _go_on(request: Asked, sending: Sending) -> HttpResponse:
    """The next thousand rows of a file that is too large to look through."""
    rows = sending.table.rows
    now = replace(sending.table, rows=rows[: parts.ROWS_UNSEEN_AT_ONCE])
    rest = replace(sending.table, rows=rows[parts.ROWS_UNSEEN_AT_ONCE :])
    mends = _mends(request).for_every_row()
    sending, batch = _take_in(request, sending, now, rest, mends, looked_at=False)
    return _show_progress(request, sending, batch, mends) if rest.rows else _end(request, sending, batch)


def _take_in(
    request: Asked, sending: Sending, now: Table, rest: Table, mends: Mends, *, looked_at: bool
) -> tuple[Sending, Any]:
    """These rows go in; answers the sending with the rest, and the import so far."""
    at = clock.now()
    reads = list(read_rows(now, sending.columns, sender=_sender(request), at=at))
    bad = [one.number for one in reads if one.draft is None]
    drafts = drafts_of(mended_rows(reads, mends))
    actions.learn_from_rows(words=(), masked=words_added(drafts), by=request.viewer, at=at)
    batch, counts = actions.import_part(
        drafts=drafts,
        digest=sending.digest,
        file_name=sending.file_name,
        by=request.viewer,
        at=at,
        left_behind=len(bad),
        before=sending.counts,
        looked_at=looked_at,
    )
    left_rows = (*sending.left_rows, *bad)[: SHOWN_ROWS_LEFT + 1]
    return replace(sending, table=rest, counts=sending.counts + counts, left_rows=left_rows), batch


def _show_progress(request: Asked, sending: Sending, batch: Any, mends: Mends) -> HttpResponse:
    """How far it is; a script goes on by itself, and without one there is a button."""
    context = {
        "sending": sending,
        "batch": batch,
        "content": packed(sending),
        "done": sending.rows - len(sending.table.rows),
        "words": "\n".join(mends.everywhere),
        "back": sorted(mends.back),
    }
    return render(request, "signals/import_goes_on.html", context)


def _end(request: Asked, sending: Sending, batch: Any) -> HttpResponse:
    counts = sending.counts
    told = ngettext("%(count)s row was taken in.", "%(count)s rows were taken in.", counts.added)
    messages.success(request, told % {"count": counts.added})
    if sending.left_rows:
        shown = ", ".join(map(str, sending.left_rows[:SHOWN_ROWS_LEFT]))
        more = "" if len(sending.left_rows) <= SHOWN_ROWS_LEFT else " …"
        left = _("These rows stayed behind: %(rows)s. Mend them and send the file again. What is in stays in.")
        messages.warning(request, left % {"rows": shown + more})
    address = reverse("signals:batch", args=[batch.reference])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)  # type: ignore[attr-defined]


# --- Afterwards ---------------------------------------------------------------------------------------


@require_GET
def show_batch(request: Asked, reference: str) -> HttpResponse:
    week = Week.of(clock.now())
    context = {
        "batch": queries.batch(request.viewer, reference),
        "week": week,
        "nil_return": queries.nil_return_of(request.viewer, week),
    }
    return render(request, "signals/batch.html", context)


@require_POST
def roll_back(request: Asked, reference: str) -> HttpResponse:
    actions.roll_back_import(reference=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("The import was undone. Signals that others already used were withdrawn."))
    return redirect("signals:batch", reference)
