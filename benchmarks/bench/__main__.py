"""The figures of store and projections, in one run; ends with 1 if one is missed.

    cd benchmarks && python -m bench [--petitions 50000] [--seed 1] [--json FILE] [--keep FOLDER]
        [ROW ...]

Everything is measured here and now, on an embedded PostgreSQL or on that of PETITION_DATABASE_URL:
ours beside the `eventsourcing` library as it comes (peer), and beside bare PostgreSQL (limit).
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import orjson
from rich.console import Console
from rich.table import Table

from bench import acting, appending, correcting, folding, loading, nation, reading, timing, waiting
from bench.figures import TARGETS, Figure
from bench.place import Place, place
from machine import machine

PETITIONS = 50_000
WIDTH = 130
ON_THE_NATION = {
    "live_one_projection", "rebuild_one_projection", "rebuild_nation_year", "correction",
    "clocks_nation_year",
}  # fmt: skip

Row = Callable[[Place, argparse.Namespace], Figure]

ROWS: dict[str, Row] = {
    "act_1_thread": lambda place, _: acting.act(place, 1),
    "act_8_threads": lambda place, _: acting.act(place, 8),
    "append_16_clients": lambda place, _: appending.append(place),
    "bulk_load": lambda place, _: loading.load(place),
    "read_your_write": lambda place, _: waiting.read_your_write(place),
    "timeline_read": lambda place, asked: reading.read(place, asked.seed),
    "live_one_projection": lambda place, asked: folding.live(place, asked.seed),
    "rebuild_one_projection": lambda place, asked: folding.rebuild_one(place, asked.seed),
    "rebuild_nation_year": lambda place, asked: folding.rebuild_all(
        place, asked.seed, asked.petitions
    ),
    "clocks_nation_year": lambda place, asked: timing.clocks(place, asked.seed, asked.petitions),
    "correction": lambda place, asked: correcting.correct(place, asked.seed),
}
"""What is measured, in this order."""


def main() -> int:
    """Measure, print, write, and answer 1 where a figure is missed."""
    asked = _arguments()
    console = Console(width=max(Console().width, WIDTH))
    console.print(machine(), highlight=False)
    names = asked.rows or list(ROWS)
    with place(asked.keep) as where:
        if not ON_THE_NATION.isdisjoint(names):
            seconds = nation.loaded(where, folding.NATION, asked.petitions, asked.seed)
            console.print(f"{asked.petitions} petitions loaded in {seconds:.0f} s", highlight=False)
        figures = [_measured(name, where, asked, console) for name in names]
    console.print(_table(figures, asked))
    for line in _complaints(figures):
        console.print(line, soft_wrap=True, highlight=False)
    if asked.json is not None:
        rows = [figure.as_json() | {"machine": machine()} for figure in figures]
        asked.json.write_bytes(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
    return 0 if all(figure.is_reached for figure in figures) else 1


def _measured(name: str, where: Place, asked: argparse.Namespace, console: Console) -> Figure:
    begun = perf_counter()
    figure = ROWS[name](where, asked)
    took = perf_counter() - begun
    reached = _short(figure.reached)
    console.print(f"{name}: {reached}, {figure.verdict} ({took:.0f} s)", highlight=False)
    return figure


def _table(figures: list[Figure], asked: argparse.Namespace) -> Table:
    table = Table(title=f"{asked.petitions} petitions, seed {asked.seed}")
    for heading in ("figure", "unit", "ours", "peer", "limit", "reached", "must reach", ""):
        is_word = heading in {"figure", "unit", "must reach", ""}
        table.add_column(heading, justify="left" if is_word else "right")
    for each in figures:
        wanted = str(TARGETS[each.name]) if each.name in TARGETS else ""
        numbers = [_short(number) for number in (each.ours, each.peer, each.limit)]
        table.add_row(each.name, each.unit, *numbers, _short(each.reached), wanted, each.verdict)
    return table


def _short(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.3g}"  # noqa: PLR2004


def _complaints(figures: list[Figure]) -> list[str]:
    missed = [each for each in figures if not each.is_reached]
    if not missed:
        return ["every figure is reached"]
    return [
        f"MISSED {each.name}: {_short(each.reached)}, must reach {TARGETS.get(each.name, '')}"
        + "".join(f"; {fault}" for fault in each.broken)
        for each in missed
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []], help="which ones; all by default")
    parser.add_argument("--petitions", type=int, default=PETITIONS, help="of the nation's year")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--keep", type=Path, help="a folder that keeps what was loaded")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
