"""What the texts are made of: persons, towns, streets; all persons invented, and none in both halves."""

# ruff: noqa: E501


def _split(names: str) -> list[str]:
    return names.split("|")


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
    "dev": _split(
        "Fatima|Kees|Mo|Sanne|Bilal|Emre|Willem|Priscilla|Ahmed|Joke|Noor|Dylan|Achmed|Agnes|"
        "Sjakie|Tjeerd|Yusuf|Samira|Bram|Wesley"
    ),
    "held": _split(
        "Rachida|Gijs|Appie|Lotte|Hamza|Murat|Arjan|Chantal|Youssef|Ria|Isa|Kevin|Nordin|Hilde|"
        "Toon|Jorrit|Ömer|Naïma|Stijn|Jayden"
    ),
}
SURNAMES = {
    "dev": _split(
        "Jansen|de Boer|van Dijk|El Idrissi|Yilmaz|Hoogendoorn|Pietersen|van der Heijden|Bakker|"
        "Koolhaas|J. de Groot|Kowalski|A.M. Visser|Ramdin|ter Haar"
    ),
    "held": _split(
        "Smit|de Leeuw|van Vliet|El Haddaoui|Kaya|Ouwerkerk|Klaassen|van den Heuvel|Mulder|"
        "Zevenbergen|P. van Loon|Wisniewski|C.J. Dekker|Mangal|op den Camp"
    ),
}
TOWNS = {
    "dev": _split(
        "Woerden|Zeist|Amersfoort|Nieuwegein|Houten|Utrecht|Veenendaal|Lelystad|Almere|Hilversum|"
        "Apeldoorn|Leeuwarden|Enschede|Tilburg|Maastricht|Rotterdam|Kampen|Assen|Zwijndrecht|"
        "Roosendaal|Vlissingen|Purmerend|Dronten|IJsselstein|Culemborg|Breukelen|Maarssen|Mijdrecht|"
        "Vianen|Doorn"
    ),
    "held": _split(
        "Montfoort|Soest|Bunnik|Oudewater|Lopik|Rhenen|Baarn|Eindhoven|Groningen|Nijmegen|Heerlen|"
        "Delft|Emmen|Zoetermeer|Helmond|Alkmaar|Deventer|Gorinchem|Terneuzen|Harderwijk|Zeewolde|"
        "Vinkeveen|Driebergen|Weesp|Leerdam|Harmelen|Woudenberg|Wageningen|Drachten|Venlo"
    ),
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
    "dev": _split(
        "Kerkstraat|Marktplein|Dorpsstraat|Burgemeester Visserlaan|Oudegracht|Stationsplein|"
        "Prins Bernhardlaan|Nieuwe Binnenweg|Molendijk|Willem de Zwijgerlaan|Weidelaan|Raadhuisplein"
    ),
    "held": _split(
        "Schoolstraat|Domplein|Hogeweg|Koningin Wilhelminalaan|Herengracht|Spoorlaan|"
        "Van Beuningenplein|Eikenlaan|Zuiderkade|Jan van Galenstraat|Sterrenbosweg|Stadhuisplein"
    ),
}
MAIL_HOSTS = {"dev": ["gmail.com", "hotmail.nl", "ziggo.nl"], "held": ["outlook.com", "kpnmail.nl", "live.nl"]}
