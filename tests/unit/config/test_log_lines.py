"""A log line holds ids and states: whatever a library puts in its message, what people wrote is not in it."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from eenheidsbeeld.core.log_lines import json_lines, plain_lines

CANARY = "Kanarie van de Dorpsstraat 12"


@pytest.fixture(params=[json_lines, plain_lines])
def line(request: Any) -> Any:
    form = request.param()

    def of(logger: str, message: Any, *values: object, error: BaseException | None = None, **more: Any) -> str:
        problem = (type(error), error, error.__traceback__) if error else None
        record = logging.LogRecord(logger, logging.ERROR, "/ergens/log.py", 7, message, values, problem)
        record.__dict__.update(more)
        return form.format(record)

    return of


def raised(message: str) -> BaseException:
    try:
        raise ValueError(message)
    except ValueError:
        return sys.exc_info()[1]  # type: ignore[return-value]


@pytest.mark.parametrize("logger", ["django.request", "gunicorn.error", "psycopg.pool", "ergens.anders"])
def test_what_a_library_fills_in_is_left_out(line: Any, logger: str) -> None:
    said = line(logger, "Error handling request %s after %d", f"/zoeken/?q={CANARY}", 12, error=raised(CANARY))

    assert CANARY not in said
    assert "ValueError" in said


@pytest.mark.parametrize("logger", ["ergens.anders", "django.security.DisallowedHost"])
def test_a_sentence_that_a_library_filled_in_itself_is_left_out_as_a_whole(line: Any, logger: str) -> None:
    assert CANARY not in line(logger, f"Invalid header: {CANARY}")


def test_our_own_ids_and_states_stay(line: Any) -> None:
    assert "source abc123: timeout (3 in a row)" in line(
        "eenheidsbeeld.signals", "source %s: %s (%s in a row)", "abc123", "timeout", 3
    )


def test_a_fixed_sentence_with_its_numbers_stays(line: Any) -> None:
    assert "Worker (pid:812) was sent SIGKILL" in line("gunicorn.error", "Worker (pid:%s) was sent SIGKILL", 812)


def test_objects_that_are_logged_are_not_written_out(line: Any) -> None:
    assert CANARY not in line("django.security", {"form": CANARY})


def test_a_line_in_production_is_one_json_object() -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "/x.py", 7, "Internal Server Error: %s", ("/x/",), None
    )
    record.status_code = 500

    read = json.loads(json_lines().format(record))

    assert read["status"] == 500
    assert read["event"] == "Internal Server Error: …"
    assert {"timestamp", "level", "logger"} <= set(read)
