"""`eenheidsbeeld text run`: lines in, lines out, in order; a broken line does not stop the rest."""

import json

from click.testing import CliRunner

from eenheidsbeeld.cli.text import command


def run(lines: list[str], *options: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(command, ["run", *options], input="\n".join(lines))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def line(id: str | int, text: str, **more: object) -> str:
    return json.dumps(
        {"id": id, "text": text, "lang": None, "published": "2024-12-04T10:00:00", "source": None} | more
    )


def test_every_line_gets_an_answer_in_order_and_a_broken_one_an_error_with_its_number():
    out = run([line("a", "Rust in Woerden"), "{kapot", line("b", "Jan Jansen belde", published=None), "[1]"])
    assert [o.get("id", o.get("line")) for o in out] == ["a", 2, "b", 4]
    assert out[0]["places"] == [[8, 15, "GM0632", "municipality", 1.0]]
    assert out[2]["text_clean"] == "[naam 1] belde"
    assert out[2]["masks"] == [[0, 10, "person"]]


def test_what_is_wrong_with_a_line_is_said_in_words_and_ids_stay_as_given():
    out = run(
        [
            line(7, "Rust"),
            '{"id": "a"}',
            '{"text": "x"}',
            line("b", "x", published="gisteren"),
            "\ufeff" + line("c", "x"),
        ]
    )
    assert [o.get("id") for o in out] == [7, "a", None, "b", "c"]
    assert [o.get("line") for o in out] == [None, 2, 3, 4, None]
    assert out[0]["event"] == 7
    assert ["'text'" in o.get("error", "") for o in out] == [False, True, False, False, False]
    assert "'published'" in out[3]["error"]


def test_learning_from_a_broken_line_says_which_one():
    result = CliRunner().invoke(command, ["learn"], input='{"text": "x", "phenomena": ["riot"]}\n{"text": "y"}\n')
    assert result.exit_code == 1
    assert "Regel 2" in result.output


def test_texts_about_one_event_share_it_and_copies_are_pointed_out():
    out = run(
        [
            line("a", "Boeren blokkeren A12 bij Woerden"),
            line("b", "Heel iets anders"),
            line("c", "Boeren blokkeren A12 bij Woerden"),
        ]
    )
    assert [o["event"] for o in out] == ["a", "b", "a"]
    assert [o["duplicate_of"] for o in out] == [None, None, "a"]


def test_only_the_chosen_steps_are_done():
    out = run([line("a", "Jan Jansen demonstreert in Woerden")], "--steps", "places")
    assert out[0]["masks"] == []
    assert out[0]["phenomena"] == {}
    assert len(out[0]["places"]) == 1


def test_an_unknown_step_is_refused():
    assert CliRunner().invoke(command, ["run", "--steps", "koken"], input="").exit_code == 2
