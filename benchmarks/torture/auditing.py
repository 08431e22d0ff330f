"""The audit of a round: what was acknowledged, what is recorded, and what was seen."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from torture.following import Follower, Seen
from torture.journal import Reader

Recorded = tuple[int, UUID, UUID, int]
"""Position, event, stream and version of what stands in the log."""

RECORDED = """
    SELECT position, event_id, originator_id, originator_version
    FROM public.petition_events ORDER BY position
"""


@dataclass
class Told:
    """What the writers have told so far, by what they meant to do."""

    tried: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    acknowledged: dict[UUID, int] = field(default_factory=dict)
    refused: set[UUID] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)

    def take(self, writer: str, reader: Reader) -> None:
        """Take in what a writer noted since the last look."""
        for word, number, ids, positions, reason in reader.news():
            if word == "tried":
                self.tried[f"{writer}-{number}"] = tuple(ids)
            elif word == "acknowledged":
                self.acknowledged.update(zip(ids, positions, strict=True))
            elif word == "refused":
                self.refused.update(ids)
            else:
                self.broken.append(f"{writer} {number}: {reason}")


@dataclass
class Findings:
    """What an audit found; each of these must be nothing."""

    lost: int = 0
    duplicates: int = 0
    missed: int = 0
    out_of_order: int = 0
    torn: int = 0
    refused_but_recorded: int = 0
    rows_that_differ: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was found."""
        return not any(vars(self).values())


def audit(
    told: Told, recorded: Sequence[Recorded], head: int, seen: Iterable[Follower]
) -> Findings:
    """Hold the log against what the writers tell and what the readers saw of it up to a head."""
    found = Findings(broken=list(told.broken))
    position_of = {event_id: position for position, event_id, _, _ in recorded}
    found.lost = sum(
        position_of.get(event_id) != position for event_id, position in told.acknowledged.items()
    )
    found.duplicates = len(recorded) - len(position_of)
    found.torn = sum(_is_torn(ids, position_of) for ids in told.tried.values())
    found.refused_but_recorded = len(told.refused & position_of.keys())
    found.out_of_order = _out_of_order(recorded)
    below = [(position, event_id) for position, event_id, _, _ in recorded if position <= head]
    for reader in seen:
        so_far = [each for each in list(reader.seen) if each[0] <= head]
        found.missed += _differences(below, so_far)
        found.duplicates += len(so_far) - len(set(so_far))
        found.out_of_order += len(reader.faults)
    return found


def _is_torn(ids: Sequence[UUID], position_of: dict[UUID, int]) -> bool:
    """Tell whether of the events of one append some are recorded and others are not."""
    return 0 < sum(event_id in position_of for event_id in ids) < len(ids)


def _differences(recorded: Sequence[Seen], seen: Sequence[Seen]) -> int:
    if recorded == seen:
        return 0
    return len(set(recorded) ^ set(seen))


def _out_of_order(recorded: Sequence[Recorded]) -> int:
    """How many events do not stand behind the version before theirs."""
    versions: Counter[UUID] = Counter()
    wrong = 0
    for _, _, stream, version in recorded:
        wrong += version != versions[stream] + 1
        versions[stream] = version
    return wrong
