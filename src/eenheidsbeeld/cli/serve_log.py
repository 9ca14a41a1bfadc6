"""gunicorn's own lines in the form of all others: its errors quote the address that was asked for, ours do not."""

from __future__ import annotations

import logging
import os
from typing import Any

from gunicorn.glogging import Logger

from eenheidsbeeld.core.log_lines import json_lines, plain_lines


class Lines(Logger):  # type: ignore[misc]
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        in_production = os.environ.get("EB_MODE") == "production"
        for handler in logging.getLogger("gunicorn.error").handlers:
            handler.setFormatter(json_lines() if in_production else plain_lines())
