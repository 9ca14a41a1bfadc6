"""Names in lower case, as officers type them: only from the lists, never ordinary words."""

import re

from eenheidsbeeld.text.lists import word_group
from eenheidsbeeld.text.redact import name_words as nw
from eenheidsbeeld.text.redact.name_evidence import hyphen_known, looks_like_surname, word_before
from eenheidsbeeld.text.redact.name_ground import Found, Ground, Run

SURNAME_PREFIXES = frozenset(("el", "al", "ben", "van", "de", "ait", "vd", "ter", "ten"))
_ARABIC = frozenset(("el", "al", "ait"))
_ENGLISH_TOO = frozenset(("may", "will"))  # alone and without a capital these are verbs
_COMPANY = frozenset(("met", "door", "namens", "zoon", "dochter", "broer", "zus", "ene", "appje"))
_TRADE_NAMES = word_group("redact.names.trade_names")
_POINTS_AT = frozenset(("betreft", "betr", "bet", "namelijk", "nl", "genaamd", "gen", "ene", "familie", "fam"))
_PARTICIPLE = re.compile(
    r"(?:aan|op|uit|in|af|voor|toe|mee|neer|door|over|om|samen|terug|weg)?(?:ge|be|ver|ont)[a-z]{3,16}(?:d|t|"
    r"en)$"
)
_VERB_ENDS = ("t", "de", "te", "den", "ten", "end", "ing", "lijk", "heid", "tie", "avond", "dag", "nacht")


