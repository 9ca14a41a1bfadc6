"""When a rule says no: one family of exceptions whose reason is good enough to show to the person who asked."""

from __future__ import annotations

from django.utils.functional import Promise

Reason = str | Promise


class Refusal(Exception):
    """The act cannot be done; `reason` says why, and what to do, in words for people."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(type(self).__name__))
        self.reason = reason


class NotThere(Refusal):
    """Not yours or not there: the answer is the same."""

    def __init__(self) -> None:
        super().__init__("")
