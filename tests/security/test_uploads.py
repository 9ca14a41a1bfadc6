"""What is sent as a spreadsheet: looked at by what it holds and never by its name, in memory, within limits."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from eenheidsbeeld.signals.imports.files import read_table
from eenheidsbeeld.signals.imports.tables import MOST_BYTES, NotReadable
from eenheidsbeeld.signals.models import ImportBatch, Signal

# A name for a file of the machine, and one that grows: what must never come out of a workbook.
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY read SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org"
_SHEET = f"{_OFFICE}/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook() -> dict[str, str]:
    """The parts of a workbook as Excel writes it: the texts of its cells stand in a list of their own."""
    about = f"{_OFFICE}/officeDocument/2006/relationships"
    kinds = {
        "workbook": "sheet.main",
        "worksheets/sheet1": "worksheet",
        "sharedStrings": "sharedStrings",
        "styles": "styles",
    }
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r1"'
        f' Type="{about}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{about}"><sheets><sheet name="Blad1" sheetId="1"'
        ' r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship'
        f' Id="r1" Type="{about}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2"'
        f' Type="{about}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="{about}/styles"'
        ' Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}"/>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}"><si><t>Omschrijving</t></si><si><t>Onrust op het plein</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{cells}</sheetData></worksheet>',
        "docProps/core.xml": "<coreProperties><title>Onrust op het plein</title></coreProperties>",
    }


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, _HEAD + content)
    return out.getvalue()


def test_the_workbook_of_these_stories_can_be_read() -> None:
    table = read_table(zipped(workbook()), "lijst.xlsx")

    assert (table.head, table.rows[0].values) == (("Omschrijving",), ("Onrust op het plein",))


def with_entities(part: str, used: str) -> bytes:
    """Both entities declared in one part, and one of them used wherever that part holds text.

    Not both: what refuses a file that is read does not show that nothing grows.
    """
    parts = workbook()
    parts[part] = ENTITIES + parts[part].replace("Onrust op het plein", used).replace("Blad1", "&c;")
    return zipped(parts)


@pytest.mark.parametrize("used", ["&read;", "&c;"])
@pytest.mark.parametrize("part", list(workbook()))
def test_entities_in_any_part_of_a_workbook_read_no_file_and_do_not_grow(part: str, used: str) -> None:
    try:
        shown = str(read_table(with_entities(part, used), "lijst.xlsx"))
    except NotReadable as refused:
        shown = str(refused.reason)
    assert "root:" not in shown
    assert "aaaaaaaaaa" not in shown


def _docx() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Onrust op het plein in Woerden")
    document.save(out)
    return out.getvalue()


def _zip_in_zip() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("leeg", b"\x00" * 10_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(50):
            parts.writestr(f"xl/{number}.zip", inner.getvalue())
    return out.getvalue()


def _many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for number in range(2_100):
            parts.writestr(f"xl/worksheets/sheet{number}.xml", b"")
    return out.getvalue()


def _says_less_than_it_holds() -> bytes:
    """The list of parts says one byte; the part itself unpacks to fifty megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 50_000_000)
    content = bytearray(out.getvalue())
    size = (50_000_000).to_bytes(4, "little")
    at = content.rfind(b"PK\x01\x02")
    where = content.find(size, at)
    content[where : where + 4] = (1).to_bytes(4, "little")
    return bytes(content)


