"""Any text comes through: nothing raises, offsets stay inside, and the work grows with the text only."""

import gc
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eenheidsbeeld.text.findings import Document
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.similarity import signature

PIECES = st.sampled_from(
    [
        "Jan de Vries", "06-12345678", "@jan", "Utrecht", "3 mei", "om 14.00 uur", "NL91ABNA0417164300", "\x00", "\u202e", "\u200d", "<b>", "&eacute;",
        "👩‍👩‍👧", "مرحبا", "Kerkstraat 12", "'s-Hertogenbosch", "A" * 50, "van der", "…", "\ufeff", "\r\n", "9" * 20, "31-02-2024", "in Best", "e\u0301",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_keeps_its_offsets(text):
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_any_mix_of_pieces_keeps_its_offsets(text):
    check(text)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_keep_their_offsets(raw):
    check(raw.decode("utf-8", "replace"))
    check(raw.decode("latin-1"))
    check(raw.decode("utf-8", "surrogateescape"))


def check(text: str) -> None:
    found = analyse([Document("1", text, published=datetime(2024, 12, 4))], world=True)[0]
    spans = [*found.masks, *found.places, *found.dates, *found.loaded_words]
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)
    ends = [0, *(m.end for m in found.masks)]
    assert all(m.start >= before for m, before in zip(found.masks, ends, strict=False))
    rest = len(text) - sum(m.end - m.start for m in found.masks)
    assert len(found.text_clean) >= rest
    signature(found)


@pytest.mark.parametrize("moment", [datetime(1, 1, 1), datetime(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_no_error(moment):
    analyse([Document("1", "gisteren, morgen, oudejaarsnacht, volgende week, over 900 jaar", published=moment)])


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "a-",
        "Jan Jansen ",
        "x@",
        "1-",
        "van de ",
        "De ",
        "De Groot Bakker ",
        "A.B.C.D.",
        "J. ",
        "<a",
        "\u200d",
        "http://a.",
        "in Utrecht op 3 mei om 14.00 uur ",
    ],
)
def test_long_lines_of_one_thing_come_through(unit):
    check((unit * (20_000 // len(unit) + 1))[:20_000])


def our_patterns() -> list[re.Pattern[str]]:
    """Every compiled pattern that a module of this package holds, also in its tables."""
    analyse([Document("1", "x")])
    modules: list[ModuleType] = [m for name, m in sys.modules.items() if name.startswith("eenheidsbeeld.text")]
    gc.collect()
    return [pattern for module in modules for value in vars(module).values() for pattern in patterns_in(value)]


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(part)


def test_no_pattern_repeats_without_bound_inside_a_repeat():
    patterns = our_patterns()
    assert len(patterns) > 60
    for pattern in patterns:
        # A group that ends in an unbounded repeat and is itself repeated without bound can backtrack without end.
        # Parts of a word are safe: a stroke or hyphen must stand between them.
        bare = re.sub(r"\(\?:\['-\](?:\[\^\\W\\d_\]|\[A-Za-z\]|\[a-z\])\+\)\*", "", pattern.pattern)
        assert not re.search(r"[+*]\)[+*]", bare), pattern.pattern
