"""How projections and keepers are, shown on the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from petition_es.audits.similar.condition import IndexCondition, index_condition
from petition_es.bootstrap import House
from petition_es.cli.opening import Door
from petition_es.projections import keeper as clocks
from petition_es.projections.running import caring
from petition_es.projections.running.caring import Condition
from petition_es.projections.running.connections import connect

C = TypeVar("C", clocks.Condition, IndexCondition)


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
class Kept(Generic[C]):
    """How something is that a process keeps: it has yet to read `behind` positions of the log."""

    condition: C
    behind: int

    @property
    def state(self) -> str:
        """Whether somebody keeps it: `kept` or `left`."""
        return "kept" if self.condition.is_kept else "left"


Clocks = Kept[clocks.Condition]
Index = Kept[IndexCondition]


def keeper(house: House) -> Clocks | None:
    """How the clock keeper of a house is; None where the clocks were never kept."""
    with house.store.reader() as reader, connect(house.store.address) as connection:
        found, head = clocks.condition(connection), reader.head()
    return None if found is None else Kept(found, max(0, head - found.stand.bookmark))


def similar_index(house: House) -> Index | None:
    """How the index of similar petitions is; None where none was ever made."""
    with house.store.reader() as reader, connect(house.store.address) as connection:
        found, head = index_condition(connection), reader.head()
    return None if found is None else Kept(found, max(0, head - found.bookmark))


def keeper_as_json(kept: Clocks | None) -> dict[str, Any] | None:
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


def similar_index_as_json(kept: Index | None) -> dict[str, Any] | None:
    """How the index of similar petitions is, for programs."""
    if kept is None:
        return None
    return {
        "state": kept.state,
        "bookmark": kept.condition.bookmark,
        "behind": kept.behind,
        "petitions": kept.condition.petitions,
    }


def show_keeper(door: Door, kept: Clocks | None) -> None:
    """Print how the clock keeper is."""
    _show_kept(door, "keeper", keeper_as_json(kept))


def show_similar_index(door: Door, kept: Index | None) -> None:
    """Print how the index of similar petitions is."""
    _show_kept(door, "similar", similar_index_as_json(kept))


def _show_kept(door: Door, what: str, told: dict[str, Any] | None) -> None:
    said = door.say(f"cli.status.{what}_never")
    if told is not None:
        state = door.say(f"clock_keeper.{told.pop('state')}")
        said = door.say(f"cli.status.{what}_far", state=state, **told)
    door.out.print(f"{door.say(f'cli.status.{what}'):<24} {said}", markup=False)
