"""Names in capitals: a run of name-like words is weighed by the evidence in and around it."""

from collections.abc import Mapping

from eenheidsbeeld.text.redact import name_words as nw
from eenheidsbeeld.text.redact.name_evidence import age_after, evidence, hyphen_known, weigh, word_before
from eenheidsbeeld.text.redact.name_ground import Found, Ground, Run

_LONGEST = 7
_THRESHOLD = -0.5  # log odds; a missed name weighs more than a word masked in vain
_SURE = 1.0
_DOUBTFUL = -2.6
_NO_PERSON = frozenset(
    ("organisation", "organisation_known", "not_person", "not_person_first", "nation", "foreign_words", "place",
     "weak_place", "thing_before", "all_capitals", "mixed_capitals", "one_plain", "hyphen_one", "thing_end",
     "article_before", "article_before_more", "in_before", "end_plain", "last_plain", "one_last_plain", "three",
     "many")
)  # fmt: skip
_ROW_LINKS = frozenset((",", "en", "&", "/", "-", "and"))
_BUILT_ENDS = (
    "straat", "laan", "plein", "weg", "kade", "gracht", "singel", "tunnel", "brug", "plantsoen", "school", "college",
    "ziekenhuis", "stadion", "sporthal", "kerk", "fonds", "gebouw",
)  # fmt: skip
_NO_NAMES = nw.NEVER_SURNAME


def _acts(found: Mapping[str, float]) -> bool:
    """The name stands where only a person stands: speaking, acting, with an age or a role."""
    return not found.keys().isdisjoint(("says_after", "says_before", "age_after", "person_noun_before"))


