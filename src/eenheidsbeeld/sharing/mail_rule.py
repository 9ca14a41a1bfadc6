"""What a mail may carry of a record. A mail leaves the application: it can be sent on, and nobody sees by whom."""

from __future__ import annotations

from eenheidsbeeld.sharing.rules import Marking, Regime

WIDE = frozenset({Marking.GREEN, Marking.CLEAR})


def mail_may_carry(marking: str, regime: str, *, compartment: int | None = None, practice_run: bool = False) -> bool:
    """Whether the title of a record may stand in a mail; its text never does. Otherwise only: something is there.

    AMBER titles were considered, since recipients may read them: a title such as a street with "brandstichting" is
    content, and forwarding a mail leaves no trace.
    """
    return Marking(marking) in WIDE and regime == Regime.AVG and compartment is None and not practice_run
