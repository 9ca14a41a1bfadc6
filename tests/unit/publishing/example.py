"""An invented weekly OOV-beeld of district West-Utrecht, as full as a real one would be.

Geography is real; every event, number and answer is made up.
"""

from datetime import UTC, date, datetime

from eenheidsbeeld.publishing.blocks import (
    BulletList,
    Chart,
    ChartMark,
    ChartSpec,
    Column,
    ColumnKind,
    Confidence,
    Definition,
    DefinitionList,
    Direction,
    EditionState,
    Evidence,
    Gap,
    Heading,
    KeyMessages,
    LevelGap,
    LevelMap,
    LevelRow,
    LevelTable,
    Likelihood,
    MapArea,
    Notice,
    NoticeKind,
    Outcome,
    Paragraph,
    Partners,
    PartnerVoice,
    Section,
    Snapshot,
    Statement,
    Table,
)

MUNICIPALITIES = {
    "GM0736": "De Ronde Venen",
    "GM0321": "Houten",
    "GM0353": "IJsselstein",
    "GM0331": "Lopik",
    "GM0335": "Montfoort",
    "GM0356": "Nieuwegein",
    "GM0589": "Oudewater",
    "GM1904": "Stichtse Vecht",
    "GM1961": "Vijfheerenlanden",
    "GM0632": "Woerden",
}
UP, STABLE, DOWN, UNKNOWN = Direction.UP, Direction.STABLE, Direction.DOWN, Direction.UNKNOWN
NUMBER = ColumnKind.NUMBER
ANALYST = "analist regionaal bureau"

LEVELS = (
    LevelRow(
        "GM0736", "De Ronde Venen", 1, STABLE, 1, "2026-W47", "Vragen over de verkeersproef in de kern; rustig."
    ),
    LevelRow("GM0321", "Houten", 1, DOWN, 2, "2026-W47", "Het gesprek met omwonenden over de sporthal hielp."),
    LevelRow("GM0353", "IJsselstein", 0, STABLE, 0, "2026-W47", "Geen bijzonderheden gemeld."),
    LevelRow("GM0331", "Lopik", 1, STABLE, 1, "2026-W47", "Agrariërs volgen het debat over peilbesluiten."),
    LevelRow("GM0335", "Montfoort", None, UNKNOWN, 0, "2026-W46", "Geen opgave ontvangen.", LevelGap.NOT_SET),
    LevelRow("GM0356", "Nieuwegein", 2, UP, 1, "2026-W47", "Twee avonden onrust bij een jeugdontmoetingsplek."),
    LevelRow("GM0589", "Oudewater", 0, STABLE, 0, "2026-W47", "Nulmelding."),
    LevelRow("GM1904", "Stichtse Vecht", 2, STABLE, 2, "2026-W47", "Opvanglocatie op de raadsagenda van 2 december."),
    LevelRow("GM1961", "Vijfheerenlanden", 1, STABLE, 1, "2026-W47", "Vuurwerkoverlast op drie plekken."),
    LevelRow(
        "GM0632", "Woerden", 3, UP, 2, "2026-W47", "Besluit over opvang; aangekondigde demonstratie op zaterdag."
    ),
)

WEEKLY = (31, 28, 35, 33, 30, 27, 36, 34, 29, 38, 33, 31, 35, 40, 37, 33, 36, 39, 34, 41, 38, 36, 42, 40, 61, 58)
BY_PLACE = {
    "De Ronde Venen": (3, 2, 4, 3, 3, 2, 4, 3, 4, 3, 4, 3, 4),
    "Houten": (4, 5, 3, 4, 6, 5, 4, 7, 6, 5, 8, 9, 5),
    "IJsselstein": (2, 3, 2, 2, 1, 3, 2, 2, 3, 2, 2, 3, 2),
    "Lopik": (1, 2, 1, 3, 2, 1, 2, 3, 2, 2, 3, 2, 3),
    "Montfoort": (1, 0, 1, 1, 2, 0, 1, 1, 0, 1, 1, 0, 0),
    "Nieuwegein": (6, 7, 5, 6, 8, 6, 7, 6, 7, 8, 7, 9, 14),
    "Oudewater": (1, 1, 0, 1, 1, 2, 1, 0, 1, 1, 0, 1, 0),
    "Stichtse Vecht": (5, 4, 6, 5, 5, 7, 6, 5, 6, 7, 8, 10, 9),
    "Vijfheerenlanden": (3, 4, 3, 4, 3, 4, 5, 4, 3, 5, 4, 4, 5),
    "Woerden": (7, 6, 8, 7, 6, 8, 7, 9, 8, 8, 10, 20, 16),
}


