"""How projections and keepers are, shown on the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from petition_es.audits.similar.condition import IndexCondition, index_condition
from petition_es.bootstrap import House
from petition_es.cli.opening import Door
from petition_es.projections import keeper as clocks
from petition_es.projections.running import caring
from petition_es.projections.running.caring import Condition
from petition_es.projections.running.connections import connect


def conditions(house: House) -> list[Condition]:
    """How the projections of a house are."""
    with house.store.reader() as reader, connect(house.store.address) as connection:
        return caring.conditions(connection, reader.head())


def condition_as_json(condition: Condition) -> dict[str, Any]:
    """How a projection is, for programs."""
    bookmark = condition.bookmark
    return {
        "name": bookmark.name,
        "version": bookmark.version,
        "state": condition.state,
        "bookmark": bookmark.bookmark,
        "behind": condition.behind,
        "parked": [
            {"key": each.key, "positions": each.positions, "error": each.error}
            for each in condition.parked
        ],
        "error": bookmark.error,
        "stopped_at": bookmark.stopped_at,
    }


def show_condition(door: Door, condition: Condition) -> None:
    """Print how a projection is, and all that is known of what it failed at."""
    bookmark = condition.bookmark
    state = door.say(f"projection.{condition.state}")
    far = door.say("cli.projections.far", bookmark=bookmark.bookmark, behind=condition.behind)
    door.out.print(f"{bookmark.name:<24} {state}  {far}", markup=False)
    if bookmark.error is not None:
        _show_error(door, "cli.projections.stopped", bookmark.error)
    for parked in condition.parked:
        key = ", ".join(map(str, parked.key))
        said = door.say("cli.projections.parked", parked=key, events=len(parked.positions))
        door.out.print(f"  {said}", markup=False)
        _show_error(door, "cli.projections.failed", parked.error)


def _show_error(door: Door, key: str, error: Mapping[str, Any]) -> None:
    said = door.say(
        key,
        position=error["position"],
        topic=error["topic"],
        event=error["event_id"],
        handler=error["handler"] or "",
        reason=f"{error['error']}: {error['said']}",
    )
    door.out.print(f"  {said}", markup=False)
    door.out.print(error["traceback"].rstrip("\n"), style="dim", markup=False)


@dataclass(frozen=True)
class Kept:
    """How the clock keeper is; `behind` is how many positions of the log it has yet to read."""

    condition: clocks.Condition
    behind: int

    @property
    def state(self) -> str:
        """Whether somebody keeps the clocks: `kept` or `left`."""
        return "kept" if self.condition.is_kept else "left"


def keeper(house: House) -> Kept | None:
    """How the clock keeper of a house is; None where the clocks were never kept."""
    with house.store.reader() as reader, connect(house.store.address) as connection:
        found, head = clocks.condition(connection), reader.head()
    return None if found is None else Kept(found, max(0, head - found.stand.bookmark))


def keeper_as_json(kept: Kept | None) -> dict[str, Any] | None:
    """How the clock keeper is, for programs."""
    if kept is None:
        return None
    return {
        "state": kept.state,
        "bookmark": kept.condition.stand.bookmark,
        "behind": kept.behind,
        "is_whole": kept.condition.stand.is_whole,
        "duties": kept.condition.duties,
        "notices": kept.condition.notices,
    }


def show_keeper(door: Door, kept: Kept | None) -> None:
    """Print how the clock keeper is."""
    told = keeper_as_json(kept)
    if told is None:
        said = door.say("cli.status.keeper_never")
    else:
        state = door.say(f"clock_keeper.{told.pop('state')}")
        said = door.say("cli.status.keeper_far", state=state, **told)
    door.out.print(f"{door.say('cli.status.keeper'):<24} {said}", markup=False)


@dataclass(frozen=True)
class Indexed:
    """How the index of similar petitions is; `behind`: positions that it has yet to read."""

    condition: IndexCondition
    behind: int

    @property
    def state(self) -> str:
        """Whether somebody keeps it: `kept` or `left`."""
        return "kept" if self.condition.is_kept else "left"


def similar_index(house: House) -> Indexed | None:
    """How the index of similar petitions is; None where none was ever made."""
    with house.store.reader() as reader, connect(house.store.address) as connection:
        found, head = index_condition(connection), reader.head()
    return None if found is None else Indexed(found, max(0, head - found.bookmark))


def similar_index_as_json(indexed: Indexed | None) -> dict[str, Any] | None:
    """How the index of similar petitions is, for programs."""
    if indexed is None:
        return None
    condition = indexed.condition
    return {
        "state": indexed.state,
        "bookmark": condition.bookmark,
        "behind": indexed.behind,
        "petitions": condition.petitions,
    }


def show_similar_index(door: Door, indexed: Indexed | None) -> None:
    """Print how the index of similar petitions is."""
    told = similar_index_as_json(indexed)
    if told is None:
        said = door.say("cli.status.similar_never")
    else:
        state = door.say(f"clock_keeper.{told.pop('state')}")
        said = door.say("cli.status.similar_far", state=state, **told)
    door.out.print(f"{door.say('cli.status.similar'):<24} {said}", markup=False)
