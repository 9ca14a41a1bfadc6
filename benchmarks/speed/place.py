"""A temporary place to measure in: a data folder and database of its own, and the organisations of the country."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
HOME_UNIT, DISTRICT = "PU-midden-nederland", "PD-west-utrecht"


@contextmanager
def place(database: str = "") -> Iterator[Path]:
    """Django on an empty database; an SQLite one disappears with the folder."""
    with tempfile.TemporaryDirectory(prefix="eb-bench-") as folder:
        os.environ |= {"EB_DATA": folder, "DATABASE_URL": database, "EB_DEMO": "false"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eenheidsbeeld.config.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django

        django.setup()
        from eenheidsbeeld.cli.prepare import prepare

        prepare(say=lambda _text: None)
        yield Path(folder)


def settle_country() -> dict[str, Any]:
    """Each municipality, and per unit police, prosecution and a bureau; groups per district, else per unit."""
    from django.db import transaction

    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import OrganisationKind
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.reference import geo
    from eenheidsbeeld.sharing import actions as sharing

    by, made = System("benchmark"), {}
    rows = geo.municipalities()
    kinds = {"police": OrganisationKind.POLICE, "om": OrganisationKind.OM, "bureau": OrganisationKind.REGIONAL_BUREAU}
    wanted = [(row.code, row.name, OrganisationKind.MUNICIPALITY, row.unit, row.code) for row in rows]
    units = sorted({row.unit for row in rows})
    wanted += [
        (f"{name}:{unit}", f"{name} {unit}", kind, unit, unit) for unit in units for name, kind in kinds.items()
    ]
    with transaction.atomic():
        for key, name, kind, unit, area in wanted:
            made[key] = accounts.join_organisation(
                slug=key.replace(":", "-").lower(), name=name, kind=kind, unit_code=unit, area_code=area,
                legal_task="Gemeentewet art. 172", by=by, at=NOW,
            )  # fmt: skip
        for area in sorted({row.district or row.unit for row in rows}):
            unit = next(row.unit for row in rows if area in (row.district, row.unit))
            members = [made[row.code] for row in rows if area in (row.district, row.unit) and not (
                area == row.unit and row.district)]  # fmt: skip
            members += [made[f"{name}:{unit}"] for name in kinds]
            group = sharing.start_group(slug=area.lower(), name=f"Beeld {area}", area_code=area, by=by, at=NOW)
            sharing.join_group(group=group, organisations=members, by=by, at=NOW)
    return made


def someone(organisation: Any, *roles: str) -> Any:
    """A membership with these roles; nobody real."""
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import Role
    from eenheidsbeeld.core.viewer import System

    by = System("benchmark")
    email = f"{'-'.join(roles)}.{organisation.slug}@meting.invalid"
    person = accounts.add_person(email=email, display_name="Meting", password=None, by=by, at=NOW)
    return accounts.start_membership(
        person=person,
        organisation=organisation,
        function="Meting",
        roles=[Role(role) for role in roles],
        by=by,
        at=NOW,
    )


def owner_of(signal: Any, made: dict[str, Any], unit_of: dict[str, str]) -> Any:
    """Police information belongs to the police of the unit, news to its bureau, the rest to the municipality."""
    if signal.regime == "wpg":
        return made[f"police:{unit_of[signal.municipality]}"]
    if signal.channel == "feed":
        return made[f"bureau:{unit_of[signal.municipality]}"]
    return made[signal.municipality]


def machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load}"


def median_ms(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median of the clock and of the processor time, in milliseconds, after one round that does not count."""
    work()
    clock, used = [], []
    for _round in range(rounds):
        start, before = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - start)
        used.append(time.process_time() - before)
    return statistics.median(clock) * 1000, statistics.median(used) * 1000
