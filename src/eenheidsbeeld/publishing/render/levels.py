"""How a level looks: one ordered scale in colour, pattern and shape, so that black and white loses nothing."""

# The same as the tokens --eb-level-0 to -4: paper, page and map agree.
FILLS = {"0": "#e4e7ea", "1": "#efdba6", "2": "#dba53a", "3": "#ad5a1c", "4": "#6f2012"}
PATTERN_INK = {
    "1": "#c9b06a",
    "2": "#a97614",
    "3": "#7f3a0e",
    "4": "#97402c",
    "not_set": "#8b959e",
    "no_data": "#b9c0c6",
}
EDGE, INK = "#3c434b", "#1b1f24"


def pattern(level: str, identity: str) -> str:
    """The fill of a level as an SVG pattern: the higher the level, the denser."""
    ink = PATTERN_INK.get(level, "")
    marks, size = {
        "1": (
            f'<circle cx="2" cy="2" r="0.75" fill="{ink}"/><circle cx="6" cy="6" r="0.75" fill="{ink}"/>',
            8,
        ),
        "2": (_lines(8, ink, 1.1), 8),
        "3": (_lines(5, ink, 1.3), 5),
        "4": (_lines(5, ink, 0.9) + _lines(5, ink, 0.9, falling=True), 5),
        "not_set": (_lines(7, ink, 0.9, falling=True), 7),
        "no_data": (_lines(7, ink, 0.7) + _lines(7, ink, 0.7, falling=True), 7),
    }.get(level, ("", 8))
    # No ground in the tile: tiles of one colour side by side show seams on paper.
    return (
        f'<pattern id="{identity}-level-{level}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
        f"{marks}</pattern>"
    )


def ground(level: str) -> str:
    return FILLS.get(level, "#ffffff")


def _lines(size: int, ink: str, width: float, *, falling: bool = False) -> str:
    """Diagonal lines that join up from tile to tile."""
    edges = ((0, 0, size, size), (-1, size - 1, 1, size + 1), (size - 1, -1, size + 1, 1))
    lines = [(x1, y1, x2, y2) if falling else (x1, size - y1, x2, size - y2) for x1, y1, x2, y2 in edges]
    return "".join(
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{ink}" stroke-width="{width}"/>'
        for x1, y1, x2, y2 in lines
    )


def badge(level: str, height: float = 19.0) -> str:
    """A plate with the number above its four steps, centred on 0,0: the same sign as on the page."""
    unit = height / 19
    dark = level in ("3", "4")
    fill, ink = (ground(level), "#ffffff") if dark else ("#ffffff", INK)
    known = level.isdigit()
    text = level if known else {"not_set": "0–4", "no_data": "–"}[level]
    size = (12 if known else 8.5) * unit
    high = 19 if known else 12
    plate = (
        f'<rect x="{-7.5 * unit:.2f}" y="{-high / 2 * unit:.2f}" width="{15 * unit:.2f}" height="{high * unit:.2f}" '
        f'rx="{2 * unit:.2f}" fill="{fill}" stroke="{ink}" stroke-width="1"/>'
    )
    base = (2.4 if known else 3) * unit
    number = (
        f'<text y="{base:.2f}" text-anchor="middle" font-family="Fira Sans" font-size="{size:.2f}" '
        f'font-weight="600" fill="{ink}">{text}</text>'
    )
    return plate + number + (_steps(int(level), unit, ink) if known else "")


def _steps(level: int, unit: float, ink: str) -> str:
    """Four rising steps, as many filled as the level."""
    parts = []
    for number in range(4):
        tall = (1.2 + number * 0.8) * unit
        look = f'fill="{ink}"' if number < level else f'fill="{ink}" fill-opacity="0.25"'
        left = (-5.2 + number * 2.75) * unit
        parts.append(
            f'<rect x="{left:.2f}" y="{7.6 * unit - tall:.2f}" width="{2.15 * unit:.2f}" height="{tall:.2f}" {look}/>'
        )
    return "".join(parts)


def arrow(direction: str, radius: float = 4.0) -> str:
    """The direction as a shape on a white edge, centred on 0,0; nothing when it is unknown."""
    r, low = radius, round(radius * 0.8, 2)
    edge = f'fill="{INK}" stroke="#ffffff" stroke-width="2.4" stroke-linejoin="round" paint-order="stroke"'
    shapes = {
        "up": f'<polygon points="0,{-r} {r},{low} {-r},{low}" {edge}/>',
        "down": f'<polygon points="0,{r} {r},{-low} {-r},{-low}" {edge}/>',
        "stable": f'<circle r="{low}" {edge}/>',
    }
    return shapes.get(direction, "")
