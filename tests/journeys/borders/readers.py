"""Looking as somebody, everywhere, and comparing it with the account of who may read what."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

from eenheidsbeeld.core.periods import Period
from tests.conftest import MONDAY
from tests.journeys.borders.account import Signal
from tests.journeys.borders.network import Network
from tests.journeys.borders.world import READERS, World

CANARY = re.compile(r"kanarie[a-z]{4}")
REFERENCE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-?[0-9A-HJKMNP-TV-Z]{5}\b")


class Readers:
    """Everybody who may look, one after the other."""

    def __init__(self, world: World, network: Network, choose: random.Random) -> None:
        self.world, self.network, self.borders, self.choose, self.turn = world, network, network.borders, choose, 0

    def look(self) -> None:
        """Three readers look at every row, one of them also at counts, pages and files."""
        self.turn += 1
        rights = rights_of_everything()
        who, *others = self.choose.sample(READERS, 3)
        for reader in (who, *others):
            self._compare_rows(reader, rights)
        self._compare_counts(who)
        self._compare_pages(who)

    def _compare_rows(self, who: str, rights: dict[str, dict[str, Any]]) -> None:
        """The rows themselves: as the account in words says, and as `may_see` says; exactly, in both directions."""
        from eenheidsbeeld.sharing.queries import visible_to
        from eenheidsbeeld.sharing.rules import may_see
        from eenheidsbeeld.signals.models import Signal as Row
        from eenheidsbeeld.signals.queries import readable
        from eenheidsbeeld.situations.models import CalendarEntry, Situation

        viewer, borders = self.network.viewer(who), self.borders
        shown = dict(readable(viewer).values_list("reference", "shown_text"))
        expected = {one.reference: borders.reads_signal(who, one) for one in borders.signals.values()}
        assert set(shown) == {reference for reference, how in expected.items() if how}, who
        for reference, text in shown.items():
            signal = borders.signals[reference]
            right = signal.own if expected[reference] == "own" else {signal.released_now}
            assert {word for word in right if word in text}, (who, reference)
            self.world.totals["rows read"] += 1
        self.world.totals["rows kept from somebody"] += len(expected) - len(shown)
        seen = set(visible_to(viewer, Row.objects).values_list("reference", flat=True))
        assert seen == {one for one, held in rights["signals"].items() if may_see(viewer, held)}, who
        situations = set(visible_to(viewer, Situation.objects).values_list("reference", flat=True))
        assert situations == {one for one, held in rights["situations"].items() if may_see(viewer, held)}, who
        across = {one for one in situations if not borders.may_read_situation(who, borders.situations[one])}
        assert across == set(), (who, across)
        dates = set(visible_to(viewer, CalendarEntry.objects).values_list("reference", flat=True))
        assert dates == {one for one, (held, _word) in borders.dates.items() if borders.how(who, held)}, who

    def _compare_counts(self, who: str) -> None:
        """A number tells as much as a text: it counts what this reader may read, and no more."""
        from eenheidsbeeld.publishing.queries import audience_of
        from eenheidsbeeld.signals.queries import count_by_area
        from eenheidsbeeld.situations.queries import list_situations

        period = Period(MONDAY, MONDAY + timedelta(days=7))
        counted = sum(count_by_area(self.network.viewer(who), period=period, area_codes=["GM0632"]).values())
        mine = [one for one in self.borders.signals.values() if self.borders.reads_signal(who, one)]
        assert counted == sum(not one.withdrawn for one in mine), who
        audience = audience_of(self.world.region.groups["west"])
        together = sum(count_by_area(audience, period=period, area_codes=["GM0632"]).values())
        assert together <= sum(self._reaches_all_of_west(one) for one in self.borders.signals.values())
        for row in list_situations(self.network.viewer(who)).rows:
            under = [one for one in mine if one.under == row.situation.reference]
            assert row.signals.visible <= len(under), (who, row.situation.reference)

    def _reaches_all_of_west(self, one: Signal) -> bool:
        """What an edition for a group may count: each organisation in it reads the record, without keys or names."""
        held = one.holding
        everyone = self.borders.members["west"]
        people = {slug: next(who for who in READERS if self.borders.organisation_of[who] == slug and
                             self.borders.roles[who] != ["administrator"]) for slug in everyone}  # fmt: skip
        return (
            not one.hidden
            and not one.withdrawn
            and held.marking != "red"
            and all(self.borders.how(who, held) for who in people.values())
        )

    def _compare_pages(self, who: str) -> None:
        """Two of all pages and files, in turn: what stands there is this reader's to read."""
        client, allowed = self.world.clients[who], self.borders.allowed(who)
        addresses = self._addresses(who)
        for place in range(2):
            address = addresses[(self.turn * 2 + place) % len(addresses)]
            answer = client.get(address)
            found, named = words_in(answer), references_in(answer)
            # What was asked for comes back in the search field and in the address of the page.
            found -= set(CANARY.findall(address)) - allowed
            assert answer.status_code in (200, 302, 403, 404, 409), (who, address, answer.status_code)
            assert found <= allowed, (who, address, found - allowed)
            across = {one for one in named if one not in address and not self._may_know(who, one)}
            assert across == set(), (who, address, across)
            self.world.totals["pages"] += 1
            self.world.totals["words on pages"] += len(found)

    def _may_know(self, who: str, reference: str) -> bool:
        """A reference of a signal or a situation is a link: it stands only where it leads somewhere."""
        borders = self.borders
        if reference in borders.signals:
            return bool(borders.reads_signal(who, borders.signals[reference]))
        return reference not in borders.situations or borders.may_read_situation(who, borders.situations[reference])

    def _addresses(self, who: str) -> list[str]:
        signal, every = self.choose.choice(list(self.borders.signals.values())), sorted(self.borders.signals)
        word = self.choose.choice(sorted(signal.own | signal.released))
        situation = self.choose.choice([*self.borders.situations] or ["0000000000"])
        edition = self.choose.choice([*self.borders.editions] or ["0000000000"])
        statement = self._statement()
        fixed = [
            "/", "/signalen/", "/signalen/bestand.csv", "/signalen/bestand.xlsx", "/signalen/mijn/", "/inbox/",
            "/inbox/?stand=terzijde", "/situaties/", "/situaties/?stand=alle", "/agenda/", "/agenda/agenda.ics",
            "/gebieden/GM0632/", "/niveaus/", "/beelden/", "/delen/verzoeken/", "/signalen/namen/",
        ]  # fmt: skip
        about = [
            f"/signalen/?zoek={word}", f"/zoeken/?zoek={word}", f"/signalen/bestand.csv?zoek={word}",
            f"/situaties/?zoek={word}", f"/signalen/{signal.reference}/", f"/delen/signaal/{signal.reference}/",
            f"/inbox/{signal.reference}/", f"/situaties/{situation}/", f"/delen/situatie/{situation}/",
            f"/beelden/{edition}/", f"/beelden/{edition}.docx", f"/beelden/{edition}/ontvangst/",
            f"/beelden/{edition}/bewerken/", f"/beelden/bewijs/{statement}/",
            f"/signalen/{self.choose.choice(every)}/", f"/inbox/{self.choose.choice(every)}/",
        ]  # fmt: skip
        return [address for pair in zip(fixed, about, strict=True) for address in pair]

    def _statement(self) -> str:
        from eenheidsbeeld.publishing.models import Statement

        return Statement.objects.values_list("reference", flat=True).order_by("-pk").first() or "0000000000"


def words_in(answer: Any) -> set[str]:
    """The invented words in a page or a file."""
    return set(CANARY.findall(_text_of(answer)))


def references_in(answer: Any) -> set[str]:
    """What looks like the reference of a record, with or without its dash."""
    return {one.replace("-", "") for one in REFERENCE.findall(_text_of(answer))}


def _text_of(answer: Any) -> str:
    """Workbooks and Word files are opened first."""
    content = answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return str(content.decode("utf-8", "replace"))


def rights_of_everything() -> dict[str, dict[str, Any]]:
    """How each record is shared by its own columns, for the rule for one: `may_see`."""
    from eenheidsbeeld.signals.models import Signal as Row
    from eenheidsbeeld.situations.models import Situation
    from eenheidsbeeld.situations.queries.reach import rights_of

    found = {}
    for name, model in (("signals", Row), ("situations", Situation)):
        rows = list(model.objects.select_related("owner").order_by("pk"))
        found[name] = {
            one.reference: replace(held, unit=one.owner.unit_code)
            for one, held in zip(rows, rights_of(rows), strict=True)
        }
    return found
