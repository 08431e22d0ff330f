"""A whole audit: all petitions are read, those that belong together once more, and judged."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from petition_es.audits.policy import Policies
from petition_es.audits.running import editions, tables
from petition_es.audits.running.comparing import (
    Bench,
    Group,
    Judged,
    compare_couples,
    judge_groups,
)
from petition_es.audits.running.gathering import Gathered, Part, gather, gathered
from petition_es.audits.running.pairing import of_words
from petition_es.audits.running.reading import Source
from petition_es.audits.running.seen import Looking, Seen
from petition_es.audits.running.together import Around, couple, groups_of
from petition_es.audits.texts.prints import Printer
from petition_es.audits.texts.rarity import Rarity
from petition_es.projections.running.apart import Workers, workers
from petition_es.store.collecting import collecting_nothing

PETITIONS_AT_ONCE = 400
COUPLES_AT_ONCE = 2000

LARGE = 200_000
"""In a store of more petitions, prints are sampled: one number in four."""

Report = Callable[[str, int], None]


@dataclass(frozen=True)
class Audit:
    """What an audit is made of."""

    source: Source
    policies: Policies
    secret: bytes = field(repr=False)
    """What prints and keyed hashes are made with; it is given to no one but these processes."""
    processes: int = 1

    def in_processes(self, processes: int) -> "Audit":
        """The same, over several processes."""
        return replace(self, processes=processes)


@dataclass(frozen=True)
class Outcome:
    """What an audit came to."""

    petitions: int
    findings: int
    ties: int
    rarity: str


def audit(asked: Audit, petitions: int, report: Report = lambda _, __: None) -> Outcome:
    """Audit all petitions up to a position, and show what was found from then on.

    `petitions` is about how many there are. Where it fails, what the last audit found stays. Where
    another audit is under way, it is waited for.
    """
    with tables.alone(asked.source.unsealing.address):
        build = _begun(asked)
        try:
            outcome = _made(asked, build, petitions, report)
            build.finish(outcome.petitions, outcome.rarity)
        except BaseException:
            build.drop()
            raise
    return outcome


def sampled_one_in(petitions: int) -> int:
    """Which part of prints is kept in a store of so many petitions."""
    return 4 if petitions > LARGE else 1


@contextmanager
def audit_aside(
    asked: Audit, petitions: int, report: Report = lambda _, __: None
) -> Iterator[tuple[tables.Build, Outcome]]:
    """Audit the store, of a past day perhaps, to look at the findings once; nothing is kept."""
    with tables.alone(asked.source.unsealing.address):
        build = _begun(asked)
        try:
            yield build, _made(asked, build, petitions, report)
        finally:
            build.drop()


def _begun(asked: Audit) -> tables.Build:
    source = asked.source
    return tables.begin(source.unsealing.address, source.upto, source.setting.now)


def _made(asked: Audit, build: tables.Build, petitions: int, report: Report) -> Outcome:
    with workers(asked.processes) as at_work, collecting_nothing():
        return _Run(asked, build, at_work, petitions, report).go()


class _Run:
    """One audit under way."""

    def __init__(
        self, asked: Audit, build: tables.Build, at_work: Workers, petitions: int, report: Report
    ) -> None:
        self._asked, self._build, self._workers, self._report = asked, build, at_work, report
        self._one_in = sampled_one_in(petitions)
        self._petitions = petitions
        self._findings = self._ties = 0

    def go(self) -> Outcome:
        asked = self._asked
        known = editions.latest(asked.source.unsealing.address, self._petitions)
        self._report("reading", self._petitions)
        whole = self._gather(known)
        rarity = known or editions.publish(asked.source.unsealing.address, whole)
        seen = sorted(whole.seen, key=lambda each: (each.began_at, each.petition_id))
        bench = Bench(asked.source, asked.policies, self._build, rarity)
        self._report("comparing", len(seen))
        self._judge(bench, seen)
        self._compare_others(bench, seen)
        return Outcome(len(seen), self._findings, self._ties, rarity.edition)

    def _gather(self, known: Rarity | None) -> Gathered:
        asked, of = self._asked, self._asked.processes
        one_in = 0 if known else editions.one_in(self._petitions)
        looking = Looking(Printer(asked.secret), self._one_in, self._one_in)
        parts = [
            Part(asked.source, looking, asked.policies, self._build, (share, of), one_in)
            for share in range(of)
        ]
        whole = gathered(list(self._workers.each(gather, parts)))
        self._findings += whole.findings
        return whole

    def _judge(self, bench: Bench, seen: Sequence[Seen]) -> None:
        """Judge anew what does not stand alone."""
        groups = groups_of(seen, Around.of(seen), self._one_in)
        petitions = [each for group in groups for each in group.petitions]
        self._findings -= self._build.forget(petitions)
        works = ((bench, some) for some in _portions(groups, PETITIONS_AT_ONCE))
        for judged in self._workers.each(judge_groups, works):
            self._count(judged)

    def _compare_others(self, bench: Bench, seen: Sequence[Seen]) -> None:
        """Find what different persons complain of alike, where no office has said so already."""
        likely = (couple(seen[one], seen[other]) for one, other in of_words(seen, self._one_in))
        couples = [each for each in likely if not each.same_person and each.said is None]
        cuts = range(0, len(couples), COUPLES_AT_ONCE)
        works = ((bench, couples[start : start + COUPLES_AT_ONCE]) for start in cuts)
        for judged in self._workers.each(compare_couples, works):
            self._count(judged)

    def _count(self, judged: Judged) -> None:
        self._findings += judged.findings
        self._ties += judged.ties


def _portions(groups: Sequence[Group], petitions: int) -> Iterator[list[Group]]:
    """So many groups at a time that about so many petitions are in them."""
    some: list[Group] = []
    held = 0
    for group in groups:
        some.append(group)
        held += len(group.petitions)
        if held >= petitions:
            yield some
            some, held = [], 0
    if some:
        yield some
