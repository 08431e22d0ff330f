"""The first reading: every petition is judged by itself, and what it shares with others is kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from petition_es.audits.case import Case, matter_of
from petition_es.audits.judging import judge
from petition_es.audits.policy import Policies
from petition_es.audits.rules import RULES
from petition_es.audits.running.kept import keep
from petition_es.audits.running.reading import Source
from petition_es.audits.running.seen import Looking, Seen, writing_of
from petition_es.audits.running.tables import Build
from petition_es.projections.running.whole_streams import Share
from petition_es.store.collecting import collecting_nothing


@dataclass(frozen=True)
class Part:
    """One share of the petitions, as it travels."""

    source: Source
    looking: Looking
    policies: Policies
    build: Build
    share: Share
    counts_one_in: int
    """Of so many petitions one is counted for the rarity of words; 0: none, there is an edition."""


@dataclass
class Gathered:
    """What was seen of a share of the petitions."""

    seen: list[Seen] = field(default_factory=list)
    grams: Counter[str] = field(default_factory=Counter)
    counted: int = 0
    findings: int = 0

    def add(self, other: "Gathered") -> None:
        """Put what was seen of other petitions to it."""
        self.seen += other.seen
        self.grams += other.grams
        self.counted += other.counted
        self.findings += other.findings

    def count(self, case: Case) -> None:
        """Count the words of a petition."""
        self.counted += 1
        self.grams.update(writing_of(case).of_all)


def gather(part: Part) -> Gathered:
    """Read a share of the petitions, and write down what the rules say of each by itself."""
    gathered = Gathered()
    with collecting_nothing(), part.build.writing() as writing:
        for case in part.source.share(part.share):
            seen = part.looking.at(case)
            gathered.seen.append(seen)
            keep(writing, seen)
            if part.counts_one_in and case.petition_id.int % part.counts_one_in == 0:
                gathered.count(case)
            matter = matter_of([case])
            writing.take(matter, judge(matter, RULES, part.policies))
    gathered.findings = writing.findings
    return gathered


def gathered(parts: Sequence[Gathered]) -> Gathered:
    """Put all shares together."""
    whole = parts[0]
    for other in parts[1:]:
        whole.add(other)
    return whole
