"""A sealed copy opens with its key and with no other, and not when anything in it was touched."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eenheidsbeeld.cli.backup import sealing
from eenheidsbeeld.cli.backup.sealing import MAGIC, PIECE, PREFIX, SALT, TAG, CannotOpen, Opener, Sealer, is_sealed

KEY = "een lange sleutel van deze proef"


def sealed(content: bytes, key: str = KEY) -> bytes:
    target = io.BytesIO()
    with Sealer(target, key) as into:
        for start in range(0, len(content), 70_000):
            into.write(content[start : start + 70_000])
    return target.getvalue()


def opened(content: bytes, key: str = KEY) -> bytes:
    return Opener(io.BytesIO(content), key).read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5])
def test_what_is_sealed_comes_out_the_same(size: int) -> None:
    content = os.urandom(size)

    assert opened(sealed(content)) == content


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(CannotOpen):
        opened(sealed(b"inhoud"), "een heel andere sleutel")


def test_the_same_content_looks_different_each_time() -> None:
    assert sealed(b"inhoud") != sealed(b"inhoud")


def test_a_piece_that_is_left_out_moved_or_cut_off_is_noticed() -> None:
    whole = sealed(os.urandom(3 * PIECE))
    begin, piece = len(MAGIC) + SALT + PREFIX, PIECE + TAG
    pieces = [whole[begin + n * piece : begin + (n + 1) * piece] for n in range(3)]

    for wrong in (pieces[:2], [pieces[0], pieces[2]], [pieces[1], pieces[0], pieces[2]], [*pieces, pieces[2]], []):
        with pytest.raises(CannotOpen):
            opened(whole[:begin] + b"".join(wrong))


@settings(max_examples=25, deadline=None)
@given(place=st.integers(min_value=len(MAGIC), max_value=len(MAGIC) + SALT + PREFIX + 200), bit=st.integers(0, 7))
def test_one_bit_that_is_turned_is_noticed(place: int, bit: int) -> None:
    whole = bytearray(sealed(b"x" * 200))
    place = min(place, len(whole) - 1)
    whole[place] ^= 1 << bit

    with pytest.raises(CannotOpen):
        opened(bytes(whole))


def test_one_sees_from_outside_whether_a_copy_is_sealed(tmp_path: Path) -> None:
    (tmp_path / "dicht").write_bytes(sealed(b"inhoud"))
    (tmp_path / "open").write_bytes(b"\x1f\x8b inhoud")

    assert sealing.is_sealed(tmp_path / "dicht")
    assert not is_sealed(tmp_path / "open")