class LowerNames(Ground):
    """Finds names that are written without capitals."""

    def _lower_run(self, i: int) -> Found | None:
        """Lower-case names, as officers type them: only from the lists, never ordinary words."""
        t, lists = self.tokens, self.lists
        low = t.lows[i]
        strict = not (self.lower_style or self.shouting)
        if len(low) == 1 and self.lower_style:
            return self._lower_initials(i)
        if (
            (len(low) < 3 and low != "mo")
            or low in lists.words
            or low in nw.NOT_PERSONS
            or low in nw.NATIONS
            or low in self.not_names
        ) and not (low in lists.first_names and low not in nw.NEVER_SURNAME and self._surname_follows(i)):
            return self._lower_surname(i) if not strict else None
        if (
            self._is_first_name(low)
            and not self._place_like(i)
            and (self._capital_surname(i) or not self._capital_after(i))
        ):
            end = self._lower_end(i)
            if end > i:
                return self._made(Run(i, end), "first name and surname, lower case", sure=True)
            if end := self._capital_surname(i):
                return self._made(Run(i, end), "first name and surname", sure=True)
            before = word_before(self.tokens, i)
            if (
                low in lists.words
                or low in _ENGLISH_TOO
                or (strict and before not in nw.BEFORE_PERSON and before not in nw.ROLES and before not in _COMPANY)
            ):
                return None
            if before in ("de", "het", "een") or before in nw.IN_PLACE:
                return None
            return self._made(Run(i, self._past_initial(i)), "known first name, lower case", sure=False)
        if not strict and self._second_of_two(i):
            return self._made(Run(i, i), "in a row of names", sure=False)
        return self._lower_surname(i) if not strict else None

    def _capital_surname(self, i: int) -> int:
        """ "jan JANSEN", "mohamed Bouali": a first name without a capital before a known surname with one; else 0."""
        return (
            i + 1
            if self._capital_after(i) and self._known(i + 1) and self.tokens.lows[i] not in self.lists.words
            else 0
        )

    def _lower_initials(self, i: int) -> Found | None:
        """ "p. wisniewski", "b.j. van 't hoff": one to four letters with points, then a surname from the lists."""
        t, lists = self.tokens, self.lists
        j = i
        while j + 1 < self.size and len(t.words[j]) == 1 and self.alpha[j] and t.words[j + 1] == "." and j - i < 8:
            j += 2
        if j == i or (i and t.glued(i)):
            return None
        start, j = j, self._past_prefixes(j)
        if j >= self.size or j in self.blocked or not self.alpha[j] or self._new_line(j, i) or len(t.lows[j]) < 3:
            return None
        low, announced = t.lows[j], self._announced(i)
        prefixed = j > start or t.lows[i:start] == ["v", ".", "d", "."]
        known = low in lists.surnames_after_prefix if prefixed else low in lists.surnames or hyphen_known(low, lists)
        if low in lists.words and j == start and not (announced and (prefixed or low in _TRADE_NAMES)):
            return None
        if not (known or looks_like_surname(low) or (announced and self._foreign_look(j))):
            return None
        return self._made(Run(i, j), "initials and a surname, lower case", sure=True)

    def _announced(self, i: int) -> bool:
        """A role or a word such as "betreft" stands before."""
        before = word_before(self.tokens, i)
        return before in nw.ROLES or before in nw.BEFORE_PERSON or before in _POINTS_AT

    def _second_of_two(self, i: int) -> bool:
        """ "giovanni en djenairo": an unknown word beside a first name, not in the shape of a Dutch word."""
        t = self.tokens
        return (
            i > 1 and t.lows[i - 1] in ("en", "&") and self._taken[i - 2] and self.found[-1].run.last == i - 2
            and self._foreign_look(i)
        )  # fmt: skip

    def _surname_follows(self, i: int) -> bool:
        return self._lower_end(i) > i

    def _lower_end(self, i: int) -> int:
        """The last token of "mo el idrissi", "jan de vries", "ali reza hosseini"; i when no surname follows."""
        t, lists = self.tokens, self.lists
        sure = t.lows[i] not in lists.words  # the first name is no ordinary word
        j = self._past_first_names(i) if sure else i + 1
        start, j = j, self._past_prefixes(j)
        if j >= self.size or j in self.blocked or not self.alpha[j] or self._new_line(j, i) or len(t.lows[j]) < 3:
            return start - 1
        low = t.lows[j]
        if low in nw.NEVER_SURNAME or low in nw.SPEECH:
            return start - 1
        plain = low in lists.words
        if j > start:
            # "brandt de paaskaars" is no name; "fatima el bouzambouti" is
            unknown = not plain and (self.lower_style or self.shouting or t.lows[start:j] != ["de"])
            known = low in lists.surnames_after_prefix or (sure and (low in lists.surnames or unknown))
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
        while j + 1 < self.size and j - i < 3 and t.lows[j] in lists.first_names and t.lows[j] not in lists.words:
            j += 1
        return j

    def _past_prefixes(self, j: int) -> int:
        t = self.tokens
        start = j
        while j < self.size and j - start < 4 and j not in self.blocked:
            if t.lows[j] in nw.START_PREFIXES or t.words[j] == "'" or (t.lows[j] == "t" and t.words[j - 1] == "'"):
                j += 1
            else:
                break
        return j

    def _foreign_look(self, j: int) -> bool:
        """An unknown word right after a first name that does not end as Dutch verbs and nouns do."""
        low = self.tokens.lows[j]
        if (
            self._place_like(j)
            or low in nw.NOT_PERSONS
            or low in nw.NATIONS
            or low in nw.ROLES
            or not low.isalpha()
            or len(low) < 4
        ):
            return False
        return not low.endswith(_VERB_ENDS) and _PARTICIPLE.match(low) is None

    def _past_hyphen_name(self, j: int) -> int:
        t = self.tokens
        if (
            "-" in t.words[j]
            and t.lows[j].rsplit("-", 1)[-1] in nw.START_PREFIXES
            and j + 1 < self.size
            and self.alpha[j + 1]
        ):
            return j + 1
        return j

    def _lower_surname(self, i: int) -> Found | None:
        """ "verdachte yilmaz", "el idrissi": a surname that is no word, after a role or with its prefix."""
        t, lists = self.tokens, self.lists
        low = t.lows[i]
        before = word_before(self.tokens, i)
        if low in SURNAME_PREFIXES and i + 1 < self.size:
            j = i + 1
            while j < self.size and t.lows[j] in nw.START_PREFIXES and j - i < 3:
                j += 1
            if (
                j < self.size
                and self.alpha[j]
                and len(t.lows[j]) > 3
                and t.lows[j] not in lists.words
                and not self._place_like(j)
            ):
                known = t.lows[j] in (lists.surnames if low in _ARABIC else lists.surnames_after_prefix)
                end = self._comma_name_end(j)
                if known and (low in _ARABIC or j - i > 1 or before in nw.ROLES or end):
                    return self._made(Run(i, end or j), "prefix and surname, lower case", sure=False)
            return None
        if low in lists.words or len(low) < 4 or self._place_like(i):
            return None
        known = low in lists.surnames or looks_like_surname(low) or hyphen_known(low, lists)
        end = self._comma_name_end(i) if before not in nw.ARTICLES else 0  # "een schilder, Deniz": what he is
        if known and (before in nw.ROLES or before in nw.BEFORE_PERSON or end):
            return self._made(Run(i, end or i), "known surname after a role, lower case", sure=False)
        return None
