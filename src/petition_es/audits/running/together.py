"""Together: which petitions must be judged together, and what is known around each of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar
from uuid import UUID

from petition_es.audits.case import Batch
from petition_es.audits.copies.alike import Answer, alike
from petition_es.audits.running.comparing import Couple, Group
from petition_es.audits.running.groups import Groups, grouped
from petition_es.audits.running.pairing import of_links, of_persons
from petition_es.audits.running.seen import Closing, Seen

LEAST_SHARE = 0.4
"""Answers that have less in common than this are nobody's concern."""

BATCH_FROM = 3
"""So many closings by one person in one minute are looked at."""

T = TypeVar("T")


@dataclass(frozen=True)
class Around:
    """Answers and closings among which copies and batches are looked for."""

    answers: Sequence[Answer]
    closings: Sequence[Closing]

    @classmethod
    def of(cls, seen: Sequence[Seen]) -> Self:
        """All that these petitions have."""
        answers = [answer for each in seen for answer in each.answers]
        return cls(answers, [closing for each in seen for closing in each.closings])


def groups_of(seen: Sequence[Seen], around: Around, one_in: int = 1) -> list[Group]:
    """The petitions that do not stand alone, group by group; they are seen in time's order."""
    own = {each.petition_id for each in seen}
    pairs = sorted({*of_persons(seen), *of_links(seen)})
    groups = grouped((seen[one].petition_id, seen[other].petition_id) for one, other in pairs)
    alikes = ((each.later.petition_id, each) for each in alike(around.answers, LEAST_SHARE, one_in))
    around_alike = _by_group(groups, (each for each in alikes if each[0] in own))
    batches = (each for each in _batches(around.closings) if each[0] in own)
    around_batches = _by_group(groups, batches)
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


def _batches(closings: Iterable[Closing]) -> Iterator[tuple[UUID, tuple[UUID, Batch]]]:
    """Petitions that were closed in a batch, each with its closing and what else was closed."""
    minutes: dict[tuple[str, int], list[Closing]] = defaultdict(list)
    for closing in closings:
        minutes[closing.actor, closing.minute].append(closing)
    for closed in minutes.values():
        petitions = len({each.petition_id for each in closed})
        if petitions >= BATCH_FROM:
            ordered = sorted(closed, key=lambda each: each.position)
            entries = tuple((e.event_id, e.petition_id, e.position) for e in ordered)
            batch = Batch(petitions=petitions, resolutions=entries)
            yield from ((each.petition_id, (each.event_id, batch)) for each in closed)
