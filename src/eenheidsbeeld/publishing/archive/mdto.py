"""Metadata for lasting access (MDTO 1.0.1): an information object and its files, written and checked.

Fields, their order and which are required: https://www.nationaalarchief.nl/archiveren/mdto and its XML schema
(MDTO-XML1.0.1.xsd). The schema itself is not shipped, so `problems_of` checks the structure by the table below and is
no validation against the schema. Terms from lists of MDTO are marked in docs/privacy.md as to be checked by an
archivist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from defusedxml.ElementTree import ParseError, fromstring

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{NAMESPACE} {NAMESPACE}/MDTO-XML1.0.1.xsd"
SOURCE = "Eenheidsbeeld"
LONGEST_NAME = 80

# Element by element in the order of the schema; a star: required.
INFORMATION_OBJECT = (
    "identificatie*", "naam*", "aggregatieniveau", "classificatie", "trefwoord", "omschrijving", "raadpleeglocatie",
    "dekkingInTijd", "dekkingInRuimte", "taal", "event", "waardering*", "bewaartermijn", "informatiecategorie",
    "isOnderdeelVan", "bevatOnderdeel", "heeftRepresentatie", "aanvullendeMetagegevens",
    "gerelateerdInformatieobject", "archiefvormer*", "betrokkene", "activiteit", "beperkingGebruik*",
)  # fmt: skip
FILE = (
    "identificatie*", "naam*", "omvang*", "bestandsformaat*", "checksum*", "URLBestand", "isRepresentatieVan*",
)  # fmt: skip
KNOWN = {"informatieobject": INFORMATION_OBJECT, "bestand": FILE}


@dataclass(frozen=True, slots=True)
class Reference:
    """A name for people and, where there is one, a mark with where that mark comes from."""

    name: str
    mark: str = ""
    source: str = SOURCE


@dataclass(frozen=True, slots=True)
class Term:
    """A term from a list, with the name of that list."""

    label: str
    of_list: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    kind: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class InformationObject:
    """What is archived: one version of one edition."""

    mark: str
    name: str
    about: str
    first_day: date
    last_day: date
    area: Reference
    happenings: tuple[Happening, ...]
    keep_from: date
    keep_days: int
    files: tuple[Reference, ...]
    corrects: Reference | None
    made_by: Reference
    involved: tuple[Reference, ...]
    limited: str
    limited_because: str


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    mark: str
    name: str
    media_type: str
    content: bytes
    sha256: str
    checked_at: datetime
    shows: Reference


# --- Writing -----------------------------------------------------------------------------------------------------


def information_object(found: InformationObject) -> bytes:
    root = Element("informatieobject")
    _identity(root, "identificatie", found.mark, SOURCE)
    _text(root, "naam", _short(found.name))
    _term(root, "aggregatieniveau", Term("Archiefstuk", "Begrippenlijst Aggregatieniveaus MDTO"))
    _text(root, "omschrijving", found.about)
    covered = SubElement(root, "dekkingInTijd")
    _term(covered, "dekkingInTijdType", Term("Periode", "Begrippenlijst DekkingInTijd van Eenheidsbeeld"))
    _text(covered, "dekkingInTijdBegindatum", found.first_day.isoformat())
    _text(covered, "dekkingInTijdEinddatum", found.last_day.isoformat())
    _reference(root, "dekkingInRuimte", found.area)
    _text(root, "taal", "nl")
    for happening in found.happenings:
        _happening(root, happening)
    _term(root, "waardering", Term("Tijdelijk te bewaren", "Begrippenlijst Waarderingen MDTO", "V"))
    _keep(root, found)
    for one in found.files:
        _reference(root, "heeftRepresentatie", one)
    if found.corrects:
        related = SubElement(root, "gerelateerdInformatieobject")
        _reference(related, "gerelateerdInformatieobjectVerwijzing", found.corrects)
        _term(related, "gerelateerdInformatieobjectTypeRelatie", Term("Vervangt", "Relaties van Eenheidsbeeld"))
    _reference(root, "archiefvormer", found.made_by)
    for one in found.involved:
        part = SubElement(root, "betrokkene")
        _term(part, "betrokkeneTypeRelatie", Term("Ontvanger", "Relaties van Eenheidsbeeld"))
        _reference(part, "betrokkeneActor", one)
    limit = SubElement(root, "beperkingGebruik")
    _term(limit, "beperkingGebruikType", Term(found.limited, "Traffic Light Protocol 2.0"))
    _text(limit, "beperkingGebruikNadereBeschrijving", found.limited_because)
    return _document(root)


def _keep(root: Element, found: InformationObject) -> None:
    term = SubElement(root, "bewaartermijn")
    _text(term, "termijnStartdatumLooptijd", found.keep_from.isoformat())
    _text(term, "termijnLooptijd", f"P{found.keep_days}D")
    last = date.fromordinal(found.keep_from.toordinal() + found.keep_days)
    _text(term, "termijnEinddatum", last.isoformat())


def _happening(root: Element, one: Happening) -> None:
    part = SubElement(root, "event")
    _term(part, "eventType", Term(one.kind, "Gebeurtenissen van Eenheidsbeeld"))
    _text(part, "eventTijd", one.at.isoformat(timespec="seconds"))
    _reference(part, "eventVerantwoordelijkeActor", Reference(one.by))


def file_object(found: ArchivedFile) -> bytes:
    root = Element("bestand")
    _identity(root, "identificatie", found.mark, SOURCE)
    _text(root, "naam", found.name)
    _text(root, "omvang", str(len(found.content)))
    _term(root, "bestandsformaat", Term(found.media_type, "IANA Media Types"))
    checksum = SubElement(root, "checksum")
    _term(checksum, "checksumAlgoritme", Term("SHA-256", "Begrippenlijst ChecksumAlgoritme MDTO"))
    _text(checksum, "checksumWaarde", found.sha256)
    _text(checksum, "checksumDatum", found.checked_at.isoformat(timespec="seconds"))
    _reference(root, "isRepresentatieVan", found.shows)
    return _document(root)


def _document(child: Element) -> bytes:
    root = Element(
        "MDTO", {"xmlns": NAMESPACE, "xmlns:xsi": SCHEMA_INSTANCE, "xsi:schemaLocation": SCHEMA}
    )  # fmt: skip
    root.append(child)
    indent(root, "  ")
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _text(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name).text = _printable(value)


def _identity(parent: Element, name: str, mark: str, source: str) -> None:
    part = SubElement(parent, name)
    _text(part, "identificatieKenmerk", mark)
    _text(part, "identificatieBron", source)


def _reference(parent: Element, name: str, value: Reference) -> None:
    part = SubElement(parent, name)
    _text(part, "verwijzingNaam", _short(value.name))
    if value.mark:
        _identity(part, "verwijzingIdentificatie", value.mark, value.source)


def _term(parent: Element, name: str, value: Term) -> None:
    part = SubElement(parent, name)
    _text(part, "begripLabel", value.label)
    if value.code:
        _text(part, "begripCode", value.code)
    _reference(part, "begripBegrippenlijst", Reference(value.of_list))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _printable(value: str) -> str:
    return "".join(
        one if one in "\t\n" or (ord(one) >= 32 and one not in "\ufffe\uffff") else "\ufffd" for one in value
    )


# --- Checking ----------------------------------------------------------------------------------------------------


def problems_of(content: bytes) -> list[str]:
    """What is wrong with the structure: an unknown or misplaced element, a required one missing or empty."""
    root = read(content)
    if root is None:
        return ["geen XML"]
    children = list(root)
    if _plain(root) != "MDTO" or len(children) != 1 or _plain(children[0]) not in KNOWN:
        return ["geen MDTO met één informatieobject of bestand"]
    order = [name.rstrip("*") for name in KNOWN[_plain(children[0])]]
    names = [_plain(one) for one in children[0]]
    required = [name[:-1] for name in KNOWN[_plain(children[0])] if name.endswith("*")]
    return [
        *_misplaced(names, order),
        *(f"{name} ontbreekt" for name in required if name not in names),
        *_empty(root),
    ]


def _misplaced(names: Sequence[str], order: Sequence[str]) -> Iterator[str]:
    yield from (f"{name} is onbekend" for name in names if name not in order)
    places = [order.index(name) for name in names if name in order]
    if places != sorted(places):
        yield "de volgorde is anders dan in het schema"


def _empty(root: Element) -> Iterator[str]:
    for one in root.iter():
        if not len(one) and not (one.text or "").strip():
            yield f"{_plain(one)} is leeg"


def value_at(content: bytes, *path: str) -> str:
    """The text of an element below the object, such as `checksum`, `checksumWaarde`; empty when it is not there."""
    root = read(content)
    found = root.find("/".join(["*", *(f"{{{NAMESPACE}}}{name}" for name in path)])) if root is not None else None
    return (found.text or "") if found is not None else ""


def read(content: bytes) -> Element | None:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, ValueError, LookupError):  # LookupError: an encoding that does not exist
        return None
    return root


def _plain(element: Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")
