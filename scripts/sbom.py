"""A bill of materials of what the product is made of (CycloneDX 1.6, JSON), and a list of licences. Uses no network.

    python scripts/sbom.py FOLDER        writes FOLDER/eenheidsbeeld.cdx.json and FOLDER/licences.md

Made from the lock (names, versions, hashes), from what is installed (licences), and from what lies in the source
itself: browser files and fonts, each with its checksum. The same source gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "runtime.txt"
STATIC = ROOT / "src" / "eenheidsbeeld" / "core" / "static" / "vendor"
FONTS = ROOT / "src" / "eenheidsbeeld" / "publishing" / "fonts"
# Folder or file of what lies in the source: package on npm, licence.
IN_THE_SOURCE = {
    STATIC / "htmx" / "htmx.min.js": ("htmx.org", "0BSD"),
    STATIC / "utrecht" / "utrecht.css": ("@utrecht/component-library-css", "EUPL-1.2"),
    STATIC / "fira-sans" / "fira-sans-latin-400-normal.woff2": ("@fontsource/fira-sans", "OFL-1.1"),
    STATIC / "fira-sans" / "fira-sans-latin-600-normal.woff2": ("@fontsource/fira-sans", "OFL-1.1"),
    STATIC / "vega" / "vega.min.js": ("vega", "BSD-3-Clause"),
    STATIC / "vega" / "vega-lite.min.js": ("vega-lite", "BSD-3-Clause"),
    STATIC / "vega" / "vega-embed.min.js": ("vega-embed", "BSD-3-Clause"),
}
ENTRY = re.compile(r"^(?P<name>[a-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+))?", re.M)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    bill = bill_of_materials()
    (folder / "eenheidsbeeld.cdx.json").write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", "utf-8")
    (folder / "licences.md").write_text(licences(bill), "utf-8")
    print(f"{len(bill['components'])} components in {folder}")
    return 0


def bill_of_materials() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    components = [*_packages(), *_browser_files(), *_fonts()]
    whole = json.dumps(components, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, project['version'] + whole)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": "eenheidsbeeld", "name": "eenheidsbeeld",
                "version": project["version"], "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": "eenheidsbeeld", "dependsOn": [one["bom-ref"] for one in components]}],
    }  # fmt: skip


def _packages() -> Iterator[dict[str, Any]]:
    lock = LOCK.read_text("utf-8")
    entries = [*ENTRY.finditer(lock)]
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        block = lock[entry.start() : following.start() if following else len(lock)]
        name, version = entry["name"], entry["version"]
        purl = f"pkg:pypi/{name}@{version}"
        component = {
            "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
            "licenses": _licence_of(name, version),
            # Of each file in which the package is spread; set-up accepts these and no others.
            "externalReferences": [
                {
                    "type": "distribution", "url": purl,
                    "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(set(HASH.findall(block)))],
                }
            ],
        }  # fmt: skip
        if entry["marker"]:
            component["properties"] = [{"name": "eenheidsbeeld:only-when", "value": entry["marker"].strip()}]
        yield component


# What some packages call their licence, in the words of SPDX.
SPDX = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC", "Python Software Foundation License": "PSF-2.0", "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Apache License, Version 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0", "Apache 2": "Apache-2.0", "3-Clause BSD License": "BSD-3-Clause",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}  # fmt: skip


BY_ID = r"(MIT|BSD-\d-Clause|Apache-2\.0|ISC|PSF-2\.0|MPL-2\.0|L?GPL-[\w.-]+)"


def _licence_of(name: str, version: str) -> list[dict[str, Any]]:
    """What the installed package says of itself; on another kind of machine some packages are not installed."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return [{"license": {"name": "not installed on this kind of machine"}}]
    if expression := said.get("License-Expression"):
        return [{"expression": expression}]
    classifiers = [
        line.rsplit(" :: ", 1)[-1] for line in said.get_all("Classifier", []) if line.startswith("License")
    ]
    told = [one for one in classifiers if one != "OSI Approved"] or [
        (said.get("License") or "not stated").splitlines()[0]
    ]
    return [{"license": _named(one.strip()[:80])} for one in told]


def _named(licence: str) -> dict[str, str]:
    known = SPDX.get(licence, licence)
    return {"id": known} if re.fullmatch(BY_ID, known) else {"name": licence}


def _browser_files() -> Iterator[dict[str, Any]]:
    versions = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    for path, (package, licence) in IN_THE_SOURCE.items():
        yield _file(
            path, package, versions[package], licence, f"pkg:npm/{package.replace('@', '%40')}@{versions[package]}"
        )


def _fonts() -> Iterator[dict[str, Any]]:
    for path in sorted(FONTS.glob("*.ttf")):
        yield _file(path, path.stem, "as in the source", "OFL-1.1", "")


def _file(path: Path, name: str, version: str, licence: str, purl: str) -> dict[str, Any]:
    where = str(path.relative_to(ROOT))
    component = {
        "type": "file", "bom-ref": where, "name": name, "version": version,
        "licenses": [{"license": {"id": licence}}],
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        "properties": [{"name": "eenheidsbeeld:file", "value": where}],
    }  # fmt: skip
    return component | ({"purl": purl} if purl else {})


def licences(bill: dict[str, Any]) -> str:
    """One line per component, for who has to judge them."""
    lines = ["# Licences of what Eenheidsbeeld is made of", "", "| component | version | licence |", "|---|---|---|"]
    for one in bill["components"]:
        said = ", ".join(_shown(entry) for entry in one["licenses"])
        lines.append(f"| {one['name']} | {one['version']} | {said} |")
    return "\n".join([*lines, ""])


def _shown(entry: dict[str, Any]) -> str:
    licence = entry.get("license", {})
    return str(entry.get("expression") or licence.get("id") or licence.get("name"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/sbom")))
