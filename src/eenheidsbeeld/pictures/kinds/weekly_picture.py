"""The weekly OOV-beeld of a district: ten headings, from one glance to who receives it (domain §5)."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.pictures.sections.changes import changes
from eenheidsbeeld.pictures.sections.contributions import contributions, distribution
from eenheidsbeeld.pictures.sections.glance import glance
from eenheidsbeeld.pictures.sections.outlook import outlook
from eenheidsbeeld.pictures.sections.regimes import regimes
from eenheidsbeeld.pictures.sections.review import review
from eenheidsbeeld.pictures.sections.written import written
from eenheidsbeeld.publishing.kinds import Kind, SectionDefinition
from eenheidsbeeld.publishing.rules import EditionKind

SECTIONS = (
    SectionDefinition(
        "glance", _("At a glance"), glance,
        help=_("Three sentences that a mayor can repeat. The map and the levels fill themselves."),
    ),
    SectionDefinition(
        "changes", _("What has changed"), changes,
        help=_("This section fills itself. Add a sentence only where the numbers need a word."),
    ),
    SectionDefinition(
        "review", _("Looking back"), review,
        help=_("What happened this week. Facts only; what you make of it belongs under Assessment."),
    ),
    SectionDefinition(
        "outlook", _("Looking ahead"), outlook,
        help=_("What is coming in 7 and 14 days, and how likely it is that it needs attention."),
    ),
    SectionDefinition(
        "online", _("Online"), partial(written, when_empty=_("Nothing particular was seen online.")),
        help=_("A general picture only: no accounts, no names, no single messages."),
    ),
    SectionDefinition(
        "assessment", _("Assessment and scenarios"), partial(written, when_empty=_("No assessment was written.")),
        help=_("What do we make of it, how sure are we, and what could happen."),
    ),
    SectionDefinition(
        "action", _("Courses of action and decisions asked"),
        partial(written, when_empty=_("No decision is asked this week.")),
        help=_("What can be done, by whom, and which decision is asked of whom, before when."),
    ),
    SectionDefinition(
        "unknown", _("What we do not know"), partial(written, when_empty=_("The editors named no gaps this week.")),
        help=_("Name the gaps. A reader who knows them decides better."),
    ),
    SectionDefinition("contributions", _("Who contributed"), contributions, is_written=False),
    SectionDefinition("distribution", _("Distribution and keeping"), distribution, is_written=False),
)  # fmt: skip

WEEKLY_PICTURE = Kind(EditionKind.WEEKLY_PICTURE.value, _("Weekly OOV picture"), SECTIONS, regimes)
EXTRA_PICTURE = Kind(EditionKind.EXTRA_PICTURE.value, _("Extra OOV picture"), SECTIONS, regimes)