def example(state: EditionState = EditionState.RELEASED) -> Snapshot:
    """The edition of week 48 of 2026."""
    released = datetime(2026, 11, 26, 13, 0, tzinfo=UTC) if state is EditionState.RELEASED else None
    return Snapshot(
        title="OOV-beeld district West-Utrecht, week 48",
        kind="weekly_picture",
        area_name="Politiedistrict West-Utrecht, eenheid Midden-Nederland",
        area_code="PD-west-utrecht",
        week="2026-W48",
        period="Week 48: maandag 23 tot en met zondag 29 november 2026",
        version=2,
        state=state,
        marking="AMBER",
        regime_note="AVG; politiegegevens alleen in vrijgegeven bewoording (Wpg)",
        owner="Regionaal bureau Midden-Nederland",
        reference="4T8N-W2KQ",
        released_at=released,
        keep_until=date(2033, 11, 26),
        invented=True,
        sections=(
            _glance(),
            _changed(),
            _looking_back(),
            _looking_ahead(),
            _online(),
            _assessment(),
            _options(),
            _unknown(),
            _contributions(),
            _distribution(),
        ),
    )


def _glance() -> Section:
    areas = tuple(MapArea(r.area_code, r.area_name, r.level, r.direction, r.gap) for r in LEVELS)
    return Section(
        "glance",
        1,
        "In één oogopslag",
        (
            KeyMessages(
                (
                    "In Woerden loopt de spanning op rond het besluit over de opvang. Voor zaterdag "
                    "28 november is een "
                    "demonstratie aangekondigd; de gemeente maakt die mogelijk.",
                    "In Nieuwegein was het twee avonden onrustig bij een jeugdontmoetingsplek. Jongerenwerk is "
                    "aanwezig en kent de groep.",
                    "In de andere gemeenten is het beeld gelijk of rustiger. Van Montfoort is geen opgave ontvangen.",
                )
            ),
            LevelMap(
                "Spanningsniveau per gemeente",
                "Woerden heeft niveau 3, Nieuwegein en Stichtse Vecht niveau 2. Vier gemeenten hebben niveau 1 en "
                "twee niveau 0; Montfoort is niet vastgesteld.",
                areas,
                2025,
            ),
            LevelTable(
                "Niveau en richting, vastgesteld door de gemeenten zelf",
                LEVELS,
                "Niveau 0 tot en met 4. Een niveau is een oordeel van mensen en wordt nooit berekend.",
            ),
        ),
    )


def _changed() -> Section:
    weeks = [f"2026-W{week:02}" for week in range(23, 49)]
    low = [
        round(count)
        for count in (
            24,
            24,
            24,
            24,
            24,
            24,
            25,
            25,
            25,
            25,
            25,
            26,
            26,
            26,
            27,
            27,
            27,
            28,
            28,
            28,
            28,
            29,
            29,
            29,
            29,
            30,
        )
    ]
    rows = tuple((week, count, lo, lo + 17) for week, count, lo in zip(weeks, WEEKLY, low, strict=True))
    return Section(
        "changed",
        2,
        "Wat is er veranderd",
        (
            BulletList(
                (
                    "Woerden ging van niveau 2 naar 3, Nieuwegein van 1 naar 2.",
                    "Houten ging van niveau 2 naar 1: na het gesprek met omwonenden kwamen minder signalen.",
                    "Nieuw in dit beeld: onrust bij een jeugdontmoetingsplek in Nieuwegein.",
                    "Afgesloten: overlast rond het evenement in Vijfheerenlanden (sinds week 44).",
                )
            ),
            Chart(
                ChartSpec.WEEKLY_COUNTS,
                "Twee weken op rij kwamen meer signalen binnen dan gewoon",
                "Signalen per week in de tien gemeenten, met het aantal dat in dit seizoen gewoon is",
                "signalen van gemeenten, politie en openbare bronnen",
                "week 23 tot en met week 48 van 2026",
                "In week 47 waren er 61 signalen en in week 48 58; gewoon is 29 tot 47. In de 24 "
                "weken daarvoor lag het "
                "aantal steeds binnen wat gewoon is.",
                (
                    Column("Week"),
                    Column("Signalen", NUMBER),
                    Column("Gewoon van", NUMBER),
                    Column("Gewoon tot", NUMBER),
                ),
                rows,
                (ChartMark("2026-W47", "week 47: besluit over opvang"),),
            ),
        ),
    )


