"""The renderings are tried in Dutch and on the real outlines of the municipalities."""

import csv
import gzip
import json
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import trans_real

import eenheidsbeeld
from eenheidsbeeld.publishing.render.figures import draw_figures
from eenheidsbeeld.publishing.render.maps import shapes_from_geojson

# The invented edition and the readers stand beside the tests, and the benchmark uses them too.
sys.path.insert(0, str(Path(__file__).parent))

from example import example  # noqa: E402

PACKAGE = Path(eenheidsbeeld.__file__).parent
GEO = PACKAGE / "reference" / "geo"


@pytest.fixture(scope="session")
def dutch_words(tmp_path_factory):
    """All Dutch parts compiled together; the shipped catalogue may not have been compiled yet."""
    together = Catalog(locale="nl")
    for part in sorted((PACKAGE / "locale" / "nl" / "parts").glob("*.po")):
        with part.open("rb") as source:
            for message in read_po(source, locale="nl"):
                if message.id:
                    together.add(message.id, message.string, context=message.context, flags=message.flags)
    folder = tmp_path_factory.mktemp("locale")
    (folder / "nl" / "LC_MESSAGES").mkdir(parents=True)
    with (folder / "nl" / "LC_MESSAGES" / "django.mo").open("wb") as target:
        write_mo(target, together)
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
    with gzip.open(GEO / "municipalities_detail.geojson.gz") as source:
        features = json.load(source)["features"]
    with (GEO / "municipalities.csv").open(encoding="utf-8") as source:
        names = {row["code"]: row["name"] for row in csv.DictReader(source)}
    return shapes_from_geojson(features, names)


@pytest.fixture(scope="session")
def figures(shapes):
    """The pictures of the example, drawn once for all tests."""
    return draw_figures(example(), shapes)
