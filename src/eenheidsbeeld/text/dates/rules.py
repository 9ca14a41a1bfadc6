"""The Dutch ways to write a date: the gate that must stand open, a pattern, and the function that works it out."""

import re

from eenheidsbeeld.text.dates import days, periods
from eenheidsbeeld.text.dates.calendar import HOLIDAYS
from eenheidsbeeld.text.dates.grammar import (
    DAY,
    DAY_WORD,
    LAST,
    MON,
    NEXT,
    NUM,
    PART,
    WD,
    WD_SHORT,
    YEAR,
    YEAR_OR_SHORT,
    Resolver,
)

_HOLIDAY = "|".join(re.escape(h) for h in HOLIDAYS)
_OF_DAY = rf"(?:(?:'s|des) )?(?P<p>{PART})s?"
_WEEKDAY_HOLIDAY = r"goede vrijdag|witte donderdag|aswoensdag|paaszondag|paasmaandag|dag van de arbeid"
_ORDINAL_HOLIDAY = r"[12]e (?:kerstdag|paasdag|pinksterdag)"

RULES: tuple[tuple[str, re.Pattern[str], Resolver], ...] = tuple(
    (gate, re.compile(pattern), resolver)
    for gate, pattern, resolver in (
        (
            "days and month",
            rf"(?<![\w.,])(?:(?:van|vanaf|(?P<between>tussen))\s)?(?:{WD_SHORT}\s)?(?P<a>{DAY})\s(?P<m1>{MON})(?:\s"
            rf"(?P<y1>{YEAR}))?\s?(?:tot en met|tot|t/m|(?(between)en|-)|-)\s?(?:{WD_SHORT}\s)?(?P<b>{DAY})\s"
            rf"(?P<m2>{MON})(?:\s(?P<y2>{YEAR}))?(?!\w)",
            days.two_months,
        ),
        (
            "days and month",
            rf"(?<![\w.,])(?:(?:van|vanaf|tussen)\s)?(?:{WD_SHORT}\s)?(?P<a>{DAY})(?:, (?:{WD}\s)?{DAY}){{0,6}}\s?"
            rf"(?:tot en met|tot|t/m|en|of|-|/)\s?(?:{WD_SHORT}\s)?(?P<b>{DAY})\s(?P<m>{MON})(?:\s"
            rf"(?P<y>{YEAR}))?(?!\w)",
            days.two_days,
        ),
        (
            "days and month",
            rf"(?<!\w)(?:de )?(?:(?:nacht|avond) )?van (?:{WD}\s)?(?P<a>{DAY}) op (?:{WD}\s)?(?P<b>{DAY})\s"
            rf"(?P<m>{MON})(?:\s(?P<y>{YEAR}))?(?!\w)",
            days.two_days,
        ),
        (
            "day and month",
            rf"(?<!\w)(?:(?P<wd>{WD_SHORT}),?\s)?(?:de\s)?(?P<d>{DAY})[\s-](?P<m>{MON})"
            rf"(?:[\s-](?P<y>{YEAR_OR_SHORT}))?"
            rf"(?:\s?{_OF_DAY})?(?!\w)",
            days.day_month,
        ),
        (
            "nth weekday",
            rf"(?<!\w)(?:de )?(?P<n>{days.ORDINAL}) (?P<wd>{WD}) (?:van|in) (?:(?P<m>{MON})(?:\s(?P<y>{YEAR}))?"
            rf"|(?P<q>deze|{NEXT}|{LAST}) maand)(?!\w)",
            days.nth_weekday,
        ),
        (
            "spoken day",
            rf"(?<!\w)(?P<d>{DAY_WORD}) (?P<m>{MON})(?:\s(?P<y>{YEAR}))?(?!\w)",
            days.spoken_day,
        ),
        (
            "holiday by weekday",
            rf"(?<!\w)(?P<h>{_WEEKDAY_HOLIDAY})(?:\s?(?P<p>{PART}))?(?:\s(?P<y>{YEAR}))?(?!\w)",
            periods.named_day,
        ),
        (
            "christmas",
            r"(?<!\w)tussen (?:de )?kerst(?:dagen|mis)? en (?:oud en nieuw|oud & nieuw|oud-en-nieuw|nieuwjaar"
            r"|oudejaarsavond|de jaarwisseling)(?!\w)",
            periods.christmas_to_new_year,
        ),
        (
            "iso",
            r"(?<![\w./:-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])",
            days.iso,
        ),
        (
            "numbers",
            rf"(?<![\w./:,-])(?:(?P<wd>{WD_SHORT})\s)?(?P<d>\d{{1,2}})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?:(?P=sep)"
            rf"(?P<y>\d{{4}}|\d{{2}}))?(?![\w/-]|[.:,]\d|\s?(?:uur|procent|%))",
            days.numeric,
        ),
        (
            "night",
            rf"(?<!\w)(?:de )?nacht van (?P<a>{WD}) op (?P<b>{WD})(?!\w)",
            days.night_between,
        ),
        (
            "two weekdays",
            rf"(?<!\w)(?:(?:van|vanaf|tussen)\s)?(?:(?P<w>{NEXT}|{LAST}|deze)\s)?(?P<a>{WD})\s?(?:tot en met"
            rf"|tot|t/m|-|op)\s?(?P<b>{WD})(?!\w)",
            days.two_weekdays,
        ),
        (
            "weekday over",
            rf"(?<!\w)(?P<wd>{WD})\sover\s(?P<n>{NUM})\s(?:week|weken)(?!\w)",
            days.weekday_over,
        ),
        (
            "weekday",
            rf"(?<!\w)(?:(?P<q>{NEXT}|{LAST}|deze|this)\s|(?P<wk>(?:{NEXT}|{LAST}|deze)\sweek)\s)?(?:de\s)?"
            rf"(?P<wd>{WD})\s?(?:{_OF_DAY})?s?(?:,?\s(?P<q2>a\.s\.?|aanstaande|jl\.?|jongstleden"
            rf"|l\.l\.))?(?!\w)",
            days.weekday,
        ),
        (
            "short weekday",
            rf"(?<!\w)(?:op |vanaf |afgelopen )(?P<wd>ma|di|wo|do|vr|za|zo)\.?(?:\s(?P<p>{PART}))?(?![\w.])",
            days.short_weekday,
        ),
        (
            "near",
            rf"(?<!\w)(?P<n>eergisteren|gisteren|gister|vandaag|heden|overmorgen|morgen|today|yesterday"
            rf"|tomorrow)\s?(?:{_OF_DAY})?(?![\w])",
            days.near,
        ),
        (
            "tonight",
            r"(?<!\w)(?P<n>vanavond|vanmiddag|vanochtend|vanmorgen|vannacht|hedenavond|hedenmorgen|hedenmiddag"
            r"|hedennacht|tonight)(?!\w)",
            days.tonight,
        ),
        (
            "ahead",
            rf"(?<!\w)(?:over (?P<n>{NUM}) (?P<u>dagen|dag|etmaal|weken|week|maanden|maand|jaar)"
            rf"(?P<ago>(?!)x)?)(?!\w)",
            days.offset,
        ),
        (
            "ago",
            rf"(?<!\w)(?P<n>{NUM}) (?P<u>dagen|dag|weken|week|maanden|maand|jaar) (?P<ago>geleden|terug"
            rf"|eerder)(?!\w)",
            days.offset,
        ),
        (
            "new year",
            rf"(?<!\w)(?:(?P<q>{NEXT}|{LAST}|vorig jaar|dit jaar)\s)?(?:met )?(?:oudejaarsnacht|oudjaarsnacht"
            rf"|nieuwjaarsnacht|jaarwisseling|oud en nieuw|oud & nieuw|oud op nieuw|oud-en-nieuw)"
            rf"(?:\s(?P<y>{YEAR}))?(?:[-/]{YEAR})?(?:\s(?:van )?(?P<q2>vorig jaar|dit jaar))?(?!\w)",
            periods.new_year,
        ),
        (
            "weekend",
            rf"(?<!\w)(?P<q>dit|het|in het|this|{NEXT}|{LAST}) week(?:end|einde)(?!\w| van \d)",
            periods.weekend,
        ),
        (
            "stretch",
            rf"(?<!\w)(?P<q>{NEXT}|{LAST}) (?:(?P<n>{NUM}) )?(?P<u>dagen|weken|maanden)(?!\w)",
            periods.stretch,
        ),
        (
            "quarter",
            rf"(?<!\w)(?:het )?(?P<n>eerste|tweede|derde|vierde|laatste|q[1-4]) ?(?:kwartaal)?(?: (?:van )?"
            rf"(?P<y>{YEAR}))?(?!\w)(?<!eerste)(?<!tweede)(?<!derde)(?<!vierde)(?<!laatste)",
            periods.quarter,
        ),
        (
            "decade",
            r"(?<!\w)(?:de |begin |eind )?jaren ?'?(?P<n>nul|twintig|dertig|veertig|vijftig|zestig|zeventig"
            r"|tachtig|negentig|[1-9]0|(?:19|20)\d0)(?!\w)",
            periods.decade,
        ),
        (
            "period",
            rf"(?<!\w)(?:(?P<part>begin|eind|halverwege|midden) )?(?P<q>deze|dit|this|{NEXT}|{LAST}) (?P<u>week"
            rf"|maand|kwartaal|jaar|zomer|winter|lente|herfst|voorjaar|najaar)(?!\w)",
            periods.period,
        ),
        (
            "week number",
            rf"(?<!\w)(?:in )?(?:week|weeknr\.?|weeknummer|wk\.?) (?P<n>[1-9]|[1-4]\d|5[0-3])"
            rf"(?: (?:van )?(?P<y>{YEAR}))?(?!\w)",
            periods.week_number,
        ),
        (
            "holiday",
            rf"(?<!\w)(?P<h>{_HOLIDAY}|{_ORDINAL_HOLIDAY})(?:\s?(?P<p>{PART}))?(?:\s(?P<y>{YEAR}))?(?!\w)",
            periods.named_day,
        ),
        (
            "english day",
            rf"(?<!\w)(?P<wd>(?!))?(?P<p>(?!))?(?P<m>{MON})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s"
            rf"(?P<y>{YEAR}))?(?![\w/]|[.:]\d)",
            days.english,
        ),
        (
            "part of a month",
            rf"(?<!\w)(?:(?P<q>begin|half|medio|eind|eind van|begin van)\s)(?P<m>{MON})(?:\s"
            rf"(?P<y>{YEAR}))?(?!\w)",
            periods.month,
        ),
        (
            "name of a month",
            rf"(?<!\w)(?<!\d )(?P<q>(?!))?(?P<m>januari|februari|maart|april|juni|juli|augustus|september|oktober"
            rf"|november|december)(?:\s(?:van\s)?(?P<y>{YEAR}))?(?!\w)",
            periods.month,
        ),
        (
            "mei",
            rf"(?<!\w)(?P<q>(?!))?(?:in|sinds|vanaf|tot|van) (?P<m>mei)(?:\s(?P<y>{YEAR}))?(?!\w)",
            periods.month,
        ),
        (
            "mei",
            rf"(?<!\w)(?<!\d )(?P<q>(?!))?(?P<m>mei) (?P<y>{YEAR})(?!\w)",
            periods.month,
        ),
        (
            "season",
            rf"(?<!\w)(?P<s>lente|voorjaar|zomer|herfst|najaar|winter) (?:van )?(?P<y>{YEAR})(?!\w)",
            periods.season,
        ),
        (
            "years",
            rf"(?<![\w.,/-])(?:tussen |van )?(?P<a>{YEAR})\s?(?:-|tot|en|tot en met|t/m)\s?"
            rf"(?P<b>{YEAR})(?![\w/-])",
            periods.years,
        ),
        (
            "year",
            rf"(?<!\w)(?:in|sinds|vanaf|uit|van|voor|tot|anno|jaar|eind|begin|medio|na|over|rond|during|since) "
            rf"(?P<y>{YEAR})(?![\w/.,-]?\d|[\w/-]|\s(?:mensen|euro|meter|inwoners|leden|betogers|personen"
            rf"|demonstranten))",
            periods.year,
        ),
    )
)  # fmt: skip
