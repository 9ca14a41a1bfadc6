"""Read the files of the demo region into frozen records, once."""

import json
import tomllib
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from .moments import Moment, parse
from .records import (
    Assessment,
    Fact,
    Group,
    MeasureTaken,
    Organisation,
    Person,
    Signal,
    Situation,
    TensionStep,
)

Row = dict[str, Any]


def read_text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def read_json(name: str) -> Any:
    return json.loads(read_text(name))


def read_lines(name: str) -> list[Row]:
    return [json.loads(line) for line in read_text(name).splitlines() if line]


def _moment(row: Row, field: str) -> Moment | None:
    return parse(row[field]) if row.get(field) else None


@cache
def organisations() -> tuple[Organisation, ...]:
    rows = tomllib.loads(read_text("organisations.toml"))["organisation"]
    return tuple(Organisation(**{"parent": None, **row}) for row in rows)


@cache
def groups() -> tuple[Group, ...]:
    rows = tomllib.loads(read_text("organisations.toml"))["group"]
    return tuple(Group(row["key"], row["name"], tuple(row["members"])) for row in rows)


@cache
def people() -> tuple[Person, ...]:
    rows = tomllib.loads(read_text("people.toml"))["person"]
    return tuple(Person(**{"deputy_for": None, **row, "roles": tuple(row["roles"])}) for row in rows)


@cache
def signals() -> tuple[Signal, ...]:
    """All signals of the year, oldest first."""
    return tuple(_signal(row) for row in read_lines("signals.jsonl"))


def told_signals(now: datetime) -> tuple[Signal, ...]:
    """The signals of the year before `now` that fit the season, oldest first."""
    start = now - timedelta(weeks=54)
    told = [signal for signal in signals() if signal.fits_season(now) and signal.at.before(now) >= start]
    return tuple(sorted(told, key=lambda signal: (signal.at.before(now), signal.id)))


def _signal(row: Row) -> Signal:
    return Signal(
        id=row["id"],
        at=parse(row["at"]),
        owner=row["owner"],
        account=row.get("account"),
        sender_area=row.get("sender_area"),
        channel=row["channel"],
        source=row["source"],
        regime=row["regime"],
        marking=row["marking"],
        group=row.get("group"),
        text=row["text"],
        released_wording=row.get("released_wording"),
        event_at=_moment(row, "event_at"),
        municipality=row.get("municipality"),
        phenomenon=row.get("phenomenon"),
        eep=tuple(row.get("eep", ())),
        reliability=row["reliability"],
        credibility=row["credibility"],
        situation=row.get("situation"),
        state=row["state"],
        set_aside_reason=row.get("set_aside_reason"),
        same_report=row.get("same_report"),
        same_event=row.get("same_event"),
        urgent=row.get("urgent", False),
        masked=tuple(row.get("masked", ())),
        test_values=tuple(row.get("test_values", ())),
        months=tuple(row.get("months", ())),
    )


@cache
def situations() -> tuple[Situation, ...]:
    return tuple(_situation(row) for row in read_json("situations.json"))


def _situation(row: Row) -> Situation:
    return Situation(
        key=row["key"],
        title=row["title"],
        phenomenon=row["phenomenon"],
        also=tuple(row["also"]),
        municipalities=tuple(row["municipalities"]),
        opened=parse(row["opened"]),
        closed=_moment(row, "closed"),
        close_reason=row["close_reason"],
        summary=row["summary"],
        may_be_hurt=row["may_be_hurt"],
        facts=tuple(
            Fact(**{**fact, "at": parse(fact["at"]), "rests_on": tuple(fact["rests_on"])}) for fact in row["facts"]
        ),
        assessments=tuple(Assessment(**{**item, "at": parse(item["at"])}) for item in row["assessments"]),
        tension=tuple(TensionStep(**{**step, "at": parse(step["at"])}) for step in row["tension"]),
        measures=tuple(MeasureTaken(**{**item, "at": parse(item["at"])}) for item in row["measures"]),
        asked=tuple(row["asked"]),
        unknown=tuple(row["unknown"]),
        signals=tuple(row["signals"]),
        merged_into=row["merged_into"],
        split_from=row["split_from"],
        merges=tuple(row.get("merges", ())),
    )
