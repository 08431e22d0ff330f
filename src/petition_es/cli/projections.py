"""Commands about projections: how they are, running them, building them anew, going on."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated, Any

import typer

from petition_es.bootstrap import House
from petition_es.cli.conditions import condition_as_json, conditions, show_condition
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.progress import progress
from petition_es.projections.kit.loading import projections_of
from petition_es.projections.kit.projection import Projection
from petition_es.projections.running import caring
from petition_es.projections.running.connections import connect
from petition_es.projections.running.faults import NoSuchProjection
from petition_es.projections.shipped import ALL

ABOUT = """Projections: tables that are folded from the log, live or anew.

Alone it says how each of them is.
"""
STATUS_HELP = """Say how far every projection is folded, and why it stands still where it does.

Example: petition-es projections status --json
"""
RUN_HELP = """Follow the log until Ctrl-C, for all projections or those named.

A second one stands by, and takes over when the first one ends. `serve` does the same for the
shipped ones.

Example: petition-es projections run --file my_projection.py
"""
REBUILD_HELP = """Build projections anew from the whole log; the old rows answer meanwhile.

Example: petition-es projections rebuild petition_list unit_workload
"""
RETRY_HELP = """Let a projection that stopped try its event again.

Example: petition-es projections retry unit_workload
"""
PARK_HELP = """Leave the key alone at which a projection stopped, and let it go on.

Later events of that key wait behind it, in order, until `unpark`.

Example: petition-es projections park unit_workload
"""
UNPARK_HELP = """Let the parked keys of a projection be folded after all.

Example: petition-es projections unpark unit_workload
"""

Names = Annotated[
    list[str] | None, typer.Argument(help="Which; without any, all that are shipped or in --file.")
]
Name = Annotated[str, typer.Argument(help="The name of the projection, as of its table.")]
File = Annotated[Path | None, typer.Option(help="A Python file with projections of your own.")]


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its commands about projections."""
    group = typer.Typer(help=ABOUT)
    group.callback(invoke_without_command=True)(_alone(door))
    group.command("status", help=STATUS_HELP)(_status(door))
    group.command("run", help=RUN_HELP)(_run(door))
    group.command("rebuild", help=REBUILD_HELP)(_rebuild(door))
    group.command("retry", help=RETRY_HELP)(_doing(door, "retried", caring.retry))
    group.command("park", help=PARK_HELP)(_doing(door, "parked_now", caring.park))
    group.command("unpark", help=UNPARK_HELP)(_doing(door, "unparked", caring.unpark))
    app.add_typer(group, name="projections")


def _alone(door: Door) -> Callable[..., None]:
    def alone(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            _show(door, as_json=False)

    return alone


def _status(door: Door) -> Callable[..., None]:
    def status(as_json: Json = False) -> None:  # noqa: FBT002  # a flag of the command line
        _show(door, as_json=as_json)

    return status


def _show(door: Door, *, as_json: bool) -> None:
    with opened(door) as house:
        found = conditions(house)
    if as_json:
        door.show_json([condition_as_json(each) for each in found])
        return
    if not found:
        door.tell(door.say("cli.projections.none"))
    for condition in found:
        show_condition(door, condition)


def _run(door: Door) -> Callable[..., None]:
    def run(names: Names = None, file: File = None) -> None:
        # Only here: other commands need not wait until it is loaded.
        from petition_es.projections.running.live import Runner  # noqa: PLC0415

        chosen = chosen_of(names, file)
        with opened(door) as house, until_told() as stop, _journal():
            door.tell(door.say("cli.projections.running", names=_names_of(chosen)))
            opening = _opening(house)
            runner = Runner(house.store.address, house.store.watch(), chosen, opening=opening)
            runner.run(stop)
        door.tell(door.say("cli.projections.ended"))

    return run


def _rebuild(door: Door) -> Callable[..., None]:
    def build(
        names: Names = None,
        file: File = None,
        processes: Annotated[
            int, typer.Option(min=1, max=64, help="How many processes scan the log.")
        ] = os.cpu_count() or 1,
    ) -> None:
        from petition_es.projections.running.rebuild import rebuild  # noqa: PLC0415  # as above

        chosen = chosen_of(names, file)
        with opened(door) as house:
            head = max(1, house.store.last_position())
            with progress(door.err, _names_of(chosen), head) as moved:
                done = rebuild(
                    house.store.address,
                    chosen,
                    processes=processes,
                    report=lambda position, _: moved(position, position),
                    opening=_opening(house),
                )
        for name, position in done.items():
            said = door.say("cli.projections.rebuilt", projection=name, position=position)
            door.out.print(said, markup=False)

    return build


def _doing(door: Door, word: str, do: Callable[..., Any]) -> Callable[..., None]:
    """A command that changes something of one projection; its runner sees it."""

    def change(name: Name) -> None:
        with opened(door) as house, connect(house.store.address) as connection:
            done = do(connection, name)
        keys = len(done) if isinstance(done, list) else done
        said = door.say(f"cli.projections.{word}", projection=name, keys=keys or 0)
        door.out.print(said, markup=False)

    return change


def chosen_of(names: Sequence[str] | None, file: Path | None) -> list[type[Projection]]:
    """The projections that are meant: those of a file or the shipped ones, all or by name."""
    known: dict[str, type[Projection]] = {
        each.DEFINITION.name: each for each in (projections_of(file) if file else ALL)
    }
    for name in names or ():
        if name not in known:
            raise NoSuchProjection(projection=name, known=", ".join(known))
    return [each for name, each in known.items() if not names or name in names]


def _names_of(projections: Sequence[type[Projection]]) -> str:
    return ", ".join(each.DEFINITION.name for each in projections)


def _opening(house: House) -> Callable[[], Any]:
    return lambda: house.store.decoder(opens=True)


@contextmanager
def until_told() -> Any:
    """An event that a Ctrl-C or a SIGTERM sets."""
    told = Event()

    def tell(_signal: int, _frame: FrameType | None) -> None:
        told.set()

    before = {kind: signal.signal(kind, tell) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


@contextmanager
def _journal() -> Any:
    from petition_es.api.manners import write_journal_as_json  # noqa: PLC0415  # loaded if needed

    write_journal_as_json(lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201  # it is the journal
    yield
