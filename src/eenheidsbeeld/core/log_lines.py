"""What stands in a log line: ids, states and places in our code; never what people wrote, never a secret.

A message of a library may quote an address, a form or a row of the database. So of others only the fixed words of a
message are kept, with numbers filled in, and of an error only its class and where it went wrong. JSON in production.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, MutableMapping
from copy import copy
from pathlib import Path
from typing import Any

import structlog

OURS = "eenheidsbeeld"
PACKAGE = f"{Path(__file__).resolve().parents[1]}/"
# Libraries whose messages are fixed words with what varies apart from them. Of any other only the place is kept.
FIXED_WORDS = ("django", "gunicorn", "allauth", "whitenoise")


def logging_settings(*, level: str, as_json: bool, whole: bool = False) -> dict[str, Any]:
    """For Django's LOGGING. `whole` lets everything through, for whoever writes code on invented data."""
    form = {"()": logging.Formatter} if whole else {"()": f"{__name__}.{'json_lines' if as_json else 'plain_lines'}"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": form},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
            "fontTools": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
        },
    }


def places(problem: BaseException) -> list[str]:
    """Where it went wrong: places in our code, outermost first, then the last one when that is in a library."""
    frames = [*_frames(problem)]
    ours = [place for place, is_ours in frames if is_ours]
    return ours if not frames or frames[-1][1] else [*ours, frames[-1][0]]


def _frames(problem: BaseException) -> Iterator[tuple[str, bool]]:
    trace = problem.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        is_ours = name.startswith(PACKAGE)
        yield (
            f"{name.removeprefix(PACKAGE) if is_ours else name.split('site-packages/')[-1]}:{trace.tb_lineno}",
            is_ours,
        )
        trace = trace.tb_next


def class_and_place(problem: BaseException) -> str:
    """All that is kept of an error in one line."""
    ours = [place for place, is_ours in _frames(problem) if is_ours]
    return f"{type(problem).__name__} at {ours[-1] if ours else ''}"[:200]


def without_content(record: logging.LogRecord) -> logging.LogRecord:
    """The same record without anything that a person may have written."""
    kept = copy(record)
    problem = record.exc_info[1] if record.exc_info else None
    kept.exc_info = kept.exc_text = kept.stack_info = None
    if problem is not None:
        kept.places = [type(problem).__name__, *places(problem)]
    if not _is_of(record.name, OURS):
        kept.msg, kept.args = _fixed_words(record), ()
    return kept


def _is_of(name: str, *families: str) -> bool:
    return name.split(".")[0] in families


def _fixed_words(record: logging.LogRecord) -> str:
    if not _is_of(record.name, *FIXED_WORDS) or not isinstance(record.msg, str):
        return f"at {record.module}:{record.lineno}"
    # Without values apart from it, a message may be one that was already filled in.
    if not record.args or not isinstance(record.args, tuple):
        return f"at {record.module}:{record.lineno}"
    shown = tuple(value if isinstance(value, int | float) else _Hidden() for value in record.args)
    try:
        return record.msg % shown
    except (TypeError, ValueError):
        return record.msg


class _Hidden:
    """Stands in a message where a value was."""

    def __str__(self) -> str:
        return "…"

    __repr__ = __str__


class _Line(structlog.stdlib.ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return super().format(without_content(record))


def _what_happened(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    record = line["_record"]
    line["level"], line["logger"] = record.levelname.lower(), record.name
    if error := getattr(record, "places", None):
        line["error"], line["at"] = error[0], error[1:]
    if isinstance(status := getattr(record, "status_code", None), int):
        line["status"] = status
    return line


def json_lines() -> logging.Formatter:
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    return _lines(stamp, structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True))


def plain_lines() -> logging.Formatter:
    stamp = structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False)
    return _lines(stamp, structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "logger", "event"]))


def _lines(stamp: Any, drawn: Any) -> logging.Formatter:
    without_record = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return _Line(processors=[stamp, _what_happened, without_record, drawn])
