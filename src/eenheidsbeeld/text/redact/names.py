"""Names of persons, by evidence: lists, initials, titles, neighbours and repetition; places have a veto.

A run of name-like words is weighed: known first name, known surname, prefix, initials and a role speak
for a person; an article, a word for an organisation or a place preposition speak against. The reason
of the strongest evidence stays with the mask.
"""

from collections.abc import Collection
from typing import NamedTuple

from eenheidsbeeld.text.findings import Kind
from eenheidsbeeld.text.lists import Lists, word_group
from eenheidsbeeld.text.redact import name_words as nw
from eenheidsbeeld.text.redact.spans import Span
from eenheidsbeeld.text.tokens import Tokens

_LONGEST = 7
_THRESHOLD = 1.0


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
        self.lower_style = tokens.upper_share < 0.03
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
        before = self._before(i)
        if before in nw.SURE_TITLES and low not in nw.SURE_TITLES:
            if found := self._after_title(i):
                return found
        if self.capital[i] and not self.shouting:
            return self._capital_run(i)
        return self._lower_run(i)

    def _before(self, i: int) -> str:
        """The word before, over the point of an abbreviation."""
        j = i - 1
        if j >= 0 and self.tokens.words[j] == "." and j:
            j -= 1
        return self.tokens.lows[j] if j >= 0 else ""

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
                if low in nw.NEVER_SURNAME or low in nw.SPEECH or low in nw.ROLES:
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

    def _title_before_word(self, j: int, i: int) -> bool:
        return j == i or self.tokens.lows[j - 1] in nw.PREFIXES

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
            or self._hyphen_known(low)
        )

    def _hyphen_known(self, low: str) -> bool:
        if "-" not in low:
            return False
        parts = low.split("-")
        return any(
            p in self.lists.surnames or p in self.lists.first_names or p in self.lists.surnames_after_prefix
            for p in parts
            if len(p) > 2
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
        text = t.text[t.starts[run.first] : t.ends[run.last]]
        if text.casefold() in self.not_names or (low in self.not_names and run.first == run.last):
            return None
        score, reason = self._weigh(run)
        if score < _THRESHOLD:
            return None
        return self._made(run, reason, sure=score >= 2.0)

    def _opens_with_plain_word(self, i: int) -> bool:
        """A sentence opens with a capital: an ordinary word there is no name, unless a name follows it."""
        t = self.tokens
        low = t.lows[i]
        if low in nw.TITLES or low in nw.ROLES or low in nw.NATIONS:
            return True
        if low in nw.PREFIXES and low not in self.lists.first_names | _NO_NAMES:
            following = t.lows[i + 1] if i + 1 < len(t) else ""
            if not t.opens[i]:
                return not (i + 1 < len(t) and self.capital[i + 1])
            return not (
                i + 1 < len(t)
                and (
                    self.capital[i + 1]
                    and (following in self.lists.surnames_after_prefix or following in self.lists.surnames)
                    and following not in self.lists.words
                )
            )
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
            if self.alpha[j] and self.capital[j] and low not in nw.ROLES:
                if j > i and t.opens[j]:
                    break
                if low in nw.START_PREFIXES and j > i and not (j + 1 < len(t) and self.capital[j + 1]):
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

    def _weigh(self, run: Run) -> tuple[float, str]:
        t, lists = self.tokens, self.lists
        inside = [j for j in range(run.first, run.last + 1) if self.alpha[j]]
        words = [j for j in inside if len(t.words[j]) > 1 and t.lows[j] not in nw.PREFIXES]
        initials = [j for j in inside if len(t.words[j]) == 1]
        if not words:
            return self._weigh_initials(run)
        score, reason = self._weigh_words(run, words, bool(initials))
        before = self._before(run.first)
        after = t.lows[run.last + 1] if run.last + 1 < len(t) else ""
        if initials and initials[0] == run.first and len(t.words) > run.first + 1 and t.words[run.first + 1] == ".":
            score += 1.8
            reason = "initials and a name"
        score, reason = self._weigh_neighbours(run, words, before, after, score, reason)
        return score - self._against(run, words, before), reason

    def _weigh_initials(self, run: Run) -> tuple[float, str]:
        """Initials alone ("A. B.") count when a word for a person precedes."""
        before = self._before(run.first)
        if run.last > run.first and (before in nw.ROLES or before in nw.TITLES):
            return 1.5, "initials after a role"
        return 0.0, ""

    def _weigh_words(self, run: Run, words: list[int], initials: bool) -> tuple[float, str]:
        t, lists = self.tokens, self.lists
        score, reason = 0.0, "capitalised words in the shape of a name"
        first = words[0]
        low = t.lows[first]
        opening = t.opens[run.first]
        if low in lists.first_names or ("-" in low and low.split("-")[0] in lists.first_names):
            plain = low in lists.words
            score += 0.7 if plain else 1.6
            if len(words) > 1 or run.last > run.first:
                score += 0.5
            reason = "known first name"
        elif low in lists.surnames and len(words) == 1:
            score += 0.2 if low in lists.words else 0.8
            reason = "known surname"
        if len(words) > 1:
            last = t.lows[words[-1]]
            if last in lists.surnames or last in lists.surnames_after_prefix or self._hyphen_known(last):
                score += 0.4 if last in lists.words else 0.9
                reason = "first name and surname" if low in lists.first_names else "known surname"
            elif last in lists.words and low not in lists.first_names:
                score -= 0.8
            if all(t.lows[j] not in lists.words for j in words) and len(words) <= 4:
                score += 0.65
        if any(t.lows[j] in nw.PREFIXES for j in range(run.first, run.last + 1)):
            score += 0.5
            if len(words) == 1 and t.lows[words[0]] in lists.surnames_after_prefix:
                score += 0.6 if t.lows[words[0]] not in lists.words or not opening else 0.0
                reason = "prefix and surname"
        if len(words) == 1 and opening and run.first == run.last:
            score -= 0.6 if low in lists.first_names and low not in lists.words else 0.9
        if _looks_like_surname(t.lows[words[-1]]):
            score += 0.5
        return score, reason

    def _weigh_neighbours(
        self, run: Run, words: list[int], before: str, after: str, score: float, reason: str
    ) -> tuple[float, str]:
        t = self.tokens
        if before in nw.SURE_TITLES:
            return score + 3.0, "name after a form of address"
        if before in nw.ROLES or before in nw.TITLES:
            score += 1.2
            reason = "name after a role" if score >= _THRESHOLD else reason
        elif before in nw.BEFORE_PERSON:
            score += 0.9
        if after in nw.SAYS:
            score += 0.8
            reason = "name before a verb of speaking" if reason.startswith("capitalised") else reason
        elif after in nw.SPEECH and len(words) >= 1:
            score += 0.3
        if before in nw.SAYS and run.first and t.words[run.first - 1] != ".":
            score += 0.6
        if self._age_after(run.last + 1):
            score += 1.5
            reason = "name before an age"
        if before in {"met", "door", "tegen", "tussen", "en", "van", "bij", "aan", "voor"} and len(words) >= 2:
            score += 0.1
        return score, reason

    def _age_after(self, j: int) -> bool:
        """ "Jansen (23)", "Jansen, 23 jaar"."""
        t = self.tokens
        if j + 1 >= len(t) or t.words[j] not in "(,":
            return False
        number = t.words[j + 1]
        if not number.isdigit() or not 5 <= int(number[:4]) <= 105 or len(number) > 3:
            return False
        following = t.lows[j + 2] if j + 2 < len(t) else ""
        return following == ")" if t.words[j] == "(" else following in {"jaar", "jr", ","}

    def _against(self, run: Run, words: list[int], before: str) -> float:
        t, lists = self.tokens, self.lists
        against = 0.0
        lows = [t.lows[j] for j in words]
        first_known = lows[0] in lists.first_names and lows[0] not in lists.words
        if any(w in nw.ORGANISATION for w in lows):
            against += 1.5 if first_known and len(words) == 2 and lows[-1] in lists.surnames else 2.6
        if all(w in nw.NOT_PERSONS for w in lows) or (len(words) == 1 and lows[0] in nw.NOT_PERSONS):
            against += 3.0
        elif lows[0] in nw.NOT_PERSONS and not first_known:
            against += 1.0
        if any(w in nw.NATIONS for w in lows):
            against += 2.0
        if before in nw.ARTICLES and run.first and not t.opens[run.first]:
            against += 0.9 if first_known and len(words) > 1 else 1.6
        if before in nw.IN_PLACE:
            against += 0.7 if first_known else 1.4
        if before in nw.ORGANISATION:
            against += 1.5
        if all(t.words[j].isupper() and len(t.words[j]) > 1 for j in words):
            against += 1.2 if len(words) == 1 else 0.4
        if any(c.isdigit() for c in t.text[t.starts[run.first] : t.ends[run.last]]):
            against += 2.0
        after = t.words[run.last + 1] if run.last + 1 < len(t) else ""
        if after.isdigit() and t.glued(run.last + 1):
            against += 1.0
        return against + self._place_veto(run, words, first_known, before)

    def _place_veto(self, run: Run, words: list[int], first_known: bool, before: str) -> float:
        veto = 0.0
        for position, j in enumerate(words):
            strength = self.places.get(j, 0.0)
            if not strength:
                continue
            person_form = (position > 0 and (first_known or self._initials(run.first))) or before in nw.SURE_TITLES
            if person_form and strength < 0.95:
                veto += 0.2
            elif len(words) == 1 and first_known and strength < 0.6:
                veto += 0.4
            else:
                veto += 3.0 if strength >= 0.6 else 1.2
        return veto

    # -- names in lower case --------------------------------------------------------------------

    def _lower_run(self, i: int) -> Found | None:
        """Lower-case names, as officers type them: only from the lists, never ordinary words."""
        t, lists = self.tokens, self.lists
        low = t.lows[i]
        strict = not (self.lower_style or self.shouting)
        if len(low) < 3 or low in lists.words or low in nw.NOT_PERSONS or low in nw.NATIONS or low in self.not_names:
            if not (low in lists.first_names and low not in nw.NEVER_SURNAME and self._surname_follows(i)):
                return self._lower_surname(i) if not strict else None
        if low in lists.first_names and not self._place_like(i):
            end = self._lower_end(i)
            if end > i:
                return self._made(Run(i, end), "first name and surname, lower case", sure=True)
            before = self._before(i)
            if (strict and not (before in nw.BEFORE_PERSON or before in nw.ROLES)) or low in lists.words:
                return None
            if before in nw.ARTICLES or before in nw.IN_PLACE:
                return None
            return self._made(Run(i, i), "known first name, lower case", sure=False)
        return self._lower_surname(i) if not strict else None

    def _surname_follows(self, i: int) -> bool:
        return self._lower_end(i) > i

    def _lower_end(self, i: int) -> int:
        """The last token of "mo el idrissi", "jan de vries", "piet jansen"; i when no surname follows."""
        t, lists = self.tokens, self.lists
        j, prefixes = i + 1, 0
        while j < len(t) and t.lows[j] in nw.START_PREFIXES and prefixes < 3 and j not in self.blocked:
            j += 1
            prefixes += 1
        if j >= len(t) or j in self.blocked or not self.alpha[j] or self._new_line(j, i) or len(t.lows[j]) < 3:
            return i
        low = t.lows[j]
        if low in nw.NEVER_SURNAME or low in nw.SPEECH:
            return i
        if prefixes:
            known = low in lists.surnames_after_prefix or low in lists.surnames
            if (
                not known
                or (low in lists.words and t.lows[i] in lists.words)
                or (self._place_like(j) and t.lows[i + 1] in {"in", "te"})
            ):
                return i
            return self._past_hyphen_name(j)
        known = (
            (low in lists.surnames and not self._place_like(j)) or self._hyphen_known(low) or _looks_like_surname(low)
        )
        if known and low not in lists.words:
            return j
        return (
            j
            if low in lists.surnames and low in lists.words and t.lows[i] not in lists.words and low in _TRADE_NAMES
            else i
        )

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
        before = self._before(i)
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
        if (low in lists.surnames or _looks_like_surname(low)) and (before in nw.ROLES or before in nw.BEFORE_PERSON):
            return self._made(Run(i, i), "known surname after a role, lower case", sure=False)
        if (
            low in lists.surnames
            and self.places.get(i, 0.0) < 0.5
            and low not in _NO_NAMES
            and before not in nw.ARTICLES
            and before not in nw.IN_PLACE
        ):
            return self._made(Run(i, i), "known surname, lower case", sure=False)
        return None

    # -- the same person again ------------------------------------------------------------------

    def _repeats(self) -> None:
        """A surname or first name that was part of a full name is that person again, alone."""
        t = self.tokens
        parts: dict[str, str] = {}
        for found in self.found:
            if len(found.parts) > 1 or found.sure:
                for part in found.parts:
                    if len(part) > 2 and part not in nw.NEVER_SURNAME:
                        parts.setdefault(part, found.span.reason)
        if not parts:
            return
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
            if (t.opens[i] and low in self.lists.words) or self.places.get(i, 0.0) >= 0.6 or low in self.not_names:
                continue
            if (
                self._before(i) in nw.ARTICLES | nw.IN_PLACE and not self._before(i) == "de"
            ) or self._part_of_title_run(i):
                continue
            end = i
            self.found.append(self._made(Run(i, end), "part of a name found before", sure=False))
            self._taken[i] = True

    def _part_of_title_run(self, i: int) -> bool:
        """ "Jansen BV", "Stichting Jansen": an organisation carries the name."""
        t = self.tokens
        after = t.lows[i + 1] if i + 1 < len(t) else ""
        return (after in nw.ORGANISATION and self.capital[i + 1]) or self._before(i) in nw.ORGANISATION

    def _made(self, run: Run, reason: str, *, sure: bool) -> Found:
        t = self.tokens
        parts = tuple(
            t.lows[j]
            for j in range(run.first, run.last + 1)
            if self.alpha[j] and len(t.words[j]) > 1 and t.lows[j] not in nw.PREFIXES
        )
        span = Span(t.starts[run.first], t.ends[run.last], Kind.PERSON, reason, 4 if sure else 3)
        return Found(span, run, parts, sure)


_NO_NAMES = frozenset(nw.NEVER_SURNAME)
_TRADE_NAMES = word_group("redact.names.trade_names")
_SURNAME_ENDS = (
    "stra", "sma", "nga", "inga", "ema", "kens", "sson", "owski", "ewski", "owska", "ewska", "wicz", "ović", "ovic", "evic", "oglu", "oğlu", "idze", "shvili",
    "enko", "chuk", "ovich", "escu", "akis", "poulos", "janssen", "jansen", "meijer", "meyer", "huizen", "brink", "kamp", "mans", "dijk", "veld", "hoven", "oui", "aoui", "ijk",
)  # fmt: skip


def _looks_like_surname(low: str) -> bool:
    return len(low) > 5 and low.endswith(_SURNAME_ENDS[:24])
