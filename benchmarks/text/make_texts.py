# ruff: noqa: B007, DTZ001, E501, SIM115
"""Fill the frames with invented persons, numbers, places and dates, and write the labels beside each text.

`python benchmarks/text/make_texts.py` writes texts_dev.jsonl and texts_held.jsonl. Frames, names, streets
and ways to write a date are written by hand; the two halves share none of their frames and persons, and
some date forms stand in the held-out half alone. The random generator is seeded: the files are the same each time.
"""

import json
import random
import re
from datetime import date, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
FILLS = 4
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

PERSONS = {
    "dev": """Pieter van der Meulen|Sanne de Wit|Kees Bakker|Marijke van Dongen|Jeroen Hoogland|Willemijn ter Horst|Bart Schoonhoven|Ineke Verbruggen|Douwe Hiemstra|Froukje Wiersma
        |Sjoerd Bouwstra|Tjitske van der Veen|Mehmet Yildirim|Zeynep Arslan|Emre Karatas|Ayse Demirci|Mohamed El Idrissi|Fatima Benali|Youssef Amrani|Khadija Ouali|Bilal El Bakkali|Naima Chaouch
        |Winston Pinas|Sharda Ramdin|Rajesh Baldewsingh|Orlando Amoksi|Krzysztof Nowak|Agnieszka Kowalska|Tomasz Zielinski|Ahmad Khalil|Rania Al-Masri|Bashar Haddad|Tesfay Gebremedhin|Selam Tekle
        |Olena Shevchenko|Nguyen Thi Linh|João Ferreira|Stephen Okafor|Anne-Fleur Krijnen|Jan-Willem Quakkelaar|Joost Eerdekens|Lotte van 't Hek|Hans de Vries-El Amrani|Gerda Zwiggelaar|Luc Van den Bossche""",
    "held": """Maarten van Wijngaarden|Femke Oosterbaan|Henk Slootmaker|Truus van den Akker|Ruben Kortekaas|Annelies ten Brink|Thijs Vermeulen|Corrie Duivenvoorde|Rienk Ypeij|Nynke Terpstra
        |Jelle van Althuis|Hiske Reitsma|Murat Özdemir|Elif Kaplan|Cihan Bulut|Hatice Sönmez|Rachid Ziani|Samira El Fassi|Soufiane Bouzambou|Latifa Ait Taleb|Ilias Ouled Haddou|Hanane Lahlou
        |Romeo Tjin A Sie|Anoushka Jagessar|Vijay Sewnarain|Clyde Doekoe|Piotr Wojciechowski|Malgorzata Dudek|Wojciech Sikora|Omar Al-Khatib|Yasmin Darwish|Firas Najjar|Yonas Habtemariam|Haben Kidane
        |Dmytro Kovalchuk|Tran Van Minh|Beatriz Carvalho|Chidi Nwosu|Marie-Louise Hogendoorn|Pieter-Bas Overgaauw|Gijs Roozeboom|Evelien in 't Veld|Kim van Spronsen-Kuiper|Bep Klaverstijn|Koen De Coninck""",
}
FIRSTS = {
    "dev": [
        "Fatima",
        "Kees",
        "Mo",
        "Sanne",
        "Bilal",
        "Emre",
        "Willem",
        "Priscilla",
        "Ahmed",
        "Joke",
        "Noor",
        "Dylan",
        "Achmed",
        "Agnes",
        "Sjakie",
        "Tjeerd",
        "Yusuf",
        "Samira",
        "Bram",
        "Wesley",
    ],
    "held": [
        "Rachida",
        "Gijs",
        "Appie",
        "Lotte",
        "Hamza",
        "Murat",
        "Arjan",
        "Chantal",
        "Youssef",
        "Ria",
        "Isa",
        "Kevin",
        "Nordin",
        "Hilde",
        "Toon",
        "Jorrit",
        "Ömer",
        "Naïma",
        "Stijn",
        "Jayden",
    ],
}
SURNAMES = {
    "dev": [
        "Jansen",
        "de Boer",
        "van Dijk",
        "El Idrissi",
        "Yilmaz",
        "Hoogendoorn",
        "Pietersen",
        "van der Heijden",
        "Bakker",
        "Koolhaas",
        "J. de Groot",
        "Kowalski",
        "A.M. Visser",
        "Ramdin",
        "ter Haar",
    ],
    "held": [
        "Smit",
        "de Leeuw",
        "van Vliet",
        "El Haddaoui",
        "Kaya",
        "Ouwerkerk",
        "Klaassen",
        "van den Heuvel",
        "Mulder",
        "Zevenbergen",
        "P. van Loon",
        "Wisniewski",
        "C.J. Dekker",
        "Mangal",
        "op den Camp",
    ],
}
TOWNS = {
    "dev": [
        "Woerden",
        "Zeist",
        "Amersfoort",
        "Nieuwegein",
        "Houten",
        "Utrecht",
        "Veenendaal",
        "Lelystad",
        "Almere",
        "Hilversum",
        "Apeldoorn",
        "Leeuwarden",
        "Enschede",
        "Tilburg",
        "Maastricht",
        "Rotterdam",
        "Kampen",
        "Assen",
        "Zwijndrecht",
        "Roosendaal",
        "Vlissingen",
        "Purmerend",
        "Dronten",
        "IJsselstein",
        "Culemborg",
        "Breukelen",
        "Maarssen",
        "Mijdrecht",
        "Vianen",
        "Doorn",
    ],
    "held": [
        "Montfoort",
        "Soest",
        "Bunnik",
        "Oudewater",
        "Lopik",
        "Rhenen",
        "Baarn",
        "Eindhoven",
        "Groningen",
        "Nijmegen",
        "Heerlen",
        "Delft",
        "Emmen",
        "Zoetermeer",
        "Helmond",
        "Alkmaar",
        "Deventer",
        "Gorinchem",
        "Terneuzen",
        "Harderwijk",
        "Zeewolde",
        "Vinkeveen",
        "Driebergen",
        "Weesp",
        "Leerdam",
        "Harmelen",
        "Woudenberg",
        "Wageningen",
        "Drachten",
        "Venlo",
    ],
}
AMBIGUOUS = {  # name, place nearby, code of the municipality of 2025
    "dev": [
        "Hengelo|Borne|GM0164",
        "Bergen|Heerhugowaard|GM0373",
        "Laren|Hilversum|GM0417",
        "Beek|Maastricht|GM0888",
        "Elst|Arnhem|GM1734",
        "Best|Eindhoven|GM0753",
        "Valkenburg|Katwijk|GM0537",
        "Oosterhout|Breda|GM0826",
        "Velp|Arnhem|GM0275",
        "Haren|Oss|GM0828",
        "Horst|Venray|GM1507",
        "Ede|Wageningen|GM0228",
        "Stein|Sittard|GM0971",
        "Buren|Tiel|GM0214",
        "Zevenhuizen|Gouda|GM1892",
    ],
    "held": [
        "Hengelo|Doetinchem|GM1876",
        "Bergen|Venray|GM0893",
        "Laren|Lochem|GM0262",
        "Beek|Nijmegen|GM1945",
        "Elst|Rhenen|GM0340",
        "Huizen|Bussum|GM0406",
        "Valkenburg|Gulpen|GM0994",
        "Oosterhout|Nijmegen|GM1734",
        "Velp|Grave|GM1982",
        "Haren|Groningen|GM0014",
        "Made|Breda|GM1719",
        "Goes|Middelburg|GM0664",
        "Echt|Roermond|GM1711",
        "Rijswijk|Delft|GM0603",
        "Zevenhuizen|Roden|GM1969",
    ],
}
STREETS = {
    "dev": [
        "Kerkstraat",
        "Marktplein",
        "Dorpsstraat",
        "Burgemeester Visserlaan",
        "Oudegracht",
        "Stationsplein",
        "Prins Bernhardlaan",
        "Nieuwe Binnenweg",
        "Molendijk",
        "Willem de Zwijgerlaan",
        "Weidelaan",
        "Raadhuisplein",
    ],
    "held": [
        "Schoolstraat",
        "Domplein",
        "Hogeweg",
        "Koningin Wilhelminalaan",
        "Herengracht",
        "Spoorlaan",
        "Van Beuningenplein",
        "Eikenlaan",
        "Zuiderkade",
        "Jan van Galenstraat",
        "Sterrenbosweg",
        "Stadhuisplein",
    ],
}
MAIL_HOSTS = {"dev": ["gmail.com", "hotmail.nl", "ziggo.nl"], "held": ["outlook.com", "kpnmail.nl", "live.nl"]}


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