OTHER_KINDS = {
    "docx": _docx(),
    "zip in zip": _zip_in_zip(),
    "many parts": _many_parts(),
    "says less than it holds": _says_less_than_it_holds(),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/><script>1</script></svg>',
    "xml": b"<?xml version='1.0'?>" + ENTITIES.encode() + b"<x>&read;&c;</x>",
    "html": b"\xef\xbb\xbf  <!DOCTYPE html><html><body><table><tr><td>Omschrijving</td></tr></table></body></html>",
    "pdf": b"%PDF-1.7\n1 0 obj",
    "jpeg": b"\xff\xd8\xff\xe1\x10Exif;Omschrijving\n1;2",
    "png": b"\x89PNG\r\n\x1a\n",
    "webp": b"RIFF\x24;\x01\x01WEBPVP8 ",
    "program": b"\x7fELF\x02;\x01\x01\nOmschrijving;x",
    "windows program": b"MZ\x90\x01\x03;\nOmschrijving;x",
    "rtf": b"{\\rtf1\\ansi Omschrijving;Gemeente\n}",
    "gzip": b"\x1f\x8b\x08\x08;\n",
    "too large": b"x" * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_another_kind_of_file_is_refused_in_words_whatever_it_is_called(kind: str) -> None:
    for name in ("lijst.xlsx", "lijst.csv"):
        with pytest.raises(NotReadable) as refused:
            read_table(OTHER_KINDS[kind], name)

        assert len(str(refused.value.reason)) > 10


NAMES = [
    "../../../../etc/cron.d/lijst.csv", "C:\\Windows\\System32\\lijst.csv", "lijst\u202evsc.exe", "lijst\u202efdp.csv",
    "lijst.csv\x00.exe", "a" * 3_000 + ".csv", "Jan Jansen.csv", ".csv", "", "lijst.csv/", "CON.csv", "=cmd|' /C calc'!A0.csv",
    "<script>alert(1)</script>.csv", "lijst.csv\r\nX-Kop: 1",
]  # fmt: skip


def sent_as(name: str, content: bytes) -> tuple[bytes, str]:
    """A file under exactly this name: a browser would take the folders off, anybody else would not."""
    head = b'--grens\r\nContent-Disposition: form-data; name="file"; filename="' + name.encode() + b'"\r\n'
    return (
        head + b"Content-Type: text/csv\r\n\r\n" + content + b"\r\n--grens--\r\n",
        "multipart/form-data; boundary=grens",
    )


def test_of_the_name_of_a_file_only_its_kind_is_kept(region: Any, signed_in: Any, real_areas: None) -> None:
    client, taken_in = signed_in("woerden_oov"), 0
    for number, name in enumerate(NAMES):
        content = f"Omschrijving;Gemeente\nOnrust op plein nummer {number} in Woerden;Woerden\n".encode()
        body, kind = sent_as(name, content)
        page = client.post("/signalen/importeren/", data=body, content_type=kind)
        assert page.status_code in (200, 400), name
        assert "Jansen" not in page.content.decode()
        assert "alert(1)" not in page.content.decode()
        if page.context and "content" in page.context:
            taken_in += 1
            travels = page.context["content"]
            client.post("/signalen/importeren/", {"content": travels, "step": "confirm", "until": "2"})

    assert taken_in > 5
    assert Signal.objects.count() > 5  # what says nearly the same is one signal
    assert {batch.file_name for batch in ImportBatch.objects.all()} <= {"*.csv", ""}


def test_a_file_over_the_limit_is_not_read_and_the_page_says_how_large_it_may_be(region: Any, signed_in: Any) -> None:
    sent = SimpleUploadedFile("lijst.csv", b"Omschrijving\n" + b"x" * (MOST_BYTES + 100))

    answer = signed_in("woerden_oov").post("/signalen/importeren/", {"file": sent})

    assert answer.status_code == 400
    assert "20 MB" in answer.content.decode()


def test_what_travels_in_the_page_comes_back_unchanged_or_not_at_all(
    region: Any, signed_in: Any, real_areas: None
) -> None:
    """A hidden field holds the rows between looking and confirming: signed, and for one organisation."""
    content = b"Omschrijving;Gemeente\nOnrust op het plein in Woerden;Woerden\n"
    page = signed_in("woerden_oov").post("/signalen/importeren/", {"file": SimpleUploadedFile("lijst.csv", content)})
    travels = page.context["content"]

    changed = travels[:20] + ("A" if travels[20] != "A" else "B") + travels[21:]
    for who, sent in (("woerden_oov", changed), ("woerden_oov", "x"), ("houten_oov", travels)):
        answer = signed_in(who).post("/signalen/importeren/", {"content": sent, "step": "confirm", "until": "2"})

        assert answer.status_code == 400, (who, sent[:20])
    assert not Signal.objects.exists()
