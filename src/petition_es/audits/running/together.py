"""Together: which petitions must be judged together, and what is known around each of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from petition_es.audits.case import Batch
from petition_es.audits.copies.alike import Alike, alike
from petition_es.audits.running.comparing import Couple, Group
from petition_es.audits.running.groups import Groups, grouped
from petition_es.audits.running.pairing import of_links, of_persons
from petition_es.audits.running.seen import Closing, Seen

LEAST_SHARE = 0.4
"""Answers that have less in common than this are nobody's concern."""

BATCH_FROM = 3
"""So many closings by one person in one minute are looked at."""

T = TypeVar("T")


def groups_of(seen: Sequence[Seen], one_in: int) -> list[Group]:
    """The petitions that do not stand alone, group by group; they are seen in time's order."""
    pairs = sorted({*of_persons(seen), *of_links(seen)})
    groups = grouped((seen[one].petition_id, seen[other].petition_id) for one, other in pairs)
    around_alike = _by_group(groups, _alike(seen, one_in))
    around_batches = _by_group(groups, _batches(seen))
    couples = _by_group(
        groups, ((seen[one].petition_id, couple(seen[one], seen[other])) for one, other in pairs)
    )
    return [
        Group(
            petitions=tuple(members),
            couples=tuple(couples[root]),
            alike=tuple(around_alike[root]),
            batches=dict(around_batches[root]),
        )
        for root, members in ((groups.root(some[0]), some) for some in groups.all())
    ]


def couple(later: Seen, earlier: Seen) -> Couple:
    """Two petitions to be compared; the office's word on them goes before any comparison."""
    said: bool | None = None
    if earlier.number in later.same or later.number in earlier.same:
        said = True
    elif earlier.number in later.other or later.number in earlier.other:
        said = False
    return Couple(
        later=later.petition_id,
        earlier=earlier.petition_id,
        same_person=not later.persons.isdisjoint(earlier.persons),
        said=said,
    )


def _by_group(groups: Groups[UUID], around: Iterable[tuple[UUID, T]]) -> dict[UUID, list[T]]:
    """Put what is known of petitions to their groups; a petition that had none gets one."""
    found: dict[UUID, list[T]] = defaultdict(list)
    for petition, each in around:
        found[groups.root(petition)].append(each)
    return found


def _alike(seen: Sequence[Seen], one_in: int) -> Iterator[tuple[UUID, Alike]]:
    """Answers that are like an earlier one, each with the petition of the later one."""
    answers = [answer for each in seen for answer in each.answers]
    for found in alike(answers, LEAST_SHARE, one_in):
        yield found.later.petition_id, found


def _batches(seen: Sequence[Seen]) -> Iterator[tuple[UUID, tuple[UUID, Batch]]]:
    """Petitions that were closed in a batch, each with its closing and what else was closed."""
    minutes: dict[tuple[str, int], list[tuple[UUID, Closing]]] = defaultdict(list)
    for each in seen:
        for closing in each.closings:
            minutes[closing.actor, closing.minute].append((each.petition_id, closing))
    for closed in minutes.values():
        petitions = len({petition for petition, _ in closed})
        if petitions >= BATCH_FROM:
            entries = tuple((c.event_id, petition, c.position) for petition, c in closed)
            batch = Batch(petitions=petitions, resolutions=entries)
            yield from ((petition, (c.event_id, batch)) for petition, c in closed)
