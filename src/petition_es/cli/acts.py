"""`petition-es act …`: a command for each act of the domain, its options read off the act."""

import dataclasses
import inspect
import mimetypes
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, get_type_hints
from uuid import UUID

import typer

from petition_es.bootstrap import House
from petition_es.cli.opening import Door, opened
from petition_es.cli.reading import is_paper, takes_many, without_none
from petition_es.demonstration.identities import identity
from petition_es.domain.codes import Attachment, Channel, Precision
from petition_es.domain.petition import ACTS, Act, Correct, Petition, Submit
from petition_es.office.circumstances import Circumstances, Recorded

ACT_HELP = """Perform an act on a petition, as an officer or petitioner."""

STAMP = {
    "by": "Who acts, by name: see `petition-es identities`.",
    "at": "When it happened, if not now, as 2016-08-04T09:30.",
    "at_precision": "How exactly that is known.",
    "on_behalf_of": "The unit or the petitioner for whom an officer writes it down.",
    "entry_channel": "The channel through which it came in, as phone or kiosk.",
}

METAVARS = {"by": "IDENTITY", "at": "TIME", "at_precision": "second | day", "on_behalf_of": "ID"}

FILLED_IN = {"number", "code_hash", "replacement_id"}
"""What nobody says: the office draws it."""

EXAMPLES = {
    "submit": '--by road-petitioner --title "Pothole" --text "…" --parties p-road',
    "register": "NUMBER-OR-ID --by haiyang-bureau --purpose request",
    "refer": "NUMBER --by haiyang-bureau --to-unit haiyang-roads",
    "return_referral": "NUMBER --by haiyang-roads --reason not_competent",
    "record_claims": 'NUMBER --by haiyang-bureau --claims "c1:demand:Mend the road"',
    "issue_opinion": 'NUMBER --by haiyang-roads --text "…" --answers c1:support',
    "raise_dispute": "NUMBER --by haiyang-roads --units haiyang-roads --units haiyang-labour",
    "extend": "NUMBER --by haiyang-roads --days 30 --reason complex --approver-role unit-head",
    "request_review": "NUMBER --by road-petitioner --level review",
    "decide_review": "NUMBER --by haiyang-bureau --outcome uphold",
    "correct": "NUMBER --by haiyang-roads --corrected ID --effect void --reason entered_twice",
    "disclose": "NUMBER --by haiyang-bureau --audience public --reason published",
}


def add_acts(door: Door) -> typer.Typer:
    """Give every act of the domain its command."""
    acts = typer.Typer(no_args_is_help=True, help=ACT_HELP)
    for name, act_class in ACTS.items():
        acts.command(name.replace("_", "-"), help=_help(name, act_class), no_args_is_help=True)(
            _command(door, act_class)
        )
    return acts


def _help(name: str, act_class: type[Act]) -> str:
    example = EXAMPLES.get(name, "NUMBER --by IDENTITY")
    doc = inspect.cleandoc(act_class.__doc__ or "")
    return f"{doc}\n\nExample: petition-es act {name.replace('_', '-')} {example}"


def _command(door: Door, act_class: type[Act]) -> Callable[..., None]:
    hints = get_type_hints(act_class)
    fields = [
        f for f in dataclasses.fields(act_class) if _can_be_said(door, act_class, f.name, hints)
    ]

    def perform(**given: Any) -> None:
        with opened(door) as house:
            recorded = _perform(door, house, act_class, hints, given)
            door.show_recorded(house, recorded, as_json=given["json"])

    parameters = [] if act_class is Submit else [_number()]
    parameters += [_option(door, field, hints[field.name]) for field in fields]
    parameters += [_stamp(name, text) for name, text in STAMP.items()]
    as_json = typer.Option("--json", help="Print the result as one line of JSON.")
    parameters.append(_parameter("json", bool, as_json, False))  # noqa: FBT003  # its default
    perform.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return perform


