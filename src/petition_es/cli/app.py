"""The commands, and what becomes of what goes wrong in them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import ValidationError

from petition_es import __version__
from petition_es.api.listening import NotOnlyThisMachine, PortTaken
from petition_es.cli import (
    audits,
    clocks,
    estimates,
    importing,
    inspecting,
    keeping,
    keeping_clocks,
    projecting,
    projections,
    regimes,
    replaying,
    serving,
    simulating,
    units,
)
from petition_es.cli.acts import add_acts
from petition_es.cli.opening import Door
from petition_es.cli.reading import UnreadableValue
from petition_es.domain.refusals import Refusal
from petition_es.importing.source_file import UnusableFile
from petition_es.messages import has
from petition_es.projections.kit.faults import ProjectionFault
from petition_es.regimes.calendar_faults import UnusableCalendar
from petition_es.regimes.faults import RegimeFault
from petition_es.simulation.faults import SimulationFault
from petition_es.store.embedded import EmbeddedPostgresError
from petition_es.store.faults import StoreFault

REFUSED, BROKEN = 1, 3
"""Exit codes: the office refused; the store, a setting or a file is not in order.

2 is a command line that makes no sense, 130 a Ctrl-C.
"""

BROKEN_BY = (
    StoreFault,
    EmbeddedPostgresError,
    UnusableFile,
    PortTaken,
    NotOnlyThisMachine,
    ProjectionFault,
    SimulationFault,
    RegimeFault,
    UnusableCalendar,
)


def build(door: Door) -> typer.Typer:
    """Put the commands together."""
    app = typer.Typer(
        name="petition-es",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Follow a petition step by step, from submission to evaluation.",
    )
    app.callback()(_general(door))
    inspecting.add_commands(app, door)
    keeping.add_commands(app, door)
    importing.add_commands(app, door)
    projecting.add_commands(app, door)
    projections.add_commands(app, door)
    clocks.add_commands(app, door)
    audits.add_commands(app, door)
    estimates.add_commands(app, door)
    regimes.add_commands(app, door)
    keeping_clocks.add_commands(app, door)
    replaying.add_commands(app, door)
    serving.add_commands(app, door)
    simulating.add_commands(app, door)
    units.add_commands(app, door)
    app.add_typer(add_acts(door), name="act")
    return app


def _general(door: Door) -> Callable[..., None]:
    def general(
        home: Annotated[Path | None, typer.Option(help="The data folder (PETITION_HOME).")] = None,
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="The language.")] = None,
        version: Annotated[  # noqa: ARG001, FBT002  # a flag of the command line
            bool,
            typer.Option(
                "--version", help="Print the version.", callback=_print_version, is_eager=True
            ),
        ] = False,
    ) -> None:
        """Follow a petition step by step, from submission to evaluation."""
        door.home = home or door.home
        door.language_wanted = lang or door.language_wanted

    return general


def _print_version(wanted: bool) -> None:  # noqa: FBT001  # the value of a flag
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command line and answer its exit code."""
    door = Door()
    try:
        build(door)(args=list(arguments), prog_name="petition-es")
    except (Refusal, UnreadableValue) as refusal:
        return _say(door, f"refusal.{type(refusal).__name__}", refusal, REFUSED)
    except BROKEN_BY as fault:
        return _say(door, f"fault.{type(fault).__name__}", fault, BROKEN)
    except ValidationError as wrong:
        return _say(door, "", wrong_setting(wrong), BROKEN)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def wrong_setting(wrong: ValidationError) -> ValueError:
    """Say which setting cannot be read, and why, on one line."""
    first = wrong.errors()[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return ValueError(f"PETITION_{name}: {first['msg']}.")


def _say(door: Door, key: str, trouble: Exception, code: int) -> int:
    """Print the one line: in the user's language where the catalogue has it, else as it is."""
    facts = getattr(trouble, "facts", {})
    line = door.say(key, **facts) if has(key) else str(trouble)
    door.err.print(line, style="bold red", markup=False)
    return code
