"""The fourteen phenomena of the demo, as in the shipped code list."""

PHENOMENA = (
    "demonstration",
    "riot",
    "blockade",
    "occupation",
    "online_incited_disorder",
    "polarisation",
    "distant_conflict",
    "sovereigns",
    "asylum_tension",
    "farmers_protest",
    "football_disorder",
    "new_year",
    "vigilantism",
    "threat_to_officials",
)
