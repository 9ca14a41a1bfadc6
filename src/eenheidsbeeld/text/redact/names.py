"""Names of persons, by evidence: lists, initials, titles, neighbours and repetition; places have a veto.

A run of name-like words is weighed: known first name, known surname, prefix, initials and a role speak
for a person; an article, a word for an organisation or a place preposition speak against. The reason
of the strongest evidence stays with the mask."""

from collections import Counter

from eenheidsbeeld.text.redact import name_words as nw
from eenheidsbeeld.text.redact.name_capitals import _LONGEST, CapitalNames
from eenheidsbeeld.text.redact.name_evidence import word_before
from eenheidsbeeld.text.redact.name_ground import Found, Run
from eenheidsbeeld.text.redact.name_lower import _TRADE_NAMES, SURNAME_PREFIXES, LowerNames

_NEVER_ALONE = nw.NEVER_SURNAME | nw.ORGANISATION | nw.FOREIGN_WORDS
_TELLING_PREFIXES = frozenset(("ter", "ten", "el", "al", "ait", "vd"))
_OFFICIALS = frozenset(
    (
        "wethouder",
        "burgemeester",
        "raadslid",
        "agent",
        "wijkagent",
        "mentor",
        "officier",
        "minister",
        "wh",
        "bgm",
        "brigadier",
        "inspecteur",
        "wijkagente",
    )
)
_BEFORE_ANY_NAME = nw.SURE_TITLES | _OFFICIALS
_OUTER_PREFIXES = frozenset(("van", "el", "al", "ter", "ten", "in", "op"))
_RETURNS, _ACTS = 3, 2
_NOT_BEFORE_REPEAT = nw.IN_PLACE | frozenset(("het", "een", "bij", "omgeving", "gemeente"))