def _looking_back() -> Section:
    return Section(
        "looking_back",
        3,
        "Terugblik",
        (
            Heading(3, "Woerden: besluit over de opvang"),
            Paragraph(
                "Op dinsdag 17 november maakte het college bekend dat een leegstaand kantoorpand geschikt is als "
                "opvanglocatie voor 120 mensen. Op woensdag 18 november kwamen ongeveer 250 inwoners naar de "
                "inloopavond. Het gesprek was stevig en verliep zonder incidenten."
            ),
            Statement(
                "De zorgen gaan vooral over het tempo van het besluit en over de veiligheid rond het station. Veel "
                "inwoners voelen zich laat betrokken; een kleinere groep verzet zich tegen opvang als zodanig.",
                ANALYST,
                Likelihood.LIKELY,
                Confidence.MODERATE,
                "negen bronnen, waarvan twee dezelfde melding kunnen zijn",
                Evidence(
                    signals=14,
                    municipalities=3,
                    references=("7K3M-Q9TX", "M4RD-88VA", "W9FT-1C6H"),
                    link="/edities/4T8N-W2KQ/onderbouwing/1/",
                ),
            ),
            Heading(3, "Nieuwegein: jeugdontmoetingsplek"),
            Paragraph(
                "Op vrijdag 20 en zaterdag 21 november verzamelden zich 30 tot 40 jongeren bij "
                "de ontmoetingsplek. Er "
                "ging zwaar vuurwerk af en een bushokje raakte beschadigd. De politie sprak de "
                "groep aan; er zijn geen "
                "aanhoudingen verricht."
            ),
            Statement(
                "Dit hangt waarschijnlijk samen met de tijdelijke sluiting van het jongerencentrum.",
                "jongerenwerk en wijkteam Nieuwegein",
                Likelihood.REALISTIC,
                Confidence.LOW,
                "één bron; nog niet met de jongeren zelf besproken",
                Evidence(
                    signals=6, municipalities=1, references=("C2XP-7HJE",), link="/edities/4T8N-W2KQ/onderbouwing/2/"
                ),
            ),
            Heading(3, "Signalen per thema"),
            Chart(
                ChartSpec.BARS_WITH_USUAL,
                "Opvang en huisvesting valt op; de andere thema's zijn zoals gewoon",
                "Signalen in week 48 per thema, met wat in dit seizoen gewoon is",
                "signalen van gemeenten, politie en openbare bronnen",
                "week 48 van 2026",
                "Opvang en huisvesting telde 23 signalen waar 9,5 gewoon is; vuurwerk 12 waar 11 gewoon is.",
                (Column("Thema"), Column("Signalen", NUMBER), Column("Gewoon", NUMBER, 1)),
                (
                    ("Opvang en huisvesting", 23, 9.5),
                    ("Vuurwerk", 12, 11.0),
                    ("Jeugd en uitgaan", 9, 6.5),
                    ("Landbouw en natuur", 6, 5.5),
                    ("Verkeer en openbare ruimte", 5, 5.0),
                    ("Overig", 3, 4.0),
                ),
            ),
        ),
    )


def _looking_ahead() -> Section:
    return Section(
        "looking_ahead",
        4,
        "Vooruitblik",
        (
            Heading(3, "De komende zeven dagen"),
            Table(
                "Bekende momenten, week 48 en 49",
                (
                    Column("Wanneer"),
                    Column("Waar"),
                    Column("Wat"),
                    Column("Verwacht aantal", NUMBER),
                    Column("Niveau gemeente", ColumnKind.LEVEL),
                ),
                (
                    (
                        "za 28 november, 14.00 uur",
                        "Woerden",
                        "Demonstratie over de opvang; op tijd gemeld",
                        "200 tot 300",
                        3,
                    ),
                    ("za 28 november, 14.30 uur", "Woerden", "Demonstratie vóór opvang; op tijd gemeld", 80, 3),
                    ("zo 29 november, 15.00 uur", "Houten", "Intocht met kinderen en ouders", 1500, 1),
                    (
                        "wo 2 december, 20.00 uur",
                        "Stichtse Vecht",
                        "Raadsvergadering met besluit over opvanglocatie",
                        150,
                        2,
                    ),
                    ("do 3 december, 19.30 uur", "Nieuwegein", "Gesprek met jongeren en omwonenden", 60, 2),
                    ("vr 4 december", "Vijfheerenlanden", "Start vuurwerkteam gemeente en politie", None, 1),
                ),
                "Aantallen zijn opgaven van organisatoren of schattingen van de gemeente.",
            ),
            Statement(
                "De twee demonstraties in Woerden verlopen vreedzaam. Beide organisatoren werken mee aan gescheiden "
                "routes.",
                "gemeente Woerden en basisteam",
                Likelihood.VERY_LIKELY,
                Confidence.MODERATE,
                "goed contact met beide organisatoren; opkomst van elders is onbekend",
                Evidence(
                    signals=5,
                    municipalities=1,
                    references=("H5ZC-0RTB", "Q1SW-9N4G"),
                    link="/edities/4T8N-W2KQ/onderbouwing/3/",
                ),
            ),
            Heading(3, "Verder vooruit: acht tot veertien dagen"),
            BulletList(
                (
                    "Maandag 7 december: uitspraak van de rechtbank over de vergunning voor het windpark bij Lopik.",
                    "Woensdag 9 december: landelijke actiedag in het onderwijs; drie scholen doen mee.",
                )
            ),
        ),
    )


