"""Reading what publishers publish: RSS and Atom as politie.nl has them, SRU as the official publications have it.

Entities and outside references are refused before anything else looks at the text. A feed that breaks off halfway
gives the items before the break, and says so.
"""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

import feedparser
import nh3
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from eenheidsbeeld.core.periods import DUTCH_TIME

MOST_ITEMS = 500
LONGEST_TITLE = 500
LONGEST_TEXT = 15_000
_DECLARED = re.compile(rb"<!\s*(ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"\s*\n\s*")
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^>]*>", re.IGNORECASE)


class NotAFeed(Exception):
    """The answer cannot be read as a feed; `reason` is a key for which labels.py has the words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Item:
    """One publication: title and summary as one text, held in memory only."""

    text: str = field(repr=False)
    link: str
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Publications:
    items: tuple[Item, ...]
    is_broken: bool = False


def read_feed(content: bytes) -> Publications:
    """The items of an RSS, Atom or SRU answer, newest as the publisher ordered them."""
    root, broken = _checked(content)
    if root is not None and _name(root) == "searchRetrieveResponse":
        return Publications(tuple(_limit(_sru_items(root))))
    if (root is not None and _name(root) == "explainResponse") or _is_page(content):
        raise NotAFeed("is_a_page")
    # As a stream: given bytes, feedparser would first try to open them as the name of a file.
    found = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False, sanitize_html=False)
    if not found.get("version") and not found.get("entries"):
        raise NotAFeed("not_a_feed")
    return Publications(tuple(_limit(_item(entry) for entry in found.get("entries", ()))), broken)


def _checked(content: bytes) -> tuple[Element | None, bool]:
    """The tree of a well-formed answer; declarations of entities are refused in any encoding."""
    try:
        return fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True), False
    except DefusedXmlException:
        raise NotAFeed("hostile") from None
    except (ParseError, ValueError, LookupError, UnicodeError):
        if _DECLARED.search(content.replace(b"\x00", b"")):
            raise NotAFeed("hostile") from None
        return None, True


def _is_page(content: bytes) -> bool:
    start = content[:1000].lower()
    return b"<html" in start or b"<!doctype html" in start


def _limit(items: Iterable[Item | None]) -> list[Item]:
    kept: list[Item] = []
    for item in items:
        if item is not None:
            kept.append(item)
        if len(kept) == MOST_ITEMS:
            break
    return kept


def _item(entry: Any) -> Item | None:
    title = plain_text(entry.get("title", ""))[:LONGEST_TITLE]
    content = entry.get("content") or []
    body = entry.get("summary") or (content[0].get("value", "") if content else "")
    text = one_text(title, plain_text(body))
    if not text:
        return None
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return Item(text=text, link=safe_link(entry.get("link", "")), published=_moment(moment))


def one_text(title: str, body: str) -> str:
    """Title and summary as one text; a summary that begins with its title is not said twice."""
    if body.startswith(title):
        title = ""
    if title and title[-1] not in ".!?:":
        title = f"{title}."
    return f"{title}\n{body}".strip()[:LONGEST_TEXT]


def plain_text(markup: str) -> str:
    """Words only: no tags, no scripts, entities as letters, lines kept apart."""
    text = str(markup)[: LONGEST_TEXT * 4]
    if "<" in text or "&" in text:
        text = html.unescape(nh3.clean(_BREAKS.sub("\n", text), tags=set(), clean_content_tags={"script", "style"}))
    text = "".join(letter for letter in text if letter == "\n" or letter.isprintable() or letter.isspace())
    return _LINES.sub("\n", _SPACE.sub(" ", text)).strip()


def safe_link(link: str) -> str:
    """The address of the publication; anything but http and https is left out."""
    try:
        parts = urlsplit(str(link).strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or len(link) > 500:
        return ""
    return parts.geturl()


def _moment(parsed: Any) -> datetime | None:
    """feedparser gives moments in UTC; one that makes no sense is no moment."""
    try:
        found = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return found if found and 1990 <= found.year <= 2100 else None


# --- SRU ------------------------------------------------------------------------------------------


def _name(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _sru_items(root: Element) -> Iterable[Item | None]:
    return (_sru_item(element) for element in root.iter() if _name(element) == "recordData")


def _sru_item(record: Element) -> Item | None:
    """One official publication: its title, what kind it is and who publishes it, its abstract when there is one."""
    found: dict[str, str] = {}
    for element in record.iter():
        found.setdefault(_name(element), (element.text or "").strip())
    title = plain_text(found.get("title", ""))[:LONGEST_TITLE]
    if not title:
        return None
    body = plain_text(found.get("abstract", ""))
    link = safe_link(found.get("preferredUrl") or found.get("itemUrl") or found.get("url", ""))
    day = found.get("available") or found.get("issued") or found.get("date") or found.get("modified", "")
    return Item(text=one_text(title, body), link=link, published=_day(day))


def _day(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=DUTCH_TIME)
