"""`eenheidsbeeld text`: the text work from the command line; no Django, no database."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from eenheidsbeeld.text.findings import Document, Findings
from eenheidsbeeld.text.phenomena.model import Model, train
from eenheidsbeeld.text.phenomena.rules import CODES
from eenheidsbeeld.text.pipeline import ALL_STEPS, analyse
from eenheidsbeeld.text.sentences import NotASentenceModel, SentenceModel, read_model
from eenheidsbeeld.text.similarity import Index, signature

_BATCH = 200  # texts worked through at a time
_BLOCK = 5000  # texts held back so that a group can be seen before it is told


@click.group(name="text")
def command() -> None:
    """Teksten opschonen, plaatsen en dateren, zonder netwerk en zonder database."""


@command.command("prepare")
@click.option("--folder", type=click.Path(path_type=Path), help="Map voor de samengestelde lijsten.")
def prepare(folder: Path | None) -> None:
    """Stel de namenlijsten vooraf samen, zodat starten sneller gaat."""
    from eenheidsbeeld.text.lists import prepare as compile_lists

    made = compile_lists(folder)
    click.echo(str(made) if made else "Geen namenlijsten gevonden, of geen map gekozen (EB_DATA).")


@command.command("run")
@click.option("--steps", default="", help="Alleen deze stappen, met komma's ertussen. Zie hieronder.")
@click.option(
    "--places",
    "scope",
    type=click.Choice(["nl", "world"]),
    default="nl",
    help="Plaatsen in Nederland, of ook erbuiten.",
)
@click.option(
    "--window",
    type=click.IntRange(0, 366),
    default=14,
    show_default=True,
    help="Dagen waarbinnen teksten over één gebeurtenis kunnen gaan.",
)
@click.option(
    "--model",
    "model_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Wat uw organisatie zelf leerde (zie learn). Zonder dit bestand: alleen de regels.",
)
@click.option(
    "--sentences",
    "sentence_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Map met eigen woordvectoren (words.txt en vectors.npy) om beter te groeperen. Zonder: alleen de regels.",
)
def run(steps: str, scope: str, window: int, model_file: Path | None, sentence_folder: Path | None) -> None:
    """Lees regels JSON van de invoer en schrijf per regel wat er gevonden is.

    Stappen: redact, places, dates, group, phenomena, language, words. Zonder keuze: alle.
    """
    wanted = frozenset(s.strip() for s in steps.split(",") if s.strip()) or (ALL_STEPS | {"group"})
    if unknown := wanted - ALL_STEPS - {"group"}:
        raise click.BadParameter(f"onbekende stap: {', '.join(sorted(unknown))}", param_hint="--steps")
    index = Index(window_days=window) if "group" in wanted else None
    model = _read_model(model_file) if model_file else None
    sentences = _read_sentences(sentence_folder) if sentence_folder else None
    for line in results(sys.stdin.buffer, wanted - {"group"}, scope == "world", index, model, sentences):
        click.echo(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace"))


def _read_model(file: Path) -> Model:
    try:
        return Model.from_json(json.loads(file.read_text("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise click.BadParameter(
            f"{file} is geen model. Maak het met: eenheidsbeeld text learn < besluiten.jsonl > model.json",
            param_hint="--model",
        ) from None


def _read_sentences(folder: Path) -> SentenceModel:
    try:
        return read_model(folder)
    except NotASentenceModel as problem:
        raise click.BadParameter(str(problem), param_hint="--sentences") from None


@command.command("learn")
def learn() -> None:
    """Leer van eigen besluiten en schrijf wat geleerd is als leesbare JSON.

    Per regel: {"text": schone tekst, "phenomena": [codes die een mens koos]}. Er zijn minstens 200 besluiten nodig.
    """
    decided = [_decision(number, raw) for number, raw in enumerate(sys.stdin.buffer, start=1) if raw.strip()]
    model = train([text for text, _ in decided], [codes for _, codes in decided])
    click.echo(json.dumps(model.as_json(), ensure_ascii=False, indent=1))


def _decision(number: int, raw: bytes) -> tuple[str, set[str]]:
    try:
        data = _read_json(raw)
    except BrokenLine as problem:
        raise click.ClickException(f"Regel {number}: {problem}") from None
    text, codes = data.get("text"), data.get("phenomena")
    if not isinstance(text, str) or not isinstance(codes, list) or not set(map(str, codes)) <= set(CODES):
        raise click.ClickException(
            f'Regel {number}: geef {{"text": tekst, "phenomena": [codes]}}. De codes zijn: {", ".join(CODES)}.'
        )
    return text, set(codes)


Line = dict[str, Any]
Id = str | int | None  # None when the line has none
Given = tuple[Id, Document | Line]


def results(
    lines: Iterable[bytes],
    steps: frozenset[str],
    world: bool,
    index: Index | None,
    model: Model | None = None,
    sentences: SentenceModel | None = None,
) -> Iterator[Line]:
    """One answer per line, in the order of the lines; a broken line gives an error with its number."""
    block: list[tuple[Line, str | None]] = []
    for batch in _in_batches(lines):
        for id, found in _answers(batch, steps, world, model):
            key = None
            if isinstance(found, Findings):
                if index is not None:
                    key = f"{index.size:09d}"
                    index.note(key, signature(found, sentences))
                found = as_line(found) | {"id": id, "event": id}
            block.append((found, key))
        if index is None or len(block) >= _BLOCK:
            yield from _grouped(block, index)
            block = []
    yield from _grouped(block, index)


def _in_batches(lines: Iterable[bytes]) -> Iterator[list[Given]]:
    batch: list[Given] = []
    for number, raw in enumerate(lines, start=1):
        if raw.strip():
            batch.append(read_line(number, raw))
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    yield batch


def read_line(number: int, raw: bytes) -> Given:
    """The id as it was given with a document, or with what is wrong with the line and how to mend it."""
    id: Id = None
    try:
        data = _read_json(raw)
        id = _id_of(data)
        lang, source = (_text_or_none(data, key) for key in ("lang", "source"))
        if not isinstance(text := data.get("text"), str):
            raise BrokenLine("Veld 'text' ontbreekt of is geen tekst. Geef de tekst tussen aanhalingstekens.")
        return id, Document(str(id), text, lang, _moment_of(data), source)
    except BrokenLine as problem:
        return id, {"error": str(problem), "line": number} | ({} if id is None else {"id": id})


class BrokenLine(Exception):
    """A line that cannot be read, in words for the person who made it."""


def _read_json(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8", "replace").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise BrokenLine("Deze regel is geen JSON. Zet op elke regel één object: {...}.") from None
    if not isinstance(data, dict):
        raise BrokenLine("Deze regel is geen object. Zet op elke regel één object: {...}.")
    return data


def _id_of(data: dict[str, Any]) -> str | int:
    id = data.get("id")
    if isinstance(id, bool) or not isinstance(id, str | int):
        raise BrokenLine("Veld 'id' ontbreekt of is geen tekst of getal. Geef elke tekst een eigen kenmerk.")
    return id


def _text_or_none(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise BrokenLine(f"Veld '{key}' is geen tekst. Geef een tekst of null.")
    return value


def _moment_of(data: dict[str, Any]) -> datetime | None:
    raw = _text_or_none(data, "published")
    try:
        return datetime.fromisoformat(raw) if raw else None
    except ValueError:
        raise BrokenLine("Veld 'published' is geen tijdstip. Schrijf 2025-12-31T14:30:00 of null.") from None


def _answers(
    batch: list[Given], steps: frozenset[str], world: bool, model: Model | None
) -> Iterator[tuple[Id, Findings | Line]]:
    documents = [item for _, item in batch if isinstance(item, Document)]
    found = iter(analyse(documents, steps=steps, world=world, learned=model))
    for id, item in batch:
        yield id, next(found) if isinstance(item, Document) else item


def as_line(found: Findings) -> Line:
    return {
        "id": found.id,
        "text_clean": found.text_clean,
        "masks": [[m.start, m.end, m.kind] for m in found.masks],
        "places": [[p.start, p.end, p.code, p.level, p.score] for p in found.places],
        "dates": [[d.start, d.end, d.first.isoformat(), d.last.isoformat()] for d in found.dates],
        "duplicate_of": None,
        "event": found.id,
        "phenomena": {s.code: s.probability for s in found.phenomena},
        "notes": list(found.notes),
    }


def _grouped(block: list[tuple[Line, str | None]], index: Index | None) -> Iterator[Line]:
    """Fill in duplicates and events of a block; the identifier of an event is that of its first text."""
    if index is not None:
        repeats, owner = index.same_texts(), index.settle()
        for line, key in block:
            if key is not None:
                index.names[key] = line["id"]
        for line, key in block:
            if key is not None:
                line["event"] = index.names.get(owner.get(key, key), line["id"])
                if key in repeats:
                    line["duplicate_of"] = index.names.get(repeats[key])
    for line, _ in block:
        yield line
