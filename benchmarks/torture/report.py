"""The report of a torture: how many rounds of each kind, what was hit, what was found."""

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table

from torture.auditing import Findings
from torture.blows import Struck

INSIDE_MUST_REACH = 0.3
"""The share of kills that have to land inside an open transaction."""


class Report:
    """What is told at the end; the last audit counts, for each looks at everything."""

    def __init__(self, seed: int, writers: int) -> None:
        self.seed, self.writers = seed, writers
        self._before = self._now = (0, 0, 0)
        self.seconds = self.stalled_seconds = 0.0
        self.rounds: Counter[str] = Counter()
        self.kills: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.found = Findings()

    def add(self, kind: str, struck: Struck, found: Findings) -> None:
        """Add a round."""
        self.rounds[kind] += 1
        self.kills[kind] += struck.kills
        self.inside[kind] += struck.inside
        self.stalled_seconds = max(self.stalled_seconds, struck.stalled_seconds)
        self.found = found

    def begin_store(self) -> None:
        """Go on with a fresh store; what was counted in those before stays counted."""
        self._before, self._now = self._counted(), (0, 0, 0)

    def count(self, events: int, acknowledged: int, tried: int) -> None:
        """Note how much there is in this store by now."""
        self._now = (events, acknowledged, tried)

    def _counted(self) -> tuple[int, int, int]:
        events, acknowledged, tried = self._now
        before = self._before
        return before[0] + events, before[1] + acknowledged, before[2] + tried

    @property
    def events(self) -> int:
        """How many events were recorded."""
        return self._counted()[0]

    @property
    def acknowledged(self) -> int:
        """How many of them a writer was told of."""
        return self._counted()[1]

    @property
    def inside_share(self) -> float:
        """The share of kills that landed inside an open transaction."""
        return self.inside.total() / max(1, self.kills.total())

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was found, and enough kills hit a transaction."""
        return self.found.is_clean and self.inside_share >= INSIDE_MUST_REACH

    def as_json(self) -> dict[str, Any]:
        """Everything, for a program."""
        return {
            "seed": self.seed,
            "writers": self.writers,
            "rounds": dict(self.rounds),
            "kills": dict(self.kills),
            "kills_inside": dict(self.inside),
            "inside_share": round(self.inside_share, 3),
            "events": self.events,
            "appends_tried": self._counted()[2],
            "acknowledged": self.acknowledged,
            "stalled_seconds_max": round(self.stalled_seconds, 2),
            "seconds": round(self.seconds, 1),
            "found": vars(self.found),
        }

    def show(self) -> None:
        """Print it."""
        table = Table("rounds", "how many", "kills", "inside a transaction", title="Torture")
        for kind, many in sorted(self.rounds.items()):
            table.add_row(kind, str(many), str(self.kills[kind]), str(self.inside[kind]))
        kills, inside = self.kills.total(), self.inside.total()
        table.add_section()
        told = f"{inside} ({self.inside_share:.0%})"
        table.add_row("all", str(self.rounds.total()), str(kills), told)
        console = Console()
        console.print(table)
        for line in self._lines():
            console.print(line, soft_wrap=True, highlight=False)

    def _lines(self) -> list[str]:
        found = {name: count for name, count in vars(self.found).items() if name != "broken"}
        words = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in found.items())
        return [
            f"{self.writers} writers, seed {self.seed}, {self.seconds:.0f} s",
            f"{self.events} events, {self.acknowledged} acknowledged",
            words,
            f"longest stall by an idle session or a stopped writer: {self.stalled_seconds:.1f} s",
            *(f"BROKEN {reason}" for reason in self.found.broken),
            "nothing was found" if self.found.is_clean else "SOMETHING WAS FOUND",
        ]
