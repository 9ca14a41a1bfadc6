"""Our pictures as SVG that a strict content security policy accepts: no style, no script, nothing from elsewhere."""

import re
import xml.etree.ElementTree as ET

from defusedxml.ElementTree import fromstring

NAMESPACE = "http://www.w3.org/2000/svg"
ALLOWED = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "defs", "clipPath", "pattern", "title", "desc",
}  # fmt: skip
# Anything that is asked for elsewhere; `url(#…)` is a part of the same picture.
OUTSIDE = re.compile(r"url\((?!#)", re.IGNORECASE)
ET.register_namespace("", NAMESPACE)


class PictureNotSafe(ValueError):
    """The picture holds something that may run, load or style."""


def clean(drawn: str, identity: str) -> str:
    """Turn styles into attributes, keep known elements only, and make ids unique on the page."""
    root = fromstring(drawn)
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        if name not in ALLOWED:
            raise PictureNotSafe(f"<{name}> does not belong in a picture")
        _clean_attributes(element, identity)
    return ET.tostring(root, encoding="unicode")


def _clean_attributes(element: ET.Element, identity: str) -> None:
    for declaration in filter(None, (part.strip() for part in element.attrib.pop("style", "").split(";"))):
        key, _, setting = declaration.partition(":")
        element.attrib.setdefault(key.strip(), setting.strip())
    for name, value in list(element.attrib.items()):
        if name.startswith("on") or name.endswith("href") or OUTSIDE.search(value):
            raise PictureNotSafe(f"the attribute {name} does not belong in a picture")
        if name in ("role", "aria-roledescription", "aria-label", "aria-hidden", "class"):
            # The figure around the picture speaks for it; half a sentence per mark would only be noise.
            del element.attrib[name]
        elif name == "id":
            element.attrib[name] = f"{identity}-{value}"
        elif "url(" in value:
            element.attrib[name] = re.sub(r"url\(#([^)]+)\)", rf"url(#{identity}-\1)", value)
