"""Which running situation fits what came in. Pure: values in, a suggestion with its reason out; a person decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

RECENT = timedelta(days=7)
NEAR = timedelta(days=21)
SHORTEST_WORD = 5
MOST_WORDS_SHOWN = 3
ENOUGH = 4
# Words that stand in almost every signal say nothing about what it is about.
_EVERYDAY = """
    alleen andere bewoners burgemeester daarna daarom eerder elkaar enkele gemeente gemeenten gemeld geweest
    groep hebben heeft hierover inwoners jongeren komen komende kunnen maandag dinsdag woensdag donderdag
    vrijdag zaterdag zondag meerdere melding meldingen mensen middag moeten morgen namelijk ochtend omdat
    ongeveer politie rondom signaal signalen situatie straat tegen tijdens vandaag vanavond vanaf verder volgens
    vooral waarbij waren weten wijkagent willen worden wordt zaken zeggen zijn zouden zullen
"""
EVERYDAY = frozenset(_EVERYDAY.split())


@dataclass(frozen=True, slots=True)
class Running:
    """A situation that is running, as far as it matters here. `recent` counts its signals of the last seven days."""

    key: int
    reference: str
    title: str
    phenomenon: str
    areas: frozenset[str]
    words: frozenset[str]
    recent: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """A signal, or signals that were put together, for which a situation is sought."""

    phenomena: frozenset[str]
    areas: frozenset[str]
    words: frozenset[str]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Fit:
    """A situation that fits, and why, in a sentence that can be checked."""

    key: int
    reference: str
    title: str
    score: int
    reason: str


def telling_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that can tell one subject from another: long enough, and not in every signal."""
    found = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))
    return frozenset(word for word in found if len(word) >= SHORTEST_WORD and word not in EVERYDAY)


def fits(incoming: Incoming, running: Sequence[Running], *, most: int = 5) -> list[Fit]:
    """The situations that fit, best first. Another municipality never fits by words alone."""
    found = [_fit(incoming, one) for one in running if incoming.areas & one.areas]
    good = [fit for fit in found if fit.score >= ENOUGH]
    return sorted(good, key=lambda fit: (-fit.score, fit.reference))[:most]


def _fit(incoming: Incoming, one: Running) -> Fit:
    same_subject = one.phenomenon in incoming.phenomena
    shared = sorted(incoming.words & one.words, key=lambda word: (-len(word), word))
    is_near = abs(incoming.received_at - one.last_at) <= NEAR
    score = (3 if same_subject else 0) + min(len(shared), MOST_WORDS_SHOWN) + (1 if is_near else 0)
    score += 1 if one.recent >= 2 else 0
    return Fit(one.key, one.reference, one.title, score, _reason(same_subject, shared, one.recent))


def _reason(same_subject: bool, shared: Sequence[str], recent: int) -> str:
    """Such as: Same municipality and subject, 3 signals in 7 days, and the words "opvang" and "gemeentehuis"."""
    start = _("Same municipality and subject") if same_subject else _("Same municipality")
    parts = [start]
    if recent:
        parts.append(
            ngettext("%(count)d signal in 7 days", "%(count)d signals in 7 days", recent) % {"count": recent}
        )
    if shared:
        quoted = ", ".join(f"“{word}”" for word in shared[:MOST_WORDS_SHOWN])
        count = min(len(shared), MOST_WORDS_SHOWN)
        parts.append(ngettext("the word %(words)s", "the words %(words)s", count) % {"words": quoted})
    return ", ".join(parts)
