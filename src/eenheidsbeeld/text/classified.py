"""State-classified texts: recognised by their marking, so that every door can refuse them before reading on.

Markings as in the government's rules on special information (VIRBI 2013), of NATO and of the European Union, as they
stand in heads, feet and lines of their own. The word "geheim" inside a sentence is no marking. [K] whether the list
is complete is for the security officer of the organisation to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Bounded patterns: each looks at one line, and nothing in it repeats without end.
_NATIONAL = re.compile(
    r"\b(?:stg|staatsgeheim)\b\.?[ \t]{0,3}[:,-]?[ \t]{0,3}(?:zeer[ \t]{1,3}geheim|geheim|confidentieel)\b"
    r"|\b(?-i:[Ss][Tt][Gg]\.?[ \t]{0,3}(?:ZG|G|C))(?=[ \t]{0,3}(?:$|[:;,/)]))"
    r"|^[ \t#*>_-]{0,8}staatsgeheim[ \t.*_-]{0,8}$"
    r"|\bdep(?:artementaal)?\b\.?[ \t]{0,3}(?:vertrouwelijk\b|v\.)",
    re.IGNORECASE | re.MULTILINE,
)
_ALLIED = re.compile(
    r"\b(?:cosmic[ \t]{1,3}top[ \t]{1,3}secret|nato[ \t]{1,3}(?:secret|confidential|restricted)"
    r"|(?:tr[eè]s[ \t]{1,3})?secret[ \t]{1,3}ue|eu[ \t]{1,3}(?:top[ \t]{1,3})?secret"
    r"|eu[ \t]{1,3}(?:confidential|restricted)"
    r"|confidentiel[ \t]{1,3}ue|restreint[ \t]{1,3}ue)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^[ \t#*>_-]{0,8}(?:rubricering|classificatie|merking)[ \t]{0,3}[:=][ \t]{0,3}"
    r"(?:stg\.?[ \t]{0,3})?(?:zeer[ \t]{1,3}geheim|geheim|confidentieel|departementaal[ \t]{1,3}vertrouwelijk)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = re.compile(r"^[ \t#*>_-]{0,8}(?:ZEER GEHEIM|GEHEIM)[ \t.*_-]{0,8}$", re.MULTILINE)
LONGEST = 200_000
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Classified:
    """The marking that was found, in capitals, where it begins, and whether it heads a line as on a document."""

    marking: str
    start: int
    is_heading: bool


def find_classification(text: str) -> Classified | None:
    """The first state or allied classification marking in this text, or None.

    >>> find_classification("Stg. GEHEIM\\nVerslag van het overleg").marking
    'STG. GEHEIM'
    >>> find_classification("De plek van de actie blijft geheim tot zaterdag") is None
    True
    """
    text = text[:LONGEST].replace("\u00a0", " ")
    found = [match for pattern in (_NATIONAL, _ALLIED, _HEADING, _ALONE) if (match := pattern.search(text))]
    if not found:
        return None
    first = min(found, key=lambda match: match.start())
    return Classified(" ".join(first.group().upper().split()), first.start(), _heads_its_line(text, first.start()))


def _heads_its_line(text: str, start: int) -> bool:
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    line = text[before : after if after >= 0 else len(text)]
    return not text[before:start].strip(" \t#*>_-[(") and len(line.strip()) <= LONGEST_HEADING
