"""Stories: texts of a stream brought together by event, with an index so that cost grows with the number of texts.

On arrival only the candidates are noted: texts that share a band key or a telling word within the window.
Groups are made when asked: every candidate pair is weighed with the rarity of words in the whole
collection, and pairs are joined from the strongest down, if their groups agree on average. So the order of
arrival does not matter within what is grouped together. What was settled before (told to the outside
world) stays as it was told: later texts join settled groups, two settled groups are never made one.
"""

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from eenheidsbeeld.text.relations import SAME_EVENT, Relation, comparable, relation, strength
from eenheidsbeeld.text.sketches import Comparable, Signature

WINDOW_DAYS = 14
AVERAGE = 1.0  # how near the average of two groups must come to the threshold
MOST_PER_KEY = 60  # a word or band seen more often in the window tells nothing
NEWEST_COPIES = 3  # of texts with the same band only the newest few are compared
MEMBERS_COMPARED = 12


@dataclass(slots=True)
class Index:
    """Add texts, then ask `groups`; for a stream add a block, then `settle` it."""

    window_days: int = WINDOW_DAYS
    names: dict[str, str] = field(default_factory=dict)  # what the caller calls a text, for those still in the window
    _items: dict[str, Comparable] = field(default_factory=dict)
    _keys: dict[int, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    _seen_in: Counter[int] = field(default_factory=Counter)
    _total: int = 0
    _pairs: set[tuple[str, str]] = field(default_factory=set)
    _settled: dict[str, str] = field(default_factory=dict)
    _members: dict[str, list[str]] = field(default_factory=dict)
    _vectors: dict[str, dict[int, float]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many texts have passed."""
        return self._total

    def add(self, id: str, signed: Signature) -> list[tuple[str, Relation]]:
        """Put a text in; gives the texts it relates to so far, the strongest first."""
        related = []
        for other in self.note(id, signed):
            found = self._compare(id, other)
            if found.kind != "none":
                related.append((other, found))
        self._vectors.clear()
        return sorted(related, key=lambda pair: (-strength(pair[1]), pair[0]))

    def note(self, id: str, signed: Signature) -> set[str]:
        """Put a text in and remember its candidates; nothing is compared yet."""
        item = comparable(id, signed)
        telling = [stem for stem, weight in item.stems.items() if weight >= 0.9]
        candidates = self._candidates(item, signed.bands, telling)
        candidates.discard(id)
        self._pairs.update((min(id, other), max(id, other)) for other in candidates)
        self._items[id] = item
        self._seen_in.update(item.stems.keys())
        self._total += 1
        for key in (*signed.bands, *telling):
            self._keys[key].append(id)
        return candidates

    def rarity(self, stem: int) -> float:
        """How telling a word is in this collection: 1 for a word seen once, less for common ones."""
        if self._total < 20:
            return 1.0
        return math.log((self._total + 2) / (self._seen_in[stem] + 0.5)) / math.log(self._total + 3)

    def _compare(self, a: str, b: str) -> Relation:
        left, right = self._vector(a), self._vector(b)
        if len(right) < len(left):
            left, right = right, left
        same_words = sum(weight * right[stem] for stem, weight in left.items() if stem in right)
        return relation(self._items[a], self._items[b], same_words=same_words)

    def _vector(self, id: str) -> dict[int, float]:
        """The words of a text weighed by rarity, with length 1; kept until the collection changes."""
        vector = self._vectors.get(id)
        if vector is None:
            weighed = {stem: weight * self.rarity(stem) for stem, weight in self._items[id].stems.items()}
            length = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
            vector = self._vectors[id] = {stem: weight / length for stem, weight in weighed.items()}
        return vector

    def groups(self) -> dict[str, str]:
        """For each text not yet settled the identifier of its event: the smallest id of the group."""
        owner, _ = self._grouped()
        return owner

    def settle(self) -> dict[str, str]:
        """Group the texts of this block and fix the outcome; older texts leave when the window has passed."""
        owner, members = self._grouped()
        self._settled.update(owner)
        self._members = {name: ids[-MEMBERS_COMPARED:] for name, ids in members.items()}
        self._pairs.clear()
        self._forget()
        return owner

    def relations(self, id: str) -> list[tuple[str, Relation]]:
        """The texts related to this one among the pairs still open."""
        found = []
        for pair in self._pairs:
            if id in pair:
                other = pair[0] if pair[1] == id else pair[1]
                found.append((other, self._compare(id, other)))
        return sorted((f for f in found if f[1].kind != "none"), key=lambda f: (-strength(f[1]), f[0]))

    def same_texts(self) -> dict[str, str]:
        """Of the open pairs: the text each newer text repeats (the smallest id that has the same words)."""
        repeats: dict[str, str] = {}
        order = {id: position for position, id in enumerate(self._items)}
        for a, b in sorted(self._pairs):
            if self._items[a].exact == self._items[b].exact or self._compare(a, b).kind == "same_text":
                first, later = (a, b) if order[a] < order[b] else (b, a)
                if later not in repeats or order[first] < order[repeats[later]]:
                    repeats[later] = first
        return repeats

    def _candidates(self, item: Comparable, bands: Iterable[int], telling: Iterable[int]) -> set[str]:
        found: set[str] = set()
        for key in bands:
            if ids := self._recent(key, item.published):
                found.update(list(ids)[-NEWEST_COPIES:])
        shared: Counter[str] = Counter()
        for key in telling:
            ids = self._recent(key, item.published)
            if 0 < len(ids) <= MOST_PER_KEY:
                shared.update(ids)
        # One telling word in common is rarely an event; two are worth a comparison.
        found.update(id for id, words in shared.items() if words > 1)
        if item.published is None:
            return found
        return {id for id in found if self._within(item.published, self._items[id].published)}

    def _recent(self, key: int, published: int | None) -> deque[str]:
        """The texts under a key; those that fell out of the window are dropped on the way."""
        ids = self._keys.get(key)
        if ids is None:
            return deque()
        while ids and (ids[0] not in self._items or (published is not None and self._is_past(ids[0], published))):
            ids.popleft()
        while len(ids) > 4 * MOST_PER_KEY:
            ids.popleft()
        return ids

    def _is_past(self, id: str, published: int) -> bool:
        theirs = self._items[id].published
        return theirs is not None and published - theirs > 2 * self.window_days

    def _within(self, published: int, theirs: int | None) -> bool:
        return theirs is None or abs(published - theirs) <= self.window_days

    def _grouped(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        fresh = [id for id in self._items if id not in self._settled]
        members = {name: list(ids) for name, ids in self._members.items()}
        members.update({id: [id] for id in fresh})
        owner = {id: id for id in fresh}
        self._vectors.clear()
        links = {pair: self._compare(*pair) for pair in self._pairs}
        ranked = sorted(
            ((p, r) for p, r in links.items() if r.kind != "none"), key=lambda kv: (-strength(kv[1]), kv[0])
        )
        fixed = set(self._members)
        for (a, b), _ in ranked:
            left, right = owner.get(a) or self._settled[a], owner.get(b) or self._settled[b]
            if left == right or (left in fixed and right in fixed) or left not in members or right not in members:
                continue
            if self._agree(members[left], members[right], links):
                keep, gone = (
                    (left, right) if left in fixed or (right not in fixed and left < right) else (right, left)
                )
                for id in members.pop(gone):
                    members[keep].append(id)
                    owner[id] = keep
        return owner, members

    def _agree(self, left: list[str], right: list[str], links: dict[tuple[str, str], Relation]) -> bool:
        """Average link over at most a dozen members of each group."""
        total = count = 0.0
        for a in left[-MEMBERS_COMPARED:]:
            for b in right[-MEMBERS_COMPARED:]:
                pair = (min(a, b), max(a, b))
                found = links.get(pair)
                if found is None:
                    found = links[pair] = self._compare(a, b)
                total += min(1.0, found.score)
                count += 1
        return total / count >= SAME_EVENT * AVERAGE

    def _forget(self) -> None:
        """Texts older than the window cannot get company any more; they leave, and their groups with them."""
        newest = max((i.published for i in self._items.values() if i.published is not None), default=None)
        if newest is None:
            return
        gone = {
            id
            for id, i in self._items.items()
            if i.published is not None and newest - i.published > 2 * self.window_days
        }
        for id in gone:
            del self._items[id]
            self._settled.pop(id, None)
            self.names.pop(id, None)
        if gone:
            kept = {name: [i for i in ids if i not in gone] for name, ids in self._members.items()}
            self._members = {name: ids for name, ids in kept.items() if ids}
            self._keys = defaultdict(deque, {k: d for k, d in self._keys.items() if d and d[-1] in self._items})
