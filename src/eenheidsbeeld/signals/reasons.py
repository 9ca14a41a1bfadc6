"""Why the text work found what it found, in words for people. A reason that is not known here is shown as it is."""

from __future__ import annotations

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

MASKS = (
    _("account name after the name of a platform"), _("account number that passes the IBAN test"),
    _("added by a person"), _("capitalised words in the shape of a name"), _("card or device number"),
    _("case number"), _("date after a word for birth"), _("date directly after a name"),
    _("doubtful name that comes back"), _("exact coordinates"), _("first name and surname"), _("in a row of names"),
    _("in the shape of a document number"), _("in the shape of a number plate"), _("in the shape of a surname"),
    _("initials after a role"), _("initials and a name"), _("known first name"), _("known surname"),
    _("link to an account or a person"), _("mail address"), _("name after a form of address"),
    _("name after a role"), _("name after a verb of speaking"), _("name after a word that announces a name"),
    _("name before a verb of speaking"), _("name before an age"), _("network address"),
    _("nine digits that pass the BSN test"), _("number after the name of a document or case"),
    _("number after the word account"), _("part of a name found before"), _("prefix and surname"),
    _("street with house number"), _("telephone number"), _("word in the shape of an account name"),
    _("year of birth"),
)  # fmt: skip
PLACES = (
    _("name of a place"), _("one of several places with this name"), _("street in the place named nearest"),
    _("the text names another municipality than the sender"),
)  # fmt: skip
DATES = (
    _("clock time"), _("coming days"), _("coming weekday"), _("date"), _("day near the day of writing"), _("decade"),
    _("holiday"), _("holidays"), _("month"), _("night between two days"), _("number of days away"),
    _("number of months away"), _("number of weeks away"), _("number of years away"),
    _("part of the day of writing"), _("past days"), _("past weekday"), _("quarter"), _("range of days"),
    _("counted from the day before it"),
    _("range of moments"), _("range of weekdays"), _("range of years"), _("turn of the year"), _("week number"),
    _("weekday"), _("weekday of a month"), _("weekday of a week"), _("weekday some weeks away"), _("year"),
)  # fmt: skip
ANNOUNCEMENTS = (_("an activity with a date ahead"),)
STORIES = (
    _("nearly the same words in the same order"), _("nothing but the place in common"), _("other age"),
    _("other day"), _("other kind of happening"), _("other match"),
    _("other names of organisations, roads or places"), _("other number"), _("other place"), _("other road"),
    _("same day"), _("same kind of happening"), _("same place"), _("same road"), _("telling words in common"),
    _("close in meaning"),
    _("the same words"),
)  # fmt: skip
ALL = (*MASKS, *PLACES, *DATES, *ANNOUNCEMENTS, *STORIES)
# Reasons that hold a word or a number of the case itself.
WITH_A_WORD = (
    (re.compile(r"name of a place after '(.+)'"), _("name of a place after “%s”")),
    (
        re.compile(r"(\d+)% of the shorter text stands in the other"),
        _("%s %% of the shorter text stands in the other"),
    ),
)


def in_words(reason: str) -> str:
    """The reason in the language of who reads."""
    for pattern, words in WITH_A_WORD:
        if found := pattern.fullmatch(reason):
            return gettext(words) % found[1]
    return gettext(reason) if reason else ""
