# ruff: noqa: B007, DTZ001, E501, SIM115
"""Headlines of invented events, each told several ways, with look-alikes: the same kind of event elsewhere,
on another day or with other people. `python benchmarks/text/make_events.py` writes events_dev/held.jsonl.

Kinds of event and wording differ between the halves. Every event stands in two to five texts; a third of
the events has a look-alike twin that shares most of its words.
"""

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {
    "dev": {
        "farmers": ["Boeren blokkeren {road} bij {place}", "Blokkade van boeren op {road} ter hoogte van {place}", "{road} dicht door boerenactie bij {place}", "Politie maakt einde aan boerenblokkade {road}, {n} aanhoudingen", "Trekkers zetten {road} vast bij {place}, {n} boeren opgepakt"],
        "stabbing": ["{age}-jarige gewond bij steekpartij in {place}", "Steekpartij {place}: slachtoffer ({age}) in ziekenhuis", "Man van {age} neergestoken in {place}", "Politie zoekt getuigen steekpartij {place}", "Jongen ({age}) gestoken bij {spot} in {place}"],
        "azc": ["Bewoners {place} boos over komst azc", "Felle bijeenkomst over asielopvang in {place}", "{place} debatteert over opvang voor {n} asielzoekers", "Onrust in {place} om plan voor azc met {n} plekken", "Gemeenteraad {place} stemt over azc"],
        "football": ["Rellen na {club} - {club2}, {n} arrestaties", "Supporters {club} en {club2} op de vuist", "ME ingezet bij {club}-{club2}", "{n} aanhoudingen rond duel {club} tegen {club2}", "Onrust bij wedstrijd {club}, fans {club2} bekogeld"],
        "fire": ["Autobranden in {place}: {n} wagens verwoest", "Opnieuw auto's in brand in {place}", "{n} auto's uitgebrand in {place}, politie denkt aan brandstichting", "Brandstichter actief in {place}", "Nacht vol autobranden voor {place}"],
        "strike": ["Personeel {firm} legt werk neer", "Staking bij {firm}: {n} medewerkers doen mee", "{firm} plat door staking", "Vakbond kondigt nieuwe stakingen bij {firm} aan", "Stakers {firm} willen {n} procent meer loon"],
    },
    "held": {
        "demo": ["{n} mensen betogen in {place} tegen {theme}", "Demonstratie tegen {theme} trekt {n} deelnemers in {place}", "{place}: protest tegen {theme} verloopt rustig", "Betogers verzamelen zich in {place} om {theme}", "Mars tegen {theme} door centrum {place}"],
        "explosion": ["Explosie bij woning in {place}", "Zware knal in {place}, voordeur vernield", "Cobra ontploft bij huis {place}", "Weer explosie in {place}: {n} woningen ontruimd", "Bewoners {place} geschrokken na explosie"],
        "mayor": ["Burgemeester {place} bedreigd", "Bedreiging aan adres van burgemeester van {place}, {age}-jarige vast", "Man ({age}) aangehouden voor bedreigen burgemeester {place}", "Verdachte dreigbrief {place} blijft vastzitten", "Burgemeester {place} over dreigbrief: 'Dit raakt mij'"],
        "newyear": ["Politie {place} bekogeld met vuurwerk", "{n} arrestaties tijdens onrustige nacht in {place}", "Agenten in {place} belaagd met zwaar vuurwerk", "Hulpverleners in {place} onder vuur, {n} aanhoudingen", "Grimmige nacht in {place}: vuurwerk naar agenten"],
        "occupation": ["Studenten bezetten gebouw universiteit {place}", "Universiteit {place} laat bezetters verwijderen", "{n} studenten opgepakt bij ontruiming campus {place}", "Bezetting van faculteit in {place} ten einde", "ME ontruimt bezet universiteitspand in {place}"],
        "missing": ["Zoektocht naar vermist meisje ({age}) in {place}", "Meisje van {age} uit {place} vermist", "Honderden zoeken naar vermiste {age}-jarige {place}", "Politie deelt foto vermist meisje {place}", "Vermiste {age}-jarige uit {place} terecht"],
    },
}  # fmt: skip
PLACES = {
    "dev": [
        "Woerden",
        "Zeist",
        "Apeldoorn",
        "Enschede",
        "Tilburg",
        "Maastricht",
        "Rotterdam",
        "Kampen",
        "Assen",
        "Roosendaal",
        "Vlissingen",
        "Purmerend",
        "Dronten",
        "Amersfoort",
        "Nieuwegein",
        "Almere",
        "Zwolle",
        "Leeuwarden",
        "Gouda",
        "Breda",
    ],
    "held": [
        "Montfoort",
        "Soest",
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
        "Weesp",
        "Venlo",
        "Drachten",
        "Tiel",
        "Hoorn",
    ],
}
SPOTS = ["station", "winkelcentrum", "school", "park"]
CLUBS = [
    "FC Utrecht",
    "Ajax",
    "Feyenoord",
    "PSV",
    "Vitesse",
    "FC Twente",
    "NEC",
    "FC Groningen",
    "Sparta",
    "Willem II",
]
FIRMS = ["Tata Steel", "Schiphol", "KLM", "Albert Heijn", "PostNL", "Lidl", "DAF", "Qbuzz", "Jumbo", "ASML"]
THEMES = ["windmolens", "woningnood", "bezuinigingen op zorg", "oorlog in Gaza", "coronabeleid", "stikstofplannen"]


