"""`eenheidsbeeld text`: the text work from the command line; no Django, no database."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from eenheidsbeeld.text.findings import Document, Findings
from eenheidsbeeld.text.pipeline import ALL_STEPS, analyse
from eenheidsbeeld.text.similarity import Index, signature

_BATCH = 200


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
@click.option(
    "--steps",
    default="",
    help="Alleen deze stappen, met komma's ertussen: redact, places, dates, group, phenomena, language, words.",
)
@click.option(
    "--places",
    "scope",
    type=click.Choice(["nl", "world"]),
    default="nl",
    help="Plaatsen in Nederland, of ook daarbuiten.",
)
@click.option("--window", default=14, help="Aantal dagen waarbinnen teksten over dezelfde gebeurtenis kunnen gaan.")
def run(steps: str, scope: str, window: int) -> None:
    """Lees regels JSON van de invoer en schrijf per regel wat er gevonden is."""
    wanted = frozenset(s.strip() for s in steps.split(",") if s.strip()) or (ALL_STEPS | {"group"})
    index = Index(window_days=window) if "group" in wanted else None
    out = sys.stdout
    for line in results(sys.stdin.buffer, wanted - {"group"}, scope == "world", index):
        out.write(json.dumps(line, ensure_ascii=False) + "\n")


def results(
    lines: Iterable[bytes], steps: frozenset[str], world: bool, index: Index | None
) -> Iterator[dict[str, Any]]:
    """One answer per line, in the order of the lines; a broken line gives an error with its number."""
    batch: list[Document | dict[str, Any]] = []
    for number, raw in enumerate(lines, start=1):
        if raw.strip():
            batch.append(read_line(number, raw))
        if len(batch) >= _BATCH:
            yield from _answers(batch, steps, world, index)
            batch = []
    yield from _answers(batch, steps, world, index)


def read_line(number: int, raw: bytes) -> Document | dict[str, Any]:
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
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        return {"error": f"{type(problem).__name__}", "line": number}


def _answers(
    batch: list[Document | dict[str, Any]], steps: frozenset[str], world: bool, index: Index | None
) -> Iterator[dict[str, Any]]:
    documents = [d for d in batch if isinstance(d, Document)]
    found = iter(analyse(documents, steps=steps, world=world))
    for item in batch:
        yield as_line(next(found), index) if isinstance(item, Document) else item


def as_line(found: Findings, index: Index | None) -> dict[str, Any]:
    line: dict[str, Any] = {
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
    if index is not None:
        related = index.add(found.id, signature(found))
        line["duplicate_of"] = next((other for other, r in related if r.kind == "same_text"), None)
        line["event"] = index.groups()[found.id] if related else found.id
    return line
