"""Twenty thousand invented signals of one week for the whole country, and as many as a benchmark wants.

Sentences are put together from parts, so that texts differ the way notes of many people differ; about one
in seven repeats an earlier one in other words or with a slip, as happens when two services write about one thing.
All names, numbers and addresses are invented; phone numbers lie in ranges that are never given out.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from eenheidsbeeld.reference import geo

from .country_words import CHANGES, CLOSINGS, CONTACTS, GROUPS, NAMES, OPENINGS, PLACES, STREETS
from .moments import AMSTERDAM, DAY_NAMES, MONTH_NAMES, monday_of

COUNTRY_WEEK = 20_000
SHARE_REPEATED = 0.14
SHARE_PERSONAL = 0.2
REMEMBERED = 400
_SOURCES = (
    ("form", "avg", "Gemeente {name}", 0.55),
    ("import", "avg", "Weeklijst {name}", 0.15),
    ("import", "wpg", "Politie-informatie", 0.2),
    ("feed", "avg", "Streeknieuws (verzonnen)", 0.1),
)
_SOURCE_WEIGHTS = tuple(accumulate(source[3] for source in _SOURCES))


@dataclass(frozen=True, slots=True)
class CountrySignal:
    id: str
    municipality: str
    at: datetime
    channel: str
    regime: str
    source: str
    phenomenon: str
    text: str
    same_report: str | None  # the id of the signal it repeats


def week_of_the_country(week: date, *, seed: int = 1) -> list[CountrySignal]:
    return list(country_signals(COUNTRY_WEEK, week=week, seed=seed))


def country_signals(count: int, *, week: date, seed: int = 1) -> Iterator[CountrySignal]:
    """`count` signals in the week that `week` lies in, in no order; the same seed gives the same signals."""
    choose = random.Random(seed)  # noqa: S311, invented text needs no secrecy
    rows = geo.municipalities()
    weights = tuple(accumulate(row.population**0.8 for row in rows))
    phenomena = tuple(OPENINGS)
    shares = tuple(accumulate(len(OPENINGS[name]) for name in phenomena))
    monday = monday_of(week)
    recent: list[CountrySignal] = []
    for number in range(count):
        signal_id = f"land-{number:07d}"
        if recent and choose.random() < SHARE_REPEATED:
            yield _repeated(signal_id, choose.choice(recent), choose)
            continue
        row = choose.choices(rows, cum_weights=weights)[0]
        phenomenon = choose.choices(phenomena, cum_weights=shares)[0]
        signal = _written(signal_id, row, phenomenon, monday, choose)
        _remember(recent, signal, choose)
        yield signal


def _remember(recent: list[CountrySignal], signal: CountrySignal, choose: random.Random) -> None:
    if len(recent) < REMEMBERED:
        recent.append(signal)
    else:
        recent[choose.randrange(REMEMBERED)] = signal


def _written(
    signal_id: str, row: geo.MunicipalityRow, phenomenon: str, monday: date, choose: random.Random
) -> CountrySignal:
    channel, regime, source, _ = choose.choices(_SOURCES, cum_weights=_SOURCE_WEIGHTS)[0]
    minutes = choose.randrange(6 * 60, 7 * 24 * 60)
    at = datetime.combine(monday, time(0, 0), tzinfo=AMSTERDAM) + timedelta(minutes=minutes)
    return CountrySignal(
        id=signal_id,
        municipality=row.code,
        at=at,
        channel=channel,
        regime=regime,
        source=source.format(name=row.name),
        phenomenon=phenomenon,
        text=_text(row.name, phenomenon, at, choose),
        same_report=None,
    )


def _text(name: str, phenomenon: str, at: datetime, choose: random.Random) -> str:
    day = at + timedelta(days=choose.randrange(0, 9))
    opening = choose.choice(OPENINGS[phenomenon]).format(
        place=choose.choice(PLACES),
        town=name,
        group=choose.choice(GROUPS),
        number=choose.choice((8, 12, 15, 20, 25, 30, 40, 45, 60, 75, 80, 110, 150)),
        day=choose.choice((DAY_NAMES[day.weekday()], f"{day.day} {MONTH_NAMES[day.month - 1]}")),
        hour=choose.choice(("15.00", "16.30", "18.00", "19.00", "19.30", "20.00", "21.00", "22.30")),
        times=choose.choice(("twee", "drie", "vier", "vijf")),
        ordinal=choose.choice(("tweede", "derde", "vierde", "vijfde")),
    )
    parts = [opening, choose.choice(CLOSINGS[phenomenon] + CLOSINGS["any"])]
    if choose.random() < SHARE_PERSONAL:
        parts.append(_contact(choose))
    text = " ".join(parts)
    return text if choose.random() < 0.5 else f"{name}: {text}"


def _contact(choose: random.Random) -> str:
    first, last = choose.choice(NAMES)
    phone = choose.choice(("06-0{0:07d}", "06 0{0:07d}", "+31 6 0{0:07d}", "060{0:07d}"))
    return choose.choice(CONTACTS).format(
        first=first,
        last=last,
        phone=phone.format(choose.randrange(1, 9_999_999)),
        street=choose.choice(STREETS),
        house=choose.randrange(1, 240),
    )


def _repeated(signal_id: str, earlier: CountrySignal, choose: random.Random) -> CountrySignal:
    text = choose.choice(CHANGES)(earlier.text)
    return CountrySignal(
        id=signal_id,
        municipality=earlier.municipality,
        at=earlier.at + timedelta(minutes=choose.randrange(3, 900)),
        channel=choose.choice(("form", "import")),
        regime=earlier.regime,
        source=earlier.source,
        phenomenon=earlier.phenomenon,
        text=text,
        same_report=earlier.id,
    )
