"""Cells that a spreadsheet would run, and ways to write an address on this machine that look like one elsewhere."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from eenheidsbeeld.signals.clients.feeds import FetchProblem, fetch, is_open_address

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\u00a0=1",
    "\u200b=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
]
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_of_an_export_starts_a_formula(kind: str, make_signal: Any, signed_in: Any) -> None:
    for typed in FORMULAS:
        make_signal(typed, place_name=typed)

    content = signed_in("woerden_oov").get(f"/signalen/bestand.{kind}").content

    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    else:
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
        rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    cells = [cell for row in rows for cell in row]
    assert sum("SUM(A1)" in cell for cell in cells) == 4
    assert [cell for cell in cells if cell.lstrip().startswith(STARTS)] == []


@pytest.mark.parametrize(
    "address",
    ["::127.0.0.1", "::10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "64:ff9b::7f00:1", "::ffff:7f00:1",
     "2002:7f00:1::", "fec0::1"],
)  # fmt: skip
def test_an_inner_address_written_in_another_way_is_closed(address: str) -> None:
    assert not is_open_address(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "017700000001", "127.1", "[::127.0.0.1]", "localhost"])
def test_this_machine_by_any_other_name_is_not_fetched_from(host: str) -> None:
    with pytest.raises(FetchProblem) as refused:
        fetch(f"http://{host}/rss")

    assert refused.value.reason in ("closed_address", "name_not_found")


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: Any) -> None:
    """A name that is public at the check and points here at the use: it is looked up once, and never again."""
    import socket

    asked, connected = [], []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(address: tuple[str, int], *_more: Any, **_named: Any) -> socket.socket:
        connected.append(address[0])
        raise OSError("no network in a test")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchProblem):
        fetch("http://voorbeeld.invalid/rss", resolve=resolve)

    assert (asked, connected) == (["voorbeeld.invalid"], ["93.184.216.34"])


@pytest.mark.parametrize("typed", FORMULAS)
def test_cells_that_are_joined_from_several_words_start_no_formula_either(typed: str, region: Any) -> None:
    """The flaw of others: each word was made harmless, the words joined in one cell were not."""
    from eenheidsbeeld.accountability.exports import as_csv

    joined = ["; ".join([typed, "gewoon"]), ", ".join(["", typed]).lstrip(", "), "\n".join([typed, "gewoon"])]
    rows = list(csv.reader(io.StringIO(as_csv([typed], [joined]).decode("utf-8-sig")), delimiter=";"))

    assert [cell for row in rows for cell in row if cell.lstrip().startswith(STARTS)] == []


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("privacy", "/verantwoording/register/verwerkingsregister.csv"),
        ("privacy", "/verantwoording/suggesties/algoritmeregister.csv"),
        ("woerden_oov", "/signalen/bestand.csv?zoek=%3D1%2B1"),
        ("woerden_oov", "/signalen/bestand.csv?zoek=-2"),
    ],
)
def test_no_file_of_the_product_holds_a_cell_that_starts_a_formula(
    who: str, address: str, region: Any, signed_in: Any, make_signal: Any
) -> None:
    """Also where the name of an organisation, a controller or a filter is what somebody typed."""
    for organisation in region.organisations.values():
        organisation.name = f"=HYPERLINK({organisation.slug})"
        organisation.save()
    make_signal("=1+1 -2")

    content = signed_in(who).get(address).content.decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(content), delimiter=";") for cell in row]
    assert len(cells) > 10
    assert [cell for cell in cells if cell.lstrip().startswith(STARTS)] == []
