"""Ways to write a day or a range of days; some forms stand in the held-out half alone."""

import random
from datetime import date, timedelta

DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def nl(day: date, *, weekday: bool = False, year: bool = False) -> str:
    words = f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")
    return f"{DAYS[day.weekday()]} {words}" if weekday else words


def past(rng: random.Random, now: date, half: str, absolute: bool) -> tuple[str, date, date]:
    back = now - timedelta(days=rng.randint(1, 6))
    far = now - timedelta(days=rng.randint(8, 60))
    forms = [
        (nl(back), back, back),
        (nl(back, weekday=True), back, back),
        (f"{back.day}-{back.month}-{back.year}", back, back),
    ]
    if half == "held":
        forms += [
            (nl(far, year=True), far, far),
            (f"{far.day}/{far.month}/{far.year}", far, far),
            (nl(far) + " jl.", far, far),
        ]
    if absolute:
        return rng.choice(forms)
    yesterday, monday = now - timedelta(days=1), now - timedelta(days=now.weekday())
    saturday = monday - timedelta(days=2)
    lastweek = monday - timedelta(days=7) + timedelta(days=rng.randint(0, 6))
    forms += [
        ("gisteren", yesterday, yesterday),
        (f"afgelopen {DAYS[back.weekday()]}", back, back),
        ("vanochtend", now, now),
        (DAYS[back.weekday()], back, back),
    ]
    if half == "dev":
        forms += [
            ("gisteravond", yesterday, yesterday),
            (f"vorige week {DAYS[lastweek.weekday()]}", lastweek, lastweek),
            ("afgelopen weekend", saturday, saturday + timedelta(days=1)),
            ("eergisteren", now - timedelta(days=2), now - timedelta(days=2)),
            ("drie dagen geleden", now - timedelta(days=3), now - timedelta(days=3)),
        ]
    else:
        forms += [
            (f"{DAYS[back.weekday()]}avond", back, back),
            (f"{DAYS[back.weekday()]} jl.", back, back),
            ("twee weken geleden", now - timedelta(days=14), now - timedelta(days=14)),
            ("vorige week", monday - timedelta(days=7), monday - timedelta(days=1)),
            ("het afgelopen weekend", saturday, saturday + timedelta(days=1)),
            ("vannacht", now, now),
        ]
    return rng.choice(forms)


def ahead(rng: random.Random, now: date, half: str, absolute: bool) -> tuple[str, date, date]:
    soon, far = now + timedelta(days=rng.randint(2, 6)), now + timedelta(days=rng.randint(8, 60))
    forms = [(nl(soon), soon, soon), (nl(far, weekday=True), far, far), (nl(far, year=True), far, far)]
    if half == "held":
        forms += [
            (f"{DAYS[far.weekday()][:2]} {far.day}/{far.month}", far, far),
            (f"{DAYS[far.weekday()]} {far.day} {MONTHS[far.month - 1][:3]}", far, far),
        ]
    if absolute:
        return rng.choice(forms)
    tomorrow = now + timedelta(days=1)
    nextweek = now - timedelta(days=now.weekday()) + timedelta(days=7 + rng.randint(0, 6))
    forms += [
        ("morgen", tomorrow, tomorrow),
        (f"aanstaande {DAYS[soon.weekday()]}", soon, soon),
        (DAYS[soon.weekday()], soon, soon),
        (f"volgende week {DAYS[nextweek.weekday()]}", nextweek, nextweek),
    ]
    if half == "dev":
        forms += [
            ("morgenavond", tomorrow, tomorrow),
            ("overmorgen", now + timedelta(days=2), now + timedelta(days=2)),
            (f"komende {DAYS[soon.weekday()]}", soon, soon),
        ]
    else:
        forms += [
            ("over drie dagen", now + timedelta(days=3), now + timedelta(days=3)),
            (f"{DAYS[soon.weekday()]} a.s.", soon, soon),
            ("over twee weken", now + timedelta(days=14), now + timedelta(days=14)),
        ]
    return rng.choice(forms)


def day_range(rng: random.Random, now: date, half: str) -> tuple[str, date, date]:
    first = now.replace(day=1) + timedelta(days=40)
    first = first.replace(day=rng.randint(2, 18))
    last = first + timedelta(days=rng.randint(1, 8))
    m = MONTHS[first.month - 1]
    forms = {
        "dev": [
            f"van {first.day} tot en met {last.day} {m}",
            f"tussen {first.day} en {last.day} {m}",
            f"van {nl(first)} tot {nl(last)}",
        ],
        "held": [
            f"van {first.day} t/m {last.day} {m}",
            f"{first.day}-{last.day} {m} {first.year}",
            f"van {nl(first, weekday=True)} tot en met {nl(last, weekday=True)}",
            f"van {first.day} tot {last.day} {m}",
        ],
    }
    return rng.choice(forms[half]), first, last
