"""The inbox, situations, dates and editions; and all acts together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from eenheidsbeeld.core.periods import Week
from tests.journeys.borders.account import Holding, Signal, Situation
from tests.journeys.borders.acting import Acting
from tests.journeys.borders.door import Door
from tests.journeys.borders.wider import Wider


class Situations(Acting):
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

        if step := self.attempt(
            lambda: actions.attach_signals(
                signals=[one.reference], situation=situation.reference, fewer_may_see=True, by=self.viewer(who),
                at=self.now,
            )
        ):  # fmt: skip
            situation.rests_on.append(one.holding)
            self.laid[step.reference] = (situation.reference, [one.holding])
            one.under = situation.reference

    def detach(self, who: str, one: Signal) -> None:
        from eenheidsbeeld.situations import actions

        if self.attempt(lambda: actions.detach_signals(signals=[one.reference], by=self.viewer(who), at=self.now)):
            one.under = ""

    def undo(self, who: str) -> None:
        """What was decided is as if it was not; the words that were written meanwhile keep their borders."""
        from eenheidsbeeld.situations import actions

        step = self.attempt(lambda: actions.undo_last_step(by=self.viewer(who), at=self.now))
        if step is None or step.kind not in ("attach", "start", "detach", "merge"):
            return
        self._look_again()
        if step.reference in self.laid:
            reference, added = self.laid.pop(step.reference)
            rests_on = self.borders.situations[reference].rests_on
            for held in added:
                rests_on.remove(held)

    def _look_again(self) -> None:
        """Under which situation each lies now: what an undo gave back is asked, with whom it is shared is not."""
        from eenheidsbeeld.situations.models import Attachment

        running = Attachment.objects.filter(detached_at=None)
        under = dict(running.values_list("signal_reference", "situation__reference"))
        for one in self.borders.signals.values():
            one.under = under.get(one.reference, "")

    def merge(self, who: str, old: Situation, into: Situation) -> None:
        from eenheidsbeeld.situations import actions

        if step := self.attempt(
            lambda: actions.merge_situations(
                merged=old.reference, into=into.reference, fewer_may_see=True, by=self.viewer(who), at=self.now
            )
        ):
            into.rests_on += old.rests_on
            self.laid[step.reference] = (into.reference, list(old.rests_on))
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


class Network(Door, Wider, Situations):
    """All that people may try."""
