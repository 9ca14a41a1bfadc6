"""Bringing in and releasing: what people do with their own signals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.journeys.borders.account import Holding, Signal
from tests.journeys.borders.acting import Acting

LAW_OF = {"politie": "wpg", "om": "wjsg"}


class Door(Acting):
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
