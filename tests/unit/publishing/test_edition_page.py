"""The page is plain, ordered HTML that a strict content security policy accepts."""

import re
from html.parser import HTMLParser

import pytest
from example import example

from eenheidsbeeld.publishing.render import page


class Outline(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


@pytest.fixture
def html(figures):
    return page.render(example(), figures=figures, explore="/edities/4T8N-W2KQ/grafieken/")


def test_nothing_in_it_runs_styles_or_loads(html):
    outline = Outline(html)

    assert not {"script", "style", "link", "iframe", "object", "img", "image", "foreignobject"} & set(outline.tags)
    assert not [name for _, name, _ in outline.attributes if name == "style" or name.startswith("on")]
    assert not re.search(r"url\((?!#)", html)


def test_headings_go_down_one_step_at_a_time(html):
    levels = [int(tag[1]) for tag in Outline(html).tags if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_id_stands_there_once_and_every_pattern_is_found(html):
    ids = [value for _, name, value in Outline(html).attributes if name == "id"]

    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def test_every_table_has_a_caption_and_heads_with_a_scope(html):
    outline = Outline(html)

    assert outline.tags.count("table") == outline.tags.count("caption")
    assert all((tag, name) == ("th", "scope") for tag, name, _ in outline.attributes if name == "scope")
    assert outline.tags.count("th") == sum(name == "scope" for _, name, _ in outline.attributes)


def test_every_chart_folds_out_to_its_table(html):
    assert html.count("<details") == 3
    assert all("<table" in part.split("</details>")[0] for part in html.split("<details")[1:])


def test_every_picture_is_an_image_with_a_sentence(html):
    labels = re.findall(r'role="img" aria-label="([^"]+)"', html)

    assert html.count("<figure") == 4
    assert len([label for label in labels if len(label) > 30]) == 4


def test_evidence_is_a_link_to_what_a_sentence_rests_on(html):
    assert 'href="/edities/4T8N-W2KQ/onderbouwing/1/"' in html


def test_a_chart_knows_where_its_specification_is(html):
    assert 'data-explore="/edities/4T8N-W2KQ/grafieken/changed-1/"' in html


def test_one_section_can_be_drawn_alone(figures):
    section = example().sections[2]
    alone = page.render_section(section, figures=figures)

    assert "deel-looking_back" in alone
    assert "deel-glance" not in alone
