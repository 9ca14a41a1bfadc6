"""What a person changed in rows: masks put back or put on, in one row or in every row; and another place or day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from eenheidsbeeld.signals.imports.choosing import AS_READ, Choice
from eenheidsbeeld.signals.imports.rows import Read
from eenheidsbeeld.signals.intake import SignalDraft, steps
from eenheidsbeeld.signals.intake.drafts import Span
from eenheidsbeeld.signals.intake.preview import changes


@dataclass(frozen=True, slots=True)
class Mend:
    """What was done in one row; `holding` comes from the script and then says which masks hold."""

    holding: str = field(default="", repr=False)
    lifts: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    choice: Choice = AS_READ


@dataclass(frozen=True, slots=True)
class Mends:
    """By row, and for every row: words that must go, and words that were masked and may stay.

    `applied` are the words for every row that already stood in the page a person looked at: there the script knows
    what holds, and a word that was put back in one row is not taken out again.
    """

    rows: Mapping[int, Mend] = field(default_factory=dict)
    everywhere: tuple[str, ...] = field(default=(), repr=False)
    back: frozenset[str] = field(default=frozenset(), repr=False)
    applied: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def wrong(self) -> list[int]:
        """The rows in which something was typed that cannot be read."""
        return sorted(number for number, mend in self.rows.items() if mend.choice.wrong)

    def for_every_row(self) -> Mends:
        """What holds for rows that are still to come."""
        return Mends(everywhere=self.everywhere, back=self.back)


NOTHING = Mend()


def mended_rows(reads: Sequence[Read], mends: Mends) -> list[Read]:
    """The rows as the person wants them; rows without a draft stay as they are."""
    good = [one for one in reads if one.draft is not None]
    drafts = [tidied(one.draft) for one in good if one.draft is not None]
    if not (mends.rows or mends.everywhere or mends.back):
        changed: Iterable[SignalDraft] = drafts
    else:
        found = steps.Work(drafts).cleaned()
        spans = [{(mask.start, mask.end) for mask in one.masks} if one else set() for one in found]
        changed = [
            _changed(one.number, draft, own, mends) for one, draft, own in zip(good, drafts, spans, strict=True)
        ]
    by_number = {one.number: draft for one, draft in zip(good, changed, strict=True)}
    return [replace(one, draft=by_number.get(one.number)) for one in reads]


def _changed(number: int, draft: SignalDraft, found: set[Span], mends: Mends) -> SignalDraft:
    mend = mends.rows.get(number, NOTHING)
    everywhere: Iterable[str] = mends.everywhere
    lifts = list(mend.lifts)
    if mend.holding:
        everywhere = [word for word in mends.everywhere if word not in mends.applied]
    else:
        lifts += [f"{start}-{end}" for start, end in found if plain(draft.text[start:end]) in mends.back]
    lifted, added = changes(
        draft.text, found, holding=mend.holding, lifts=lifts, words=[*mend.words, *everywhere]
    )  # fmt: skip
    return replace(mend.choice.put_on(draft), lifted=lifted, added=added)


def tidied(draft: SignalDraft) -> SignalDraft:
    return replace(draft, text=steps.tidy(draft.text))


def plain(words: str) -> str:
    """The same words, however they are spaced or capitalised."""
    return " ".join(words.split()).casefold()


def drafts_of(reads: Iterable[Read]) -> list[SignalDraft]:
    return [one.draft for one in reads if one.draft is not None]


def words_added(drafts: Iterable[SignalDraft]) -> list[str]:
    """What a person took out by hand, in one row or in every row."""
    return [draft.text[start:end] for draft in drafts for start, end in draft.added]