def _online() -> Section:
    return Section(
        "online",
        5,
        "Online",
        (
            Notice(
                NoticeKind.INFORMATION,
                "Dit is een algemeen beeld uit openbare berichten van instellingen en media. "
                "Niemand wordt online gevolgd.",
            ),
            Paragraph(
                "Lokale media schreven 11 keer over het besluit in Woerden. Onder die berichten staat in week 47 een "
                "onjuist gerucht over het aantal plekken (600 in plaats van 120). De gemeente "
                "heeft dat op 19 november "
                "rechtgezet; daarna nam het af."
            ),
            Statement(
                "Het gerucht over het aantal plekken keert rond zaterdag terug.",
                ANALYST,
                Likelihood.POSSIBLE,
                Confidence.LOW,
                "alleen gebaseerd op het verloop van vorige week",
                Evidence(
                    signals=3, municipalities=1, references=("T6YB-5D2M",), link="/edities/4T8N-W2KQ/onderbouwing/4/"
                ),
            ),
        ),
    )


def _assessment() -> Section:
    weeks = [f"2026-W{week:02}" for week in range(36, 49)]
    rows = tuple(
        (place, week, count, max(0, min(counts[:10]) - 1), max(counts[:10]) + 2)
        for place, counts in BY_PLACE.items()
        for week, count in zip(weeks, counts, strict=True)
    )
    return Section(
        "assessment",
        6,
        "Duiding en scenario's",
        (
            Statement(
                "De spanning in het district concentreert zich op één onderwerp en drie plaatsen. Er zijn geen "
                "aanwijzingen dat groepen uit verschillende gemeenten elkaar opzoeken.",
                ANALYST,
                Likelihood.LIKELY,
                Confidence.MODERATE,
                "het beeld van Montfoort ontbreekt",
                Evidence(
                    signals=37,
                    municipalities=9,
                    references=("7K3M-Q9TX", "C2XP-7HJE", "H5ZC-0RTB"),
                    link="/edities/4T8N-W2KQ/onderbouwing/5/",
                ),
            ),
            Chart(
                ChartSpec.WEEKLY_MULTIPLES,
                "Woerden en Nieuwegein komen boven wat gewoon is",
                "Signalen per week en gemeente; tussen haakjes wat in dit seizoen gewoon is",
                "signalen van gemeenten, politie en openbare bronnen",
                "week 36 tot en met week 48 van 2026",
                "In week 48 lagen Woerden (16) en Nieuwegein (14) boven wat gewoon is; Stichtse Vecht (9) ligt op de "
                "bovengrens.",
                (
                    Column("Gemeente"),
                    Column("Week"),
                    Column("Signalen", NUMBER),
                    Column("Gewoon van", NUMBER),
                    Column("Gewoon tot", NUMBER),
                ),
                rows,
                (ChartMark("2026-W47", "", "Woerden"), ChartMark("2026-W48", "", "Nieuwegein")),
            ),
            Heading(3, "Drie scenario's voor Woerden, tot en met zondag 29 november"),
            DefinitionList(
                (
                    Definition(
                        "Meest waarschijnlijk",
                        "Twee demonstraties met samen 300 tot 400 mensen, gescheiden en vreedzaam. Daarna blijft het "
                        "gesprek over het besluit scherp.",
                    ),
                    Definition(
                        "Slecht maar voorstelbaar",
                        "Mensen van elders zonder contact met de organisatoren sluiten aan en zoeken de andere "
                        "demonstratie op. Kans: onwaarschijnlijk; gevolgen voor het stationsgebied groot.",
                    ),
                    Definition(
                        "Hoopvol",
                        "De organisatoren spreken samen met het college af hoe inwoners meedenken over het vervolg.",
                    ),
                )
            ),
        ),
    )


