"""A released edition as an archive package: complete, described, and every changed byte is found."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.publishing import queries
from eenheidsbeeld.publishing.actions import agree, destroy, release
from eenheidsbeeld.publishing.actions.archive import make_package
from eenheidsbeeld.publishing.archive import mdto, package
from eenheidsbeeld.publishing.rules import ContentDestroyed, NotYetReady
from tests.conftest import THURSDAY, TUESDAY, WEDNESDAY

ABOUT = {"Source-Organization": "Voorbeeld"}


@pytest.fixture
def released(region: Any, written: Any, settings: Any, tmp_path: Path) -> Any:
    settings.DATA = tmp_path
    editor = region.viewer("editor")
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    release.adopt(edition=written, by=editor, at=THURSDAY)
    return release.release(edition=written, by=editor, at=THURSDAY)


@pytest.fixture
def packed(region: Any, released: Any) -> bytes:
    return make_package(edition=released, by=region.viewer("editor"), at=THURSDAY)


def test_a_package_reads_back_whole_and_its_metadata_is_in_order(packed: bytes, released: Any) -> None:
    name, files = f"{released.reference}-v1", package.unpack(packed)
    about = files[f"data/{name}.mdto.xml"]

    assert package.problems_of(packed) == []
    assert {Path(path).suffix for path in files if not path.endswith(".mdto.xml")} == {
        ".txt",
        ".pdf",
        ".docx",
        ".json",
    }
    assert files[f"data/{name}.json"].decode() == released.snapshot
    assert mdto.value_at(about, "identificatie", "identificatieKenmerk") == name
    assert mdto.value_at(about, "archiefvormer", "verwijzingNaam") == "Regionaal bureau"
    assert mdto.value_at(about, "dekkingInTijd", "dekkingInTijdBegindatum") == "2026-03-16"
    assert mdto.value_at(about, "bewaartermijn", "termijnStartdatumLooptijd") == "2026-03-19"
    assert mdto.value_at(about, "bewaartermijn", "termijnEinddatum") == "2033-03-17"
    assert mdto.value_at(about, "beperkingGebruik", "beperkingGebruikType", "begripLabel").startswith("TLP")


def test_no_name_of_a_person_stands_in_the_metadata(packed: bytes, region: Any) -> None:
    person = region.membership("editor").person
    person_words = (person.email, person.display_name + "@")
    metadata = b"".join(content for path, content in package.unpack(packed).items() if path.endswith(".xml")).decode()

    assert "Redacteur" in metadata, "the function"
    assert [word for word in person_words if word in metadata] == []


def test_the_same_edition_at_the_same_moment_is_the_same_package(packed: bytes, region: Any, released: Any) -> None:
    assert make_package(edition=released, by=region.viewer("editor"), at=THURSDAY) == packed


def changed(content: bytes, change: Any) -> bytes:
    """The same zip with its files changed by `change`, packed again so that the zip itself is sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        files = {name: held.read(name) for name in held.namelist()}
    change(files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as again:
        for name, one in files.items():
            again.writestr(name, one)
    return made.getvalue()


def small(said: bytes = b'{"een":1}') -> bytes:
    """A package of one file; `said` is what its metadata describes."""
    about = mdto.ArchivedFile(
        "x/a.json", "a.json", "application/json", said, hashlib.sha256(said).hexdigest(), THURSDAY,
        mdto.Reference("x"),
    )  # fmt: skip
    return package.pack("x-v1", {"a.json": b'{"een":1}', "a.json.mdto.xml": mdto.file_object(about)}, ABOUT)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_changed_byte_in_any_file_is_found(data: st.DataObject) -> None:
    def flip(files: dict[str, bytes]) -> None:
        name = data.draw(st.sampled_from(sorted(files)))
        place = data.draw(st.integers(0, len(files[name]) - 1))
        files[name] = files[name][:place] + bytes([files[name][place] ^ 1]) + files[name][place + 1 :]

    assert package.problems_of(small()) == []
    assert package.problems_of(changed(small(), flip)) != []


def test_a_file_that_is_missing_added_or_described_wrongly_is_named() -> None:
    told = package.problems_of

    assert "data/a.json ontbreekt" in told(changed(small(), lambda files: files.pop("x-v1/data/a.json")))
    assert any(
        "b.txt" in one for one in told(changed(small(), lambda files: files.update({"x-v1/data/b.txt": b"x"})))
    )
    assert any(
        "hoort niet" in one for one in told(changed(small(), lambda files: files.update({"x-v1/b.txt": b"x"})))
    )
    assert any("controlegetal in MDTO" in one for one in told(small(b"iets anders")))


@pytest.mark.parametrize("content", [b"", b"PK", b"geen zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_said_to_be_none(content: bytes) -> None:
    assert package.problems_of(content) != []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<MDTO>", "geen XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><MDTO/>', "geen XML"),
        (b"<MDTO/>", "geen MDTO"),
        (b"<MDTO><bestand><naam>x</naam><identificatie>y</identificatie></bestand></MDTO>", "volgorde"),
        (b"<MDTO><bestand><naam>x</naam></bestand></MDTO>", "checksum ontbreekt"),
        (b"<MDTO><bestand><naam></naam></bestand></MDTO>", "naam is leeg"),
        (b"<MDTO><bestand><kleur>x</kleur></bestand></MDTO>", "kleur is onbekend"),
    ],
)
def test_metadata_out_of_order_is_said_in_words(content: bytes, said: str) -> None:
    in_space = content.replace(b"<MDTO", f'<MDTO xmlns="{mdto.NAMESPACE}"'.encode(), 1)

    assert any(said in one for one in mdto.problems_of(in_space))


def test_only_the_owner_takes_it_and_only_of_what_was_released(region: Any, released: Any, written: Any) -> None:
    from eenheidsbeeld.publishing.actions import edit
    from tests.conftest import WEEK_12

    making = edit.open_edition(
        publication=released.publication,
        week=WEEK_12.plus(1),
        area_year=2026,
        by=region.viewer("editor"),
        at=THURSDAY,
    )
    for who in ("police_chief", "woerden_mayor", "stranger"):
        with pytest.raises(NotThere):
            make_package(edition=released, by=region.viewer(who), at=THURSDAY)
    with pytest.raises(NotYetReady):
        make_package(edition=making, by=region.viewer("editor"), at=THURSDAY)


def test_of_destroyed_content_there_is_no_package(region: Any, released: Any) -> None:
    destroy.destroy_content(
        edition=released, reason="Er stond een naam in.", by=region.viewer("privacy"), at=THURSDAY
    )

    with pytest.raises(ContentDestroyed):
        make_package(edition=released, by=region.viewer("privacy"), at=THURSDAY)
    assert queries.may_archive(region.viewer("privacy"), released)


def test_the_page_and_the_command_make_it_and_the_command_checks_it(
    region: Any, released: Any, signed_in: Any, tmp_path: Path
) -> None:
    from click.testing import CliRunner

    from eenheidsbeeld.audit.models import AuditEntry
    from eenheidsbeeld.cli.main import command

    address = f"/beelden/{released.reference}/archief/"
    told = signed_in("editor").get(address).content.decode()
    made = signed_in("editor").post(address)
    kept = tmp_path / "pakket.zip"
    kept.write_bytes(made.content)
    good = CliRunner().invoke(command, ["archive", "check", str(kept)])
    kept.write_bytes(changed(made.content, lambda files: files.pop(next(name for name in files if ".pdf" in name))))
    bad = CliRunner().invoke(command, ["archive", "check", str(kept)])

    assert "eenheidsbeeld archive check" in told
    assert made.headers["Content-Type"] == "application/zip"
    assert (good.exit_code, bad.exit_code) == (0, 1)
    assert "ontbreekt" in bad.output
    assert AuditEntry.objects.filter(event="edition_archived").count() == 1
    assert signed_in("woerden_mayor").get(address).status_code == 404
