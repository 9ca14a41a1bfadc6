"""How much a first visit weighs: the page and everything it links to, compressed as it is sent.

python benchmarks/speed/weight.py
"""

from __future__ import annotations

import gzip
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from lists import client_of  # noqa: E402
from picture import fill, open_edition  # noqa: E402
from place import HOME_UNIT, NOW, place, settle_country, someone  # noqa: E402

GOAL = 300.0
LINKED = re.compile(r'(?:src|href)="(/[^"#?]+\.(?:css|js|svg|png|woff2|ico))(?:\?[^"]*)?"')
IN_STYLE = re.compile(r'url\(["\']?([^"\')]+\.woff2)')


def weight_of(content: bytes) -> float:
    return len(gzip.compress(content, 6)) / 1024


def linked_files(html: str, find: Any) -> dict[str, float]:
    """Style, script and pictures that the page names, and the fonts that its styles name."""
    weights: dict[str, float] = {}
    for address in dict.fromkeys(LINKED.findall(html)):
        file = find(address.split("/static/", 1)[-1])
        if file is None:
            continue
        content = Path(file).read_bytes()
        weights[address] = weight_of(content)
        if address.endswith(".css"):
            for font in set(IN_STYLE.findall(content.decode())):
                beside = (Path(file).parent / font).resolve()
                if beside.exists():
                    weights[font] = beside.stat().st_size / 1024
    return weights


def main() -> int:
    with place():
        from django.conf import settings
        from django.contrib.staticfiles.finders import find
        from django.test import Client

        from eenheidsbeeld.core import clock

        settings.ALLOWED_HOSTS = ["*"]
        clock.now = lambda: NOW + timedelta(minutes=1)
        made = settle_country()
        editor = someone(made[f"bureau:{HOME_UNIT}"], "editor", "analyst", "signatory", "contributor")
        fill(2000, made, editor)
        edition = open_edition(made, editor)
        client = client_of(editor)
        heaviest = 0.0
        for name, who, address in (
            ("sign-in", Client(), "/inloggen/"), ("start page", client, "/"), ("form", client, "/signalen/nieuw/"),
            ("inbox", client, "/inbox/"), ("area page", client, "/gebieden/GM0632/"),
            ("reading an edition", client, f"/beelden/{edition.reference}/"),
        ):  # fmt: skip
            answer = who.get(address, follow=True)
            html = answer.content.decode()
            files = linked_files(html, find)
            whole = weight_of(answer.content) + sum(files.values())
            heaviest = max(heaviest, whole)
            print(f"{name:<20} {answer.status_code} page {weight_of(answer.content):6.1f} KB, {len(files):2} files "
                  f"{sum(files.values()):6.1f} KB, together {whole:6.1f} KB; ratio to goal {whole / GOAL:.2f}")  # fmt: skip
    return 0 if heaviest < GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
