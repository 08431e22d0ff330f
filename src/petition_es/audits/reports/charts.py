"""Charts as SVG, made of rectangles and words: they need no script, no font and no network."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT, FOOT, HEAD = 720, 190, 34, 16
BAR_WIDTH, BAR_HEIGHT = 96, 10
MOST_LABELS = 14

SVG = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}" class="{}">{}</svg>')
RECTANGLE = Markup(
    '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>'
)
WORD = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>')


@dataclass(frozen=True)
class Layer:
    """One part of every column: its colour by a class, its name, and a number for each column."""

    css: str
    name: str
    numbers: Sequence[int]


def columns(about: str, names: Sequence[str], layers: Sequence[Layer]) -> Markup:
    """Columns side by side, each of layers put on each other, with their sums above them."""
    sums = [sum(layer.numbers[place] for layer in layers) for place in range(len(names))]
    scale = (HEIGHT - FOOT - HEAD) / max(1, *sums)
    step = WIDTH / max(1, len(names))
    parts = [
        part
        for place, name in enumerate(names)
        for part in _column(place, step, scale, name, layers)
    ]
    every = -(-len(names) // MOST_LABELS)
    for place, (name, total) in enumerate(zip(names, sums, strict=True)):
        middle = (place + 0.5) * step
        if place % every == 0:
            parts.append(WORD.format(middle, HEIGHT - FOOT + 14, name))
        if every == 1:
            parts.append(WORD.format(middle, HEIGHT - FOOT - total * scale - 4, total))
    return SVG.format(WIDTH, HEIGHT, about, "columns", Markup().join(parts))


def _column(
    place: int, step: float, scale: float, name: str, layers: Sequence[Layer]
) -> list[Markup]:
    top, parts = float(HEIGHT - FOOT), []
    for layer in layers:
        number = layer.numbers[place]
        top -= number * scale
        if number:
            said = f"{name}: {layer.name} {number}"
            box = (place + 0.15) * step, top, step * 0.7, number * scale
            parts.append(RECTANGLE.format(layer.css, *box, said))
    return parts


def bar(share: float | None, about: str) -> Markup:
    """A share as a bar of which a part is filled; nothing where it is undefined."""
    if share is None:
        return Markup()
    whole = RECTANGLE.format("rest", 0, 0, BAR_WIDTH, BAR_HEIGHT, about)
    part = RECTANGLE.format("part", 0, 0, BAR_WIDTH * share, BAR_HEIGHT, about)
    return SVG.format(BAR_WIDTH, BAR_HEIGHT, about, "bar", whole + part)
