"""Every place where something leaves the application, and what keeps small numbers in. A new place names its own."""

from __future__ import annotations

import re

from tests.house.conftest import PACKAGE

LEAVES = re.compile(
    r"Content-Disposition|text/calendar|\bLetter\(|EmailMultiAlternatives\(|\bas_file\(|def released_file|write_table\(columns,|compile_snapshot\("
)
HELD = {
    "accountability/views/algorithms.py": "the algorithm register: texts, no counts of signals",
    "accountability/views/certificates.py": "proof of destruction: how many records of a kind ended, by no place or subject",
    "accountability/views/register.py": "the processing register and forms: texts, no counts of signals",
    "accounts/letters.py": "mails about an account",
    "cli/analysis.py": "what it was given, on the machine of who gave it",
    "cli/counts.py": "exact counts for an analyst who checks a number, as far as the organisation may count; logged",
    "core/letters.py": "makes a mail of what a room hands it",
    "desk/mail/bare.py": "says only that something waits",
    "desk/mail/notices.py": "says what waits, in a fixed sentence",
    "desk/mail/summary.py": "names kinds of work and titles; counts are left out on purpose",
    "openness/views/results.py": "what becomes public under the Woo: passages of editions pass `outward` in its queries",
    "pictures/queries.py": "compiles a draft for its own circle, AMBER",
    "pictures/views/archive.py": "the frozen edition for the archive, under its marking (MDTO)",
    "pictures/views/reading.py": "files of a released edition, compiled by its marking",
    "publishing/actions/release.py": "compiles by the marking of the edition: wider than AMBER passes `outward`",
    "publishing/compile.py": "passes `outward` when the marking is GREEN or CLEAR",
    "publishing/files.py": "draws what was compiled, adds no number",
    "rights/views.py": "the answer to one person about that person",
    "signals/exports.py": "a list of signals, row by row",
    "signals/views/lists.py": "a list of signals, row by row, for who may read each of them",
    "situations/views/calendar.py": "dates and titles, no counts",
}


def test_every_way_out_says_what_holds_its_numbers():
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if LEAVES.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(HELD), "a new way out: pass counts through publishing.outward, and say so here"


def test_what_becomes_public_under_the_woo_passes_the_way_out_for_counts():
    said = (PACKAGE / "openness/queries/sources.py").read_text(encoding="utf-8")
    assert "outward.held_back(publishing.snapshot_of" in said
