"""Parts of sentences for the invented week of the country, as people type them."""

from collections.abc import Callable

PLACES = (
    "het dorpsplein",
    "het winkelcentrum",
    "het stationsplein",
    "het busstation",
    "de sporthal",
    "het gemeentehuis",
    "de parkeerplaats bij het zwembad",
    "het buurthuis",
    "de skatebaan",
    "het marktplein",
    "de school aan de ringweg",
    "het bedrijventerrein",
    "de rotonde bij de provinciale weg",
    "het speelveld",
    "de brug bij de haven",
    "het park achter de flats",
)
GROUPS = (
    "Bewonersgroep De Wilgenhof",
    "Buurtcomité Rond de Toren",
    "Actiegroep Geef Ons Lucht",
    "Werkgroep Stille Straat",
    "Dorpsraad De Waterkant",
    "Initiatief Samen Verder",
    "Comité Veilige Oversteek",
    "Bewonersgroep Lage Weide",
    "Platform Hart voor het Dorp",
    "Groep Gewoon Naast Elkaar",
)
NAMES = (
    ("Marieke", "Vosmeerder"),
    ("Henk", "Terwindhof"),
    ("Samira", "Benfahli"),
    ("Ruben", "Rietvorst"),
    ("Anneke", "Oldemarkt"),
    ("Deniz", "Aksoylar"),
    ("Joost", "van Elsbroek"),
    ("Fenna", "Hoogvelder"),
    ("Wim", "Kraanveldt"),
    ("Ilse", "Zandwijker"),
    ("Bram", "Wieringerhout"),
    ("Carla", "Veldemeer"),
    ("Theo", "Duinkerker"),
    ("Nadia", "Slotemaat"),
    ("Evert", "Lindeboomsma"),
)
STREETS = (
    "Wilgenmeentlaan",
    "Schouwmeesterlaan",
    "Vlinderkreekstraat",
    "Kwartelmeent",
    "Veenmollenpad",
    "Turfkadelaan",
    "Rietzangerhof",
    "Zilverwilgkade",
    "Klompenmeersweg",
    "Weidevogelsingel",
    "Knotwilgmeent",
    "Kaasmeesterlaan",
    "Torenvalkmeent",
    "Waterwolfstraat",
)
CONTACTS = (
    "Melder: {first} {last}, {phone}.",
    "Contact via {first} {last}.",
    "Terugbellen op {phone}.",
    "Gezien door een bewoner van {street} {house}.",
    "{first} {last} ({street} {house}) wil graag een gesprek.",
    "Gebeld door mevr. {last}, {phone}.",
    "Bron: dhr. {last}, woont {street} {house}.",
)

