"""A network at work, and beside it an account of who may read what, kept in words of its own.

`Borders` is that account: it never asks `may_see` or the database. It hears what was done, holds the rules as people
would say them, and answers for each invented word that stands in a record who may read it. `Network` does things by
the real actions and pages; `Readers` look, and compare.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import Refusal
from tests.conftest import MONDAY, Region

CANARY = re.compile(r"kanarie[a-z]{4}")
REFERENCE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-?[0-9A-HJKMNP-TV-Z]{5}\b")
MORE_PEOPLE = (
    ("police_admin", "politie", ["administrator"]),
    ("police_second", "politie", ["contributor", "signatory"]),
    ("police_privacy", "politie", ["privacy_officer"]),
    ("zeist_admin", "zeist", ["administrator"]),
    ("houten_admin", "houten", ["administrator"]),
)
READERS = (
    "woerden_oov", "woerden_mayor", "woerden_admin", "houten_oov", "houten_mayor", "police_desk", "police_chief",
    "police_second", "police_privacy", "prosecutor", "analyst", "editor", "privacy", "zeist_oov", "stranger",
)  # fmt: skip
ACTORS = tuple(one for one in READERS if one not in ("woerden_admin",))
BRINGS_IN = ("woerden_oov", "houten_oov", "police_desk", "police_second", "prosecutor", "zeist_oov", "stranger", "analyst")  # fmt: skip
LAW_OF = {"politie": "wpg", "om": "wjsg"}


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


class Network:
    """The real thing: each method does what a person would do, and tells `Borders` when it was done."""

    def __init__(self, region: Region, borders: Borders, publication: Any) -> None:
        self.region, self.borders, self.publication = region, borders, publication
        self.now = MONDAY + timedelta(minutes=5)  # nobody is signed out for sitting still
        self.done = self.refused = self.spoken = 0
        self.requests: list[str] = []
        self.consents: list[tuple[str, str]] = []
        self.glass: list[tuple[str, str, str]] = []

    def word(self) -> str:
        self.spoken += 1
        number, letters = self.spoken, ""
        for _place in range(4):
            number, rest = divmod(number, 20)
            letters += "bcdfghjklmnpqrstvwxz"[rest]
        return f"kanarie{letters}"

    def viewer(self, who: str) -> Any:
        from eenheidsbeeld.sharing.queries import viewer_of

        return viewer_of(self.region.memberships[who], second_factor=True, stepped_up=True, at=self.now)

    def attempt(self, act: Callable[[], Any]) -> Any:
        """Do it, or be refused: either may be right, and the readers will see whether it was."""
        from django.db import transaction

        try:
            with transaction.atomic():
                answer = act()
        except Refusal:
            self.refused += 1
            return None
        self.done += 1
        return answer

    def group_keys(self, names: frozenset[str]) -> list[int]:
        return [self.region.groups[name].pk for name in sorted(names)]

    # --- Signals ---------------------------------------------------------------------------------------------

    def draft(self, who: str, text: str, **more: Any) -> Any:
        from eenheidsbeeld.signals.intake import SignalDraft
        from eenheidsbeeld.signals.rules import Channel

        membership = self.region.memberships[who]
        return SignalDraft(
            text=text, organisation=membership.organisation_id, channel=Channel.FORM, area_code="GM0632",
            source_key=f"form:{membership.organisation_id}", reported_at=self.now, brought_in_by=membership.pk,
            said_on=self.now.date(), **more,
        )  # fmt: skip

    def bring_in(self, who: str, marking: str, groups: frozenset[str], compartment: str) -> None:
        from eenheidsbeeld.sharing.rules import Choice, Marking
        from eenheidsbeeld.signals import actions

        here, word = self.borders.organisation_of[who], self.word()
        key = self.region.compartments[compartment].pk if compartment else None
        shares = Choice(Marking(marking), tuple(self.group_keys(groups)), key)
        draft = self.draft(who, f"Onrust op het plein in Woerden, de wijk noemt {word}.", shares=shares)
        made = self.attempt(lambda: actions.bring_in(draft=draft, by=self.viewer(who), at=self.now))
        if made:
            law = LAW_OF.get(here, "avg")
            held = Holding(here, marking, groups, law=law, compartment=compartment)
            self.borders.signals[made.reference] = Signal(made.reference, held, {word})

    def bring_in_by_page(self, who: str, client: Any) -> None:
        """The form as people fill it in; shared as usual, with the picture of the district that they take part in."""
        here, word = self.borders.organisation_of[who], self.word()
        form = {"text": f"Onrust bij het station in Woerden, men zegt {word}.", "area": "GM0632", "step": "confirm",
                "masks": "", "basis": "experienced", "source_grade": "reliable", "content_grade": "plausible"}  # fmt: skip
        answer = client.post("/signalen/nieuw/", form)
        if answer.status_code != 302:
            self.refused += 1
            return
        self.done += 1
        reference = answer.headers["Location"].strip("/").rsplit("/", 1)[1].replace("-", "")
        groups = frozenset({"west"}) if here in self.borders.members["west"] else frozenset()
        held = Holding(here, "amber", groups, law=LAW_OF.get(here, "avg"))
        self.borders.signals[reference] = Signal(reference, held, {word})

    def hold(self, one: Signal, marking: str, person: str) -> None:
        """RED and CLEAR are chosen on no form; they come in by import and stand in the table all the same."""
        from eenheidsbeeld.sharing.actions import scope_of
        from eenheidsbeeld.signals.models import Signal as Row

        if one.under:
            return
        people = frozenset({person}) if marking == "red" else frozenset()
        scope = scope_of([], [self.region.memberships[name].person_id for name in people])
        Row.objects.filter(reference=one.reference).update(marking=marking, scope=scope)
        one.holding = replace(one.holding, marking=marking, people=people, groups=frozenset())
        self.done += 1

    def correct(self, who: str, one: Signal) -> None:
        from eenheidsbeeld.signals import actions

        word = self.word()
        draft = self.draft(who, f"Onrust op het plein in Woerden, beter gezegd {word}.")
        if self.attempt(
            lambda: actions.correct_signal(reference=one.reference, draft=draft, by=self.viewer(who), at=self.now)
        ):
            one.own.add(word)

    def withdraw(self, who: str, one: Signal) -> None:
        from eenheidsbeeld.signals import actions
        from eenheidsbeeld.signals.rules import WithdrawReason

        if self.attempt(
            lambda: actions.withdraw_signal(
                reference=one.reference, reason=WithdrawReason.WRONG, by=self.viewer(who), at=self.now
            )
        ):
            one.withdrawn = True

    def release_wording(self, who: str, one: Signal, groups: frozenset[str]) -> None:
        from eenheidsbeeld.signals import actions

        word = self.word()
        draft = self.draft(who, f"Er is drukte in Woerden, vrijgegeven als {word}.")
        groups &= frozenset(name for name, within in self.borders.members.items()
                            if self.borders.organisation_of[who] in within)  # fmt: skip
        if self.attempt(
            lambda: actions.release_wording(
                reference=one.reference, draft=draft, groups=self.group_keys(groups), by=self.viewer(who), at=self.now
            )
        ):
            one.released.add(word)
            one.released_now = word
            held = one.holding
            one.holding = replace(held, released_to=groups, groups=held.groups | groups)

    def withdraw_wording(self, who: str, one: Signal) -> None:
        from eenheidsbeeld.signals import actions

        if self.attempt(lambda: actions.withdraw_wording(reference=one.reference, by=self.viewer(who), at=self.now)):
            one.released_now = ""
            one.holding = replace(one.holding, released_to=frozenset())

    def report_name(self, who: str, one: Signal) -> None:
        from eenheidsbeeld.signals import actions

        if self.attempt(lambda: actions.report_name(reference=one.reference, by=self.viewer(who), at=self.now)):
            one.hidden = True

    # --- Sharing wider, groups, compartments ------------------------------------------------------------------

    def _share(self, one: Signal, marking: str, groups: frozenset[str]) -> dict[str, Any]:
        from eenheidsbeeld.sharing import subjects
        from eenheidsbeeld.sharing.rules import Marking

        return {"subject": subjects.called("signaal"), "reference": one.reference, "marking": Marking(marking),
                "groups": self.group_keys(groups), "at": self.now}  # fmt: skip

    def _own_groups(self, who: str, groups: frozenset[str]) -> frozenset[str]:
        here = self.borders.organisation_of[who]
        return frozenset(name for name in groups if here in self.borders.members.get(name, ()))

    def share(self, who: str, one: Signal, marking: str, groups: frozenset[str]) -> None:
        from eenheidsbeeld.sharing import actions

        if self.attempt(lambda: actions.share(by=self.viewer(who), **self._share(one, marking, groups))):
            chosen = self._own_groups(who, groups) if marking == "amber" else frozenset()
            one.holding = replace(one.holding, marking=marking, groups=chosen, people=frozenset())

    def ask_to_share(self, who: str, one: Signal, marking: str, groups: frozenset[str]) -> None:
        from eenheidsbeeld.sharing import actions

        made = self.attempt(
            lambda: actions.ask_to_share(
                reason="Voor het overleg.", by=self.viewer(who), **self._share(one, marking, groups)
            )
        )
        for request in made or ():
            self.requests.append(request.reference)

    def answer_request(self, who: str, place: int, *, agrees: bool) -> None:
        """What is agreed is done when all sources agreed; a signal has one source, so at once."""
        from eenheidsbeeld.sharing import actions
        from eenheidsbeeld.sharing.models import SharingRequest
        from eenheidsbeeld.signals.models import Signal as Row

        if not self.requests:
            return
        reference = self.requests[place % len(self.requests)]
        if not self.attempt(
            lambda: actions.answer_request(
                reference=reference, agrees=agrees, reason="Nee.", by=self.viewer(who), at=self.now
            )
        ):
            return
        self.requests.remove(reference)
        asked = SharingRequest.objects.get(reference=reference)
        one = self.borders.signals[Row.objects.get(pk=int(asked.subject_key)).reference]
        if agrees:
            names = {group.pk: name for name, group in self.region.groups.items()}
            wanted = frozenset(names[key] for key in asked.to_scope.groups.values_list("pk", flat=True))
            held = one.holding
            groups = wanted | held.groups if asked.to_marking == "amber" else frozenset()
            one.holding = replace(held, marking=asked.to_marking, groups=groups, people=frozenset())

    def join(self, organisation: str, group: str) -> None:
        from eenheidsbeeld.core.viewer import System
        from eenheidsbeeld.sharing import actions

        if organisation not in self.borders.members[group]:
            actions.join_group(
                group=self.region.groups[group], organisations=[self.region.organisations[organisation]],
                by=System("tests"), at=self.now,
            )  # fmt: skip
            self.borders.members[group].add(organisation)
            self.done += 1

    def leave(self, organisation: str, group: str) -> None:
        from eenheidsbeeld.core.viewer import System
        from eenheidsbeeld.sharing import actions

        if organisation in self.borders.members[group]:
            actions.leave_group(
                group=self.region.groups[group], organisation=self.region.organisations[organisation],
                by=System("tests"), at=self.now,
            )  # fmt: skip
            self.borders.members[group].discard(organisation)
            self.done += 1

    def put_away(self, who: str, one: Signal, compartment: str) -> None:
        from eenheidsbeeld.sharing import actions, subjects

        slug = self.region.compartments[compartment].slug
        if self.attempt(
            lambda: actions.put_in_compartment(
                subject=subjects.called("signaal"), reference=one.reference, compartment=slug, by=self.viewer(who),
                at=self.now,
            )
        ):  # fmt: skip
            one.holding = replace(one.holding, compartment=compartment)

    def take_out(self, who: str, one: Signal) -> None:
        from eenheidsbeeld.sharing import actions, subjects

        if self.attempt(
            lambda: actions.take_out_of_compartment(
                subject=subjects.called("signaal"), reference=one.reference, by=self.viewer(who), at=self.now
            )
        ):
            held = one.holding
            one.holding = replace(
                held, compartment="", marking="amber_strict", groups=frozenset(), people=frozenset()
            )

    def give_key(self, who: str, to: str, compartment: str) -> None:
        from eenheidsbeeld.sharing import actions

        if self.attempt(
            lambda: actions.give_compartment_key(
                compartment=self.region.compartments[compartment], membership=self.region.memberships[to],
                by=self.viewer(who), at=self.now,
            )
        ):  # fmt: skip
            self.borders.keys[compartment].add(to)

    def take_key(self, who: str, of: str, compartment: str) -> None:
        from eenheidsbeeld.sharing import actions

        if self.attempt(
            lambda: actions.take_compartment_key(
                compartment=self.region.compartments[compartment],
                membership=self.region.memberships[of].reference, by=self.viewer(who), at=self.now,
            )
        ):  # fmt: skip
            self.borders.keys[compartment].discard(of)

    def break_glass(self, who: str, other: str, compartment: str) -> None:
        """One asks, another opens it, for an hour; `pass_hours` ends it by itself."""
        from eenheidsbeeld.sharing import actions

        slug = self.region.compartments[compartment].slug
        asked = self.attempt(
            lambda: actions.ask_break_glass(
                compartment=slug, reason="Acute dreiging.", hours=1, by=self.viewer(who), at=self.now
            )
        )
        if asked and self.attempt(
            lambda: actions.answer_break_glass(
                reference=asked.reference, grant=True, by=self.viewer(other), at=self.now
            )
        ):
            self.borders.keys[compartment].add(who)
            self.glass.append((who, compartment, asked.reference))

    def end_glass(self) -> None:
        from eenheidsbeeld.sharing import actions

        if self.glass:
            who, compartment, reference = self.glass.pop(0)
            if (
                self.attempt(lambda: actions.end_break_glass(reference=reference, by=self.viewer(who), at=self.now))
                is not None
            ):
                self.borders.keys[compartment].discard(who)

    # --- The inbox and situations -----------------------------------------------------------------------------

    def set_aside(self, who: str, one: Signal) -> None:
        from eenheidsbeeld.signals.aside import AsideReason
        from eenheidsbeeld.situations import actions

        self.attempt(
            lambda: actions.set_aside(
                signals=[one.reference], reason=AsideReason.NOT_UNREST, by=self.viewer(who), at=self.now
            )
        )

    def start(self, who: str, signals: list[Signal]) -> None:
        from eenheidsbeeld.situations import actions

        word = self.word()
        step = self.attempt(
            lambda: actions.start_situation(
                signals=[one.reference for one in signals], title=f"Onrust {word}", phenomenon="asylum_tension",
                by=self.viewer(who), at=self.now,
            )
        )  # fmt: skip
        if step:
            here, reference = self.borders.organisation_of[who], step.situation.reference
            self.borders.situations[reference] = Situation(reference, here, [one.holding for one in signals], {word})
            for one in signals:
                one.under = reference

    def attach(self, who: str, one: Signal, situation: Situation) -> None:
        from eenheidsbeeld.situations import actions

        if self.attempt(
            lambda: actions.attach_signals(
                signals=[one.reference], situation=situation.reference, fewer_may_see=True, by=self.viewer(who),
                at=self.now,
            )
        ):  # fmt: skip
            situation.rests_on.append(one.holding)
            one.under = situation.reference

    def detach(self, who: str, one: Signal) -> None:
        from eenheidsbeeld.situations import actions

        if self.attempt(lambda: actions.detach_signals(signals=[one.reference], by=self.viewer(who), at=self.now)):
            one.under = ""

    def undo(self, who: str) -> None:
        """What was decided is as if it was not; the words that were written meanwhile keep their borders."""
        from eenheidsbeeld.signals.models import Signal as Row
        from eenheidsbeeld.situations import actions

        step = self.attempt(lambda: actions.undo_last_step(by=self.viewer(who), at=self.now))
        if step is None or step.kind not in ("attach", "start", "detach", "merge"):
            return
        changed = [change["key"] for change in step.changes if change["kind"] == "signal"]
        moved = list(Row.objects.filter(pk__in=changed).values_list("reference", flat=True))
        self._look_again(moved if step.kind != "merge" else list(self.borders.signals))
        if step.kind == "attach" and step.situation_id:
            rests_on = self.borders.situations[step.situation.reference].rests_on
            del rests_on[-len(moved) :]

    def _look_again(self, references: list[str]) -> None:
        """Under which situation these lie now: what an undo gave back is asked, with whom it is shared is not."""
        from eenheidsbeeld.situations.models import Attachment

        running = Attachment.objects.filter(signal_reference__in=references, detached_at=None)
        under = dict(running.values_list("signal_reference", "situation__reference"))
        for reference in references:
            self.borders.signals[reference].under = under.get(reference, "")

    def merge(self, who: str, old: Situation, into: Situation) -> None:
        from eenheidsbeeld.situations import actions

        if self.attempt(
            lambda: actions.merge_situations(
                merged=old.reference, into=into.reference, by=self.viewer(who), at=self.now
            )
        ):
            into.rests_on += old.rests_on
            for one in self.borders.signals.values():
                one.under = into.reference if one.under == old.reference else one.under

    def add_fact(self, who: str, situation: Situation) -> None:
        from eenheidsbeeld.situations import actions

        word = self.word()
        if self.attempt(
            lambda: actions.add_fact(
                situation=situation.reference, text=f"Er stonden dertig mensen, {word}.", by=self.viewer(who),
                at=self.now,
            )
        ):  # fmt: skip
            situation.words.add(word)

    # --- The calendar and editions ----------------------------------------------------------------------------

    def put_date(self, who: str, marking: str, groups: frozenset[str]) -> None:
        from eenheidsbeeld.sharing.rules import Marking
        from eenheidsbeeld.situations import actions
        from eenheidsbeeld.situations.actions.forward import new_sharing
        from eenheidsbeeld.situations.rules import CalendarKind

        here, word, by = self.borders.organisation_of[who], self.word(), self.viewer(who)
        made = self.attempt(
            lambda: actions.put_calendar_entry(
                title=f"Bijeenkomst {word}", kind=CalendarKind.OTHER, starts_at=self.now + timedelta(days=2),
                area_code="GM0632", sharing=new_sharing(by, Marking(marking), self.group_keys(groups)), by=by,
                at=self.now,
            )
        )  # fmt: skip
        if made:
            people = frozenset({who}) if marking == "red" else frozenset()
            held = Holding(here, marking, self._own_groups(who, groups), people)
            self.borders.dates[made.reference] = (held, word)

    def write(self, who: str, signal: Signal | None) -> None:
        """A sentence in the edition of this week, with a signal as what it rests on."""
        from eenheidsbeeld.publishing.actions import edit

        def act() -> Any:
            edition = edit.open_edition(
                publication=self.publication, week=Week.of(self.now), area_year=2026, by=self.viewer("editor"),
                at=self.now,
            )  # fmt: skip
            evidence = [edit.EvidenceKey("signal", signal.reference, "GM0632")] if signal else []
            return edition, edit.add_statement(
                section=edition.sections.get(key="glance"), text=f"Een drukke week, {word}.", evidence=evidence,
                by=self.viewer(who), at=self.now,
            )  # fmt: skip

        word = self.word()
        if made := self.attempt(act):
            edition, _statement = made
            self.borders.editions.setdefault(edition.reference, (False, set()))[1].add(word)

    def release_edition(self) -> None:
        """Ask around, adopt and release; a correction of it begins as a draft with the same words."""
        from eenheidsbeeld.publishing.actions import agree, release
        from eenheidsbeeld.publishing.models import Edition

        making = Edition.objects.filter(state="draft").first()
        if making is None:
            return self._correct_edition()
        by = self.viewer("editor")

        def act() -> Any:
            agree.send_round(edition=making, answer_before=self.now, by=by, at=self.now)
            release.adopt(edition=making, by=by, at=self.now)
            return release.release(edition=making, by=by, at=self.now)

        if self.attempt(act):
            words = self.borders.editions.get(making.reference, (False, set()))[1]
            self.borders.editions[making.reference] = (True, words)
        return None

    def _correct_edition(self) -> None:
        from eenheidsbeeld.publishing.actions import release
        from eenheidsbeeld.publishing.models import Edition

        out = Edition.objects.filter(state="released").first()
        if out and (made := self.attempt(
            lambda: release.start_correction(edition=out, note="Beter geteld.", by=self.viewer("editor"), at=self.now)
        )):  # fmt: skip
            self.borders.editions.setdefault(made.reference, (False, set(self.borders.editions[out.reference][1])))


def words_in(answer: Any) -> set[str]:
    """The invented words in a page or a file."""
    return set(CANARY.findall(_text_of(answer)))


def references_in(answer: Any) -> set[str]:
    """What looks like the reference of a record, with or without its dash."""
    return {one.replace("-", "") for one in REFERENCE.findall(_text_of(answer))}


def _text_of(answer: Any) -> str:
    """Workbooks and Word files are opened first."""
    content = answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return str(content.decode("utf-8", "replace"))


def roles_of(region: Region, who: str) -> list[str]:
    return [Role(row.role).value for row in region.memberships[who].role_rows.all()]
