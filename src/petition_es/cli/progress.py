"""How far a long reading is: a bar on a terminal, elsewhere a line now and then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

LINE_SECONDS = 10.0

Moved = Callable[[int, int], None]
"""Tells how many bytes were read by now, and how many records."""


@contextmanager
def progress(console: Console, name: str, size: int) -> Iterator[Moved]:
    """Show how far a file of this size is read, its rate, and the time that is left."""
    if not console.is_terminal:
        yield _Lines(console, name, size).moved
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %  {task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task, begun = bar.add_task(name, total=size, rate=0.0), monotonic()

        def moved(position: int, records: int) -> None:
            rate = records / max(monotonic() - begun, 0.001)
            bar.update(task, completed=position, rate=rate)

        yield moved


@dataclass
class _Lines:
    """Prints a line when the last one is some while ago."""

    console: Console
    name: str
    size: int
    begun: float = field(default_factory=monotonic)
    told: float = field(default_factory=monotonic)

    def moved(self, position: int, records: int) -> None:
        now = monotonic()
        if now - self.told < LINE_SECONDS or not position:
            return
        self.told, seconds = now, now - self.begun
        left = timedelta(seconds=round(seconds * (self.size - position) / position))
        line = f"{self.name}  {position / self.size:.0%}  {records / seconds:,.0f}/s  {left}"
        self.console.print(line, style="dim", markup=False)
