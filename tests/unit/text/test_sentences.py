"""Word vectors that an organisation brings itself: they bring reports in other words together, and overrule nothing."""

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from eenheidsbeeld.cli.text import command
from eenheidsbeeld.config import env_checks
from eenheidsbeeld.config.env import Environment
from eenheidsbeeld.text.findings import Document
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.sentences import NotASentenceModel, SentenceModel, closeness, read_model
from eenheidsbeeld.text.similarity import Index, comparable, relation, signature

DAY = datetime(2026, 3, 17, 20)
# Words that mean about the same share a direction; the texts below have no telling word in common.
MEANING = {
    0: ("dorpelingen", "omwonenden", "buurt"),
    1: ("boos", "woedend", "kwaad"),
    2: ("windmolens", "turbines", "molenpark"),
    3: ("koor", "orkest", "harmonie"),
    4: ("zingt", "speelt", "musiceert"),
}
ONE = "In Zeist zijn omwonenden woedend om de windmolens"
TWO = "Zeist: buurt kwaad vanwege turbines"
OTHER = "Zeist: orkest speelt, harmonie musiceert mee"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("vectors")
    words = [word for same in MEANING.values() for word in same]
    rows = np.zeros((len(words), 8), dtype=np.float32)
    for row, word in enumerate(words):
        rows[row, next(kind for kind, same in MEANING.items() if word in same)] = 1
    rows += np.random.default_rng(1).normal(0, 0.05, rows.shape).astype(np.float32)
    (made / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    np.save(made / "vectors.npy", rows)
    return made


@pytest.fixture(scope="module")
def model(folder: Path) -> SentenceModel:
    return read_model(folder)


def signed(text: str, sentences: SentenceModel | None = None, published: datetime = DAY):
    return signature(analyse([Document("x", text, published=published)])[0], sentences)


def related(one: str, two: str, sentences: SentenceModel | None = None, later: timedelta = timedelta()):
    first, second = signed(one, sentences), signed(two, sentences, DAY + later)
    return relation(comparable("1", first), comparable("2", second))


def test_reports_in_other_words_are_one_event_with_the_reason_and_without_the_model_they_are_not(model):
    found = related(ONE, TWO, model)

    assert related(ONE, TWO).kind == "none"
    assert (found.kind, found.reasons[0]) == ("same_event", "close in meaning")
    assert related(ONE, OTHER, model).kind == "none"


def test_they_find_each_other_without_a_word_in_common(model):
    def events(sentences: SentenceModel | None) -> int:
        index = Index()
        for number, text in enumerate((ONE, TWO, OTHER)):
            index.note(str(number), signed(text, sentences))
        return len(set(index.groups().values()))

    assert (events(None), events(model)) == (3, 2)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (ONE, TWO.replace("Zeist", "Houten")),
        (ONE + " op vrijdag 20 maart", TWO + " op zaterdag 21 maart"),
        (ONE + ", 30 aanwezigen", TWO + ", 90 aanwezigen"),
        (ONE + " langs de A12", TWO + " langs de A28"),
    ],
    ids=["place", "day", "number", "road"],
)
def test_another_place_day_number_or_road_is_never_overruled(model, one, two):
    assert closeness(*(comparable("x", signed(text, model)).sentence for text in (one, two))) > 0.8
    assert related(one, two, model) == related(one, two)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([w for same in MEANING.values() for w in same]), min_size=3, max_size=8), st.data())
def test_whatever_it_says_a_conflict_decides_as_without_it(model, words, data):
    other = data.draw(st.permutations(words))
    one, two = f"In Zeist {' '.join(words)}, man (34)", f"In Houten {' '.join(other)}, man (51)"

    assert related(one, two, model) == related(one, two)


def test_it_is_off_until_a_folder_is_given(model):
    assert "v" not in signed(ONE).sketch
    assert Environment().sentence_model is None
    kept = signed(ONE, model).sketch
    assert len(kept["v"]) == 8
    assert all(isinstance(one, int) and -127 <= one <= 127 for one in kept["v"])
    assert json.loads(json.dumps(kept)) == kept
    assert signed("Rustig gebleven", model).sketch["v"] == []


def _rows(number: int, width: int = 8) -> np.ndarray:
    return np.ones((number, width), dtype=np.float32)


def _with_objects() -> bytes:
    out = io.BytesIO()
    np.save(out, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    return out.getvalue()


@pytest.mark.parametrize(
    ("words", "vectors", "said"),
    [
        (None, _rows(2), "horen twee bestanden"),
        (b"een\ntwee\n", None, "horen twee bestanden"),
        (b"een\ntwee\n", _rows(3), "2 woorden en vectors.npy 3 rijen"),
        (b"een\ntwee\n", _rows(2, 4), "8 tot 1024 getallen"),
        (b"een\ntwee\n", _rows(2).astype(np.int64), "float16 of float32"),
        (b"een\ntwee\n", np.full((2, 8), np.nan, dtype=np.float32), "geen getal"),
        (b"een\ntwee\n", b"dit is geen tabel", "geen tabel van getallen"),
        (b"een\ntwee\n", _with_objects(), "geen tabel van getallen"),
        (b"\xff\xfe\n", _rows(1), "geen UTF-8"),
    ],
)
def test_a_folder_that_is_wrong_is_refused_in_words_and_nothing_in_it_runs(tmp_path, words, vectors, said):
    if words is not None:
        (tmp_path / "words.txt").write_bytes(words)
    if isinstance(vectors, bytes):
        (tmp_path / "vectors.npy").write_bytes(vectors)
    elif vectors is not None:
        np.save(tmp_path / "vectors.npy", vectors)

    with pytest.raises(NotASentenceModel, match=said):
        read_model(tmp_path)
    [line] = list(env_checks._sentence_model(Environment(sentence_model=tmp_path)))
    assert line.startswith("EB_SENTENCE_MODEL: ")
    refused = CliRunner().invoke(command, ["run", "--sentences", str(tmp_path)], input="")
    assert refused.exit_code == 2


def test_the_command_line_groups_with_it(folder):
    lines = "".join(
        json.dumps({"id": str(number), "text": text, "lang": None, "published": DAY.isoformat(), "source": None})
        + "\n"
        for number, text in enumerate((ONE, TWO))
    )

    def events(*more: str) -> list[str]:
        done = CliRunner().invoke(command, ["run", *more], input=lines)
        assert done.exit_code == 0, done.output
        return [json.loads(line)["event"] for line in done.output.splitlines()]

    assert events() == ["0", "1"]
    assert events("--sentences", str(folder)) == ["0", "0"]
