"""The fourteen phenomena of the demo, and where each stands in the shipped code list of phenomena."""

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

IN_CODE_LIST = {
    "demonstration": "complex_demonstration",
    "riot": "street_disorder",
    "blockade": "blockade",
    "occupation": "blockade",
    "online_incited_disorder": "online_driven_disorder",
    "polarisation": "polarisation",
    "distant_conflict": "distant_event",
    "sovereigns": "rejection_of_government",
    "asylum_tension": "reception_and_housing",
    "farmers_protest": "complex_demonstration",
    "football_disorder": "sports_and_events",
    "new_year": "new_year",
    "vigilantism": "taking_the_law_into_own_hands",
    "threat_to_officials": "threat_to_officials",
}
