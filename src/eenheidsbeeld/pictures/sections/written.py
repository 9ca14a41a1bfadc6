"""What editors and partners wrote, with what each sentence rests on; and what is said when a part is missing."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.queries import functions
from eenheidsbeeld.core.judgement import Confidence, Likelihood
from eenheidsbeeld.pictures.words import day_and_time
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling
from eenheidsbeeld.publishing.labels import PARTY_LABELS
from eenheidsbeeld.publishing.models import SignOff, Statement
from eenheidsbeeld.publishing.rules import Agreement, Party

PARTNERS = (Party.POLICE, Party.OM)
JUDGED = frozenset({"assessment"})


def written(compiling: Compiling, *, when_empty: str | Promise = "") -> tuple[blocks.Block, ...]:
    """The running text, the editor's sentences, then each partner's part, or that it was left out."""
    section = compiling.section
    sign_offs = sign_offs_of(compiling)
    statements = [row for row in section.statements.all() if not _left_out(sign_offs, row)]
    statements.sort(key=lambda row: (row.order, row.pk))
    made: list[blocks.Block] = [blocks.Paragraph(part) for part in section.text.split("\n\n") if part.strip()]
    own = [row for row in statements if row.party not in set(PARTNERS)]
    made += as_blocks(own, with_author=section.key in JUDGED)
    for party in PARTNERS:
        of_party = [row for row in statements if row.party == party.value]
        if of_party:
            made.append(blocks.Heading(3, str(PARTY_LABELS[party])))
            made += as_blocks(of_party)
            made += _dissent(sign_offs.get(party.value), party)
    made += _left_out_notices(compiling, sign_offs)
    if not made and when_empty:
        made.append(blocks.Gap(str(when_empty)))
    return tuple(made)


def as_blocks(statements: list[Statement], *, with_author: bool = True) -> list[blocks.Block]:
    """The author stands where it matters: beside a judgement and beside a partner's words."""
    names = functions(row.by_id for row in statements) if with_author else {}
    return [
        blocks.Statement(
            text=row.text,
            author=names.get(row.by_id, ""),
            likelihood=Likelihood(row.likelihood) if row.likelihood else None,
            confidence=Confidence(row.confidence) if row.confidence else None,
            evidence=_evidence(row),
        )
        for row in statements
    ]


def _evidence(statement: Statement) -> blocks.Evidence:
    """Counts and keys only: the signal itself is opened, by whom may see it, behind the link."""
    rows = list(statement.evidence.all())
    if not rows:
        return blocks.Evidence()
    signals = [row for row in rows if row.kind == "signal"]
    return blocks.Evidence(
        signals=len(signals),
        municipalities=len({row.area_code for row in signals if row.area_code}),
        situations=sum(row.kind == "situation" for row in rows),
        references=tuple(sorted(row.reference for row in rows)),
        link=reverse("pictures:evidence", args=[statement.reference]),
    )


def sign_offs_of(compiling: Compiling) -> dict[str, SignOff]:
    """What each party answered, by party."""
    rows = compiling.edition.sign_offs.select_related("by__organisation")
    return compiling.once("sign_offs", lambda: {row.party: row for row in rows})


def _left_out(sign_offs: dict[str, SignOff], statement: Statement) -> bool:
    sign_off = sign_offs.get(statement.party)
    return sign_off is not None and sign_off.agreement == Agreement.LEFT_OUT.value


def _left_out_notices(compiling: Compiling, sign_offs: dict[str, SignOff]) -> list[blocks.Block]:
    parties_here = {row.party for row in compiling.section.statements.all()}
    notices: list[blocks.Block] = []
    for party, sign_off in sorted(sign_offs.items()):
        if party not in parties_here or sign_off.agreement != Agreement.LEFT_OUT.value:
            continue
        name = str(PARTY_LABELS[Party(party)])
        notices.append(blocks.Notice(blocks.NoticeKind.INFORMATION, _missing_part(name, sign_off, compiling)))
    return notices


def _missing_part(name: str, sign_off: SignOff, compiling: Compiling) -> str:
    if sign_off.at is not None:
        return _("%(party)s chose not to release its part this time.") % {"party": name}
    before = compiling.edition.answer_before or compiling.at
    moment = day_and_time(before, time_known=True)
    return _("No reaction from %(party)s by %(moment)s. Its part was left out.") % {"party": name, "moment": moment}


def _dissent(sign_off: SignOff | None, party: Party) -> list[blocks.Block]:
    if sign_off is None or sign_off.agreement != Agreement.DISSENT.value:
        return []
    text = _("Another view of %(party)s: %(text)s") % {"party": str(PARTY_LABELS[party]), "text": sign_off.dissent}
    return [blocks.Notice(blocks.NoticeKind.INFORMATION, text)]
