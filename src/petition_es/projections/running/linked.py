"""Which petitions are one matter (信访事项), as the log goes by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.petition import Linked, Unlinked
from petition_es.projections.kit.matters import LINKS, matters_of, numbers_in
from petition_es.projections.kit.standing import CORRECTED
from petition_es.projections.running.reading import NUMBERED, Batch, Reading, standing_of

WHOSE = "SELECT number, petition_id FROM public.petition_numbers WHERE number = ANY(%s)"
LINKS_AND_CORRECTIONS = (*LINKS, CORRECTED)


@dataclass(frozen=True)
class Matters:
    """The links that stand, whose the numbers are that they name, and what follows from that."""

    links: Mapping[UUID, tuple[Event, ...]] = field(default_factory=dict)
    whose: Mapping[str, UUID] = field(default_factory=dict)
    of: Mapping[UUID, UUID] = field(default_factory=dict)
    """The matter of each petition that shares one."""

    def after(self, batch: Batch, reading: Reading) -> "Matters":
        """The matters after a batch; the same object where no link and no number changed any."""
        linked = {e.originator_id for _, e in batch.entries if e.TOPIC in LINKS}
        said = numbers_in(event for _, event in batch.entries)
        told = {number: said[number] for number in _named(self.links) & said.keys()}
        if not (linked or told or batch.corrected & self.links.keys()):
            return self
        links = dict(self.links) | links_of(linked | batch.corrected, batch.upto, reading)
        whose = dict(self.whose) | told
        whose |= owners_of(_named(links) - whose.keys(), batch.upto, reading)
        return matters_with(links, whose)

    def moved(self, before: "Matters") -> set[UUID]:
        """The petitions that belong to another matter than before."""
        if self is before:
            return set()
        known = {*self.of, *before.of}
        return {each for each in known if self.of.get(each, each) != before.of.get(each, each)}


def matters_at(upto: int, reading: Reading) -> Matters:
    """The matters as the log tells up to a position."""
    linked = {event.originator_id for _, event in reading.drain(0, upto, LINKS)}
    links = links_of(linked, upto, reading)
    return matters_with(links, owners_of(_named(links), upto, reading))


def matters_with(links: Mapping[UUID, tuple[Event, ...]], whose: Mapping[str, UUID]) -> Matters:
    """The matters that follow from links and from whose the numbers are."""
    standing = (event for events in links.values() for event in events)
    return Matters(links, whose, matters_of(standing, whose.get))


def links_of(
    petitions: Iterable[UUID], upto: int, reading: Reading
) -> dict[UUID, tuple[Event, ...]]:
    """What stands of the links of some petitions."""
    streams = reading.streams(set(petitions), upto, LINKS_AND_CORRECTIONS)
    return {
        each: tuple(e for _, e in standing_of(stream) if isinstance(e, Linked | Unlinked))
        for each, stream in streams.items()
    }


def owners_of(numbers: Iterable[str], upto: int, reading: Reading) -> dict[str, UUID]:
    """Whose these numbers are, as far as the log says so up to a position."""
    wanted = list(numbers)
    if not wanted:
        return {}
    found = {petition_id for _, petition_id in reading.ask(WHOSE, [wanted])}
    streams = reading.streams(found, upto, NUMBERED).values()
    said = numbers_in(event for stream in streams for _, event in stream)
    return {number: said[number] for number in wanted if number in said}


def _named(links: Mapping[UUID, tuple[Event, ...]]) -> set[str]:
    """The numbers that links name."""
    events = (event for events in links.values() for event in events)
    return {event.other for event in events if isinstance(event, Linked | Unlinked)}
