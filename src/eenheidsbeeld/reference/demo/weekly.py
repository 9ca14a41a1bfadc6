"""The parts of the demo that belong to a week: levels, nil-returns, calendar and the editors' words."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from .loading import Row, read_json, read_lines
from .moments import Moment, fill_dates, monday_of, parse, week_of
from .records import (
    AreaLevel,
    CalendarEntry,
    Claim,
    Dissent,
    EditionWords,
    NilReturn,
    Part,
    Statement,
    today_of,
)


@cache
def nil_returns() -> tuple[NilReturn, ...]:
    return tuple(
        NilReturn(row["municipality"], parse(row["at"]), row["account"]) for row in read_lines("nil_returns.jsonl")
    )


def calendar(now: datetime) -> tuple[CalendarEntry, ...]:
    """All entries, dates in their words filled in, earliest first."""
    entries = tuple(_entry(row) for row in read_json("calendar.json"))
    return tuple(sorted(entries, key=lambda entry: (entry.at.on(now, coming=True), entry.key)))


def _entry(row: Row) -> CalendarEntry:
    ends = parse(row["ends"]) if row["ends"] else None
    changed = {"at": parse(row["at"]), "ends": ends, "municipalities": tuple(row["municipalities"])}
    return CalendarEntry(**{**row, **changed})


def levels(now: datetime) -> tuple[AreaLevel, ...]:
    """Levels of 38 municipalities for 52 past weeks and the live week; the New Year lies where it belongs."""
    rows = read_json("levels.json")
    season = _season_levels(rows["seasonal"], today_of(now))
    return tuple(_level(row, today_of(now), season) for row in rows["levels"])


def _season_levels(rows: list[Row], today: date) -> dict[tuple[str, str], Row]:
    return {(municipality, _season_week(row, today)): row for row in rows for municipality in row["municipalities"]}


def _season_week(row: Row, today: date) -> str:
    month, day = map(int, row["month_day"].split("-"))
    return week_of(Moment(month_day=(month, day), days=row["days"]).day(today))


def _level(row: Row, today: date, season: dict[tuple[str, str], Row]) -> AreaLevel:
    week = week_of(monday_of(today) - timedelta(weeks=row["weeks_ago"]))
    told: Row = {name: value for name, value in row.items() if name != "weeks_ago"}
    told["set_at"] = parse(row["set_at"]) if row["set_at"] else None
    # The weeks that tell of now keep their own level: the New Year of a year ago has no place there.
    special = season.get((row["municipality"], week)) if row["weeks_ago"] > 8 and row["set_at"] else None
    if special and special["level"] >= row["level"]:
        for name in ("level", "direction", "reason"):
            told[name] = special[name]
        if special.get("set_at"):
            told["set_at"] = parse(special["set_at"])
        told |= {
            "proposed": special["level"],
            "proposed_direction": special["direction"],
            "proposed_reason": special["reason"],
        }
    return AreaLevel(week=week, **told)


def editions(now: datetime) -> tuple[EditionWords, ...]:
    """The words of 52 past weeks, an extra edition, a correction and the live week; oldest first."""
    rows = read_json("editions.json")
    today = today_of(now)
    season = {_season_week(row, today): row for row in rows["seasonal"]}
    return tuple(_edition(row, today, season) for row in rows["editions"])


def _edition(row: Row, today: date, season: dict[str, Row]) -> EditionWords:
    monday = monday_of(today) - timedelta(weeks=row["weeks_ago"])
    week = week_of(monday)
    extra = season.get(week) if row["kind"] == "weekly" and row["weeks_ago"] > 4 else None
    words = _joined(row, extra) if extra else row
    return EditionWords(
        week=week,
        weeks_ago=row["weeks_ago"],
        kind=row["kind"],
        version=row["version"],
        state=row["state"],
        opened_at=parse(row["opened_at"]),
        released_at=parse(row["released_at"]) if row["released_at"] else None,
        editor=row["editor"],
        key_messages=_dated(words["key_messages"], monday),
        statements=tuple(_statement(item, monday) for item in words["statements"]),
        assessment=fill_dates(row["assessment"], week=monday),
        claims=tuple(Claim(**item) for item in words["claims"]),
        courses_of_action=_dated(words["courses_of_action"], monday),
        unknown=_dated(row["unknown"], monday),
        police=_part(row["parts"]["police"], monday),
        om=_part(row["parts"]["om"], monday),
        dissent=tuple(Dissent(**item) for item in row["dissent"]),
        correction=row["correction"],
    )


def _joined(row: Row, extra: Row) -> dict[str, Any]:
    """The week's own words with those of the season in front; three key messages stay three."""
    joined = {name: extra[name] + row[name] for name in ("statements", "claims", "courses_of_action")}
    return joined | {"key_messages": (extra["key_messages"] + row["key_messages"])[:3]}


def _dated(texts: list[str], monday: date) -> tuple[str, ...]:
    return tuple(fill_dates(text, week=monday) for text in texts)


def _statement(item: Row, monday: date) -> Statement:
    text = fill_dates(item["text"], week=monday)
    return Statement(item["section"], text, tuple(item["signals"]), tuple(item["situations"]))


def _part(item: Row, monday: date) -> Part:
    at = parse(item["at"]) if item["at"] else None
    return Part(item["state"], fill_dates(item["text"], week=monday), item["by"], at)
