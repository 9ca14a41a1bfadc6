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
from eenheidsbeeld.text.pipeline import ALL_STEPS, analyse
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
    "--window", default=14, show_default=True, help="Dagen waarbinnen teksten over één gebeurtenis kunnen gaan."
)
@click.option(
    "--model",
    "model_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Wat uw organisatie zelf leerde (zie learn). Zonder dit bestand: alleen de regels.",
)
def run(steps: str, scope: str, window: int, model_file: Path | None) -> None:
    """Lees regels JSON van de invoer en schrijf per regel wat er gevonden is.

    Stappen: redact, places, dates, group, phenomena, language, words. Zonder keuze: alle.
    """
    wanted = frozenset(s.strip() for s in steps.split(",") if s.strip()) or (ALL_STEPS | {"group"})
    if unknown := wanted - ALL_STEPS - {"group"}:
        raise click.BadParameter(f"onbekende stap: {', '.join(sorted(unknown))}", param_hint="--steps")
    index = Index(window_days=window) if "group" in wanted else None
    model = Model.from_json(json.loads(model_file.read_text("utf-8"))) if model_file else None
    for line in results(sys.stdin.buffer, wanted - {"group"}, scope == "world", index, model):
        click.echo(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace"))


@command.command("learn")
def learn() -> None:
    """Leer van eigen besluiten en schrijf wat geleerd is als leesbare JSON.

    Per regel: {"text": schone tekst, "phenomena": [codes die een mens koos]}. Er zijn minstens 200 besluiten nodig.
    """
    decided = [json.loads(line) for line in sys.stdin.buffer if line.strip()]
    model = train([d["text"] for d in decided], [set(d["phenomena"]) for d in decided])
    click.echo(json.dumps(model.as_json(), ensure_ascii=False, indent=1))


Line = dict[str, Any]


def results(
    lines: Iterable[bytes],
    steps: frozenset[str],
    world: bool,
    index: Index | None,
    model: Model | None = None,
) -> Iterator[Line]:
    """One answer per line, in the order of the lines; a broken line gives an error with its number."""
    block: list[tuple[Line, str | None]] = []
    for answers in _in_batches(lines, steps, world, model):
        for found in answers:
            if isinstance(found, Findings):
                key = None
                if index is not None:
                    key = f"{index.size:09d}"
                    index.note(key, signature(found))
                block.append((as_line(found), key))
            else:
                block.append((found, None))
        if index is None or len(block) >= _BLOCK:
            yield from _grouped(block, index)
            block = []
    yield from _grouped(block, index)


def _in_batches(
    lines: Iterable[bytes], steps: frozenset[str], world: bool, model: Model | None
) -> Iterator[list[Findings | Line]]:
    batch: list[Document | Line] = []
    for number, raw in enumerate(lines, start=1):
        if raw.strip():
            batch.append(read_line(number, raw))
        if len(batch) >= _BATCH:
            yield _answers(batch, steps, world, model)
            batch = []
    yield _answers(batch, steps, world, model)


def read_line(number: int, raw: bytes) -> Document | Line:
    """A document, or what is wrong with the line."""
    try:
        data = json.loads(raw.decode("utf-8", "replace"))
        published = data.get("published")
        return Document(
            str(data["id"]),
            str(data["text"]),
            data.get("lang"),
            datetime.fromisoformat(published) if published else None,
            data.get("source"),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        return {"error": type(problem).__name__, "line": number}


def _answers(
    batch: list[Document | Line], steps: frozenset[str], world: bool, model: Model | None
) -> list[Findings | Line]:
    found = iter(analyse([d for d in batch if isinstance(d, Document)], steps=steps, world=world, learned=model))
    return [next(found) if isinstance(item, Document) else item for item in batch]


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