def _options() -> Section:
    return Section(
        "options",
        7,
        "Handelingsperspectief en gevraagde besluiten",
        (
            Heading(3, "Voor burgemeesters"),
            BulletList(
                (
                    "Woerden: houd ruimte voor beide demonstraties binnen zicht en gehoor van het stadhuis; spreek "
                    "met de organisatoren het verloop na op maandag 30 november.",
                    "Nieuwegein: nodig jongeren uit voor het gesprek van 3 december en open een tijdelijke plek.",
                    "Stichtse Vecht: publiceer vóór 1 december wat vaststaat en wat nog open is in het besluit.",
                )
            ),
            Heading(3, "Gevraagde besluiten"),
            Table(
                "Besluiten die deze week worden gevraagd",
                (Column("Besluit"), Column("Van wie"), Column("Uiterlijk")),
                (
                    (
                        "Extra inzet van het basisteam op zaterdag van 12.00 tot 19.00 uur",
                        "driehoek Woerden",
                        "vr 27 november",
                    ),
                    (
                        "Gezamenlijke woordvoeringslijn voor opvang in het district",
                        "burgemeesters Woerden en Stichtse Vecht",
                        "ma 30 november",
                    ),
                ),
            ),
        ),
    )


def _unknown() -> Section:
    return Section(
        "unknown",
        8,
        "Wat weten we niet",
        (
            Gap("Er is niets bekend over het niveau in Montfoort: de gemeente deed twee weken geen opgave."),
            Gap("De opkomst van buiten de gemeente bij de demonstraties van zaterdag is niet in te schatten."),
            Paragraph("Deze week vragen we bij Montfoort na of er een vervanger is voor de opgave."),
        ),
    )


def _contributions() -> Section:
    at = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)
    return Section(
        "contributions",
        9,
        "Wie droeg bij",
        (
            Table(
                "Bijdragen aan week 48",
                (Column("Gemeente"), Column("Bijdrage"), Column("Signalen", NUMBER)),
                tuple(
                    (
                        name,
                        {"Montfoort": "geen opgave", "Oudewater": "nulmelding"}.get(name, "opgave met signalen"),
                        BY_PLACE[name][-1],
                    )
                    for name in MUNICIPALITIES.values()
                ),
                "Samen 58 signalen uit 8 gemeenten; 1 nulmelding en 1 gemeente zonder opgave.",
            ),
            Partners(
                (
                    PartnerVoice("Gemeente Woerden", Outcome.AGREED, "hoofd OOV", at, ""),
                    PartnerVoice(
                        "Politie, district West-Utrecht",
                        Outcome.DISSENT,
                        "districtschef",
                        datetime(2026, 11, 26, 8, 15, tzinfo=UTC),
                        "Wij schatten het tweede scenario in als mogelijk en niet als onwaarschijnlijk. De andere "
                        "onderdelen delen wij.",
                    ),
                    PartnerVoice(
                        "Openbaar Ministerie",
                        Outcome.AGREED,
                        "gebiedsofficier",
                        datetime(2026, 11, 25, 16, 5, tzinfo=UTC),
                    ),
                    PartnerVoice(
                        "Gemeente Montfoort",
                        Outcome.NO_REACTION,
                        "",
                        datetime(2026, 11, 26, 11, 0, tzinfo=UTC),
                        "Haar onderdeel is weggelaten.",
                    ),
                )
            ),
        ),
    )


def _distribution() -> Section:
    return Section(
        "distribution",
        10,
        "Verspreiding en bewaartermijn",
        (
            DefinitionList(
                (
                    Definition(
                        "Voor wie", "10 burgemeesters, 10 hoofden OOV, de districtschef en de gebiedsofficier."
                    ),
                    Definition(
                        "Verder delen", "Alleen binnen de eigen organisatie, met wie het voor het werk nodig heeft."
                    ),
                    Definition("Bewaren", "7 jaar, tot en met 26 november 2033; daarna wordt het beeld vernietigd."),
                    Definition(
                        "Vragen of een fout gezien",
                        "Meld het in de applicatie bij dit beeld; een correctie bereikt alle ontvangers.",
                    ),
                )
            ),
        ),
    )
