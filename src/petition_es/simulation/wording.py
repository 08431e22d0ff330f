"""How texts are worded: a petition, its answer, a note. The same matter is never said twice alike.

Lengths follow those of real texts; sentences are drawn, and filled with the facts of the matter.
"""

from functools import cache
from random import Random

from petition_es.simulation.fitted import chars
from petition_es.simulation.matter import Matter
from petition_es.simulation.source import MARK
from petition_es.simulation.words import SUBJECTS, Sentences, all_of, one_of, pool, spoken


def title(matter: Matter, random: Random) -> str:
    """The title of a petition, which says that it was simulated."""
    return MARK + one_of(pool("petition", "titles"), random) % matter.facts


def petition_text(matter: Matter, random: Random, *, is_repeat: bool) -> str:
    """What a petitioner writes; who writes again says so, in other words."""
    subject = SUBJECTS[matter.subject]
    first = [one_of(pool("petition", "openings"), random), one_of(subject.problems, random)]
    if is_repeat:
        first.append(one_of(pool("petition", "again"), random))
    last = [one_of(subject.demands, random), one_of(pool("petition", "pleas"), random)]
    length = chars("petition").draw(random)
    return _composed([first, last], _story(matter.subject), length, random) % matter.facts


def answer_text(matter: Matter, office: str, random: Random) -> str:
    """What an office answers: what it found, what it does about it, what may be done against it."""
    subject = SUBJECTS[matter.subject]
    first = [one_of(pool("answer", "openings"), random), one_of(subject.findings, random)]
    last = [one_of(subject.measures, random), one_of(pool("answer", "closings"), random)]
    facts = {**matter.facts, "office": office}
    length = chars("answer").draw(random)
    return _composed([first, last], _procedure(), length, random) % facts


def recycled(answer: str, random: Random) -> str:
    """An old answer that is handed in again: a new first sentence, and the rest as it was."""
    return one_of(pool("answer", "recycled"), random) + answer


def note(kind: str, random: Random) -> str:
    """A short remark of a kind: why it is returned, what was said on the telephone."""
    return one_of(pool("note", kind), random)


@cache
def _story(subject: str) -> Sentences:
    common = (pool("petition", name) for name in ("details", "harms", "tries"))
    return (*SUBJECTS[subject].problems, *(sentence for each in common for sentence in each))


@cache
def _procedure() -> Sentences:
    kinds = (pool("answer", name) for name in ("procedures", "grounds", "promises"))
    return tuple(sentence for each in kinds for sentence in each)


def _composed(frame: list[list[str]], between: Sentences, length: float, random: Random) -> str:
    """Set sentences between the first and the last until the text is as long as it should be."""
    first, last = frame
    left = length - sum(map(spoken, first)) - sum(map(spoken, last))
    text = list(first) if left > 0 else first[1:2]
    for sentence in all_of(between, random):
        if left < spoken(sentence) / 2:
            break
        if sentence not in first:
            text.append(sentence)
            left -= spoken(sentence)
    return "".join(text + last)
