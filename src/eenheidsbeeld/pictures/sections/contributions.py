"""9. Who contributed, and who did not; 10. who receives it, who agreed, and how long it is kept."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.labels import ORGANISATION_KIND_LABELS
from eenheidsbeeld.accounts.rules import OrganisationKind
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.pictures.sections.written import sign_offs_of, written
from eenheidsbeeld.pictures.words import listed
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling
from eenheidsbeeld.publishing.labels import PARTY_LABELS
from eenheidsbeeld.publishing.models import Edition, SignOff
from eenheidsbeeld.publishing.rules import Agreement, EditionState, Party
from eenheidsbeeld.sharing.labels import MARKING_EXPLANATIONS, MARKING_LABELS
from eenheidsbeeld.sharing.models import GroupMember
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.queries import Contribution

OUTCOMES = {
    Agreement.ASKED: blocks.Outcome.WAITING,
    Agreement.AGREED: blocks.Outcome.AGREED,
    Agreement.DISSENT: blocks.Outcome.DISSENT,
    Agreement.LEFT_OUT: blocks.Outcome.LEFT_OUT,
}


def contributions(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """Every organisation in the group: signals, "nothing to report", or a gap that readers should know of."""
    found = expected_once(compiling.kept, compiling.looker, compiling.edition)
    if compiling.goes_outside:
        return (blocks.Paragraph(_asked(found)), *written(compiling))
    silent = silent_municipalities(found)
    made: list[blocks.Block] = []
    if silent:
        text = _("Nothing was received from %(names)s. We do not know what plays there.")
        made.append(blocks.Gap(text % {"names": listed(silent)}))
    columns = (
        blocks.Column(_("Organisation")), blocks.Column(_("Kind")),
        blocks.Column(_("Signals"), blocks.ColumnKind.NUMBER), blocks.Column(_("Return")),
    )  # fmt: skip
    rows = tuple(
        (
            one.organisation.name,
            str(ORGANISATION_KIND_LABELS[OrganisationKind(one.organisation.kind)]),
            one.signals,
            _return(one),
        )
        for one in found
    )
    note = _("Counted is what came in this week and what all recipients may read.")
    made.append(blocks.Table(_("Contributions this week"), columns, rows, note))
    return (*made, *written(compiling))


def expected_once(kept: dict[str, object], looker: Looker, edition: Edition) -> list[Contribution]:
    """The same, asked once by the section and by the desk beside it."""
    if "contributions" not in kept:
        kept["contributions"] = expected_contributions(looker, edition)
    return cast("list[Contribution]", kept["contributions"])


def _asked(found: list[Contribution]) -> str:
    """Outside the circle only who was asked: who sent nothing, or how much, is a small number told in other words."""
    names = {"names": listed([one.organisation.name for one in found])}
    return _("Asked to contribute were %(names)s. Who sent something is not told outside this circle.") % names


def expected_contributions(looker: Looker, edition: Edition) -> list[Contribution]:
    """What each organisation that is expected to contribute brought in, municipalities first, silent ones too."""
    found = signals.contributions(looker, area_code=edition.area_code, week=Week.parse(edition.week))
    order = [OrganisationKind.MUNICIPALITY, OrganisationKind.POLICE, OrganisationKind.OM]
    expected = [one for one in found if OrganisationKind(one.organisation.kind) in order]
    expected.sort(key=lambda one: (order.index(OrganisationKind(one.organisation.kind)), one.organisation.name))
    return expected


def silent_municipalities(found: list[Contribution]) -> list[str]:
    """Municipalities of which nothing came in: a gap. Partners may keep to themselves what they have."""
    return [
        one.organisation.name
        for one in found
        if not one.contributed and one.organisation.kind == OrganisationKind.MUNICIPALITY.value
    ]


def _return(one: Contribution) -> str:
    if one.signals:
        return _("Signals brought in")
    if one.nil_return:
        return _("Nothing to report")
    return _("No return") if one.organisation.kind == OrganisationKind.MUNICIPALITY.value else _("Nothing released")


def distribution(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """Who receives the edition and by which agreement of the partners it was released."""
    edition = compiling.edition
    members = GroupMember.objects.filter(group=edition.publication.group, until=None).select_related("organisation")
    names = sorted(member.organisation.name for member in members)
    made: list[blocks.Block] = [
        blocks.Paragraph(_("This edition goes to: %(names)s.") % {"names": listed(names)}),
        blocks.Paragraph(_how_far(compiling)),
    ]
    voices = tuple(_voice(row, edition) for _party, row in sorted(sign_offs_of(compiling).items()))
    if voices:
        made.append(blocks.Partners(voices))
    made.append(blocks.Paragraph(_adopted(edition)))
    return (*made, *written(compiling))


def _how_far(compiling: Compiling) -> str:
    if compiling.goes_outside:
        return f"{MARKING_LABELS[compiling.marking]}: {MARKING_EXPLANATIONS[compiling.marking]}"
    return _("Marking TLP:AMBER: share it only within these organisations, with who needs it for their work.")


def _voice(row: SignOff, edition: Edition) -> blocks.PartnerVoice:
    # Who leaves a part out has answered; who says nothing until the moment it had to has not.
    is_silent = row.agreement == Agreement.LEFT_OUT.value and row.at is None
    return blocks.PartnerVoice(
        party=str(PARTY_LABELS[Party(row.party)]),
        outcome=blocks.Outcome.NO_REACTION if is_silent else OUTCOMES[Agreement(row.agreement)],
        function=row.by.function if row.by else "",
        at=edition.answer_before if is_silent else row.at,
        text=row.dissent,
    )


def _adopted(edition: Edition) -> str:
    if edition.adopted_by is not None:
        names = {"function": edition.adopted_by.function, "organisation": edition.adopted_by.organisation.name}
        return _("Adopted by %(function)s, %(organisation)s.") % names
    if edition.state == EditionState.DRAFT.value:
        return _("This is a draft. It has not been adopted.")
    return _("This edition has not been adopted yet.")
