"""`petition-es audit open | confirm | dismiss | reopen`: what auditors judge of a finding."""

from collections.abc import Callable
from typing import Annotated, get_args
from uuid import UUID

import typer

from petition_es.audits.in_json import inquiry_as_json
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.demonstration.identities import identity
from petition_es.office.inquiries import Judgement

HELP = {
    "open": "Look into a finding: others see who is at it.",
    "confirm": "Say that a finding is as the audit says.",
    "dismiss": "Say why a finding is none.",
    "reopen": "Look again into a finding that was confirmed or dismissed.",
}
EXAMPLE = "0b0e8c52-3c40-5d6e-8d57-5c1f3f7a7b10 --by auditor"
NEEDS_REASON = {"dismiss": ' --reason "The work is entered under another number."'}


def add_commands(group: typer.Typer, door: Door) -> None:
    """Add a command for each judgement."""
    for judgement in get_args(Judgement):
        example = f"petition-es audit {judgement} {EXAMPLE}{NEEDS_REASON.get(judgement, '')}"
        about = f"{HELP[judgement]}\n\nNothing is written to the petition.\n\nExample: {example}"
        group.command(judgement, help=about)(_judge(door, judgement))


def _judge(door: Door, judgement: Judgement) -> Callable[..., None]:
    def judge(
        finding: Annotated[UUID, typer.Argument(help="The finding, as `audit list` names it.")],
        by: Annotated[str, typer.Option(help="Who judges: see `petition-es identities`.")],
        reason: Annotated[
            str | None, typer.Option(help="Why; it is sealed under the petition's key.")
        ] = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house:
            inquiry, position = house.inquiries.judge(finding, judgement, identity(by), reason)
            if as_json:
                told = {"finding_id": finding, "position": position, **inquiry_as_json(inquiry)}
                door.show_json(told)
            else:
                facts = {"finding": finding, "state": inquiry.state, "position": position}
                door.out.print(door.say("cli.audit.judged", **facts), markup=False)

    return judge
