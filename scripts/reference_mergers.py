"""Which municipality went into which, as public pages say; read and checked by build_reference.py.

Only mergers for which a page was found stand here. What is not here stays unknown: the product then gives name
and period of the old code, and no successor.
"""

CHAMBER_2011 = "https://archief.maarssen2000.nl/index.php/stichtsevecht"  # bill 31 840, accepted on 5 July 2010
CBS_2016 = "http://www.liwwadders.nl/in-twintig-jaar-bijna-240-gemeenten-minder/"  # text of CBS, December 2016
WIKIPEDIA_2016 = "https://nds-nl.wikipedia.org/wiki/Gooise_Meren"
VNG_2018 = "https://vng.nl/nieuws/hoeveel-gemeenten-zijn-er-per-2018"
SENATE_2019 = "http://www.blikopnieuws.nl/nieuws/265496/eerste-kamer-akkoord-met-12-herindelingen-kijk-hier-welke-gemeenten-dat-zijn.html"
# The page on the Senate's decision gives the old name for Molenlanden; this one gives the new name.
TELEGRAAF_2019 = "https://www.telegraaf.nl/nieuws/2418086/deze-25-gemeenten-verdwijnen-straks-in-nederland"
RVIG_2021 = "https://nvvb.nl/nl/nieuws/bericht-van-de-rvig-acties-en-aandachtspunten-geme"
CBS_2022 = "https://www.nd.nl/nieuws/nederland/1076597/nederland-krimpt-vanaf-januari-tot-345-gemeenten"
WIKIPEDIA_2023 = "https://nl.wikipedia.org/wiki/Westvoorne"

# (date, old names, new name, source)
MERGED = [
    ("2011-01-01", ["Breukelen", "Loenen", "Maarssen"], "Stichtse Vecht", CHAMBER_2011),
    ("2011-01-01", ["Abcoude"], "De Ronde Venen", CHAMBER_2011),
    ("2015-01-01", ["Graft-De Rijp", "Schermer"], "Alkmaar", CBS_2016),
    ("2016-01-01", ["Bussum", "Muiden", "Naarden"], "Gooise Meren", WIKIPEDIA_2016),
    ("2017-01-01", ["Schijndel", "Sint-Oedenrode", "Veghel"], "Meierijstad", CBS_2016),
    ("2018-01-01", ["Rijnwaarden"], "Zevenaar", VNG_2018),
    ("2018-01-01", ["Vlagtwedde", "Bellingwedde"], "Westerwolde", VNG_2018),
    (
        "2018-01-01",
        ["Slochteren", "Hoogezand-Sappemeer", "Menterwolde"],
        "Midden-Groningen",
        VNG_2018,
    ),
    ("2018-01-01", ["Leeuwarderadeel"], "Leeuwarden", VNG_2018),
    (
        "2018-01-01",
        ["Franekeradeel", "het Bildt", "Menameradiel"],
        "Waadhoeke",
        VNG_2018,
    ),
    ("2019-01-01", ["Haren", "Ten Boer"], "Groningen", SENATE_2019),
    (
        "2019-01-01",
        ["Binnenmaas", "Cromstrijen", "Korendijk", "Oud-Beijerland", "Strijen"],
        "Hoeksche Waard",
        SENATE_2019,
    ),
    ("2019-01-01", ["Leerdam", "Vianen", "Zederik"], "Vijfheerenlanden", SENATE_2019),
    ("2019-01-01", ["Aalburg", "Werkendam", "Woudrichem"], "Altena", SENATE_2019),
    ("2019-01-01", ["Nuth", "Onderbanken", "Schinnen"], "Beekdaelen", SENATE_2019),
    ("2019-01-01", ["Haarlemmerliede en Spaarnwoude"], "Haarlemmermeer", SENATE_2019),
    ("2019-01-01", ["Bedum", "De Marne", "Eemsmond"], "Het Hogeland", SENATE_2019),
    (
        "2019-01-01",
        ["Grootegast", "Leek", "Marum", "Zuidhorn"],
        "Westerkwartier",
        SENATE_2019,
    ),
    ("2019-01-01", ["Giessenlanden", "Molenwaard"], "Molenlanden", TELEGRAAF_2019),
    (
        "2019-01-01",
        ["Dongeradeel", "Ferwerderadiel", "Kollumerland en Nieuwkruisland"],
        "Noardeast-Fryslân",
        SENATE_2019,
    ),
    ("2019-01-01", ["Noordwijkerhout"], "Noordwijk", SENATE_2019),
    (
        "2019-01-01",
        ["Geldermalsen", "Lingewaal", "Neerijnen"],
        "West Betuwe",
        SENATE_2019,
    ),
    ("2021-01-01", ["Appingedam", "Delfzijl", "Loppersum"], "Eemsdelta", RVIG_2021),
    ("2022-01-01", ["Heerhugowaard", "Langedijk"], "Dijk en Waard", CBS_2022),
    ("2022-01-01", ["Landerd", "Uden"], "Maashorst", CBS_2022),
    (
        "2022-01-01",
        ["Boxmeer", "Cuijk", "Sint Anthonis", "Mill en Sint Hubert", "Grave"],
        "Land van Cuijk",
        CBS_2022,
    ),
    ("2022-01-01", ["Beemster"], "Purmerend", CBS_2022),
    ("2022-03-24", ["Weesp"], "Amsterdam", CBS_2022),
    (
        "2023-01-01",
        ["Brielle", "Hellevoetsluis", "Westvoorne"],
        "Voorne aan Zee",
        WIKIPEDIA_2023,
    ),
]

# (date, old name, new names, source): the ground was divided, so no figure of the old one moves over as a whole
SPLIT = [
    (
        "2018-01-01",
        "Littenseradiel",
        ["Leeuwarden", "Súdwest-Fryslân", "Waadhoeke"],
        VNG_2018,
    ),
    ("2019-01-01", "Winsum", ["Het Hogeland", "Westerkwartier"], SENATE_2019),
    ("2021-01-01", "Haaren", ["Boxtel", "Oisterwijk", "Tilburg", "Vught"], RVIG_2021),
]
