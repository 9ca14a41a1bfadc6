"""What an edition is in the words of an archive: its files with what is known of them."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils.translation import override

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import DUTCH_TIME, Week
from eenheidsbeeld.publishing import files, queries
from eenheidsbeeld.publishing.archive import mdto, package
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.publishing.rules import EditionState
from eenheidsbeeld.sharing.labels import MARKING_LABELS
from eenheidsbeeld.sharing.rules import Marking

JSON = "application/json"


def package_name(edition: Edition) -> str:
    return f"{edition.reference}-v{edition.version}"


def package_of(edition: Edition, *, at: datetime) -> bytes:
    """The package of a released edition: PDF, Word file and frozen content, each with its MDTO."""
    with override("nl"):
        held, about = _files(edition, at), _about(edition)
    payload = {f"{package_name(edition)}{package.METADATA}": mdto.information_object(about)}
    for one in held:
        payload[one.name] = one.content
        payload[f"{one.name}{package.METADATA}"] = mdto.file_object(one)
    told = {
        "Source-Organization": edition.owner.name,
        "External-Identifier": package_name(edition),
        "External-Description": about.name,
        "Bagging-Date": package.stamp(at),
        "Bag-Software-Agent": mdto.SOURCE,
    }
    return package.pack(package_name(edition), payload, told)


def _files(edition: Edition, at: datetime) -> list[mdto.ArchivedFile]:
    shows = mdto.Reference(_title(edition), package_name(edition))
    made = {
        files.file_name(edition, form): (media, files.released_file(edition, form, at=at))
        for form, media in files.FORMS.items()
    }
    made[f"{package_name(edition)}.json"] = (JSON, edition.snapshot.encode("ascii"))
    return [
        mdto.ArchivedFile(
            f"{package_name(edition)}/{name}", name, media, content, hashlib.sha256(content).hexdigest(),
            at.astimezone(DUTCH_TIME), shows,
        )
        for name, (media, content) in made.items()
    ]  # fmt: skip


def _about(edition: Edition) -> mdto.InformationObject:
    assert edition.released_at is not None
    week = Week.parse(edition.week)
    snapshot = queries.snapshot_of(edition)
    names = [*(files.file_name(edition, form) for form in files.FORMS), f"{package_name(edition)}.json"]
    return mdto.InformationObject(
        mark=package_name(edition),
        name=_title(edition),
        about=f"{snapshot.title}, {snapshot.area_name}, {snapshot.period}. {snapshot.regime_note}".strip(),
        first_day=week.monday,
        last_day=week.sunday,
        area=mdto.Reference(_area(edition), edition.area_code, f"Gebiedsindeling {edition.area_year}"),
        happenings=_happenings(edition),
        keep_from=edition.released_at.astimezone(DUTCH_TIME).date(),
        keep_days=Edition.keep_for.length().days,
        files=tuple(mdto.Reference(name, f"{package_name(edition)}/{name}") for name in names),
        corrects=_corrected(edition),
        made_by=mdto.Reference(edition.owner.name, edition.owner.slug),
        involved=tuple(
            mdto.Reference(one.organisation.name, one.organisation.slug) for one in queries.receivers(edition)
        ),
        limited=str(MARKING_LABELS[Marking(edition.marking)]),
        limited_because="Delen volgens de markering; openbaar alleen na een besluit volgens de Wet open overheid.",
    )


def _happenings(edition: Edition) -> tuple[mdto.Happening, ...]:
    """What happened to it, by function and never by name."""
    known = [
        ("Vastgesteld", edition.adopted_at, edition.adopted_by),
        ("Vrijgegeven", edition.released_at, edition.released_by),
    ]
    if edition.state == EditionState.WITHDRAWN.value:
        known.append(("Ingetrokken", edition.ended_at, None))
    return tuple(
        mdto.Happening(kind, at.astimezone(DUTCH_TIME), by.function if by else edition.owner.name)
        for kind, at, by in known
        if at is not None
    )


def _corrected(edition: Edition) -> mdto.Reference | None:
    if edition.corrects is None:
        return None
    return mdto.Reference(_title(edition.corrects), package_name(edition.corrects))


def _title(edition: Edition) -> str:
    return f"{edition.publication.title}, {edition.week}, versie {edition.version}"


def _area(edition: Edition) -> str:
    return areas.names_of([edition.area_code], year=edition.area_year).get(edition.area_code, edition.area_code)
