"""A timeline on the terminal, like a parcel's: newest first, readable at 80 columns."""

from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from petition_es.cli.timeline_view.head_lines import facts, title
from petition_es.cli.timeline_view.step_lines import sign, what, when
from petition_es.cli.timeline_view.words import Words
from petition_es.projections.timeline import Checkpoint, Timeline

WIDTH_MIN, WIDTH_MAX = 60, 100
HEADING, WHEN = 12, 18
"""Columns of the heading of a fact, and of the time of a step."""


def render_timeline(timeline: Timeline, console: Console, language: str) -> None:
    """Print a timeline, as wide as the console is and with the signs that it can write."""
    words = Words.fitting(language, console.encoding)
    width = min(max(console.width, WIDTH_MIN), WIDTH_MAX)
    for line in _lines(timeline, words, width, console):
        console.print(line, soft_wrap=True, highlight=False)


def timeline_text(
    timeline: Timeline,
    language: str,
    *,
    width: int = 80,
    color: bool = False,
    encoding: str = "utf-8",
) -> str:
    """Write a timeline as text, with or without colour."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
    )
    words = Words.fitting(language, encoding)
    with console.capture() as written:
        for line in _lines(timeline, words, width, console):
            console.print(line, soft_wrap=True, highlight=False)
    return written.get()


def _lines(timeline: Timeline, words: Words, width: int, console: Console) -> Iterator[Text]:
    yield from title(timeline, words, width)
    for heading, fact in facts(timeline, words):
        yield from _beside(
            [Text(heading, style="dim")], HEADING, _wrapped([fact], width - HEADING, console)
        )
    yield Text()
    steps = list(reversed(timeline.checkpoints))
    newest = next((step for step in steps if not step.voided), None)
    for step in steps:
        yield from _step(step, words, width, console, newest=step is newest, last=step is steps[-1])
    yield Text()
    offset = f"{timeline.now:%z}" if not steps else f"{steps[0].at:%z}"
    yield Text(words.say("view.zone", offset=f"{offset[:3]}:{offset[3:5]}"), style="dim")


def _step(
    step: Checkpoint, words: Words, width: int, console: Console, *, newest: bool, last: bool
) -> Iterator[Text]:
    """Put the time to the left of the line that joins the steps, the words to its right."""
    said = _wrapped(list(what(step, words)), width - WHEN - 2, console)
    times = when(step, words)
    height = max(len(said), len(times))
    joint = Text(sign(step, words, newest=newest), style="bold")
    line = Text("" if last else words.signs.line, style="dim")
    joined = _beside([joint, *[line] * (height - 1)], 2, said)
    yield from _beside(times, WHEN, list(joined))
    if not last:
        yield from _beside([Text()], WHEN, [line])


def _wrapped(texts: list[Text], width: int, console: Console) -> list[Text]:
    lines = [line for text in texts for line in text.wrap(console, width)]
    for line in lines:
        line.rstrip()
    return lines


def _beside(left: list[Text], width: int, right: list[Text]) -> Iterator[Text]:
    """Set lines side by side; double-wide characters count as two columns."""
    for before, behind in zip_longest(left, right, fillvalue=Text()):
        line = before.copy()
        if behind.plain:
            line.append(" " * max(width - cell_len(before.plain), 1)).append_text(behind)
        yield line
