"""Sharing wider and narrower: markings, groups, consent, compartments, break-glass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.journeys.borders.account import Signal
from tests.journeys.borders.acting import Acting


class Wider(Acting):
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
