"""What comes to the door, and what became of it. Drafts hold the original, in memory, and hide it from `repr`."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings

from eenheidsbeeld.core.refusals import Reason
from eenheidsbeeld.sharing.rules import Choice
from eenheidsbeeld.signals.rules import Channel, ContentGrade, SourceGrade

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SignalDraft:
    """One signal as it comes in. `source_key` says from where: `form:3`, `import:3`, `feed:7K3MQ9TX01`.

    `area_code` is what the sender said, `fallback_area` what is meant when neither sender nor text names a place.
    `lifted` and `added` are stretches of the original: masks that the sender took away, and masks put on.
    `said_on` tells the same words about one day from those about another when no day of the event was filled in:
    the day of the form, or the day of report in a file. A feed has none: what it says twice is the same.
    `shares` is with whom the sender shares it; nothing when that is as usual.
    """

    text: str = field(repr=False)
    organisation: int
    channel: Channel
    source_key: str
    reported_at: datetime
    area_code: str = ""
    fallback_area: str = ""
    event_from: datetime | None = None
    event_to: datetime | None = None
    event_time_known: bool = False
    said_on: date | None = None
    brought_in_by: int | None = None
    source: int | None = None
    batch: int | None = None
    link: str = ""
    lifted: tuple[Span, ...] = ()
    added: tuple[Span, ...] = ()
    place_code: str = ""
    # Of the moments in the text the one that the sender chose; or none of them.
    found_from: datetime | None = None
    no_date: bool = False
    # Another day than the file and the text say, as the sender mended it. Like the chosen place it is not in the
    # fingerprint: the same row of the same file stays the same row.
    mended_from: datetime | None = None
    mended_time_known: bool = False
    phenomenon: str = ""
    basis: tuple[str, ...] = ()
    source_grade: SourceGrade = SourceGrade.UNKNOWN
    content_grade: ContentGrade = ContentGrade.UNCONFIRMED
    admiralty: str = ""
    cannot_wait: bool = False
    shares: Choice | None = None
    practice_run: bool = False

    def fingerprint(self) -> str:
        """Recognises the same input without keeping it: an HMAC with a server key over source, original and day.

        docs/adr/0011 says why the day is in it, and which day.
        """
        day = self.event_from.isoformat() if self.event_from else self.said_on.isoformat() if self.said_on else ""
        parts = (self.source_key, self.text.strip(), self.area_code, day, self.link)
        whole = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(settings.FINGERPRINT_KEY.encode(), whole, hashlib.sha256).hexdigest()


class Outcome(StrEnum):
    ADDED = "added"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one draft: keys only, and the reason when it was refused."""

    outcome: Outcome
    reference: str = ""
    key: int = 0
    reason: Reason = ""
