"""The renderings are tried in Dutch and on the real outlines of the municipalities."""

import gzip
import json
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import trans_real

import eenheidsbeeld
from eenheidsbeeld.publishing.render.maps import shapes_from_geojson

PACKAGE = Path(eenheidsbeeld.__file__).parent


@pytest.fixture(scope="session")
def dutch_words(tmp_path_factory):
    """The Dutch of the renderings, compiled from its own part; the whole catalogue may not be there yet."""
    folder = tmp_path_factory.mktemp("locale")
    (folder / "nl" / "LC_MESSAGES").mkdir(parents=True)
    part = PACKAGE / "locale" / "nl" / "parts" / "publishing_render.po"
    with part.open("rb") as source, (folder / "nl" / "LC_MESSAGES" / "django.mo").open("wb") as target:
        write_mo(target, read_po(source, locale="nl"))
    return folder


@pytest.fixture(autouse=True)
def in_dutch(dutch_words, settings):
    """Use the compiled Dutch, and forget it afterwards."""
    settings.LOCALE_PATHS = [str(dutch_words), *settings.LOCALE_PATHS]
    _forget_catalogues()
    yield
    _forget_catalogues()


def _forget_catalogues():
    trans_real._translations.clear()
    trans_real._default = None


@pytest.fixture(scope="session")
def shapes():
    """All 342 municipalities, so that neighbours are drawn too."""
    with gzip.open(PACKAGE / "reference" / "geo" / "municipalities_detail.geojson.gz") as source:
        return shapes_from_geojson(json.load(source)["features"])
