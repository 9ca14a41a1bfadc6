"""What the doctor finds: a subject, how it is, and the cure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    GOOD = "goed"
    CARE = "let op"
    WRONG = "mis"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `cure` says what to do when it is not good."""

    subject: str
    verdict: Verdict
    what: str
    cure: str = ""
