"""What leaves the circle: counts as nobody can work them back, whoever reads editions beside each other."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from eenheidsbeeld.analysis.disclosure_attack import Bounds, recovered_cells
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.actions.count import HistoryCount
from eenheidsbeeld.publishing import blocks, files, queries
from eenheidsbeeld.publishing.actions import edit
from eenheidsbeeld.publishing.compile import compile_snapshot
from eenheidsbeeld.publishing.outward import published_in
from eenheidsbeeld.publishing.render import reading
from eenheidsbeeld.publishing.rules import EditionKind
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.rules import Marking
from tests.conftest import MONDAY, THURSDAY, UNIT, WEEK_12, WEST
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.situations.conftest import make_signal  # noqa: F401

TESTS = System("tests")
WEEKS = 26


@pytest.fixture
def count(region: Any, publication: Any) -> Any:  # noqa: F811
    """`count({"GM0632": [3, 0, 7]}, "riot")`: counts of the weeks up to week 12, newest last."""

    def add(rows: dict[str, Any], phenomenon: str = "riot") -> None:
        scope = scope_of([region.groups["west"].pk]).pk
        counts = [
            HistoryCount(WEEK_12.plus(place - len(numbers) + 1), code, phenomenon, int(number), scope)
            for code, numbers in rows.items() for place, number in enumerate(numbers) if number
        ]  # fmt: skip
        owner = region.organisations["bureau"].pk
        actions.add_history(counts=counts, owner=owner, marking=Marking.AMBER, by=TESTS, at=MONDAY)

    return add


def compiled(edition: Any, marking: Marking) -> blocks.Snapshot:
    return compile_snapshot(
        edition, looker=queries.audience_of(edition.publication.group), at=THURSDAY,
        state=blocks.EditionState.RELEASED, marking=marking, is_demo=False,
    )  # fmt: skip


def kept(edition: Any, snapshot: blocks.Snapshot, marking: Marking) -> None:
    """As a release keeps it; releasing wider than the group is no button yet."""
    edition.marking, edition.released_at = marking.value, THURSDAY
    edition.snapshot, edition.state = blocks.to_json(snapshot).decode(), "released"
    edition.save()


def told(snapshot: blocks.Snapshot) -> list[str]:
    return list(published_in(snapshot).values())


def narrowed(cells: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """What a reader of the printed numbers knows of each count."""
    low = [0 if one == "0-4" else max(int(one) - 2, 5) for one in cells]
    high = [4 if one == "0-4" else int(one) + 2 for one in cells]
    return np.array([low], dtype=float), np.array([high], dtype=float)


@pytest.mark.parametrize("rate", [0.05, 0.4, 3.0])
@pytest.mark.parametrize("seed", range(3))
def test_the_attack_on_green_editions_of_weeks_on_end_recovers_nothing(region, publication, draft, count, rate, seed):  # noqa: F811
    draw, codes = np.random.default_rng(seed), sorted(areas.codes_in(WEST))
    world = {code: draw.poisson(rate, WEEKS) for code in codes}
    count(world)
    total = np.sum(list(world.values()), axis=0).astype(float)
    low, high = np.zeros((1, WEEKS)), np.full((1, WEEKS), np.inf)
    first: list[str] = []
    for number, late in enumerate((0, 1, 1)):  # late reports come in between the editions
        edition = draft
        if number:
            edition = edit.open_edition(
                publication=publication, week=WEEK_12, area_year=2026, by=region.viewer("editor"), at=MONDAY,
                is_extra=True,
            )  # fmt: skip
        count({codes[0]: [late] * WEEKS})
        snapshot = compiled(edition, Marking.GREEN)
        cells = told(snapshot)
        kept(edition, snapshot, Marking.GREEN)
        a, b = narrowed(cells)
        low, high = np.maximum(low, a), np.minimum(high, b)
        first = first or cells
        assert cells == first, "the same cell keeps its number"
    bounds = Bounds(low, high, low.sum(1), high.sum(1), low[0], high[0], low.sum(), high.sum())
    found = recovered_cells(total[None, :], bounds)
    assert (found.exactly, found.within_one) == (0, 0)


@pytest.mark.parametrize("marking", [Marking.GREEN, Marking.CLEAR])
def test_outside_no_rendering_tells_a_count_and_inside_it_does(draft, count, marking):  # noqa: F811
    count({"GM0632": [0] * 25 + [3], "GM0321": [0] * 24 + [61, 4]})

    wide, circle = compiled(draft, marking), compiled(draft, Marking.AMBER)
    assert told(wide)[-2:] == ["60", "5"] and set(told(wide)[:-2]) == {"0-4"}
    assert told(circle)[-2:] == ["61", "7"]
    text = "\n".join(reading.texts(reading.read(wide)))
    assert not re.search(r"\b(?:3|4|7|61)\b (?:signa|meld)", text) and "61" not in text
    assert "7 signalen" in "\n".join(reading.texts(reading.read(circle)))
    for form in files.FORMS:
        assert len(files.render(wide, form, area_year=2026)) > 1000


def test_outside_nobody_reads_who_sent_nothing(region, draft, make_signal):  # noqa: F811
    make_signal(owner="woerden")
    parts = {one.key: one.blocks for one in compiled(draft, Marking.GREEN).sections}

    assert not any(isinstance(one, blocks.Table | blocks.Gap) for one in parts["contributions"])
    said = next(one.text for one in parts["contributions"] if isinstance(one, blocks.Paragraph))
    assert "Gemeente Woerden" in said and "Gemeente Houten" in said
    assert any("TLP:GREEN" in one.text for one in parts["distribution"] if isinstance(one, blocks.Paragraph))


def test_subjects_that_point_to_a_group_are_in_no_weekly_number_outside(draft, count):  # noqa: F811
    for phenomenon in ("sovereigns", "asylum_tension", "distant_conflict", "vigilantism"):
        count({"GM0632": [50]}, phenomenon)

    assert told(compiled(draft, Marking.GREEN))[-1] == "0-4"
    assert told(compiled(draft, Marking.AMBER))[-1] == "200"


def test_a_sentence_says_that_it_rests_on_something_and_not_on_how_much(region, written, make_signal):  # noqa: F811
    signal = make_signal()
    statement = section(written, "assessment").statements.order_by("pk")[0]
    statement.evidence.create(kind="signal", reference=signal.reference, area_code="GM0632")

    def rests_on(marking: Marking) -> blocks.Evidence:
        parts = {one.key: one.blocks for one in compiled(written, marking).sections}
        return next(one.evidence for one in parts["assessment"] if isinstance(one, blocks.Statement))

    assert rests_on(Marking.AMBER).signals == 1
    assert rests_on(Marking.GREEN) == blocks.Evidence(told="Berust op wat partners hebben gemeld")


def test_only_one_division_is_published_so_a_unit_beside_its_districts_tells_no_numbers(region, publication, count):  # noqa: F811
    count({"GM0632": [30]})
    whole = edit.start_publication(
        slug="oov-eenheid", kind=EditionKind.WEEKLY_PICTURE, title="OOV-beeld eenheid", area_code=UNIT,
        owner=region.organisations["bureau"], group=region.groups["west"], by=TESTS, at=MONDAY,
    )  # fmt: skip
    edition = edit.open_edition(
        publication=whole, week=WEEK_12, area_year=2026, by=region.viewer("editor"), at=MONDAY
    )

    assert told(compiled(edition, Marking.GREEN)) == []
    assert told(compiled(edition, Marking.AMBER))[-1] == "30"
