"""The second reading: petitions that may belong together are compared, and judged as matters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from petition_es.audits.case import Batch, Case, Matter, Reuse, matter_of
from petition_es.audits.copies.alike import Alike
from petition_es.audits.judging import judge
from petition_es.audits.links.likeness import Writing, likeness
from petition_es.audits.links.tie import Tie, features_of
from petition_es.audits.links.where import metres_between
from petition_es.audits.policy import Policies
from petition_es.audits.rules import RULES
from petition_es.audits.running.groups import Groups
from petition_es.audits.running.reading import Source
from petition_es.audits.running.seen import category_of, division_of_case, point_of_case, writing_of
from petition_es.audits.running.tables import Build
from petition_es.audits.running.tables import Writing as Rows
from petition_es.audits.texts.rarity import Rarity
from petition_es.store.collecting import collecting_nothing

SAME_FROM = 0.6
"""From this chance on two petitions are taken for one matter (docs/audits.md)."""


@dataclass(frozen=True, kw_only=True)
class Couple:
    """Two petitions to be compared, the later one first, and what is known of them beforehand."""

    later: UUID
    earlier: UUID
    same_person: bool
    said: bool | None = None
    """What the office says: the same matter, or another one; None: nothing."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Petitions to be judged together."""

    petitions: tuple[UUID, ...]
    couples: tuple[Couple, ...] = ()
    alike: tuple[Alike, ...] = ()
    """Answers in these petitions that are like an earlier one, wherever that is."""
    batches: Mapping[UUID, Batch] = field(default_factory=dict)


@dataclass(frozen=True)
class Bench:
    """What judging takes, as it travels."""

    source: Source
    policies: Policies
    build: Build
    rarity: Rarity


@dataclass(frozen=True)
class Judged:
    """What came of some groups."""

    findings: int
    ties: int


def judge_groups(work: tuple[Bench, Sequence[Group]]) -> Judged:
    """Compare and judge some groups, and write down what was found."""
    bench, groups = work
    wanted = {each for group in groups for each in group.petitions}
    with (
        collecting_nothing(),
        bench.build.writing() as writing,
        bench.source.some(wanted) as cases,
    ):
        ties = _judge_in(bench, groups, cases, writing)
    return Judged(writing.findings, ties)


def judge_in(bench: Bench, groups: Sequence[Group], writing: Rows) -> None:
    """Compare and judge some groups, and write down what was found on a connection of others."""
    wanted = {each for group in groups for each in group.petitions}
    with bench.source.some(wanted) as cases:
        _judge_in(bench, groups, cases, writing)


def _judge_in(
    bench: Bench, groups: Sequence[Group], cases: Mapping[UUID, Case], writing: Rows
) -> int:
    count = 0
    for group in groups:
        ties = list(_compared(group.couples, cases, bench.rarity))
        for matter in _matters(group, ties, cases):
            writing.take(matter, judge(matter, RULES, bench.policies))
        writing.take_ties(ties)
        count += len(ties)
    return count


def compare_couples(work: tuple[Bench, Sequence[Couple]]) -> Judged:
    """Compare petitions of different persons, and write down which are about one matter."""
    bench, couples = work
    wanted = {each for couple in couples for each in (couple.later, couple.earlier)}
    with (
        collecting_nothing(),
        bench.build.writing() as writing,
        bench.source.some(wanted) as cases,
    ):
        ties = [tie for tie in _compared(couples, cases, bench.rarity) if tie.is_same]
        writing.take_ties(ties)
    return Judged(0, len(ties))


def _compared(
    couples: Sequence[Couple], cases: Mapping[UUID, Case], rarity: Rarity
) -> Iterator[Tie]:
    writings: dict[UUID, Writing] = {}
    for couple in couples:
        later, earlier = cases.get(couple.later), cases.get(couple.earlier)
        if later is not None and earlier is not None:
            for case in (later, earlier):
                writings.setdefault(case.petition_id, writing_of(case))
            yield _tie(couple, later, earlier, writings, rarity)


def _tie(
    couple: Couple, later: Case, earlier: Case, writings: Mapping[UUID, Writing], rarity: Rarity
) -> Tie:
    one, other = writings[later.petition_id], writings[earlier.petition_id]
    here, there = point_of_case(later), point_of_case(earlier)
    metres = metres_between(here, there) if here and there else None
    category = category_of(later)
    like = likeness(
        one,
        other,
        rarity,
        same_person=couple.same_person,
        metres=metres,
        same_category=category is not None and category == category_of(earlier),
        divisions=(division_of_case(later), division_of_case(earlier)),
    )
    is_same = like.chance >= SAME_FROM if couple.said is None else couple.said
    return Tie(
        later=couple.later,
        earlier=couple.earlier,
        is_same=is_same,
        said_by="likeness" if couple.said is None else "office",
        chance=like.chance,
        features=features_of(like),
    )


def _matters(group: Group, ties: Sequence[Tie], cases: Mapping[UUID, Case]) -> Iterator[Matter]:
    """The matters of a group: petitions of a person, or linked by an office, that are the same."""
    same: Groups[UUID] = Groups()
    for petition in group.petitions:
        same.root(petition)
    for tie in ties:
        if tie.is_same:
            same.join(tie.earlier, tie.later)
    for members in same.all():
        present = [cases[each] for each in members if each in cases]
        if present:
            reuses = tuple(_reuses(group.alike, frozenset(members)))
            batches = {
                event: batch
                for event, batch in group.batches.items()
                if any(event in case.places for case in present)
            }
            yield matter_of(present, reuses=reuses, batches=batches)


def _reuses(alike: Sequence[Alike], members: frozenset[UUID]) -> Iterator[Reuse]:
    for each in alike:
        if each.later.petition_id in members:
            yield Reuse(
                later=each.later.event_id,
                earlier=each.earlier.event_id,
                earlier_petition=each.earlier.petition_id,
                earlier_position=each.earlier.position,
                earlier_at=each.earlier.at,
                share=each.share,
                same_matter=each.same_person or each.earlier.petition_id in members,
            )
