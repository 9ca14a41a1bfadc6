"""Areas per year, and what old municipality codes became. Public geography: no people, no marking."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas.labels import CERTAINTY_LABELS, LEVEL_LABELS, UNKNOWN_TEAM, division_note
from eenheidsbeeld.areas.rules import LONGEST_CODE, Certainty, Level, Reuse, weakest
from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.retention import KeepFor

LEVEL_CHOICES = {level.value: label for level, label in LEVEL_LABELS.items()}
CERTAINTY_CHOICES = {certainty.value: label for certainty, label in CERTAINTY_LABELS.items()}


class AreaVersion(models.Model):
    """One area as it is in the division of one year. Others refer to it by code and year, never by key.

    What it lies in is kept as codes of the same year; empty means unknown, or that there is no such parent.
    """

    keep_for = KeepFor(None, "code", "public reference data, kept as long as records name the area")
    processing = NoPersonalData(_("Public names and borders of areas"))
    holds_codes = ("name", "also_known_as", "geometry")

    level = models.CharField(max_length=20, choices=LEVEL_CHOICES)
    code = models.CharField(max_length=LONGEST_CODE)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    # Only tells apart: Bergen (NH) and Bergen (L).
    qualifier = models.CharField(max_length=60, default="", blank=True)
    also_known_as = models.CharField(max_length=200, default="", blank=True)
    municipality = models.CharField(max_length=LONGEST_CODE, default="", blank=True)
    basic_team = models.CharField(max_length=LONGEST_CODE, default="", blank=True)
    basic_team_certainty = models.CharField(max_length=20, choices=CERTAINTY_CHOICES, default=Certainty.UNKNOWN.value)
    district = models.CharField(max_length=LONGEST_CODE, default="", blank=True)
    district_certainty = models.CharField(max_length=20, choices=CERTAINTY_CHOICES, default=Certainty.UNKNOWN.value)
    unit = models.CharField(max_length=LONGEST_CODE, default="", blank=True)
    safety_region = models.CharField(max_length=LONGEST_CODE, default="", blank=True)
    province = models.CharField(max_length=LONGEST_CODE, default="", blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    # A point inside the area.
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    # GeoJSON in degrees, light enough for a page.
    geometry = models.JSONField(null=True, blank=True)

    # The year somebody asked for, when this division answers for another one; set by queries, never stored.
    asked_year: int | None = None
    reuse: Reuse = Reuse.EXACT

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_area_per_code_and_year")]
        indexes = [
            models.Index(fields=["year", "level"], name="areas_of_a_level"),
            models.Index(fields=["year", "municipality"], name="areas_in_a_municipality"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.qualifier})" if self.qualifier else self.name

    @property
    def certainty(self) -> Certainty:
        """How certain the police area of a municipality is: the weaker of district and team."""
        return weakest([Certainty(self.district_certainty), Certainty(self.basic_team_certainty)])

    @property
    def team_label(self) -> str:
        """The code of the team, or the word for unknown; screens show the name through queries.parents."""
        return self.basic_team or str(UNKNOWN_TEAM)

    @property
    def is_reused(self) -> bool:
        return self.reuse != Reuse.EXACT

    @property
    def division_note(self) -> str:
        """Says that another year's division answers; empty when the year asked for has its own."""
        return division_note(self.asked_year or self.year, self.year, self.reuse)

    @property
    def parent_codes(self) -> tuple[str, ...]:
        """What this area lies in, from near to far."""
        codes = (
            self.municipality,
            self.basic_team,
            self.district,
            self.unit,
            self.safety_region,
            self.province,
            "NL" if self.level != Level.COUNTRY else "",
        )
        return tuple(code for code in codes if code and code != self.code)


class AreaSuccessor(models.Model):
    """What a municipality code became, for those changes that a public page names."""

    keep_for = KeepFor(None, "code", "public reference data, old records are read with it")
    processing = NoPersonalData(_("Public names and borders of areas"))
    holds_codes = ("source",)

    code = models.CharField(max_length=LONGEST_CODE)
    successor = models.CharField(max_length=LONGEST_CODE)
    on = models.DateField()
    # False when the ground was divided over several municipalities.
    whole = models.BooleanField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "successor"], name="one_row_per_successor")]
        ordering = ["code", "successor"]

    def __str__(self) -> str:
        return f"{self.code} > {self.successor}"