def _perform(
    door: Door, house: House, act_class: type[Act], hints: dict[str, Any], given: dict[str, Any]
) -> Recorded:
    actor = identity(given["by"])
    when = _circumstances(door, given)
    said = {
        name: door.reader.value(f"--{name.replace('_', '-')}", hints[name], given[name])
        for name in (f.name for f in dataclasses.fields(act_class))
        if given.get(name) not in (None, [], ())
    }
    if act_class is Submit:
        return house.office.submit(Submit(**said), actor, when)
    petition_id = addressed(house, given["petition"])
    for name in said.keys() & _papers(hints):
        said[name] = _kept(house, petition_id, hints[name], said[name])
    if act_class is Correct and said.get("changes"):
        said["changes"] = _typed_changes(door, house.office.petition(petition_id), said)
    return house.office.perform(petition_id, act_class(**said), actor, when)


def _papers(hints: dict[str, Any]) -> set[str]:
    """The fields of an act that speak of documents."""
    return {name for name, hint in hints.items() if is_paper(hint)}


def _kept(house: House, petition_id: UUID, hint: Any, given: Any) -> Any:
    """Keep the files named, and put what an event says of them in their place."""
    paths = given if takes_many(hint) else (given,)
    papers = tuple(_keep(house, petition_id, path) for path in paths)
    return papers if takes_many(hint) else papers[0]


def _keep(house: House, petition_id: UUID, path: Path) -> Attachment:
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(2**16), b"")
        return house.papers.keep(petition_id, pieces, media_type=media_type, name=path.name)


def addressed(house: House, address: str) -> UUID:
    """The petition meant by a number, or, before it has one, by its id."""
    try:
        return UUID(address)
    except ValueError:
        return house.office.petition_id(address)


def _circumstances(door: Door, given: dict[str, Any]) -> Circumstances:
    read = door.reader.value
    return Circumstances(
        at=read("--at", datetime, given["at"]),
        at_precision=read("--at-precision", Precision, given["at_precision"]) or "second",
        on_behalf_of=given["on_behalf_of"],
        entry_channel=read("--entry-channel", Channel, given["entry_channel"]),
    )


def _typed_changes(door: Door, petition: Petition, said: dict[str, Any]) -> dict[str, Any]:
    """Read the new values of an amendment as the fields of the entry that is amended."""
    wrong = petition.file.entries.get(said["corrected"])
    hints = get_type_hints(type(wrong)) if wrong is not None else {}
    return {
        name: door.reader.value(
            "--changes", hints[name], [word] if takes_many(hints[name]) else word
        )
        if name in hints
        else word
        for name, word in said["changes"].items()
    }


def _can_be_said(door: Door, act_class: type[Act], name: str, hints: dict[str, Any]) -> bool:
    if name in FILLED_IN or (act_class is Submit and is_paper(hints[name])):
        return False  # Documents are kept under a petition's key, and there is no petition yet.
    return without_none(hints[name]) is bool or door.reader.shape(hints[name]) is not None


def _number() -> inspect.Parameter:
    kind = Annotated[
        str,
        typer.Argument(metavar="NUMBER", help="The petition's number; before it has one, its id."),
    ]
    return inspect.Parameter("petition", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)


def _option(door: Door, field: dataclasses.Field[Any], hint: Any) -> inspect.Parameter:
    if without_none(hint) is bool:
        return _parameter(field.name, bool | None, typer.Option(_switch(field.name)), None)
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    many = takes_many(hint)
    option = typer.Option(
        metavar=door.reader.shape(hint), help="May be given again." if many else None
    )
    kind: Any = list[str] if many else str
    nothing: Any = [] if many else None
    return _parameter(field.name, kind, option, inspect.Parameter.empty if required else nothing)


def _stamp(name: str, text: str) -> inspect.Parameter:
    nothing = inspect.Parameter.empty if name == "by" else None
    return _parameter(name, str, typer.Option(help=text, metavar=METAVARS.get(name)), nothing)


def _parameter(name: str, kind: Any, option: Any, default: Any) -> inspect.Parameter:
    hint: Any = Annotated[kind | None if default is None else kind, option]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)


def _switch(name: str) -> str:
    word = name.replace("_", "-")
    return f"--{word}/--no-{word}"