OPENINGS: dict[str, tuple[str, ...]] = {
    "demonstration": (
        "kennisgeving ontvangen van {group}, {number} mensen bij {place} op {day} om {hour} uur.",
        "demonstratie bij {place} met ongeveer {number} mensen, rustig verlopen.",
        "{group} wil {day} een optocht houden, start {hour} uur, {number} deelnemers verwacht.",
        "stil protest van {group} bij {place}, {number} mensen, eindtijd gehouden.",
        "wake bij {place}, circa {number} personen, geen bijzonderheden.",
        "tweede kennisgeving voor dezelfde plek op {day}: allebei {place}, allebei {hour} uur.",
    ),
    "riot": (
        "weer jongeren bij {place}, vuurwerk, bewoners bang, geen aangiftes.",
        "groep van {number} jongeren bij {place}, prullenbak in brand, sfeer grimmig.",
        "ruiten ingegooid bij {place} in de nacht van {day}, groep van ongeveer {number}.",
        "wijkteam meldt voor de {ordinal} keer onrust rond {place}, winkels sluiten eerder.",
        "stenen gegooid naar handhavers bij {place}, niemand gewond.",
    ),
    "blockade": (
        "circa {number} mensen blokkeren de weg bij {place}, hulpdiensten kunnen erdoor.",
        "{group} zette {day} de toegang tot {place} een uur dicht.",
        "aankondiging van een blokkade bij {place} op {day}, {hour} uur, geen kennisgeving.",
    ),
    "occupation": (
        "leeg pand bij {place} bezet door ongeveer {number} mensen, spandoek over woningnood.",
        "bezetting van een lokaal bij {place} duurt voort, {number} mensen, gesprek loopt.",
    ),
    "online_incited_disorder": (
        "oproep gaat rond om {day} om {hour} uur naar {place} te komen, afzender onbekend.",
        "filmpje met afspraak bij {place} op {day}, vooral scholieren delen het.",
        "jongerenwerk schat {number} jongeren die oproep voor {place} serieus nemen.",
        "school meldt oproep voor een afspraak bij {place}, leerlingen zeggen dat het een grap is.",
    ),
    "polarisation": (
        "bewonersavond over het plan bij {place}, {number} mensen, fel maar ordelijk.",
        "borden van voor- en tegenstanders bij {place} vernield.",
        "ouders van de school bij {place} staan tegenover elkaar, directeur vraagt hulp.",
        "buren groeten elkaar niet meer na het besluit over {place}, zegt {group}.",
        "{group} stuurt een boze brief met {number} handtekeningen over {place}.",
    ),
    "distant_conflict": (
        "leerlingen fel tegen elkaar over het conflict in het Midden-Oosten, school bij {place} vraagt hulp.",
        "wake voor slachtoffers van een oorlog ver weg bij {place}, {number} mensen, kaarsen.",
        "bekladding bij {place}, leus over een conflict ver weg, binnen een uur verwijderd.",
    ),
    "sovereigns": (
        "{number} gelijke brieven ontvangen van mensen die het gezag van de gemeente afwijzen.",
        "bezoeker aan de balie weigert legitimatie en filmt een medewerker.",
        "aansprakelijkstelling met een zelfgemaakt formulier, de {ordinal} deze maand.",
        "deurwaarder vraagt begeleiding na geduw bij een huisbezoek.",
    ),
    "asylum_tension": (
        "veel vragen over mogelijke opvang bij {place}, gemeente heeft nog niets besloten.",
        "gerucht dat {place} opvang wordt, klopt niet, {number} telefoontjes.",
        "informatieavond over opvang op {day} om {hour} uur, {number} aanmeldingen.",
        "flyers tegen opvang bij {place} in de bus, toon stevig, niet bedreigend.",
    ),
    "farmers_protest": (
        "{number} trekkers langs de weg bij {place}, geen hinder.",
        "kennisgeving optocht met trekkers op {day}, {number} voertuigen, organisatie werkt mee.",
    ),
    "football_disorder": (
        "na de wedstrijd duwen en trekken bij {place}, {number} personen, politie scheidt groepen.",
        "besturen van twee amateurclubs vragen om een vroege wedstrijd op {day}.",
    ),
    "new_year": (
        "zware knallen bij {place}, bewoners vragen om toezicht.",
        "aanvraag voor carbidschieten op {day}, vaste groep, {number} mensen.",
        "vermoeden van opslag van vuurwerk in een box bij {place}.",
    ),
    "vigilantism": (
        "ouders lopen rond bij {place} na een gerucht, de wijkagent heeft met hen gesproken.",
        "buurtapp wijst een bewoner aan na een gerucht bij {place}, er is geen strafbaar feit.",
    ),
    "threat_to_officials": (
        "raadslid kreeg {times} dreigende mails over het besluit rond {place}.",
        "medewerker uitgescholden aan de balie, de {ordinal} keer deze maand.",
        "bestuurder bedreigd na de raadsavond van {day}, aangifte volgt.",
    ),
}
CLOSINGS: dict[str, tuple[str, ...]] = dict.fromkeys(OPENINGS, ()) | {
    "any": (
        "wijkteam houdt contact.",
        "graag horen of buurgemeenten dit ook zien.",
        "communicatie zet vandaag een antwoord op de site.",
        "burgemeester is op de hoogte.",
        "jongerenwerk gaat langs.",
        "bewoners vragen om een vast aanspreekpunt.",
        "morgen overleg met de wijkagent.",
        "de toon is feller dan vorige week.",
        "onduidelijk wie erachter zit.",
        "nog niet bevestigd.",
        "twee bronnen zeggen hetzelfde.",
        "school is ingelicht.",
        "er is geen aangifte gedaan.",
        "wij volgen dit tot en met het weekend.",
        "vraag: wie heeft hier ervaring mee?",
        "ouders zijn gebeld.",
        "winkeliers maken zich zorgen.",
        "niets voor nu, wel om te onthouden.",
    ),
    "demonstration": (
        "organisator is bereikbaar en werkt mee.",
        "geen bezwaar tegen de plek.",
        "gesprek met de organisatie is gepland.",
        "zicht en gehoor zijn geregeld.",
    ),
    "sovereigns": (
        "standaardantwoord verstuurd.",
        "collega zat er niet alleen.",
        "brief ging naar juridische zaken.",
    ),
    "vigilantism": (
        "foto of naam niet doorsturen.",
        "politie sprak met de betrokkene, geen strafbaar feit.",
    ),
    "threat_to_officials": ("agressieprotocol gestart.", "nazorg is geregeld."),
}

CHANGES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: "ter info: " + text,
    lambda text: text.replace("ongeveer", "circa").replace("mensen", "personen"),
    lambda text: text.rstrip(".") + ", ook gemeld door het wijkteam.",
    lambda text: text.replace("bij ", "bij ", 1).replace(" uur", "u"),
    lambda text: text.replace("ee", "e", 1),
    lambda text: text.lower(),
    lambda text: "Aanvulling op eerdere melding. " + text,
)
