"""Reads of this room: counts, the unusual, the expected, and how often that was right. Always by who is looking."""

from eenheidsbeeld.outlook.queries.counts import totals_by, weekly_by, weekly_totals, weeks_up_to

__all__ = ["totals_by", "weekly_by", "weekly_totals", "weeks_up_to"]