def make(half: str) -> list[dict[str, object]]:
    rng = random.Random(f"events-{half}")
    rows: list[dict[str, object]] = []
    event = 0
    for kind, frames in KINDS[half].items():
        places, pairs = rng.sample(PLACES[half], 16), rng.sample([(a, b) for a in CLUBS for b in CLUBS if a != b], 16)
        firms = rng.sample([f"{f}{c}" for f in FIRMS for c in ("", *(f" {p}" for p in rng.sample(places, 2)))], 16)
        for turn in range(16):
            # No two events of a kind share their place, firm or clubs; only the twins come close.
            slots = draw(rng, half) | {
                "place": places[turn],
                "club": pairs[turn][0],
                "club2": pairs[turn][1],
                "firm": firms[turn],
            }
            when = datetime(2024, 3, 1, 8) + timedelta(days=rng.randint(0, 120))
            rows += tell(rng, frames, slots, when, f"{half}-{kind}-{event}", "")
            if rng.random() < 0.35:  # a look-alike: one thing differs, a day or two apart
                twin = dict(slots)
                change = rng.choice(
                    ["place", "n", "place"] if kind not in ("football", "strike") else ["club2", "firm"]
                )
                fresh = draw(rng, half)
                twin |= {change: fresh[change], "age": fresh["age"], "n": fresh["n"]}
                if change == "n":
                    when += timedelta(days=rng.randint(3, 6))
                rows += tell(
                    rng,
                    frames,
                    twin,
                    when + timedelta(days=rng.randint(0, 2)),
                    f"{half}-{kind}-{event}-twin",
                    f"{half}-{kind}-{event}",
                )
            event += 1
    rng.shuffle(rows)
    for number, row in enumerate(sorted(rows, key=lambda r: str(r["published"]))):
        row["id"] = f"{number:05d}"
    return sorted(rows, key=lambda r: str(r["id"]))


def draw(rng: random.Random, half: str) -> dict[str, str]:
    club, club2 = rng.sample(CLUBS, 2)
    return {
        "place": rng.choice(PLACES[half]), "road": rng.choice(["A12", "A28", "A1", "A7", "A50"]), "n": str(rng.randint(3, 40)), "age": str(rng.randint(14, 60)),
        "spot": rng.choice(SPOTS), "club": club, "club2": club2, "firm": rng.choice(FIRMS), "theme": rng.choice(THEMES),
    }  # fmt: skip


def tell(
    rng: random.Random, frames: list[str], slots: dict[str, str], when: datetime, event: str, twin_of: str
) -> list[dict[str, object]]:
    chosen = rng.sample(frames, rng.randint(2, 5))
    return [
        {
            "event": event,
            "twin_of": twin_of,
            "text": frame.format(**slots),
            "published": (when + timedelta(hours=rng.randint(0, 30))).isoformat(),
        }
        for frame in chosen
    ]


if __name__ == "__main__":
    for half in ("dev", "held"):
        rows = make(half)
        with (HERE / f"events_{half}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        print(half, len(rows), len({r["event"] for r in rows}))
