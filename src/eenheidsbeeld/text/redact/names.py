"""Names of persons, by evidence: lists, initials, titles, neighbours and repetition; places have a veto.

A run of name-like words is weighed: known first name, known surname, prefix, initials and a role speak
for a person; an article, a word for an organisation or a place preposition speak against. The reason
of the strongest evidence stays with the mask.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from eenheidsbeeld.text.findings import Kind
from eenheidsbeeld.text.lists import Lists, word_group
from eenheidsbeeld.text.redact import name_words as nw
from eenheidsbeeld.text.redact.name_evidence import evidence, hyphen_known, looks_like_surname, weigh, word_before
from eenheidsbeeld.text.redact.spans import Span
from eenheidsbeeld.text.tokens import Tokens

_LONGEST = 7
_THRESHOLD = -0.5  # log odds; a missed name weighs more than a word masked in vain
_SURE = 1.0
_ROW_LINKS = frozenset((",", "en", "&", "/", "-", "and"))


class Run(NamedTuple):
    """Tokens first..last that may be one name."""

    first: int
    last: int


class Found(NamedTuple):
    span: Span
    run: Run
    parts: tuple[str, ...]
    sure: bool


class NameFinder:
    """Finds the names in one text; made per text because it remembers what it saw."""

    def __init__(
        self,
        tokens: Tokens,
        lists: Lists,
        *,
        places: dict[int, float],
        blocked: frozenset[int] | set[int] = frozenset(),
        not_names: Collection[str] = (),
    ) -> None:
        self.tokens, self.lists, self.places, self.blocked = tokens, lists, places, blocked
        self.not_names = not_names
        self.lower_style = tokens.upper_share < 0.03 or _opens_lower(tokens)
        self.shouting = tokens.shout_share > 0.8 and len(tokens) > 4
        size = len(tokens)
        self.capital = [w[0].isupper() for w in tokens.words]
        self.alpha = [w[0].isalpha() for w in tokens.words]
        self.found: list[Found] = []
        self._taken = [False] * size

    def find(self) -> list[Found]:
        position, size = 0, len(self.tokens)
        while position < size:
            found = self._at(position)
            if found is None:
                position += 1
                continue
            self.found.append(found)
            for index in range(found.run.first, found.run.last + 1):
                self._taken[index] = True
            position = found.run.last + 1
        self._repeats()
        return sorted(self.found, key=lambda f: f.span.start)

    # -- what may start a name ------------------------------------------------------------------

    def _at(self, i: int) -> Found | None:
        if not self.alpha[i] or i in self.blocked:
            return None
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
        while j < len(t) and j - i < _LONGEST:
            if j in self.blocked or self._new_line(j, i):
                break
            word, low = t.words[j], t.lows[j]
            if word == "." and last is not None and len(t.words[j - 1]) == 1:
                j += 1
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
                or self._known(j + 1)
            ):
                if last is None and low in {"in", "op", "te", "t"} and not self._known(j + 1):
                    break
            elif (
                self.capital[j]
                or self._known(j)
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
        if t.words[last] != "." and len(t.words[last]) == 1 and last + 1 < len(t) and t.words[last + 1] == ".":
            last += 1
        return self._made(Run(i, last), "name after a form of address", sure=True)

    def _prefix_surname(self, i: int, before: str) -> Found | None:
        """ "getuige van der Heijden", "zegt ter Horst": a prefix and a surname without a first name."""
        t = self.tokens
        j = i
        while j < len(t) and t.lows[j] in nw.PREFIXES and j - i < 3:
            j += 1
        if j >= len(t) or not self.alpha[j] or j in self.blocked or self._new_line(j, i):
            return None
        low = t.lows[j]
        person_before = before in nw.ROLES or before in nw.SAYS
        if (self._place_like(j) and not (person_before and t.lows[i] != "van")) or low in self.lists.first_names:
            return None
        known = low in self.lists.surnames_after_prefix or low in self.lists.surnames
        if self.capital[j]:
            telling = j - i > 1 or t.lows[i] in _TELLING_PREFIXES
            if (known and (person_before or (telling and low not in self.lists.words))) or (
                person_before and j - i > 1
            ):
                return self._made(Run(i, j), "prefix and surname", sure=True)
        elif known and low not in self.lists.words and self.lower_style and before in nw.ROLES:
            return self._made(Run(i, j), "name after a role", sure=True)
        return None

    def _title_before_word(self, j: int, i: int) -> bool:
        return j == i or self.tokens.lows[j - 1] in nw.PREFIXES or self.tokens.words[j - 1] == "."

    def _known(self, j: int) -> bool:
        if j >= len(self.tokens):
            return False
        low = self.tokens.lows[j]
        if low in self.lists.words:
            return False
        return (
            low in self.lists.first_names
            or low in self.lists.surnames
            or low in self.lists.surnames_after_prefix
            or hyphen_known(low, self.lists)
        )

    def _new_line(self, j: int, i: int) -> bool:
        return j > i and "\n" in self.tokens.text[self.tokens.ends[j - 1] : self.tokens.starts[j]]

    # -- names in capitals ----------------------------------------------------------------------

    def _capital_run(self, i: int) -> Found | None:
        t = self.tokens
        low = t.lows[i]
        if self._opens_with_plain_word(i):
            return None
        run = self._extend(i)
        if run is None:
            return None
        run = self._trim(run)
        text = t.text[t.starts[run.first] : t.ends[run.last]]
        if text.casefold() in self.not_names or (low in self.not_names and run.first == run.last):
            return None
        found = evidence(t, self.lists, self.places, run.first, run.last, self._neighbour(run))
        score, reason = weigh(found)
        if score < _THRESHOLD:
            return None
        return self._made(run, reason, sure=score >= _SURE)

    def _opens_with_plain_word(self, i: int) -> bool:
        """A sentence opens with a capital: an ordinary word there is no name, unless a name follows it."""
        t = self.tokens
        low = t.lows[i]
        if (
            low in nw.TITLES
            or low in nw.NATIONS
            or (low in nw.ROLES and (t.opens[i] or word_before(t, i) not in nw.ROLES))
        ):
            return True
        if low in nw.PREFIXES and (low not in self.lists.first_names and low not in _NO_NAMES):
            t.lows[i + 1] if i + 1 < len(t) else ""
            if not t.opens[i]:
                return self._prefix_run(i) is None
            end = self._prefix_run(i)
            if end is None or (t.lows[end] in self.lists.words and end - i < 2):
                return True
            return t.lows[end] not in self.lists.surnames_after_prefix and t.lows[end] not in self.lists.surnames
        if not t.opens[i] or low not in self.lists.words:
            return False
        return not (
            low in self.lists.first_names
            and i + 1 < len(t)
            and (
                self.capital[i + 1] or (t.lows[i + 1] in nw.START_PREFIXES and i + 2 < len(t) and self.capital[i + 2])
            )
        )

    def _extend(self, i: int) -> Run | None:
        """From a capital word over capitals, initials and prefixes to the end of the name."""
        t = self.tokens
        last, j, surname_seen = i, i, False
        while j < len(t) and j - i < _LONGEST and j not in self.blocked:
            word, low = t.words[j], t.lows[j]
            if j > i and (self._new_line(j, i) or t.starts[j] - t.ends[j - 1] > 2):
                break
            if word == ".":
                if len(t.words[j - 1]) == 1 or t.lows[j - 1] in {
                    "jr",
                    "sr",
                    "st",
                    "ph",
                    "th",
                    "chr",
                    "joh",
                    "fr",
                    "dr",
                    "mr",
                    "ir",
                    "ing",
                    "drs",
                    "prof",
                    "ds",
                }:
                    j += 1
                    continue
                break
            if self.alpha[j] and self.capital[j] and (j > i or low not in nw.ROLES):
                if j > i and t.opens[j]:
                    break
                if low in nw.START_PREFIXES and j > i and self._prefix_run(j) is None:
                    break
                if j > i and surname_seen and low in nw.START_PREFIXES and self._place_like(j + 1):
                    break
                last = j
                if (
                    len(word) > 1
                    and low not in nw.PREFIXES
                    and (j > i or (low in self.lists.surnames and low not in self.lists.first_names))
                ):
                    surname_seen = True
                j += 1
                continue
            if low in nw.START_PREFIXES and self.alpha[j] and (skip := self._prefix_run(j)) is not None:
                if (
                    surname_seen
                    or skip >= len(t)
                    or (self._place_like(skip) and low == "van" and not self._may_carry_place(i, j))
                ):
                    break
                if (
                    t.lows[i] not in self.lists.first_names
                    and not self._initials(i)
                    and j - i > 0
                    and low in {"de", "in", "te", "der", "den"}
                    and skip - j == 1
                    and t.lows[skip] in self.lists.words
                ):
                    break
                j = skip
                continue
            break
        while last >= i and (t.lows[last] in nw.START_PREFIXES and last > i):
            last -= 1
        # the point after a closing initial belongs to the name
        if len(t.words[last]) == 1 and last + 1 < len(t) and t.words[last + 1] == "." and last > i:
            last += 1
        return Run(i, last)

    def _trim(self, run: Run) -> Run:
        """ "Conservator Selam Tekle", "Bel Gerda Zwiggelaar": the name starts at the known first name."""
        t, lists = self.tokens, self.lists
        low = t.lows[run.first]
        if (
            run.last == run.first
            or (low in lists.first_names and low not in lists.words)
            or self._initials(run.first)
        ):
            return run
        plain = low in lists.words or t.opens[run.first] or "-" in low or low in nw.NATIONS or low in nw.FOREIGN_WORDS
        if not plain or low in nw.START_PREFIXES:
            return run
        for j in range(run.first + 1, run.last + 1):
            other = t.lows[j]
            if other in lists.first_names and other not in lists.words and other not in lists.surnames_after_prefix:
                return self._extend(j) or run
            if other not in nw.START_PREFIXES and other not in lists.words and "-" not in low:
                break
        return run

    def _prefix_run(self, j: int) -> int | None:
        """Past "van der", "de la", "el" when a capital follows; None when none does."""
        t = self.tokens
        k = j
        while k < len(t) and t.lows[k] in nw.PREFIXES and k - j < 3:
            k += 1
        if k < len(t) and t.words[k] == "'" and k + 1 < len(t):
            k += 1
            if t.lows[k] in {"t", "s"}:
                k += 1
        return k if k < len(t) and self.alpha[k] and self.capital[k] and not self._new_line(k, j) else None

    def _may_carry_place(self, i: int, j: int) -> bool:
        """ "Jan van Bergen" may be a person; "Dijksma van Utrecht" is someone from Utrecht."""
        return j - i <= 2 and (
            (self.tokens.lows[i] in self.lists.first_names and self.tokens.lows[i] not in self.lists.words)
            or self._initials(i)
        )

    def _place_like(self, j: int) -> bool:
        return self.places.get(j, 0.0) >= 0.6

    def _initials(self, i: int) -> bool:
        t = self.tokens
        return len(t.words[i]) == 1 and self.capital[i] and i + 1 < len(t) and t.words[i + 1] == "."

    def _neighbour(self, run: Run) -> bool:
        """The run before is a name and only a comma or "en" stands between."""
        if not self.found:
            return False
        gap = run.first - self.found[-1].run.last
        return gap == 1 or (gap == 2 and self.tokens.lows[run.first - 1] in _ROW_LINKS)

    # -- names in lower case --------------------------------------------------------------------

    def _lower_run(self, i: int) -> Found | None:
        """Lower-case names, as officers type them: only from the lists, never ordinary words."""
        t, lists = self.tokens, self.lists
        low = t.lows[i]
        strict = not (self.lower_style or self.shouting)
        if (
            (len(low) < 3 and low != "mo")
            or low in lists.words
            or low in nw.NOT_PERSONS
            or low in nw.NATIONS
            or low in self.not_names
        ) and not (low in lists.first_names and low not in nw.NEVER_SURNAME and self._surname_follows(i)):
            return self._lower_surname(i) if not strict else None
        if self._is_first_name(low) and not self._place_like(i) and not self._capital_after(i):
            end = self._lower_end(i)
            if end > i:
                return self._made(Run(i, end), "first name and surname, lower case", sure=True)
            before = word_before(self.tokens, i)
            if low in lists.words or (
                strict and before not in nw.BEFORE_PERSON and before not in nw.ROLES and before not in _COMPANY
            ):
                return None
            if before in ("de", "het", "een") or before in nw.IN_PLACE:
                return None
            return self._made(Run(i, i), "known first name, lower case", sure=False)
        return self._lower_surname(i) if not strict else None

    def _is_first_name(self, low: str) -> bool:
        names = self.lists.first_names
        return low in names or ("-" in low and all(part in names for part in low.split("-")))

    def _capital_after(self, i: int) -> bool:
        """ "door James": the name starts at the capital, not at the word before it."""
        return i + 1 < len(self.tokens) and self.capital[i + 1] and not self.capital[i] and not self.shouting

    def _surname_follows(self, i: int) -> bool:
        return self._lower_end(i) > i

    def _lower_end(self, i: int) -> int:
        """The last token of "mo el idrissi", "jan de vries", "ali reza hosseini"; i when no surname follows."""
        t, lists = self.tokens, self.lists
        sure = t.lows[i] not in lists.words  # the first name is no ordinary word
        j = self._past_first_names(i) if sure else i + 1
        start, j = j, self._past_prefixes(j)
        if j >= len(t) or j in self.blocked or not self.alpha[j] or self._new_line(j, i) or len(t.lows[j]) < 3:
            return start - 1
        low = t.lows[j]
        if low in nw.NEVER_SURNAME or low in nw.SPEECH:
            return start - 1
        plain = low in lists.words
        if j > start:
            known = low in lists.surnames_after_prefix or (sure and (low in lists.surnames or not plain))
            if not known or (plain and not sure) or (self._place_like(j) and t.lows[start] in {"in", "te"}):
                return start - 1
            return self._past_hyphen_name(j)
        if self._place_like(j) and low not in lists.surnames:
            return start - 1
        known = low in lists.surnames or hyphen_known(low, lists) or looks_like_surname(low)
        if not plain and (known or (sure and self._foreign_look(j))):
            return j
        if plain and known and sure and (low in _TRADE_NAMES or not low.endswith(("t", "en", "de", "e"))):
            return j  # "marieke stam": a word that is a surname too, right after a sure first name
        return start - 1

    def _past_first_names(self, i: int) -> int:
        """Past "thi" in "nguyen thi linh": more first names, as long as something follows that may be one too."""
        t, lists = self.tokens, self.lists
        j = i + 1
        while j + 1 < len(t) and j - i < 3 and t.lows[j] in lists.first_names and t.lows[j] not in lists.words:
            j += 1
        return j

    def _past_prefixes(self, j: int) -> int:
        t = self.tokens
        start = j
        while j < len(t) and j - start < 4 and j not in self.blocked:
            if t.lows[j] in nw.START_PREFIXES or t.words[j] == "'" or (t.lows[j] == "t" and t.words[j - 1] == "'"):
                j += 1
            else:
                break
        return j

    def _foreign_look(self, j: int) -> bool:
        """An unknown word right after a first name that does not end as Dutch verbs and nouns do."""
        low = self.tokens.lows[j]
        if self._place_like(j) or low in nw.NOT_PERSONS or low in nw.NATIONS or not low.isalpha() or len(low) < 4:
            return False
        return not low.endswith(_VERB_ENDS) and _PARTICIPLE.match(low) is None

    def _past_hyphen_name(self, j: int) -> int:
        t = self.tokens
        if (
            "-" in t.words[j]
            and t.lows[j].rsplit("-", 1)[-1] in nw.START_PREFIXES
            and j + 1 < len(t)
            and self.alpha[j + 1]
        ):
            return j + 1
        return j

    def _lower_surname(self, i: int) -> Found | None:
        """ "verdachte yilmaz", "el idrissi": a surname that is no word, after a role or with its prefix."""
        t, lists = self.tokens, self.lists
        low = t.lows[i]
        before = word_before(self.tokens, i)
        if low in {"el", "al", "ben", "van", "de", "ait"} and i + 1 < len(t):
            j = i + 1
            while j < len(t) and t.lows[j] in nw.START_PREFIXES and j - i < 3:
                j += 1
            if (
                j < len(t)
                and self.alpha[j]
                and len(t.lows[j]) > 3
                and t.lows[j] not in lists.words
                and not self._place_like(j)
            ):
                known = t.lows[j] in (lists.surnames if low in {"el", "al", "ait"} else lists.surnames_after_prefix)
                if known and (low in {"el", "al", "ait"} or j - i > 1 or before in nw.ROLES):
                    return self._made(Run(i, j), "prefix and surname, lower case", sure=False)
            return None
        if low in lists.words or len(low) < 4 or self._place_like(i):
            return None
        if (low in lists.surnames or looks_like_surname(low)) and (before in nw.ROLES or before in nw.BEFORE_PERSON):
            return self._made(Run(i, i), "known surname after a role, lower case", sure=False)
        return None

    # -- the same person again ------------------------------------------------------------------

    def _repeats(self) -> None:
        """A surname or first name that was part of a full name is that person again, alone."""
        t = self.tokens
        parts: dict[str, str] = {}
        full: set[str] = set()  # surnames of names that began with a known first name
        for found in self.found:
            if len(found.parts) > 1 and found.parts[0] in self.lists.first_names:
                full.update(found.parts[1:])
            if len(found.parts) > 1 or found.sure:
                for part in found.parts:
                    if len(part) > 2 and part not in _NEVER_ALONE:
                        parts.setdefault(part, found.span.reason)
        if not parts:
            return
        prefixed = self._prefixed_parts()
        for i, low in enumerate(t.lows):
            if self._taken[i] or not self.alpha[i] or i in self.blocked:
                continue
            stem = low if low in parts else low[:-1] if low.endswith("s") and low[:-1] in parts else None
            if low.endswith("'s") and low[:-2] in parts:
                stem = low[:-2]
            if stem is None or not (
                self.capital[i] or ((self.lower_style or self.shouting) and low not in self.lists.words)
            ):
                continue
            if (t.opens[i] and low in self.lists.words) or low in self.not_names or self._part_of_title_run(i):
                continue
            before = word_before(t, i)
            if before in _NOT_BEFORE_REPEAT or (
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
        after = t.lows[i + 1] if i + 1 < len(t) else ""
        return (after in nw.ORGANISATION and self.capital[i + 1]) or word_before(self.tokens, i) in nw.ORGANISATION

    def _made(self, run: Run, reason: str, *, sure: bool) -> Found:
        t = self.tokens
        parts = tuple(
            t.lows[j]
            for j in range(run.first, run.last + 1)
            if self.alpha[j] and len(t.words[j]) > 1 and t.lows[j] not in nw.PREFIXES
        )
        span = Span(t.starts[run.first], t.ends[run.last], Kind.PERSON, reason, 4 if sure else 3)
        return Found(span, run, parts, sure)


def _opens_lower(tokens: Tokens) -> bool:
    """Someone who opens sentences in lower case writes names that way too."""
    opens = [w for w, first in zip(tokens.words, tokens.opens, strict=True) if first and w[0].isalpha()]
    return len(opens) > 0 and (opens[0][0].islower() or sum(w[0].islower() for w in opens) * 2 > len(opens))


_NO_NAMES = nw.NEVER_SURNAME
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
_COMPANY = frozenset(("met", "door", "namens", "zoon", "dochter", "broer", "zus", "ene", "appje"))
_TRADE_NAMES = word_group("redact.names.trade_names")
_OUTER_PREFIXES = frozenset(("van", "el", "al", "ter", "ten", "in", "op"))
_NOT_BEFORE_REPEAT = nw.IN_PLACE | frozenset(("het", "een", "bij", "omgeving", "gemeente"))
_PARTICIPLE = re.compile(
    r"(?:aan|op|uit|in|af|voor|toe|mee|neer|door|over|om|samen|terug|weg)?(?:ge|be|ver|ont)[a-z]{3,16}(?:d|t|"
    r"en)$"
)
_VERB_ENDS = ("t", "de", "te", "den", "ten", "end", "ing", "lijk", "heid", "tie", "avond", "dag", "nacht")
