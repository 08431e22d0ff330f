"""`petition-es audit similar`, and how well it finds the duplicates that officers marked."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Annotated, Any

import typer

from petition_es.audits.running.asking import asking_of
from petition_es.audits.scoring.asserted import records_of
from petition_es.audits.scoring.duplicates import (
    FIRST,
    Shown,
    read_duplicates,
    shown_among_first,
)
from petition_es.audits.similar.asking import Asking
from petition_es.audits.similar.finding import Similar
from petition_es.audits.similar.retrieving import Asked
from petition_es.bootstrap import House
from petition_es.cli.acts import addressed
from petition_es.cli.audit_tables import NOBODY, part, table
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.domain.petition import Submitted

SIMILAR_HELP = """Show the petitions that are most like one, and why.

Words and of other: how much of the rare words of this heading the other petition has,
and of the other's heading this one. The index is brought up to date first.

Example: petition-es audit similar XF2016-0804-1234-56
"""


def similar(door: Door) -> Callable[..., None]:
    """The command that shows similar petitions."""

    def show(
        number: Annotated[str, typer.Argument(help="The petition, by its number or id.")],
        limit: Annotated[int, typer.Option(min=1, max=25, help="At most so many.")] = FIRST,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house:
            petition_id = addressed(house, number)
            with _asking(house, door) as at_hand:
                asked = at_hand.about(petition_id)
                found = at_hand.similar(asked, limit) if asked else []
            rows = [_row(house, each) for each in found]
        if as_json:
            for row in rows:
                door.show_json(row)
        else:
            _show_similar(door, rows)

    return show


def score_duplicates(door: Door, path: Path, source: str | None, *, as_json: bool) -> None:
    """Print how often an original is among the first petitions that are shown."""
    marked = read_duplicates(path)
    with opened(door) as house, _asking(house, door) as at_hand:
        petitions = records_of(house.store.read_through([Submitted.TOPIC]), source)
        timed = _Timed(at_hand)
        shown = shown_among_first(marked, petitions, at_hand.about, timed.similar)
    if as_json:
        door.show_json({**asdict(shown), "part": shown.part, **timed.milliseconds})
    else:
        _show_score(door, shown)
        if timed.seconds:
            door.tell(door.say("cli.audit.questions", **timed.milliseconds))


class _Timed:
    """Asks, and keeps how long each answer took."""

    def __init__(self, at_hand: Asking) -> None:
        self._at_hand = at_hand
        self.seconds: list[float] = []

    def similar(self, asked: Asked, limit: int) -> Sequence[Similar]:
        begun = perf_counter()
        found = self._at_hand.similar(asked, limit)
        self.seconds.append(perf_counter() - begun)
        return found

    @property
    def milliseconds(self) -> dict[str, float | None]:
        """Half of the questions took less, and 99 of 100."""
        if not self.seconds:
            return {"median_ms": None, "p99_ms": None}
        many = self.seconds * 2 if len(self.seconds) == 1 else self.seconds
        p99 = quantiles(many, n=100, method="inclusive")[98]
        return {
            "median_ms": round(1000 * median(self.seconds), 1), "p99_ms": round(1000 * p99, 1)
        }  # fmt: skip


@contextmanager
def _asking(house: House, door: Door) -> Iterator[Asking]:
    """Bring the index up to date, and have it at hand."""
    begun = perf_counter()
    with asking_of(house.store, house.law, house.clock()) as (at_hand, looked_at):
        seconds = f"{perf_counter() - begun:.1f}"
        door.tell(door.say("cli.audit.index", petitions=looked_at, seconds=seconds))
        yield at_hand


def _row(house: House, found: Similar) -> dict[str, Any]:
    """Why a petition is shown, in plain values."""
    like = found.like
    return {
        "petition": str(found.petition_id),
        "number": house.office.petition(found.petition_id).file.number,
        "same_person": like.same_person,
        "share_of_this_heading": round(like.left, 3),
        "share_of_other_heading": round(like.right, 3),
        "metres": None if like.metres is None else round(like.metres),
        "days": round(found.days, 2),
        "same_category": found.same_category,
        "chance": round(like.chance, 3),
    }


def _show_similar(door: Door, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        door.tell(door.say("cli.audit.nothing"))
        return
    names = (
        "petition", "same_person", "this_heading", "other_heading", "metres", "days",
        "same_category", "chance",
    )  # fmt: skip
    shown = table(door, *names)
    shown.columns[0].no_wrap = True  # a number is there to be copied
    shown.padding = (0, 1, 0, 0)
    for row in rows:
        number, person, this, other, metres, days, category, chance = list(row.values())[1:]
        shown.add_row(
            number or row["petition"],
            _yes(door, holds=person),
            part(door, this),
            part(door, other),
            NOBODY if metres is None else str(metres),
            f"{days:.2f}",
            _yes(door, holds=category),
            part(door, chance),
        )
    door.out.print(shown)


def _yes(door: Door, *, holds: bool) -> str:
    return door.say("cli.audit.yes") if holds else NOBODY


def _show_score(door: Door, shown: Shown) -> None:
    counts = {
        "pairs": shown.pairs, "unknown": shown.unknown, "eligible": shown.eligible,
        "found": shown.found, "found_first": shown.found_first, "rest": shown.rest,
        "found_of_rest": shown.found_of_rest,
    }  # fmt: skip
    told = table(door, *counts, "part")
    told.add_row(*map(str, counts.values()), part(door, shown.part))
    door.out.print(told)
    for each in shown.missed:
        metres = NOBODY if each.metres is None else round(each.metres)
        facts = {"duplicate": each.duplicate, "original": each.original, "metres": metres}
        name = "missed_pair" if each.is_eligible else "missed_of_rest"
        door.out.print(
            door.say(f"cli.audit.{name}", days=f"{each.days:.2f}", **facts), markup=False
        )
