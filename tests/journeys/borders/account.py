"""Who may read what, as one would write it on paper: names instead of keys, rules in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Holding:
    """How a record is shared, as one would write it on paper: names instead of keys."""

    owner: str
    marking: str
    groups: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    law: str = "avg"
    compartment: str = ""
    released_to: frozenset[str] = frozenset()


@dataclass
class Signal:
    reference: str
    holding: Holding
    own: set[str]
    released: set[str] = field(default_factory=set)
    released_now: str = ""
    hidden: bool = False
    withdrawn: bool = False
    under: str = ""


@dataclass
class Situation:
    """`rests_on`: how each signal was held when it was laid under it. That stays, also when the signal leaves."""

    reference: str
    owner: str
    rests_on: list[Holding]
    words: set[str] = field(default_factory=set)


class Borders:
    """Who may read what. Written from the rules in docs/privacy.md, not from the code."""

    def __init__(self, organisation_of: dict[str, str], unit_of: dict[str, str], roles: dict[str, list[str]]) -> None:
        self.organisation_of, self.unit_of, self.roles = organisation_of, unit_of, roles
        self.members: dict[str, set[str]] = {}
        self.keys: dict[str, set[str]] = {}
        self.signals: dict[str, Signal] = {}
        self.situations: dict[str, Situation] = {}
        self.dates: dict[str, tuple[Holding, str]] = {}
        self.editions: dict[str, tuple[bool, set[str]]] = {}

    def in_any(self, organisation: str, groups: frozenset[str]) -> bool:
        return any(organisation in self.members.get(group, ()) for group in groups)

    def how(self, who: str, held: Holding) -> str:
        """`own`: the record itself; `released`: only the wording that its owner released; empty: nothing."""
        here = self.organisation_of[who]
        if self.roles[who] == ["administrator"]:
            return ""
        let_in = {
            "red": who in held.people,
            "amber_strict": here == held.owner,
            "amber": here == held.owner or self.in_any(here, held.groups),
            "green": self.unit_of[here] == self.unit_of[held.owner],
            "clear": True,
        }[held.marking]
        if not let_in:
            return ""
        holds_key = not held.compartment or who in self.keys[held.compartment]
        if (held.law == "avg" and not held.compartment) or (here == held.owner and holds_key):
            return "own"
        return "released" if self.in_any(here, held.released_to) else ""

    def reads_signal(self, who: str, signal: Signal) -> str:
        """A signal in which a name was seen is for the privacy officers of its owner and of the bureau."""
        how = self.how(who, signal.holding)
        here = self.organisation_of[who]
        looks_after = "privacy_officer" in self.roles[who] and (
            here == signal.holding.owner
            or (here == "bureau" and self.unit_of[signal.holding.owner] == self.unit_of["bureau"])
        )
        return how if not signal.hidden or looks_after else ""

    def may_read_situation(self, who: str, situation: Situation) -> bool:
        """Others than its owner read a situation only while they may read all it was made from and all it rests on."""
        if self.roles[who] == ["administrator"]:
            return False
        if self.organisation_of[who] == situation.owner:
            # Its own words stay its own; what was for named people is for these alone, here too.
            return all(held.marking != "red" or who in held.people for held in situation.rests_on)
        now = [one.holding for one in self.signals.values() if one.under == situation.reference]
        return all(self.how(who, held) for held in (*situation.rests_on, *now))

    def reads_edition(self, who: str, reference: str) -> bool:
        """Released to the group; before that for its makers, and for who signs a part of it."""
        is_out, _words = self.editions[reference]
        here, roles = self.organisation_of[who], self.roles[who]
        if roles == ["administrator"]:
            return False
        if is_out:
            return here == "bureau" or here in self.members["west"]
        return (here == "bureau" and bool({"editor", "signatory"} & set(roles))) or who in (
            "police_chief",
            "prosecutor",
        )

    def allowed(self, who: str) -> set[str]:
        """Every invented word that this person may come across, wherever it stands."""
        return {word for word, may_read in self.of_words() if may_read(who)}

    def of_words(self) -> Iterator[tuple[str, Callable[[str], bool]]]:
        """Every invented word that was ever written, and who may come across it."""
        for signal in self.signals.values():
            for word in signal.own:
                yield word, lambda who, one=signal: self.reads_signal(who, one) == "own"
            for word in signal.released:
                is_now = word == signal.released_now
                yield (
                    word,
                    lambda who, one=signal, now=is_now: (
                        self.reads_signal(who, one) in (("own", "released") if now else ("own",))
                    ),
                )
        for situation in self.situations.values():
            for word in situation.words:
                yield word, lambda who, one=situation: self.may_read_situation(who, one)
        for held, word in self.dates.values():
            yield word, lambda who, one=held: bool(self.how(who, one))
        for reference, (_out, words) in self.editions.items():
            for word in words:
                yield word, lambda who, one=reference: self.reads_edition(who, one)
