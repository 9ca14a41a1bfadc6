"""A form in which somebody writes warns before it is left, and is not sent while nobody is signed in any more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "eenheidsbeeld"
FORM = re.compile(r"<form\b(?P<says>(?:\{%.*?%\}|[^>])*)>(?P<holds>.*?)</form>", re.DOTALL)
# What stands in a form that takes words: the question about personal data, or all fields of whatever form it is.
TAKES_WORDS = ("keep_words", "{% for field in form %}")


def forms_with_words() -> list[tuple[str, str]]:
    return [
        (str(file.relative_to(SOURCE)), form["says"])
        for file in sorted(SOURCE.rglob("templates/**/*.html"))
        for form in FORM.finditer(file.read_text(encoding="utf-8"))
        if 'method="post"' in form["says"] and any(words in form["holds"] for words in TAKES_WORDS)
    ]


def test_there_are_forms_with_words() -> None:
    assert len(forms_with_words()) > 25


@pytest.mark.parametrize(("file", "says"), forms_with_words())
def test_each_form_that_takes_words_is_guarded(file: str, says: str) -> None:
    assert "data-guard" in says or "data-unsaved" in says, file