class CapitalNames(Ground):
    """Finds names that are written with capitals."""

    def _capital_run(self, i: int) -> Found | None:
        t = self.tokens
        low = t.lows[i]
        if self._opens_with_plain_word(i):
            return None
        if only := self._only_initials(i):
            return only
        run = self._extend(i)
        if run is None:
            return None
        run = self._trim(run)
        text = t.text[t.starts[run.first] : t.ends[run.last]].casefold()
        if (
            text in self.not_names
            or text in nw.NOT_NAMES
            or (self._built(run.last) and not self._neighbour(run))
            or (low in self.not_names and run.first == run.last)
        ):
            return None
        if end := self._surname_first(run):
            return self._made(Run(run.first, end), "first name and surname", sure=True)
        found = evidence(t, self.lists, self.places, run.first, run.last, self._neighbour(run))
        score, reason = weigh(found)
        if score < _THRESHOLD:
            if score > _DOUBTFUL and not found.keys() & _NO_PERSON:
                self.doubtful.append((self._made(run, "doubtful name that comes back", sure=False), _acts(found)))
            return None
        return self._made(self._with_name_before(self._with_initials_behind(run)), reason, sure=score >= _SURE)

    def _built(self, j: int) -> bool:
        """ "Johan de Wittlaan", "Piet Heintunnel": a street or building that is called after someone."""
        low = self.tokens.lows[j]
        known = low in self.lists.surnames or low in self.lists.surnames_after_prefix
        return len(low) > 7 and "-" not in low and low.endswith(_BUILT_ENDS) and not known

    def _only_initials(self, i: int) -> Found | None:
        """ "de 23-jarige M.B.", "verdachte M. el B. (23)": letters that stand for a name, where a person stands."""
        t, j, letters = self.tokens, i, 0
        while j + 1 < self.size and letters < _LONGEST:
            if t.lows[j] in nw.START_PREFIXES and letters and not self.capital[j]:
                j += 1
            elif len(t.words[j]) == 1 and self.capital[j] and t.words[j + 1] == "." and t.glued(j + 1):
                letters, j = letters + 1, j + 2
            else:
                break
        last = j - 1
        if letters < 2 or t.words[last] != "." or (j < self.size and self.capital[j] and not t.opens[j]):
            return None
        before = word_before(t, i)
        beside = before in ("en", ",") and bool(self.found) and self.found[-1].run.last == i - 2
        if not (before in nw.ROLES or before.endswith("jarige") or age_after(t, j) or beside):
            return None
        return self._made(Run(i, last), "initials where a person stands", sure=False)

    def _surname_first(self, run: Run) -> int:
        """ "VAN DEN BERG, Ronald", "JANSEN, Piet": a surname in capitals and then a first name; 0 otherwise."""
        words, low = self.tokens.words[run.first : run.last + 1], self.tokens.lows[run.last]
        if self._place_like(run.last) or not all(word.isupper() and len(word) > 1 for word in words):
            return 0
        known = low in self.lists.surnames or low in self.lists.surnames_after_prefix
        return self._comma_name_end(run.last) if known else 0

    def _with_name_before(self, run: Run) -> Run:
        """ "met Li Wei": a word right before it that is a first name and a surname too belongs to the name."""
        t, j = self.tokens, run.first - 1
        if j < 0 or self._taken[j] or not self.capital[j] or t.opens[j] or self._new_line(run.first, j):
            return run
        named = t.lows[j] in self.lists.first_names and t.lows[j] in self.lists.surnames
        return Run(j, run.last) if named and not self._place_like(j) and t.lows[j] not in nw.PREFIXES else run

    def _with_initials_behind(self, run: Run) -> Run:
        """ "Jansen, J." is one name."""
        t, last = self.tokens, run.last
        end = self._comma_name_end(last) if run.first == last else 0
        return Run(run.first, end) if end and len(t.words[last + 2]) == 1 else run

    def _opens_with_plain_word(self, i: int) -> bool:
        """A sentence opens with a capital: an ordinary word there is no name, unless a name follows it."""
        t = self.tokens
        low = t.lows[i]
        if self._initials(i):
            return False
        if low in nw.ARTICLES and self._plain_title(i):
            return True
        if (
            low in nw.TITLES
            or (low in nw.NATIONS and not self._first_name_too(i))
            or (low in nw.ROLES and (t.opens[i] or word_before(t, i) not in nw.ROLES))
        ):
            return True
        if low in nw.PREFIXES and (low not in self.lists.first_names and low not in _NO_NAMES):
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
            and i + 1 < self.size
            and (
                self.capital[i + 1]
                or (t.lows[i + 1] in nw.START_PREFIXES and i + 2 < self.size and self.capital[i + 2])
            )
        )

    def _plain_title(self, i: int) -> bool:
        """ "De Tweede Kamer", "Het Rode Kruis": an article and two or more ordinary words with capitals.

        Not where a person stands, and not when each word is a surname too: "De Groot Bakker belde".
        """
        t, j = self.tokens, i + 1
        end = min(self.size, i + _LONGEST)
        while j < end and self.capital[j] and not t.opens[j] and t.lows[j] in self.lists.words:
            j += 1
        if j - i < 3 or (j < self.size and self.capital[j] and not t.opens[j]):
            return False
        return not (word_before(t, i) in nw.ROLES or age_after(t, j) or self._all_surnames(i + 1, j))

    def _all_surnames(self, first: int, end: int) -> bool:
        lists = self.lists
        return all(low in lists.surnames or low in lists.surnames_after_prefix for low in self.tokens.lows[first:end])

    def _first_name_too(self, i: int) -> bool:
        """ "Frans Duinkerker", "Frans van Loenen": a first name when a name follows that is no ordinary word."""
        t, j = self.tokens, i + 1
        if t.lows[i] not in self.lists.first_names or j >= self.size:
            return False
        if t.lows[j] in nw.START_PREFIXES:
            end = self._prefix_run(j)
            return end is not None and t.lows[end] in self.lists.surnames_after_prefix
        plain = t.lows[j] in self.lists.words or t.lows[j] in nw.NATIONS
        return self.capital[j] and not plain and not self._place_like(j)

    def _extend(self, i: int) -> Run | None:
        """From a capital word over capitals, initials and prefixes to the end of the name."""
        t = self.tokens
        last, j, surname_seen, points = i, i, False, 0
        while j < self.size and j - i - 2 * min(points, _LONGEST) < _LONGEST and j not in self.blocked:
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
                    points += 1
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
                    and not self._second_first_name(i, j)
                ):
                    surname_seen = True
                j += 1
                continue
            prefixed = low in nw.START_PREFIXES or (low == "v" and self._past_short_prefix(j) > j)
            if prefixed and (skip := self._prefix_run(j)) is not None:
                if (
                    surname_seen
                    or skip >= self.size
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
            if called := self._past_calling_name(j, i):
                j = called
                continue
            break
        while last >= i and (t.lows[last] in nw.START_PREFIXES and last > i):
            last -= 1
        # the point after a closing initial belongs to the name
        if len(t.words[last]) == 1 and last + 1 < self.size and t.words[last + 1] == "." and last > i:
            last += 1
        return Run(i, last)

    def _second_first_name(self, i: int, j: int) -> bool:
        """ "Jan Willem van Rossum": the surname, with its prefix, is still to come."""
        t, lists = self.tokens, self.lists
        if j != i + 1 or j + 1 >= self.size or t.lows[j + 1] not in nw.START_PREFIXES:
            return False
        end = self._prefix_run(j + 1)
        surname = end is not None and (t.lows[end] in lists.surnames_after_prefix or hyphen_known(t.lows[end], lists))
        return surname and t.lows[i] in lists.first_names and t.lows[j] in lists.first_names

    def _past_calling_name(self, j: int, i: int) -> int:
        """ "Cornelis Johannes (Kees) Vermeulen": past the name in brackets, when a surname follows; else 0."""
        t = self.tokens
        if j <= i or j + 3 >= self.size or t.words[j] != "(" or t.words[j + 2] != ")":
            return 0
        called = self.capital[j + 1] and t.lows[j + 1] in self.lists.first_names
        follows = self._prefix_run(j + 3) or (j + 3 if self.capital[j + 3] and self.alpha[j + 3] else 0)
        return j + 3 if called and follows and not t.opens[follows] and not self._new_line(follows, j) else 0

    def _trim(self, run: Run) -> Run:
        """ "Conservator Selam Tekle", "Bel Gerda Zwiggelaar": the name starts at the known first name."""
        t, lists = self.tokens, self.lists
        run = self._without_description(run)
        low = t.lows[run.first]
        if (
            run.last == run.first
            or (low in lists.first_names and low not in lists.words)
            or self._initials(run.first)
            or (low in lists.first_names and low in lists.surnames and not t.opens[run.first])
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

    def _without_description(self, run: Run) -> Run:
        """ "De Macedonische President Gjorge Ivanov": what someone is stays, the name goes."""
        first = run.first
        while first < run.last and self._describes(first, run.last):
            first += 1
        return Run(first, run.last)

    def _describes(self, j: int, last: int) -> bool:
        low = self.tokens.lows[j]
        if low in ("de", "het", "een", "the"):
            return j + 1 < last and self._describes(j + 1, last)
        return (
            low in nw.NATIONS
            or low in nw.ROLES
            or (len(low) > 6 and low.endswith(("ische", "aanse", "eense", "ijnse")))
        ) and low not in self.lists.first_names

    def _may_carry_place(self, i: int, j: int) -> bool:
        """ "Jan van Bergen" may be a person; "Dijksma van Utrecht" is someone from Utrecht."""
        return j - i <= 2 and (
            (self.tokens.lows[i] in self.lists.first_names and self.tokens.lows[i] not in self.lists.words)
            or self._initials(i)
        )

    def _neighbour(self, run: Run) -> bool:
        """The run before is a name and only a comma or "en" stands between."""
        if not self.found:
            return False
        gap = run.first - self.found[-1].run.last
        return gap == 1 or (gap == 2 and self.tokens.lows[run.first - 1] in _ROW_LINKS)