class NameFinder(CapitalNames, LowerNames):
    """Finds the names in one text; made per text because it remembers what it saw."""

    def find(self) -> list[Found]:
        free = 0
        for position in self._beginnings():
            if position < free or (found := self._at(position)) is None:
                continue
            self.found.append(found)
            for index in range(found.run.first, found.run.last + 1):
                self._taken[index] = True
            free = found.run.last + 1
        self._returning()
        self._repeats()
        return sorted(self.found, key=lambda f: f.span.start)

    def _beginnings(self) -> list[int]:
        """The tokens at which a name may begin; `_at` is dear, and finds nothing at any other."""
        lows, capital, alpha, blocked = self.tokens.lows, self.capital, self.alpha, self.blocked
        known = self._begin_in_lower_case(set(lows))
        behind = self._behind_titles()
        return [
            i
            for i, low in enumerate(lows)
            if (capital[i] or low in known or i in behind or (low in nw.START_PREFIXES and self._name_may_follow(i)))
            and alpha[i]
            and i not in blocked
        ]

    def _name_may_follow(self, i: int) -> bool:
        """ "de la Cruz", "van Dijk": another prefix or a capital stands behind."""
        return i + 1 < self.size and (self.capital[i + 1] or self.tokens.lows[i + 1] in nw.PREFIXES)

    def _begin_in_lower_case(self, lows: set[str]) -> set[str]:
        """The words that may begin a name without a capital: first names, in a careless text all but plain words."""
        known = lows & self.lists.first_names
        known.update(low for low in lows if "-" in low)
        if self.lower_style or self.shouting:
            known |= lows - self.lists.words
            known |= lows & (nw.START_PREFIXES | SURNAME_PREFIXES)
            known.update(low for low in lows if len(low) == 1)
        return known

    def _behind_titles(self) -> set[int]:
        """Where a word stands right behind a form of address or a role, or behind its point."""
        lows = self.tokens.lows
        if _BEFORE_ANY_NAME.isdisjoint(lows):
            return set()
        titles = [i for i, low in enumerate(lows) if low in _BEFORE_ANY_NAME]
        return {i + 1 for i in titles} | {i + 2 for i in titles}

    def _at(self, i: int) -> Found | None:
        low = self.tokens.lows[i]
        before = word_before(self.tokens, i)
        if before in nw.SURE_TITLES and low not in nw.SURE_TITLES and (found := self._after_title(i)):
            return found
        if low in nw.START_PREFIXES and not self.capital[i] and (found := self._prefix_surname(i, before)):
            return found
        if before in _OFFICIALS and low in _TRADE_NAMES and not self.capital[i]:
            return self._made(Run(i, i), "name after a role", sure=False)
        if self.capital[i] and not self.shouting:
            return self._capital_run(i)
        return self._lower_run(i)

    def _after_title(self, i: int) -> Found | None:
        """ "dhr. j. de vries", "mevrouw El Idrissi": whatever stands there is the name."""
        t = self.tokens
        j, last = i, None
        while j < self.size and j - i < _LONGEST + 3:
            if j in self.blocked or self._new_line(j, i):
                break
            word, low = t.words[j], t.lows[j]
            if word == "." and last is not None and len(t.words[j - 1]) == 1:
                j += 1
                continue
            if skip := self._past_short_parts(j, last is not None):
                j = skip
                continue
            if not self.alpha[j]:
                break
            if len(word) == 1:
                last = j
            elif low in nw.PREFIXES and (
                j == i
                or last is None
                or len(t.words[j - 1]) == 1
                or t.lows[j - 1] in nw.PREFIXES
                or self._known(after := self._past_joined(j))
                or self._surname_like(after)
                or (after < self.size and self.capital[after] and t.lows[after] in self.lists.surnames_after_prefix)
            ):
                if last is None and low in {"in", "op", "te", "t"} and not self._known(j + 1):
                    break
            elif (
                self.capital[j]
                or self._known(j)
                or (t.lows[j - 1] in nw.PREFIXES and self._surname_like(j))
                or (last is None and low not in self.lists.words and low not in nw.NEVER_SURNAME)
            ):
                if (
                    low in nw.NEVER_SURNAME
                    or low in nw.SPEECH
                    or (low in nw.ROLES and not (last is None or self.capital[j]))
                ):
                    break
                last = j
                if not self.capital[j] and low not in self.lists.first_names:
                    break
            elif self._title_before_word(j, i) and low in self.lists.surnames and low not in nw.NEVER_SURNAME:
                last = j
                break
            else:
                break
            j += 1
        if last is None:
            return None
        if t.words[last] != "." and len(t.words[last]) == 1 and last + 1 < self.size and t.words[last + 1] == ".":
            last += 1
        return self._made(Run(i, last), "name after a form of address", sure=True)

    def _past_joined(self, j: int) -> int:
        """The word behind "van", or a capital behind "van der"."""
        t = self.tokens
        joined = j + 2 < self.size and t.lows[j + 1] in nw.PREFIXES and self.capital[j + 2]
        return j + 2 if joined else j + 1

    def _past_short_parts(self, j: int, begun: bool) -> int:
        """ "van 't Zelfde", "A.B. (Anton) Klaassen": past a clipped prefix or a calling name in brackets; else 0."""
        t = self.tokens
        if j + 2 >= self.size:
            return 0
        if t.words[j] == "'" and t.lows[j + 1] in ("t", "s") and self.alpha[j + 2]:
            return j + 2
        called = begun and t.words[j] == "(" and t.words[j + 2] == ")" and self.alpha[j + 1] and j + 3 < self.size
        return j + 3 if called and (self.capital[j + 1] or self._known(j + 1)) else 0

    def _surname_like(self, j: int) -> bool:
        """An unknown word after "el" or "van": no ordinary word, no place, no verb."""
        t = self.tokens
        return j < self.size and self.alpha[j] and t.lows[j] not in self.lists.words and self._foreign_look(j)

    def _prefix_surname(self, i: int, before: str) -> Found | None:
        """ "getuige van der Heijden", "zegt ter Horst": a prefix and a surname without a first name."""
        t = self.tokens
        j = i
        while j < self.size and t.lows[j] in nw.PREFIXES and j - i < 3:
            j += 1
        if j >= self.size or not self.alpha[j] or j in self.blocked or self._new_line(j, i):
            return None
        low = t.lows[j]
        person_before = before in nw.ROLES or before in nw.SAYS
        if (self._place_like(j) and not (person_before and t.lows[i] != "van")) or low in self.lists.first_names:
            return None
        known = low in self.lists.surnames_after_prefix or low in self.lists.surnames
        if self.capital[j]:
            if low in nw.NOT_PERSONS or self._acronym(j):
                return None
            telling = j - i > 1 or t.lows[i] in _TELLING_PREFIXES
            # "directeur van de Kamer" is no name; "wethouder van de Kamp" and "mevrouw ter Haar" are
            plain = low in self.lists.words and t.lows[j - 1] == "de" and before not in _OFFICIALS
            if (known and ((person_before and not plain) or (telling and low not in self.lists.words))) or (
                person_before and j - i > 1 and t.lows[j - 1] != "de"
            ):
                return self._made(Run(i, j), "prefix and surname", sure=True)
            named_before = i > 0 and self.capital[i - 1] and self.alpha[i - 1] and not t.opens[i - 1]
            if known and not named_before and (end := self._comma_name_end(j)):
                return self._made(Run(i, end), "prefix and surname", sure=True)
        elif (
            known
            and self.lower_style
            and (
                (before in nw.ROLES and low not in self.lists.words) or (before in _OFFICIALS and low in _TRADE_NAMES)
            )
        ):
            return self._made(Run(i, j), "name after a role", sure=True)
        return None

    def _title_before_word(self, j: int, i: int) -> bool:
        return j == i or self.tokens.lows[j - 1] in nw.PREFIXES or self.tokens.words[j - 1] == "."

    def _returning(self) -> None:
        """A doubtful name that comes back and speaks or acts at least twice is a person."""
        by_name: dict[str, list[tuple[Found, bool]]] = {}
        for found, acts in self.doubtful:
            if (
                found.parts
                and self.lists.words.isdisjoint(found.parts)
                and not any(self._taken[j] for j in range(found.run.first, found.run.last + 1))
            ):
                by_name.setdefault(found.parts[-1], []).append((found, acts))
        for same in by_name.values():
            if len(same) < _RETURNS or sum(acts for _, acts in same) < _ACTS:
                continue
            for found, _ in same:
                self.found.append(found)
                for j in range(found.run.first, found.run.last + 1):
                    self._taken[j] = True

    def _repeats(self) -> None:
        """A surname or first name that was part of a full name is that person again, alone."""
        t = self.tokens
        parts: dict[str, str] = {}
        alone: Counter[tuple[str, ...]] = Counter(found.parts for found in self.found if len(found.parts) == 1)
        full: set[str] = set()  # surnames of names that began with a known first name
        for found in self.found:
            if len(found.parts) > 1 and found.parts[0] in self.lists.first_names:
                full.update(found.parts[1:])
            if len(found.parts) > 1 or found.sure or alone[found.parts] > 1:
                for part in found.parts:
                    if len(part) > 2 and part not in _NEVER_ALONE:
                        parts.setdefault(part, found.span.reason)
        if not parts:
            return
        prefixed = self._prefixed_parts()
        stems = {part + "s": part for part in parts} | {part: part for part in parts}
        stems |= {part + "'s": part for part in parts}
        for i, low in enumerate(t.lows):
            stem = stems.get(low)
            if stem is None or self._taken[i] or not self.alpha[i] or i in self.blocked:
                continue
            if not (self.capital[i] or ((self.lower_style or self.shouting) and low not in self.lists.words)):
                continue
            if (t.opens[i] and low in self.lists.words) or low in self.not_names or self._part_of_title_run(i):
                continue
            before = word_before(t, i)
            if (before in _NOT_BEFORE_REPEAT and (before in nw.ARTICLES or i in self.places or stem not in full)) or (
                self.places.get(i, 0.0) >= 0.6
                and ((before == "van" and ("van", stem) not in prefixed) or stem not in full)
            ):
                continue
            first = i
            while (
                first
                and t.lows[first - 1] in nw.PREFIXES
                and (t.lows[first - 1], low) in prefixed
                and not self._taken[first - 1]
            ):
                first -= 1
                if t.lows[first] in _OUTER_PREFIXES:
                    break
            self.found.append(self._made(Run(first, i), "part of a name found before", sure=False))
            self._taken[i] = True

    def _prefixed_parts(self) -> set[tuple[str, str]]:
        """Which prefixes were seen before which surname: ("van", "dongen"), ("den", "dongen")."""
        pairs = set()
        for found in self.found:
            lows = self.tokens.lows[found.run.first : found.run.last + 1]
            pairs |= {(p, lows[-1]) for p in lows if p in nw.PREFIXES}
        return pairs

    def _part_of_title_run(self, i: int) -> bool:
        """ "Jansen BV", "Stichting Jansen": an organisation carries the name."""
        t = self.tokens
        after = t.lows[i + 1] if i + 1 < self.size else ""
        return (after in nw.ORGANISATION and self.capital[i + 1]) or word_before(self.tokens, i) in nw.ORGANISATION
