"""Doing something in the real product, as somebody, at a moment; or being refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from eenheidsbeeld.core.refusals import Refusal
from tests.conftest import MONDAY, Region
from tests.journeys.borders.account import Borders, Holding


class Acting:
    """The real thing: each method does what a person would do, and tells `Borders` when it was done."""

    def __init__(self, region: Region, borders: Borders, publication: Any) -> None:
        self.region, self.borders, self.publication = region, borders, publication
        self.now = MONDAY + timedelta(minutes=5)  # nobody is signed out for sitting still
        self.done = self.refused = self.spoken = 0
        self.requests: list[str] = []
        # What each decision laid under which situation, for when it is undone.
        self.laid: dict[str, tuple[str, list[Holding]]] = {}
        self.consents: list[tuple[str, str]] = []
        self.glass: list[tuple[str, str, str]] = []

    def word(self) -> str:
        self.spoken += 1
        number, letters = self.spoken, ""
        for _place in range(4):
            number, rest = divmod(number, 20)
            letters += "bcdfghjklmnpqrstvwxz"[rest]
        return f"kanarie{letters}"

    def viewer(self, who: str) -> Any:
        from eenheidsbeeld.sharing.queries import viewer_of

        return viewer_of(self.region.memberships[who], second_factor=True, stepped_up=True, at=self.now)

    def attempt(self, act: Callable[[], Any]) -> Any:
        """Do it, or be refused: either may be right, and the readers will see whether it was."""
        from django.db import transaction

        try:
            with transaction.atomic():
                answer = act()
        except Refusal:
            self.refused += 1
            return None
        self.done += 1
        return answer

    def group_keys(self, names: frozenset[str]) -> list[int]:
        return [self.region.groups[name].pk for name in sorted(names)]
