"""The newest texts per key, in tables that do not grow."""

from eenheidsbeeld.text.newest import Newest


def test_the_newest_few_are_kept_per_key():
    table = Newest(rows=16, width=2)
    for number in (1, 2, 3):
        table.put(table.where([10, -5]), number)
    assert sorted(table.find(table.where([10, -5]), oldest=1)[0].tolist()) == [2, 3]


def test_what_is_too_old_and_what_was_never_seen_is_none():
    table = Newest(rows=16, width=2)
    table.put(table.where([10]), 1)
    assert table.find(table.where([10, 11]), oldest=2).tolist() == [[0, 0], [0, 0]]


def test_two_keys_of_one_row_are_told_apart():
    table = Newest(rows=1, width=4)
    table.put(table.where([1 << 50]), 1)
    table.put(table.where([2 << 50]), 2)
    assert set(table.find(table.where([1 << 50]), oldest=1).ravel().tolist()) == {0, 1}
