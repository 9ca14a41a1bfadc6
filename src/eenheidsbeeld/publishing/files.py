"""The PDF and the Word file of an edition: made once at release, checked against their checksum when opened."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.models import Edition, RenderedFile
from eenheidsbeeld.publishing.render import docx, pdf
from eenheidsbeeld.publishing.render.figures import Figures, draw, to_draw
from eenheidsbeeld.publishing.render.maps import Shape, shapes_from_geojson
from eenheidsbeeld.publishing.rules import ContentDestroyed

FORMS = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def render(snapshot: blocks.Snapshot, form: str, *, area_year: int) -> bytes:
    """The bytes of one form, drawn from the snapshot and the shipped geometry; no network, no table of records."""
    figures = figures_of(snapshot, area_year=area_year)
    match form:
        case "pdf":
            return pdf.render(snapshot, figures=figures)
        case "docx":
            return docx.render(snapshot, figures=figures)
    raise LookupError(form)


def figures_of(snapshot: blocks.Snapshot, *, area_year: int) -> Figures:
    """The pictures of a snapshot; a word that is changed beside them draws none of them again."""
    drawn = {
        key: _drawn(block, key, snapshot.area_code, area_year, snapshot.language) for key, block in to_draw(snapshot)
    }
    return {key: picture for key, picture in drawn.items() if picture}


@lru_cache(maxsize=128)
def _drawn(block: blocks.LevelMap | blocks.Chart, key: str, area_code: str, area_year: int, language: str) -> str:
    """Follows from its arguments alone: drawn once for the same numbers and kept in the process."""
    shapes = _shapes(area_code, area_year) if isinstance(block, blocks.LevelMap) else ()
    with override(language):
        return draw(block, key, shapes)


def _shapes(area_code: str, area_year: int) -> tuple[Shape, ...]:
    around = areas.municipalities_of(_surroundings(area_code, area_year), year=area_year)
    names = {one.code: one.name for one in around}
    return shapes_from_geojson(areas.features(names, year=area_year)["features"], names)


def _surroundings(area_code: str, area_year: int) -> str:
    """The unit around a district: its other municipalities are drawn pale, so that readers recognise the map."""
    parents = areas.parents(area_code, year=area_year)
    return next((one.code for one in parents if one.code.startswith("PU-")), area_code)


def keep_files(edition: Edition, *, at: datetime) -> list[RenderedFile]:
    """Write each form that is not there yet; a file appears whole or not at all."""
    if edition.content_destroyed_at is not None:
        raise ContentDestroyed()
    snapshot = blocks.from_json(edition.snapshot)
    kept = []
    for form in FORMS:
        row = edition.files.filter(form=form).first()
        if row is None or not path_of(edition, form).exists():
            content = render(snapshot, form, area_year=edition.area_year)
            _write_whole(path_of(edition, form), content)
            row, _made = RenderedFile.objects.update_or_create(
                edition=edition, form=form,
                defaults={
                    "name": file_name(edition, form), "sha256": hashlib.sha256(content).hexdigest(),
                    "size": len(content), "made_at": at,
                },
            )  # fmt: skip
        kept.append(row)
    return kept


class FileDiffers(Refusal):
    """The file on disk is not the one that was released."""


def released_file(edition: Edition, form: str, *, at: datetime) -> bytes:
    """The file as it was released; made now when the worker has not come to it yet."""
    row = next(row for row in keep_files(edition, at=at) if row.form == form)
    content = path_of(edition, form).read_bytes()
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise FileDiffers(_("The file on the server differs from what was released. Tell your administrator."))
    return content


def path_of(edition: Edition, form: str) -> Path:
    """Storage names come from our own reference, never from what somebody typed."""
    return Path(settings.DATA) / "editions" / edition.reference / f"{edition.version}.{form}"


def remove_what_no_edition_has() -> None:
    """Remove the folders of editions whose content has ended. Each night, so no stop leaves one for long."""
    folder = Path(settings.DATA) / "editions"
    if not folder.exists():
        return
    known = set(Edition.objects.filter(content_destroyed_at=None).values_list("reference", flat=True))
    for one in folder.iterdir():
        if one.name not in known:
            shutil.rmtree(one)


def file_name(edition: Edition, form: str) -> str:
    """What a reader's device calls it: `oov-beeld-west-utrecht-2026-W48-v1-TLP-AMBER.pdf`."""
    area = edition.area_code.removeprefix("PD-").lower()
    extra = f"-extra-{edition.number}" if edition.number else ""
    stand = "TLP-AMBER" if edition.snapshot else "TLP-AMBER-CONCEPT"
    return f"oov-beeld-{area}-{edition.week}{extra}-v{edition.version}-{stand}.{form}"


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)
