"""Fill the frames with invented persons, numbers, places and dates, and write the labels beside each text.

`python benchmarks/text/make_texts.py` writes texts_dev.jsonl and texts_held.jsonl. Frames, names, streets
and ways to write a date are written by hand (frames_*.txt, texts_material, texts_dates); the two halves share
none of their frames and persons. The random generator is seeded: the files are the same each time.
"""

# ruff: noqa: E501
import json
import random
import re
from datetime import datetime, timedelta
from pathlib import Path

from texts_dates import MONTHS, ahead, day_range, past
from texts_material import AMBIGUOUS, FIRSTS, MAIL_HOSTS, PERSONS, STREETS, SURNAMES, TOWNS
from texts_numbers import bsn, iban, phone, plate

HERE = Path(__file__).parent
FILLS = 4


class Writer:
    """Fills one frame and remembers where each label stands."""

    def __init__(self, rng: random.Random, half: str, kind: str, now: datetime) -> None:
        self.rng, self.half, self.kind, self.now = rng, half, kind, now
        self.text, self.spans, self.places, self.dates = "", [], [], []
        self.last_surname = ""
        self.pair: list[str] | None = None

    def put(self, words: str, label: str | None = None) -> None:
        start = len(self.text)
        self.text += words
        if label:
            self.spans.append([start, len(self.text), label])

    def slot(self, name: str) -> None:
        rng, half = self.rng, self.half
        person = rng.choice([p.strip() for p in PERSONS[half].split("|")])
        if name == "P":
            self.last_surname = person.split(" ", 1)[1]
            if self.kind == "note" and rng.random() < 0.3:
                person = person.lower()
            self.put(person, "person")
        elif name == "PL":
            self.put(person.lower() if rng.random() < 0.75 else person, "person")
        elif name in ("PF", "PFL"):
            first = rng.choice(FIRSTS[half])
            self.put(first.lower() if name == "PFL" and rng.random() < 0.7 else first, "person")
        elif name == "PN":
            surname = self.last_surname
            self.put(
                surname[0].upper() + surname[1:] if self.text.endswith((". ", '" ')) or not self.text else surname,
                "person",
            )
        elif name == "PN2":
            self.put(rng.choice(PERSONS[half].split("|")).strip().split(" ", 1)[1], "person")
        elif name in ("PS", "PSN"):
            surname = rng.choice(SURNAMES[half])
            if name == "PSN" or self.kind == "announce":
                surname = surname.split(". ")[-1].split(".")[-1].strip()
            self.put(surname.lower() if self.kind == "note" and rng.random() < 0.4 else surname, "person")
        elif name == "L":
            self.place(self.pair[1] if self.pair else rng.choice(TOWNS[half]), None)
            self.pair = None
        elif name == "A":
            self.pair = rng.choice(AMBIGUOUS[half]).split("|")
            self.place(self.pair[0], self.pair[2])
        elif name in ("DP", "DA", "DA2", "DR", "DN"):
            self.day(name)
        elif name == "TM":
            hour, minute = rng.randint(8, 22), rng.choice([0, 0, 15, 30, 45])
            self.put(
                rng.choice(
                    [f"{hour}.{minute:02d} uur", f"{hour}:{minute:02d} uur", f"{hour}:{minute:02d}"]
                    + ([f"{hour} uur"] if minute == 0 else [])
                )
            )
        elif name == "N":
            self.put(str(rng.choice([3, 5, 8, 12, 20, 25, 40, 60, 80, 150, 200, 350, 1200])))
        elif name == "S":
            self.put(rng.choice(STREETS[half]))
        else:
            self.number(name)

    def place(self, name: str, code: str | None) -> None:
        start = len(self.text)
        lower = self.kind == "note" and self.rng.random() < 0.5
        self.put(name.lower() if lower else name)
        self.places.append([start, len(self.text), code or name])

    def day(self, name: str) -> None:
        absolute = name in ("DN", "DA2") or bool(re.search(r"\b(?:op|tot|voor|vanaf|geldt)\s$", self.text, re.I))
        today = self.now.date()
        if name == "DR":
            words, first, last = day_range(self.rng, today, self.half)
        elif name in ("DP", "DN"):
            words, first, last = past(self.rng, today, self.half, absolute)
        else:
            words, first, last = ahead(self.rng, today, self.half, absolute)
        if (not self.text or self.text.endswith((". ", "! ", "? "))) and self.kind != "note":
            words = words[0].upper() + words[1:]
        start = len(self.text)
        self.put(words)
        self.dates.append(
            [start, len(self.text), first.isoformat(), last.isoformat(), "range" if name == "DR" else "plain"]
        )

    def number(self, name: str) -> None:
        rng, half = self.rng, self.half
        if name == "TEL":
            self.put(phone(rng, half), "phone")
        elif name == "MAIL":
            first, last = rng.choice(FIRSTS[half]).lower(), rng.choice(["vis", "dev", "actie", "j", "info1"])
            box = re.sub(r"[^a-z]", "", first) + rng.choice([".", "_", ""]) + last + str(rng.randint(1, 99))
            self.put(f"{box}@{rng.choice(MAIL_HOSTS[half])}", "email")
        elif name == "BSN":
            self.put(bsn(rng), "bsn")
        elif name == "IBAN":
            self.put(iban(rng), "iban")
        elif name == "PLATE":
            self.put(plate(rng, half), "plate")
        elif name == "DOB":
            day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1950, 2008)
            self.put(
                rng.choice(
                    [f"{day:02d}-{month:02d}-{year}", f"{day} {MONTHS[month - 1]} {year}", f"{day}-{month}-{year}"]
                ),
                "birthdate",
            )
        elif name == "ADR":
            number = rng.choice(
                ["12", "3a", "114", "27-bis", "8", "45 hs"]
                if half == "dev"
                else ["7", "19b", "203", "31-II", "66", "5 bis"]
            )
            code = (
                f", {rng.randint(1011, 9999)} {rng.choice('ABCDEGHKLM')}{rng.choice('BCDEGHKLMN')}"
                if rng.random() < 0.3
                else ""
            )
            self.put(f"{rng.choice(STREETS[half])} {number}{code}", "address")
        elif name == "HANDLE":
            word = rng.choice(FIRSTS[half]).lower().replace("ï", "i").replace("ö", "o")
            self.put(
                rng.choice(
                    [
                        f"@{word}{rng.randint(10, 99)}",
                        f"{word}_{rng.randint(10, 999)}",
                        f"@{word}.{rng.choice(['030', 'nl'])}",
                    ]
                ),
                "handle",
            )
        elif name == "DOC":
            self.put(
                rng.choice(
                    [
                        f"PL0900-2024{rng.randint(100000, 999999)}",
                        f"N{rng.choice('XWPR')}{rng.randint(1000, 9999)}B{rng.randint(10, 99)}",
                        f"16-{rng.randint(100000, 399999)}-24",
                    ]
                ),
                "id",
            )
        elif name == "URL":
            self.put(
                f"https://www.{rng.choice(['facebook.com', 'instagram.com', 'x.com'])}/{rng.choice(FIRSTS[half]).lower()}.{rng.randint(1, 99)}",
                "url",
            )
        else:
            raise ValueError(name)


def fill(frame: str, kind: str, half: str, rng: random.Random, now: datetime) -> Writer:
    writer = Writer(rng, half, kind, now)
    for piece in re.split(r"(\{\w+\})", frame):
        if piece.startswith("{"):
            writer.slot(piece[1:-1])
        else:
            writer.put(piece)
    return writer


def make(half: str) -> list[dict[str, object]]:
    rng = random.Random(f"text-{half}")
    rows = []
    for line in (HERE / f"frames_{half}.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, phenomena, frame = (part.strip() for part in line.split("|", 2))
        for _ in range(FILLS):
            now = datetime(2024, 1, 8, 10) + timedelta(days=rng.randint(0, 700), hours=rng.randint(0, 9))
            made = fill(frame, kind, half, rng, now)
            rows.append(
                {"id": f"{half}-{len(rows)}", "kind": kind, "text": made.text, "published": now.isoformat(), "spans": made.spans,
                 "places": made.places, "dates": made.dates, "phenomena": [p for p in phenomena.split(",") if p]}
            )  # fmt: skip
    return rows


if __name__ == "__main__":
    for half in ("dev", "held"):
        rows = make(half)
        with (HERE / f"texts_{half}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        print(half, len(rows))
