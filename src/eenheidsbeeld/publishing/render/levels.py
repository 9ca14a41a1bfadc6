"""How a level looks: one ordered scale in colour, pattern and shape, so that black and white loses nothing."""

from math import cos, pi, sin

FILLS = {"0": "#efeeea", "1": "#ecdcae", "2": "#d9a441", "3": "#b45a20", "4": "#6b1d0f"}
PATTERN_INK = {
    "1": "#c9b06a",
    "2": "#a97614",
    "3": "#7f3a0e",
    "4": "#97402c",
    "not_set": "#8b959e",
    "no_data": "#b9c0c6",
}
EDGE, INK = "#3b4650", "#1b2733"

Point = tuple[float, float]


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


def outline(level: str, radius: float) -> list[Point]:
    """The shape of a level: circle, square, diamond, hexagon, star; a small bar for a gap."""
    if level == "0":
        return _polygon(32, radius * 0.94)
    if level == "1":
        return _polygon(4, radius * 1.18, turn=pi / 4)
    if level == "2":
        return _polygon(4, radius * 1.3)
    if level == "3":
        return _polygon(6, radius * 1.12)
    if level == "4":
        return [p for n in range(20) for p in [_point(n * pi / 10, radius * (1.28 if n % 2 else 1.05))]]
    return [
        (-radius, -radius * 0.55),
        (radius, -radius * 0.55),
        (radius, radius * 0.55),
        (-radius, radius * 0.55),
    ]


def _polygon(corners: int, radius: float, turn: float = 0.0) -> list[Point]:
    return [_point(turn + n * 2 * pi / corners, radius) for n in range(corners)]


def _point(angle: float, radius: float) -> Point:
    return (round(sin(angle) * radius, 2), round(-cos(angle) * radius, 2))


def badge(level: str, radius: float = 9.0) -> str:
    """The shape with its number, centred on 0,0."""
    dark = level in ("3", "4")
    fill, edge = (ground(level), "#ffffff") if dark else ("#ffffff", INK)
    points = " ".join(f"{x},{y}" for x, y in outline(level, radius))
    text = level if level.isdigit() else {"not_set": "0–4", "no_data": "–"}[level]
    size = radius * (1.3 if level.isdigit() else 0.95)
    return (
        f'<polygon points="{points}" fill="{fill}" stroke="{edge}" stroke-width="1.2" stroke-linejoin="round"/>'
        f'<text y="{size * 0.36:.2f}" text-anchor="middle" font-family="Fira Sans" font-size="{size:.2f}" '
        f'font-weight="600" fill="{"#ffffff" if dark else INK}">{text}</text>'
    )


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
