"""`petition-es regimes`: the law as the office knows it, and files of rules of one's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from petition_es.bootstrap import law_of
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door
from petition_es.domain.regime.rules import Basis, Regime, Rule, Wording
from petition_es.regimes.loading import read_regimes, shipped_files
from petition_es.regimes.reading import read_file

ABOUT = """Regimes: the dated rules that limits and grounds are taken from.

Your own stand as files in the folder `regimes` of the data home.
"""
LIST_HELP = """List the regimes that are known, where and from when to when each is in force.

Example: petition-es regimes list
"""
SHOW_HELP = """Show the rules of one regime: every limit, with its article and how sure it is.

Example: petition-es regimes show cn-2005
"""
CHECK_HELP = """Check files of rules beside those that are shipped; nothing is changed.

Example: petition-es regimes check lakeside.toml
"""


def add_commands(app: typer.Typer, door: Door) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help=ABOUT)
    group.command("list", help=LIST_HELP)(_list(door))
    group.command("show", help=SHOW_HELP)(_show(door))
    group.command("check", help=CHECK_HELP)(_check(door))
    app.add_typer(group, name="regimes")


def _list(door: Door) -> Callable[..., None]:
    def show(as_json: Json = False) -> None:  # noqa: FBT002  # a flag of the command line
        regimes = law_of(door.settings).regimes
        if as_json:
            door.show_json([_regime(each) for each in regimes])
            return
        table = Table(box=None)
        for key in ("regime", "divisions", "from", "to", "rules", "name"):
            table.add_column(door.say(f"cli.regimes.{key}"))
        for each in regimes:
            ends = str(each.in_force_to) if each.in_force_to else ""
            where = ", ".join(each.divisions) or door.say("cli.regimes.everywhere")
            name = _in(each.name, door.language)
            many = str(len(each.rules))
            table.add_row(each.stamp, where, str(each.in_force_from), ends, many, name)
        door.out.print(table)

    return show


def _show(door: Door) -> Callable[..., None]:
    def show(
        regime_id: Annotated[str, typer.Argument(help="The regime, as `list` names it.")],
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        known = {each.regime_id: each for each in law_of(door.settings).regimes}
        regime = known.get(regime_id)
        if regime is None:
            raise typer.BadParameter(
                door.say("cli.regimes.unknown", regime=regime_id, known=", ".join(known))
            )
        if as_json:
            rules = [_rule(each) for each in regime.rules]
            door.show_json(_regime(regime) | {"rules": rules})
            return
        table = Table(box=None)
        for key in ("clock", "limit", "for", "extension", "basis", "certainty"):
            table.add_column(door.say(f"cli.regimes.{key}"))
        for each in regime.rules:
            table.add_row(*_cells(each, door))
        door.out.print(table)

    return show


def _check(door: Door) -> Callable[..., None]:
    def check(
        files: Annotated[list[Path], typer.Argument(exists=True, help="Files of rules.")],
    ) -> None:
        own = [read_file(str(path), path.read_text("utf-8")) for path in files]
        read_regimes([*shipped_files(), *own], ["cn"])
        for file in own:
            rules = len(file.said.rule)
            said = door.say("cli.regimes.sound", file=file.name, rules=rules)
            door.out.print(said, markup=False)

    return check


def _cells(rule: Rule, door: Door) -> tuple[str, ...]:
    limit = door.say("cli.regimes.set")
    if rule.limit is not None:
        limit = door.say(f"cli.regimes.{rule.unit}", number=rule.limit)
    longer = f"+{rule.extension.days}" if rule.extension else ""
    return (
        door.say(f"clock.{rule.clock}"),
        limit,
        ", ".join(_conditions(rule, door)),
        longer,
        f"{_in(rule.basis.instrument, door.language)} {rule.basis.article}",
        door.say(f"certainty.{rule.certainty}"),
    )


def _conditions(rule: Rule, door: Door) -> Iterator[str]:
    """What a limit is for only: a procedure, units of one level, what came in at one level."""
    if rule.procedure:
        yield door.say(f"procedure.{rule.procedure}")
    if rule.level:
        yield door.say("cli.regimes.at_level", level=rule.level)
    if rule.registered_at:
        yield door.say("cli.regimes.registered_at", level=rule.registered_at)


def _in(name: Wording, language: str) -> str:
    return name.zh if language == "zh" else name.en


def _regime(regime: Regime) -> dict[str, Any]:
    return {
        "regime": regime.regime_id,
        "version": regime.version,
        "name": {"zh": regime.name.zh, "en": regime.name.en},
        "divisions": list(regime.divisions),
        "in_force_from": str(regime.in_force_from),
        "in_force_to": regime.in_force_to and str(regime.in_force_to),
        "counting": regime.counting,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "clock": rule.clock,
        "kind": rule.kind,
        "procedure": rule.procedure,
        "level": rule.level,
        "desk": rule.desk,
        "registered_at": rule.registered_at,
        "not_for_paths": list(rule.not_for_paths),
        "limit": rule.limit,
        "unit": rule.unit,
        "starts": list(rule.starts),
        "stops": list(rule.stops),
        "extension_days": rule.extension and rule.extension.days,
        "extension_approvers": _approvers(rule, is_assigned=False),
        "extension_approvers_if_assigned": _approvers(rule, is_assigned=True),
        "basis": _basis(rule.basis),
        "certainty": rule.certainty,
        "in_force_from": rule.in_force_from and str(rule.in_force_from),
        "in_force_to": rule.in_force_to and str(rule.in_force_to),
    }


def _approvers(rule: Rule, *, is_assigned: bool) -> list[str]:
    return list(rule.extension.approvers_of(is_assigned=is_assigned)) if rule.extension else []


def _basis(basis: Basis) -> dict[str, Any]:
    instrument = {"zh": basis.instrument.zh, "en": basis.instrument.en}
    return {"instrument": instrument, "article": basis.article}
