"""Commands of the HTTP door: serve, and the tokens that say who acts."""

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

import typer

from petition_es.api.listening import NotOnlyThisMachine, listen
from petition_es.audits.running.asking import Auditor, auditor_of
from petition_es.audits.running.tables import last
from petition_es.audits.running.whole import audit
from petition_es.bootstrap import House
from petition_es.cli.inspecting import Json
from petition_es.cli.keeping import program
from petition_es.cli.opening import Door, opened
from petition_es.demonstration.loading import load_demonstration
from petition_es.demonstration.telling import BRIDGE, DEMONSTRATION_CODE, ROAD
from petition_es.domain.codes import Role
from petition_es.domain.entry import Actor
from petition_es.domain.identity import derived_id
from petition_es.domain.refusals import NoSuchUnit
from petition_es.store.access_tokens import TokenGrant

SERVE_HELP = """Serve the pages and the HTTP interface until Ctrl-C.

With --demo in front of invented cases, for this machine only, where anybody may take an identity.
Beside it the shipped projections are folded, and the clocks and the index of similar petitions
kept, each in a process of its own; a demonstration is audited as well, and again whenever something
was recorded.

Example: petition-es serve --demo
"""
ABOUT = """Access tokens: what a program shows at the HTTP door to say who acts."""
ISSUE_HELP = """Issue a token; it is shown this once.

Example: petition-es token issue officer-7 --role officer --unit haiyang-bureau --days 30
"""
LIST_HELP = """List all tokens that were issued, without the tokens themselves.

Example: petition-es token list --json
"""
REVOKE_HELP = """Revoke a token from now on.

Example: petition-es token revoke 0198a4c2-7d1e-7c3a-9f20-5b1f0c6a2e11
"""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
JOURNAL = "journal.jsonl"


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its commands of the HTTP door."""
    app.command("serve", help=SERVE_HELP)(_serve(door))
    tokens = typer.Typer(no_args_is_help=True, help=ABOUT)
    tokens.command("issue", help=ISSUE_HELP)(_issue(door))
    tokens.command("list", help=LIST_HELP)(_list(door))
    tokens.command("revoke", help=REVOKE_HELP)(_revoke(door))
    app.add_typer(tokens, name="token")


def _serve(door: Door) -> Callable[..., None]:
    def run(  # noqa: PLR0917  # the options of the command line
        demo: Annotated[bool, typer.Option("--demo", help="Serve the demonstration.")] = False,  # noqa: FBT002  # a flag
        host: Annotated[str | None, typer.Option(help="The address (PETITION_HOST).")] = None,
        port: Annotated[int | None, typer.Option(help="The port (PETITION_PORT).")] = None,
        keep_clocks: Annotated[
            bool | None,
            typer.Option(
                "--keep-clocks/--no-keep-clocks",
                help="Whether to keep the clocks as well (PETITION_KEEP_CLOCKS).",
                show_default=False,
            ),
        ] = None,
        keep_audits: Annotated[
            bool | None,
            typer.Option(
                "--keep-audits/--no-keep-audits",
                help="Whether to audit again and again (PETITION_KEEP_AUDITS); --demo does.",
                show_default=False,
            ),
        ] = None,
        keep_similar: Annotated[
            bool | None,
            typer.Option(
                "--keep-similar/--no-keep-similar",
                help="Whether to keep the index of similar petitions (PETITION_KEEP_SIMILAR).",
                show_default=False,
            ),
        ] = None,
    ) -> None:
        # Only here: the web's libraries take longer to load than most commands take to run.
        from petition_es.api.serving import serve  # noqa: PLC0415

        door.overrule(host=host, port=port, demonstration=demo or None)
        door.overrule(keep_clocks=keep_clocks, keep_audits=keep_audits, keep_similar=keep_similar)
        settings = door.settings
        if settings.demonstration and settings.host not in LOOPBACK:
            raise NotOnlyThisMachine(host=settings.host)
        with listen(settings.host, settings.port) as listener, opened(door) as house:
            if settings.demonstration:
                _load(door, house)
            auditor = _auditor(door, house)
            site = f"http://{_written(settings.host)}:{listener.getsockname()[1]}"
            with _journal(house), _companions(house, auditor):
                serve(house, listener, ready=lambda: _say_ready(door, house, site))
        door.tell(door.say("cli.serve.stopped"))

    return run


def _auditor(door: Door, house: House) -> Auditor | None:
    """Who audits beside the server, after a first audit where there was none; perhaps nobody."""
    settings = house.settings
    is_wanted = settings.keep_audits
    if not (settings.demonstration if is_wanted is None else is_wanted):
        return None
    auditor = auditor_of(house.store, house.law, home=settings.home)
    if last(house.store.address) is None:
        outcome = audit(*auditor.asked(house.clock()))
        door.tell(door.say("cli.audit.outcome", **asdict(outcome)))
    return auditor


@contextmanager
def _companions(house: House, auditor: Auditor | None) -> Iterator[None]:
    """What works beside the server: the runner of projections, the keepers, the auditor."""
    from petition_es.audits.running.asking import similar_index_of  # noqa: PLC0415  # as above
    from petition_es.audits.running.beside import AuditsBeside  # noqa: PLC0415
    from petition_es.audits.similar.beside import IndexBeside  # noqa: PLC0415
    from petition_es.projections.keeper.beside import KeeperBeside  # noqa: PLC0415
    from petition_es.projections.running.beside import Beside  # noqa: PLC0415
    from petition_es.projections.shipped import ALL  # noqa: PLC0415

    address, settings = house.store.address, house.settings
    with ExitStack() as beside:
        beside.enter_context(Beside(address, ALL))
        if settings.keep_clocks:
            beside.enter_context(KeeperBeside(address, house.law, settings.office_zone))
        if auditor is not None:
            beside.enter_context(AuditsBeside(auditor, settings.office_zone))
        if settings.keep_similar:
            index = similar_index_of(house.store, house.law, house.clock())
            beside.enter_context(IndexBeside(index))
        yield


def _load(door: Door, house: House) -> None:
    written = load_demonstration(house.store, house.units, house.histories)
    key = "cli.demo.loaded" if written else "cli.demo.already"
    door.tell(door.say(key, petitions=written))


@contextmanager
def _journal(house: House) -> Iterator[None]:
    """Where the journal goes: to standard error, but not between the words of a demonstration."""
    from petition_es.api.manners import write_journal_as_json  # noqa: PLC0415  # as above

    if not house.settings.demonstration:
        write_journal_as_json(lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201  # it is the journal
        yield
        return
    path = house.settings.home / JOURNAL
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8", buffering=1) as file:
        write_journal_as_json(lambda line: file.write(line + "\n"))
        yield


def _say_ready(door: Door, house: House, site: str) -> None:
    if not house.settings.demonstration:
        door.out.print(door.say("cli.serve.ready", site=site), markup=False)
        return
    numbers = {name: _number_of(house, name) for name in (BRIDGE, ROAD)}
    door.out.print(
        door.say(
            "cli.serve.demonstration",
            site=site,
            program=_program_here(),
            code=DEMONSTRATION_CODE,
            journal=house.settings.home / JOURNAL,
            **numbers,
        ),
        markup=False,
    )


def _program_here() -> str:
    """How this program finds the same data in a second terminal."""
    home = os.environ.get("PETITION_HOME")
    return f"PETITION_HOME={shlex.quote(home)} {program()}" if home else program()


def _number_of(house: House, story: str) -> str:
    return house.office.petition(derived_id("demonstration", story, "petition")).file.number or ""


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _issue(door: Door) -> Callable[..., None]:
    def issue(  # noqa: PLR0917  # the options of the command line
        actor: Annotated[str, typer.Argument(help="The pseudonym of the person who acts.")],
        role: Annotated[str, typer.Option(help="officer, auditor, petitioner.")] = "officer",
        unit: Annotated[str | None, typer.Option(help="The unit that an officer acts for.")] = None,
        scope: Annotated[
            list[str], typer.Option(help="read, act, act:refer …; may be given again.")
        ] = ["read", "act"],  # noqa: B006  # typer copies it
        days: Annotated[int, typer.Option(help="How long it lasts.")] = 90,
        label: Annotated[
            str, typer.Option(help="What it is for, without personal data.")
        ] = "token",
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house:
            held_by = Actor(
                actor_id=actor, role=door.reader.value("--role", Role, role), unit_id=unit
            )
            if unit is not None and house.units.find(unit) is None:
                raise NoSuchUnit(unit=unit)
            token, grant = house.access.issue(
                held_by, scopes=scope, lasts=timedelta(days=days), now=house.clock(), label=label
            )
            if as_json:
                door.show_json({"token": token, **_row(grant)})
            else:
                door.out.print(token, markup=False)
                door.tell(door.say("cli.token.once", ends=grant.expires_at))

    return issue


def _list(door: Door) -> Callable[..., None]:
    def show(as_json: Json = False) -> None:  # noqa: FBT002  # a flag of the command line
        with opened(door) as house:
            for grant in house.access.all():
                row = _row(grant)
                if as_json:
                    door.show_json(row)
                else:
                    door.out.print("  ".join(str(value) for value in row.values()), markup=False)

    return show


def _revoke(door: Door) -> Callable[..., None]:
    def revoke(token_id: Annotated[str, typer.Argument(help="The id, see `token list`.")]) -> None:
        with opened(door) as house:
            house.access.revoke(door.reader.value("TOKEN_ID", UUID, token_id), house.clock())
            door.out.print(door.say("cli.token.revoked", token=token_id), markup=False)

    return revoke


def _row(grant: TokenGrant) -> dict[str, Any]:
    return {
        "id": str(grant.token_id),
        "actor": grant.actor.actor_id,
        "role": grant.actor.role,
        "unit": grant.actor.unit_id,
        "scopes": " ".join(grant.scopes),
        "label": grant.label,
        "expires_at": grant.expires_at.isoformat(timespec="seconds"),
        "revoked_at": grant.revoked_at and grant.revoked_at.isoformat(timespec="seconds"),
    }
