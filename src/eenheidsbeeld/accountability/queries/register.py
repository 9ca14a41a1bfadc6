"""The processing register and what belongs to it, made from what each kind of record declares about itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override

from eenheidsbeeld.accountability.labels import RECORD_LABELS, term_in_words
from eenheidsbeeld.accountability.models import ControllerDetails
from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accountability.sheets import Facts, Grid, Heading, Part, Sheet, Text, ToFill, grid
from eenheidsbeeld.accounts.labels import ORGANISATION_KIND_LABELS
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.queries import organisations_of_unit
from eenheidsbeeld.accounts.rules import OrganisationKind, check_role
from eenheidsbeeld.core.processing import GROUND_LABELS, SUBJECT_LABELS, NoPersonalData, Processing, declared
from eenheidsbeeld.core.retention import KeepFor, term_when_left_open
from eenheidsbeeld.core.viewer import Viewer

DUTCH = "nl"


@dataclass(frozen=True, slots=True)
class RecordTerm:
    """One kind of record with how long it is kept."""

    kind: str
    name: str
    term: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One processing activity with the kinds of records it works on."""

    processing: Processing
    records: tuple[RecordTerm, ...]

    @property
    def terms(self) -> str:
        own = [f"{one.name}: {one.term}" for one in self.records if one.term]
        return "; ".join(own)


def register_lines() -> list[RegisterLine]:
    """Every activity once, in the order of its key."""
    together: dict[str, tuple[Processing, list[RecordTerm]]] = {}
    for model, said in declared():
        if isinstance(said, Processing):
            together.setdefault(said.key, (said, []))[1].append(_term_of(model))
    return [RegisterLine(said, tuple(records)) for _key, (said, records) in sorted(together.items())]


def _term_of(model: type[Model]) -> RecordTerm:
    label = model._meta.label_lower
    return RecordTerm(label, str(RECORD_LABELS[label]), _in_words(model))


def _in_words(model: type[Model]) -> str:
    keep_for: KeepFor = model.keep_for  # type: ignore[attr-defined]
    term = term_in_words(keep_for.days) if keep_for.days else ""
    left_open = term_when_left_open(model)
    if not left_open:
        return term
    words = {"term": term, "open": term_in_words(left_open.length().days)}
    return _("%(term)s; when never finished: %(open)s") % words


def without_personal_data() -> list[tuple[str, str]]:
    """Kinds of records that hold nothing about people, each with why."""
    return [
        (str(RECORD_LABELS[model._meta.label_lower]), str(said.why))
        for model, said in declared()
        if isinstance(said, NoPersonalData)
    ]


def controller_of(viewer: Viewer) -> ControllerDetails | None:
    return ControllerDetails.objects.filter(organisation_id=viewer.organisation).first()


def register_sheet(viewer: Viewer) -> Sheet:
    """The register of the viewer's own organisation, in Dutch because it is an official document."""
    check_role(viewer.roles, *KEEPERS)
    with override(DUTCH):
        words = official_text("formulieren")["register"]
        parts: list[Part] = [Heading(words["about_controller"]), *_controller(viewer, words), register_grid()]
        parts += [Text(words["joint"]), Text(words["outside_eu"]), Text(words["security"])]
        parts += [terms_grid(), grid(words["nothing"], words["nothing_columns"], without_personal_data())]
        return Sheet(words["title"], words["about"], tuple(parts))


def _controller(viewer: Viewer, words: dict[str, str]) -> list[Part]:
    own = Organisation.objects.get(pk=viewer.organisation)
    known = controller_of(viewer)
    others = ", ".join(one.name for one in organisations_of_unit(viewer.unit) if one.pk != own.pk)
    if known is None:
        return [ToFill(words["controller_missing"]), Facts(((words["together"], others),))]
    pairs = (
        (words["controller"], f"{known.controller}, {own.name}"),
        (words["contact"], known.contact),
        (words["officer"], known.officer),
        (words["together"], others),
    )
    return [Facts(pairs)]


def register_rows() -> list[list[str]]:
    """The lines as rows of plain text, for the table, the CSV and the Word file."""
    return [
        [
            str(line.processing.name),
            str(line.processing.purpose),
            "; ".join(str(GROUND_LABELS[one]) for one in line.processing.grounds),
            "; ".join(str(SUBJECT_LABELS[one]) for one in line.processing.people),
            str(line.processing.data),
            str(line.processing.recipients),
            line.terms,
        ]
        for line in register_lines()
    ]


def register_grid() -> Grid:
    words = official_text("formulieren")["register"]
    return grid(words["title"], words["columns"], register_rows())


def terms_grid() -> Grid:
    """How long each kind of record is kept; what follows another record says so."""
    words = official_text("formulieren")["register"]
    rows = [
        (one.name, line.processing.name, one.term or words["with_its"])
        for line in register_lines()
        for one in line.records
    ]
    return grid(words["terms"], words["term_columns"], rows)


def partners_rows(viewer: Viewer) -> list[list[str]]:
    """Who takes part in the unit, and for which task of the law."""
    return [
        [one.name, str(ORGANISATION_KIND_LABELS[OrganisationKind(one.kind)]), one.legal_task]
        for one in organisations_of_unit(viewer.unit)
    ]
