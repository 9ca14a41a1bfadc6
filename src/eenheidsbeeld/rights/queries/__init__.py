"""Every read of this room, by name."""

from eenheidsbeeld.rights.queries.answers import answer_sheet
from eenheidsbeeld.rights.queries.requests import (
    Place,
    Progress,
    access_request,
    access_requests,
    elsewhere,
    grounds_for,
    hit,
    place_of,
    places,
    progress_of,
    text_of,
)

__all__ = [
    "Place",
    "Progress",
    "access_request",
    "access_requests",
    "answer_sheet",
    "elsewhere",
    "grounds_for",
    "hit",
    "place_of",
    "places",
    "progress_of",
    "text_of",
]
