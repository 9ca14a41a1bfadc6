"""A name from the list of places, where it stands in a text, and what stands around it."""

from collections.abc import Sequence
from typing import NamedTuple

from eenheidsbeeld.text.lists import Lists, word_group
from eenheidsbeeld.text.places.borne import FIRST_PREFIX, is_place_alone
from eenheidsbeeld.text.places.gazetteer import Entry, Gazetteer, fold
from eenheidsbeeld.text.tokens import Tokens

_SEATS = word_group("places.find.seats")
_PEOPLE = word_group("places.find.people")  # behind these a surname may stand as well as a place
_LIVES_IN = ("inwoners", "bewoners", "wijk")
_ROW = frozenset((",", "en", "of", "/", "&"))
_BESIDE = frozenset(("bij", "en", ",", ";", "/", "+", "nabij"))
_STROKES = frozenset(("-", "–", "—", ":", "|", "/"))
# Many hamlets are called after a thing that stands elsewhere too.
_BUILT = ("kerk", "burg", "bos", "berg", "dijk", "straat", "molen", "brug", "huis", "hof", "eind", "sluis")
_LONG = 7
_MANY_WORDS = 3  # "Nieuwer ter Aa": nothing else is called so


class Candidate(NamedTuple):
    """A name of a place by tokens first..last; `sure` says a place word or form vouches for it."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    score: float
    sure: bool
    reason: str


class Named:
    """Tokens first..last, which bear the name of these places. `near`: the candidates found before it."""

    def __init__(
        self,
        tokens: Tokens,
        lists: Lists,
        gazetteer: Gazetteer,
        first: int,
        last: int,
        entries: tuple[Entry, ...],
        near: Sequence[Candidate],
        behind_street: bool,
    ) -> None:
        self.tokens, self.lists, self.gazetteer = tokens, lists, gazetteer
        self.first, self.last, self.entries = first, last, entries
        self.low, self.single = tokens.lows[first], first == last
        self.before = tokens.lows[first - 1] if first else ""
        self.after = tokens.lows[last + 1] if last + 1 < len(tokens) else ""
        self.people = max(e.people for e in entries)
        self.common = self.single and (self.low in lists.words or fold(self.low) in lists.words)
        self.small = all(e.level in ("hamlet", "neighbourhood") for e in entries)
        # "Beek bij Oss", "Assen, Best en Huizen": only a comma, a stroke or "en" stands between it and a place
        self.beside = bool(near) and near[-1].last == first - 2 and self.before in _BESIDE
        self.behind_place = behind_street or (self.beside and near[-1].sure)

    @property
    def word(self) -> str:
        """The word that its capital is looked for in: of "'s-Graveland" the second."""
        first = self.tokens.words[self.first]
        return self.tokens.words[self.first + 1] if first == "'" and not self.single else first

    @property
    def capital(self) -> bool:
        last = self.tokens.words[self.last]
        if self.low == "'" and not self.single:
            return last.lower() != last
        return self.word[0].isupper() or (not self.single and last[0].isupper())

    def in_a_row(self) -> bool:
        """ "Akkrum, Nes en Aldeboarn": between a place and a name that is nothing but a place."""
        following = self.last + 2
        if not self.beside or following >= len(self.tokens):
            return False
        return self.after in _ROW and is_place_alone(self.tokens.lows[following], self.lists, self.gazetteer)

    def behind_seat(self) -> bool:
        """ "de gemeenteraad van Bergen", "inwoners van de Stevenshof"; also "school Houten" without "van"."""
        lows, first = self.tokens.lows, self.first
        if self.before in ("de", "het") and first > 2 and lows[first - 2] == "van":
            return lows[first - 3] in _LIVES_IN
        if self.before == "van" and first > 1:
            return lows[first - 2] in _SEATS or lows[first - 2] in _PEOPLE
        return self.before in _SEATS and not self.tokens.words[first - 1].isupper()

    def behind_adjective(self) -> bool:
        """ "in het Drentse Nieuw-Buinen": behind a place or province that became an adjective."""
        if self.first < 2 or self.tokens.lows[self.first - 2] != "het":
            return False
        before = self.tokens.words[self.first - 1]
        return len(before) > 4 and before[0].isupper() and before.endswith("se")

    def before_age(self) -> bool:
        """ "Krimpen (34)": so a person is told of."""
        after = self.tokens.lows[self.last + 1 : self.last + 4]
        return len(after) == 3 and after[0] == "(" and after[1].isdigit() and len(after[1]) < 3 and after[2] == ")"

    def before_place_words(self) -> bool:
        """ "Kampen en omstreken", "Best e.o."."""
        after = self.tokens.lows[self.last + 1 : self.last + 4]
        return (
            after[:2] in (["en", "omstreken"], ["en", "omgeving"]) or after == ["e", ".", "o"] or after[:1] == ["eo"]
        )

    def opens_line(self) -> bool:
        """ "WOERDEN - Een groep", "Utrecht (ANP)", "Woerden: ..." where a line begins, or "gemeente, 3 mei"."""
        t, following = self.tokens, self.last + 1
        if following >= len(t) or not _begins_line(t, self.first):
            return False
        word, sign = t.words[self.first], t.words[following]
        if word.isupper() and len(word) > 2 and sign[0].isupper() and not sign.isupper():
            return True  # "HALFWEG Tegen de fusie is veel verzet."
        if sign in _STROKES:
            return not t.glued(following) or sign == ":"
        return sign == "(" or (sign == "," and following + 1 < len(t) and t.words[following + 1][0].isdigit())

    def only_a_place(self) -> bool:
        """A village that we know no inhabitants of: "Harmelen", "Nieuwer ter Aa", "'s-Graveland"."""
        if self.single:
            return self.only_by_name()
        by_stroke = self.low == "'" and self.tokens.lows[self.last].startswith("s-")
        return by_stroke or self.last - self.first + 1 >= _MANY_WORDS

    def only_by_name(self) -> bool:
        """A long name that is no word and no person's."""
        low, lists = self.low, self.lists
        if self.before in FIRST_PREFIX and low in lists.surnames_after_prefix:
            return False
        named = low in lists.words or low in lists.first_names or low in lists.surnames
        return len(low) >= _LONG and not named and not low.endswith(_BUILT)

    def all_plain(self) -> bool:
        """ "Hoge Bos": several ordinary words."""
        lows = self.tokens.lows[self.first : self.last + 1]
        return not self.single and all(low in self.lists.words for low in lows)

    def found(self, score: float, sure: bool, reason: str) -> Candidate:
        return Candidate(self.first, self.last, self.entries, score, sure, reason)


def _begins_line(tokens: Tokens, first: int) -> bool:
    """The first word of the text or of a line, also behind the sign that opens an item of a list."""
    if first and tokens.words[first - 1] in "-–•*":
        first -= 1
    return first == 0 or "\n" in tokens.text[tokens.ends[first - 1] : tokens.starts[first]]