def bsn(rng: random.Random) -> str:
    while True:
        digits = [rng.randint(1, 9)] + [rng.randint(0, 9) for _ in range(7)]
        last = sum(d * w for d, w in zip(digits, range(9, 1, -1), strict=True)) % 11
        if last < 10:
            plain = "".join(map(str, [*digits, last]))
            return rng.choice(
                [plain, plain, f"{plain[:3]} {plain[3:6]} {plain[6:]}", f"{plain[:4]}.{plain[4:6]}.{plain[6:]}"]
            )


def iban(rng: random.Random) -> str:
    bank, number = rng.choice(["ABNA", "INGB", "RABO", "TRIO"]), f"{rng.randint(10**8, 10**9 - 1):010d}"
    turned = "".join(str(int(c, 36)) for c in f"{bank}{number}NL00")
    plain = f"NL{98 - int(turned) % 97:02d}{bank}{number}"
    return rng.choice([plain, " ".join(plain[i : i + 4] for i in range(0, 18, 4)), plain.lower()])


def plate(rng: random.Random, half: str) -> str:
    def letters(n: int) -> str:
        return "".join(rng.choice("BDFGHJKLNPRSTVXZ") for _ in range(n))

    def digits(n: int) -> str:
        return "".join(str(rng.randint(0, 9)) for _ in range(n))

    parts = rng.choice(
        [
            (digits(2), letters(2), letters(2)),
            (digits(2), letters(3), digits(1)),
            (digits(1), letters(3), digits(2)),
            (letters(2), digits(3), letters(1)),
            (letters(1), digits(3), letters(2)),
        ]
    )
    joined = "-".join(parts)
    return rng.choice(
        [joined, joined, joined.lower(), "".join(parts)]
        if half == "dev"
        else [joined, joined.lower(), "".join(parts), "".join(parts)]
    )


def phone(rng: random.Random, half: str) -> str:
    d = f"{rng.randint(10**7, 10**8 - 1)}"
    area = rng.choice(["030", "020", "010"])
    seven = f"{rng.randint(2 * 10**6, 9 * 10**6)}"
    forms = {
        "dev": [f"06-{d}", f"06{d}", f"06 {d[:2]} {d[2:4]} {d[4:6]} {d[6:]}", f"+31 6 {d}", f"{area}-{seven}"],
        "held": [
            f"06-{d[:4]} {d[4:]}",
            f"06 {d}",
            f"+316{d}",
            f"0031 6 {d[:4]} {d[4:]}",
            f"({area}) {seven[:3]} {seven[3:]}",
            f"0348-{d[:6]}",
        ],
    }
    return rng.choice(forms[half])


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
