"""What becomes public holds nothing of what is withheld: not in the bytes, the properties, the structure or the list."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
import zlib
from typing import Any

import pikepdf
import pytest
from openpyxl import load_workbook

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.openness import actions, queries
from eenheidsbeeld.openness.actions import Decision
from eenheidsbeeld.openness.rules import Kind
from tests.conftest import THURSDAY
from tests.rooms.openness.test_dossier import decide, hear

CANARY = "kanariewoord"


@pytest.fixture
def final(officers: Any, dossier: Any, add: Any, start: Any, make_signal: Any, released: Any, written: Any) -> Any:
    """A dossier made final: a situation with one open and one withheld paragraph, and a signal withheld whole."""
    from eenheidsbeeld.situations import actions as situations

    situation = start([make_signal()], title=f"Opvang {CANARY}")
    situations.add_fact(
        situation=situation.reference,
        text="Er stonden twintig mensen.",
        by=officers.viewer("woerden_oov"),
        at=THURSDAY,
    )
    mixed, whole = add(Kind.SITUATION, situation), add(Kind.SIGNAL, make_signal(f"=Een {CANARY} bij de brug"))
    for party in {one.slug for one in mixed.third_parties.all()}:
        hear(officers, dossier, party)
    by = officers.viewer("woerden_privacy")
    said = queries.paragraphs(by, mixed)
    choices = {
        one.part.pk: Decision("5.1.2.e", "Te herkennen") if CANARY in (one.text or "") else Decision("open")
        for one in said
    }
    actions.decide_parts(reference=dossier.reference, number=mixed.number, decisions=choices, by=by, at=THURSDAY)
    decide(officers, whole, "5.2.1", "Persoonlijke opvatting")
    actions.propose(reference=dossier.reference, by=by, at=THURSDAY)
    return actions.make_final(reference=dossier.reference, by=officers.viewer("woerden_mayor"), at=THURSDAY)


def unpacked(content: bytes) -> bytes:
    """Every byte of a file with whatever is packed inside opened: parts of a zip, streams and strings of a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            return b"\n".join([content, *(name.encode() + held.read(name) for name in held.namelist())])
    streams = []
    with pikepdf.open(io.BytesIO(content)) as opened:
        streams += [str(opened.docinfo).encode(), str(dict(opened.Root)).encode()]
        for one in opened.objects:
            streams.append(str(one).encode())
            if isinstance(one, pikepdf.Stream):
                try:
                    streams.append(one.read_bytes())
                except (zlib.error, pikepdf.PdfError):
                    streams.append(one.read_raw_bytes())
    printed = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return b"\n".join([content, printed.stdout, *streams])


def files_of(client: Any, start: str) -> dict[str, bytes]:
    names = ("1.pdf", "1.docx", "2.pdf", "2.docx", "inventaris.pdf", "inventaris.xlsx")
    return {name: client.get(start + name).content for name in names}


def test_withheld_words_are_in_no_file(final: Any, signed_in: Any) -> None:
    made = files_of(signed_in("woerden_privacy"), f"/verantwoording/woo/{final.reference}/")

    for name, content in made.items():
        assert len(content) > 1000, name
        assert CANARY.encode() not in unpacked(content).lower(), name
    assert b"twintig mensen" in unpacked(made["1.docx"])
    assert b"twintig mensen" in unpacked(made["1.pdf"])
    assert b"5.1 lid 2 onder e" in unpacked(made["1.pdf"])
    assert b"5.2 lid 1" in unpacked(made["2.docx"])


def test_the_page_as_it_would_be_read_holds_no_withheld_word(final: Any, signed_in: Any) -> None:
    page = signed_in("woerden_mayor").get(f"/verantwoording/woo/{final.reference}/1/gelakt/").content.decode()

    assert CANARY not in page
    assert "Er stonden twintig mensen." in page
    assert "5.1 lid 2 onder e" in page


def test_what_is_not_decided_yet_is_black_too(
    officers: Any, dossier: Any, add: Any, own_signal: Any, signed_in: Any
) -> None:
    add(Kind.SIGNAL, own_signal)
    page = signed_in("woerden_privacy").get(f"/verantwoording/woo/{dossier.reference}/1/gelakt/").content.decode()

    assert "markt" not in page
    assert "Nog niet besloten" in page


def test_an_open_decision_without_the_view_of_a_partner_opens_nothing(
    officers: Any, dossier: Any, add: Any, make_signal: Any, signed_in: Any
) -> None:
    """Even when a row was changed outside the product: the renderer asks again."""
    document = add(Kind.SIGNAL, make_signal(f"Woorden van Houten: {CANARY}", owner="houten"))
    document.parts.update(decision="open")
    page = signed_in("woerden_privacy").get(f"/verantwoording/woo/{dossier.reference}/1/gelakt/").content.decode()

    assert CANARY not in page


def test_the_inventory_lists_every_document_once_and_no_cell_is_a_formula(final: Any, signed_in: Any) -> None:
    content = signed_in("woerden_privacy").get(f"/verantwoording/woo/{final.reference}/inventaris.xlsx").content
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))

    assert rows[0] == ("Nr.", "Datum", "Titel", "Soort", "Besluit", "Gronden")
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    assert [row[4] for row in rows[1:]] == ["Deels openbaar", "Niet openbaar"]
    assert [row[5] for row in rows[1:]] == ["5.1 lid 2 onder e", "5.2 lid 1"]
    assert not [cell for row in rows for cell in row if re.match(r"[=+\-@]", str(cell))]


def test_no_file_exists_before_the_decision_is_final(officers: Any, dossier: Any, add: Any, own_signal: Any) -> None:
    add(Kind.SIGNAL, own_signal)

    with pytest.raises(Missing):
        queries.redacted_sheet(officers.viewer("woerden_privacy"), dossier.reference, 1, is_final=True)
    with pytest.raises(Missing):
        queries.inventory(officers.viewer("woerden_privacy"), dossier.reference)
