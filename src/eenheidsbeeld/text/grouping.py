"""Stories: texts of a stream brought together by event, with an index so that cost grows with the number of texts.

On arrival only the candidates are noted: texts that share a band key or a telling word within the window.
Groups are made when asked: every candidate pair is weighed with the rarity of words in the whole
collection, and pairs are joined from the strongest down, if their groups agree on average. So the order of
arrival does not matter within what is grouped together. What was settled before (told to the outside
world) stays as it was told: later texts join settled groups, two settled groups are never made one.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from eenheidsbeeld.text.newest import Newest, Numbers, Spots
from eenheidsbeeld.text.relations import (
    FULL_SCORE,
    LEAST_ALIKE,
    NEARLY_ALL,
    SAME_EVENT,
    Relation,
    comparable,
    containment,
    length,
    likeness,
    meaning,
    other_place,
    relation,
    strength,
)
from eenheidsbeeld.text.sketch_words import GRAM_KINDS
from eenheidsbeeld.text.sketches import Comparable, Signature, gram_weights

WINDOW_DAYS = 14
MOST_PER_KEY = 40  # of texts with the same word only the newest are looked at
NEWEST_COPIES = 3  # of texts with the same band only the newest few are compared
RARE, SURE = 12, 2  # a word that at most so many texts share is worth a comparison by itself
MOST_COMPARED = 16
LATE_DAYS = 3  # how much later than its own time a text may arrive and still find company
MEMBERS_COMPARED = 8
MOST_UNDATED = 20_000  # texts without a moment that are remembered


@dataclass(slots=True)
class Index:
    """Add texts, then ask `groups`; for a stream add a block, then `settle` it."""

    window_days: int = WINDOW_DAYS
    names: dict[str, str | int] = field(
        default_factory=dict
    )  # what the caller calls a text, for those still in the window
    _items: dict[str, Comparable] = field(default_factory=dict)
    _fresh: dict[str, None] = field(default_factory=dict)  # not yet settled, in order of arrival
    _arrived: dict[int, Comparable] = field(default_factory=dict)  # by number of arrival
    _numbers: dict[str, int] = field(default_factory=dict)
    _forget_at: int = 0
    _oldest: int = 1
    _by_band: Newest = field(default_factory=lambda: Newest(1 << 21, NEWEST_COPIES))
    _by_word: Newest = field(default_factory=lambda: Newest(1 << 17, MOST_PER_KEY))
    _seen_in: np.ndarray = field(default_factory=lambda: np.zeros(GRAM_KINDS))
    _uncounted: "array[int]" = field(default_factory=lambda: array("H"))  # runs of letters not yet in `_seen_in`
    _weights: list[float] = field(default_factory=list)
    _weighed_at: int = -1
    _total: int = 0
    _pairs: set[tuple[str, str]] = field(default_factory=set)
    _settled: dict[str, str] = field(default_factory=dict)
    _members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _lengths: dict[str, float] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many texts have passed."""
        return self._total

    def add(self, id: str, signed: Signature) -> list[tuple[str, Relation]]:
        """Put a text in; gives the texts it relates to so far, the strongest first."""
        related = []
        if self._total > 1.2 * self._weighed_at:
            self._weigh()
        for other in self.note(id, signed):
            found = self._compare(id, other)
            if found.kind != "none":
                related.append((other, found))
        return sorted(related, key=lambda pair: (-strength(pair[1]), pair[0]))

    def note(self, id: str, signed: Signature) -> set[str]:
        """Put a text in and remember its candidates; nothing is compared yet."""
        item = comparable(id, signed)
        bands, words = self._by_band.where(signed.bands), self._by_word.where(item.stems)
        candidates = self._candidates(item, bands, words)
        candidates.discard(id)
        self._pairs.update([(id, other) if id < other else (other, id) for other in candidates])
        self._items[id] = item
        self._fresh[id] = None
        self._uncounted.extend(item.grams)
        self._total += 1
        self._arrived[self._total] = item
        self._numbers[id] = self._total
        self._by_band.put(bands, self._total)
        self._by_word.put(words, self._total)
        return candidates

    def _weigh(self) -> None:
        """Learn anew how telling each run of letters is in what has passed."""
        if self._weighed_at != self._total:
            self._seen_in += np.bincount(np.array(self._uncounted), minlength=GRAM_KINDS)
            self._uncounted = array("H")
            self._weights = gram_weights(self._seen_in, self._total)
            self._lengths.clear()
            self._weighed_at = self._total

    def _compare(self, a: str, b: str) -> Relation:
        one, two = self._items[a], self._items[b]
        alike = likeness(one, two, self._weights, self._length(a), self._length(b))
        if alike < LEAST_ALIKE and one.exact != two.exact and meaning(one, two) < LEAST_ALIKE:
            return Relation("none", alike / FULL_SCORE, ())  # too little for anything else to matter
        return relation(one, two, same_words=alike)

    def _length(self, id: str) -> float:
        found = self._lengths.get(id)
        if found is None:
            found = self._lengths[id] = length(self._items[id], self._weights)
        return found

    def groups(self) -> dict[str, str]:
        """For each text not yet settled the identifier of its event: the smallest id of the group."""
        owner, _ = self._grouped()
        return owner

    def settle(self) -> dict[str, str]:
        """Group the texts of this block and fix the outcome; older texts leave when the window has passed."""
        owner, members = self._grouped()
        self._settled.update(owner)
        self._members.update({name: tuple(ids[-MEMBERS_COMPARED:]) for name, ids in members.items()})
        self._pairs.clear()
        self._fresh.clear()
        self._forget()
        return owner

    def relations(self, id: str) -> list[tuple[str, Relation]]:
        """The texts related to this one among the pairs still open."""
        self._weigh()
        found = []
        for pair in self._pairs:
            if id in pair:
                other = pair[0] if pair[1] == id else pair[1]
                found.append((other, self._compare(id, other)))
        return sorted((f for f in found if f[1].kind != "none"), key=lambda f: (-strength(f[1]), f[0]))

    def same_texts(self) -> dict[str, str]:
        """Of the open pairs: the text each newer text repeats (the smallest id that has the same words)."""
        self._weigh()
        repeats: dict[str, str] = {}
        order = self._numbers
        for a, b in sorted(self._pairs):
            if self._repeats(a, b):
                first, later = (a, b) if order[a] < order[b] else (b, a)
                if later not in repeats or order[first] < order[repeats[later]]:
                    repeats[later] = first
        return repeats

    def _repeats(self, a: str, b: str) -> bool:
        one, two = self._items[a], self._items[b]
        if one.exact == two.exact:
            return True
        return containment(one, two) >= NEARLY_ALL and self._compare(a, b).kind == "same_text"

    def _candidates(self, item: Comparable, bands: Spots, words: Spots) -> set[str]:
        """The texts worth a comparison: they share a band, or telling words that few others share."""
        by_band, by_word = self._by_band.find(bands, self._oldest), self._by_word.find(words, self._oldest)
        rare = by_word[np.count_nonzero(by_word, axis=1) <= RARE]
        # Named once for each point: a band is as good as two words, and so is a rare word.
        numbers = _most_named([by_word, *[rare] * (SURE - 1), *[by_band] * SURE])
        found = [other for number in numbers if (other := self._arrived.get(number))]
        return {other.id for other in found if self._may_meet(item, other)}

    def _may_meet(self, item: Comparable, other: Comparable) -> bool:
        """Not too long apart, and not in places that exclude each other: most look-alikes are, and the places tell
        it before any words are compared. Only copies are looked at all the same."""
        if other_place(item, other) and item.exact != other.exact:
            return False
        if item.published is None or other.published is None:
            return True
        return abs(item.published - other.published) <= self.window_days

    def _grouped(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Average link: the two groups that are most alike on average become one, until none are alike enough."""
        self._weigh()
        near = {name for pair in self._pairs for id in pair if (name := self._settled.get(id)) in self._members}
        joining = _Joining(self._compare, near)
        joining.members = {name: list(self._members[name]) for name in sorted(near)}
        joining.members.update({id: [id] for id in self._fresh})
        for a, b in sorted(self._pairs):
            joining.link(a, b, self._settled.get(a, a), self._settled.get(b, b))
        joining.run()
        owner = {id: id for id in self._fresh}
        for name, ids in joining.members.items():
            owner.update({id: name for id in ids if id in owner})
        return owner, joining.members

    def _forget(self) -> None:
        """Texts older than the window cannot get company any more; they leave, and their groups with them.

        Looked at only when a quarter more is held than the last time, so that it costs the same per text.
        """
        if len(self._items) < self._forget_at:
            return
        gone = self._past_window()
        self._forget_at = len(self._items) - len(gone) + max(1, (len(self._items) - len(gone)) // 4)
        if not gone:
            return
        for id in gone:
            del self._items[id]
            del self._numbers[id]
            self._settled.pop(id, None)
            self._lengths.pop(id, None)
        self._arrived = {number: item for number, item in self._arrived.items() if item.id not in gone}
        self._oldest = min(self._arrived, default=self._total)
        kept = {name: tuple([i for i in ids if i not in gone]) for name, ids in self._members.items()}
        self._members = {name: ids for name, ids in kept.items() if ids}
        # a group outlives its first text, whose name it bears
        self.names = {id: name for id, name in self.names.items() if id in self._items or id in self._members}

    def _past_window(self) -> set[str]:
        """The texts that can get no company any more; those without a moment leave by number."""
        dated = {id: i.published for id, i in self._items.items() if i.published is not None}
        limit = max(dated.values(), default=0.0) - self.window_days - LATE_DAYS
        undated = [id for id in self._items if id not in dated]
        return {id for id, published in dated.items() if published < limit} | set(undated[:-MOST_UNDATED])


def _most_named(named: list[Numbers]) -> list[int]:
    """The numbers that stand there more than once: those named most often, and of these the newest."""
    numbers = np.concatenate([part.ravel() for part in named])
    numbers = numbers[numbers > 0]
    numbers.sort()
    last = np.concatenate((numbers[1:] != numbers[:-1], _LAST[: numbers.size])).nonzero()[0]
    times = last.copy()  # how often each number stands there: from the end of the one before to its own
    times[1:] -= last[:-1]
    times[:1] += 1
    # One whole number to rank by: how often above, which text below.
    ranked = ((times << 32) | numbers[last])[times > 1]
    ranked.sort()
    best: list[int] = (ranked[-MOST_COMPARED:] & 0xFFFF_FFFF).tolist()
    return best


_LAST = np.ones(1, dtype=bool)  # what stands last ends a run


@dataclass(slots=True)
class _Joining:
    """One round of bringing groups together. `fixed` groups keep their name and never join each other."""

    compare: Callable[[str, str], Relation]
    fixed: set[str]
    members: dict[str, list[str]] = field(default_factory=dict)
    _known: dict[tuple[str, str], float] = field(default_factory=dict)
    _near: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    _queue: list[tuple[float, str, str]] = field(default_factory=list)

    def link(self, a: str, b: str, left: str, right: str) -> None:
        """Two texts of two groups that may be about the same; too unlike pairs are forgotten at once."""
        apart = left == right or (left in self.fixed and right in self.fixed)
        if apart or left not in self.members or right not in self.members or right in self._near[left]:
            return
        if self._score(a, b) >= SAME_EVENT:
            self._offer(left, right, self._mean(left, right))

    def run(self) -> None:
        while self._queue:
            mean, left, right = heappop(self._queue)
            if self._near[left].get(right) == -mean:  # else one of the two has grown since
                self._join(*self._in_order(left, right))

    def _in_order(self, left: str, right: str) -> tuple[str, str]:
        """The name that stays goes first: a settled one, else the smallest."""
        return (left, right) if left in self.fixed or (right not in self.fixed and left < right) else (right, left)

    def _join(self, keep: str, gone: str) -> None:
        sizes = len(self.members[keep]), len(self.members[gone])
        near, lost = self._near[keep], self._near.pop(gone)
        for other in sorted((near.keys() | lost.keys()) - {keep, gone}):
            self._near[other].pop(gone, None)
            if keep in self.fixed and other in self.fixed:
                continue
            one = near[other] if other in near else self._mean(keep, other)
            two = lost[other] if other in lost else self._mean(gone, other)
            self._offer(keep, other, (sizes[0] * one + sizes[1] * two) / sum(sizes))
        near.pop(gone, None)
        self.members[keep] += self.members.pop(gone)

    def _offer(self, left: str, right: str, mean: float) -> None:
        self._near[left][right] = self._near[right][left] = mean
        if mean >= SAME_EVENT:
            heappush(self._queue, (-mean, min(left, right), max(left, right)))

    def _mean(self, left: str, right: str) -> float:
        """How alike two groups are on average, over at most eight members of each."""
        ours, theirs = self.members[left][-MEMBERS_COMPARED:], self.members[right][-MEMBERS_COMPARED:]
        return sum(self._score(a, b) for a in ours for b in theirs) / (len(ours) * len(theirs))

    def _score(self, a: str, b: str) -> float:
        pair = (a, b) if a < b else (b, a)
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = min(1.0, self.compare(*pair).score)
        return found
